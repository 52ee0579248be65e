import CreditBasics

/// A column of a table: where its values go, and what is read there.
struct TableColumn {
  /// Keys under a row's object; empty for a column that names rows.
  var path: NodePath
  var kind: FieldKind?

  /// The columns of a header; what is wrong with it goes to `issues`.
  static func read(
    _ header: [TableRows.Cell], _ kind: BookTable.Kind, _ issues: inout [Issue]
  ) -> [TableColumn] {
    let titles = Set(header.map(\.text))
    if let other = kind.exchanged(titles) {
      issues.append(Issue(header[0].position, other))
      return []
    }
    var unread = false
    for name in kind.names where !titles.contains(name) {
      unread = true
      issues.append(TableFile.absence(of: name, in: header))
    }
    // Without the names of rows nothing is known about the other columns: it may be another table.
    if unread { return [] }
    var seen: Set<String> = []
    return header.map { cell in
      if let nameless = TableFile.namelessness(cell) {
        issues.append(nameless)
        return TableColumn(path: NodePath())
      }
      var message: String?
      if !seen.insert(cell.text).inserted {
        message = "the column \(Excerpt.quoted(cell.text)) is there twice"
      }
      if kind.names.contains(cell.text) || message != nil {
        if let message { issues.append(Issue(cell.position, message)) }
        return TableColumn(path: NodePath())
      }
      do throws(PathProblem) {
        let path = try NodePath(parsing: cell.text)
        let (found, problem) = look(
          up: path, in: .block(kind.section), hinting: issues.count < IssueLog.capacity)
        if let problem {
          issues.append(Issue(cell.position, at: path, problem))
        }
        return TableColumn(path: path, kind: found)
      } catch {
        issues.append(Issue(cell.position, "expected a key such as treasury.btc: \(error.message)"))
        return TableColumn(path: NodePath())
      }
    }
  }

  /// The kind of field at the end of a path, or what is wrong with the path.
  private static func look(
    up path: NodePath, in root: FieldKind, hinting: Bool
  ) -> (FieldKind?, problem: String?) {
    var kind = root
    for case .key(let name) in path.steps {
      guard let next = kind.member(name) else {
        let meant = TermSheetWords.hint(for: name, among: kind.keys)
        let hint =
          meant.isEmpty && hinting ? Suggestion.hint(for: name, among: kind.keys) : meant
        let own = kind.keys.contains("tags") ? "; a column of your own is called tags.\(name)" : ""
        return (nil, "unknown column" + (hint.isEmpty ? own : hint))
      }
      kind = next
    }
    return (kind, nil)
  }
}

extension BookTable.Kind {
  /// The message for a table of the other kind, recognised by its columns; nil when it is not one.
  fileprivate func exchanged(_ titles: Set<String>) -> String? {
    switch self {
    case .miners where titles.contains("tranche"):
      return "expected a table of borrowers (--miners), found one of loans: its place is --tranches"
    case .tranches where titles.contains("miner") && !titles.contains("tranche"):
      let keys = FieldRules.miner.section.fields.map(\.key)
      let isMiners = titles.contains { title in
        keys.contains { $0 == title || title.hasPrefix($0 + ".") }
      }
      return isMiners
        ? "expected a table of loans (--tranches), found one of borrowers: its place is --miners"
        : nil
    default: return nil
    }
  }
}

extension FieldKind {
  /// What the member of this name holds in an object of this kind; nil when it can have none.
  func member(_ name: String) -> FieldKind? {
    switch self {
    case .block(let section): section.fields.first { $0.key == name }?.kind
    case .named(let section, _, _): .block(section)
    case .map(_, let inner), .labelled(let inner): inner
    case .amortisation: .number(.share)
    case .dated(let range): .number(range)
    case .given(let section): .block(section)
    default: nil
    }
  }

  /// The keys that an object of this kind can have; none where names are free.
  var keys: [String] {
    if case .block(let section) = self { section.fields.map(\.key) } else { [] }
  }
}
