import CreditBasics

/// A table of a given path as comma-separated values: its rows become objects by date, whose nodes remember
/// row and column.
enum GivenTable {
  private static let mostRows = 100_000

  /// The scenario with the rows of the table that `market.given` names put in its place; unchanged
  /// when it names none.
  static func inlined(_ root: Node, _ issues: inout [Issue]) -> Node {
    guard let given = root["market"]?["given"], let file = given.text else { return root }
    let key = NodePath([.key("market"), .key("given")])
    var table = Node(.block(Block()), at: given.position)
    do throws(Issue) {
      table = try read(path(file, given.position), &issues)
    } catch {
      // A problem with a row is reported at that row, any other at the key that names the table.
      let reason = error.message.replacing("expected a readable file: ", with: "")
      issues.append(
        error.position.line > 0
          ? Issue(error.position, at: key, error.message)
          : Issue(
            given.position, at: key,
            "expected a readable table, found \(Excerpt.quoted(file)): \(reason)"))
    }
    var root = root
    root["market"]?["given"] = table
    return root
  }

  /// The table that `market.given` names; nil when it names none.
  static func file(of root: Node) -> String? {
    guard let given = root["market"]?["given"], let file = given.text else { return nil }
    return path(file, given.position)
  }

  /// The table's path: relative to the file that names it, or as typed in an option.
  private static func path(_ file: String, _ position: SourcePosition) -> String {
    position.source.name.hasPrefix("--") ? file : FileText.path(file, besides: position.source.name)
  }

  private static func read(_ file: String, _ issues: inout [Issue]) throws(Issue) -> Node {
    let source = SourceText(name: file, order: 2 * Inheritance.longestChain)
    let rows = try TableFile.rows(
      file, source, most: mostRows, names: ["date"], remedy: "give fewer dates")
    let header = rows[0]
    guard let dates = header.firstIndex(where: { $0.text == "date" }) else {
      throw TableFile.absence(of: "date", in: header)
    }
    if let empty = TableFile.emptiness(rows) { throw empty }
    note(header, &issues)
    guard header.count > 1 else {
      throw Issue(
        header[0].position,
        "expected a column besides date (\(known.joined(separator: ", "))), found none")
    }
    var block = Block(capacity: rows.count)
    for row in rows.dropFirst() where issues.count < IssueLog.capacity {
      add(row, header, dates, to: &block, &issues)
    }
    if !rows.dropFirst().contains(where: { says($0, besides: dates) }) {
      throw Issue(
        rows[1][0].position,
        "expected a value beside some date, found empty fields only: the table says nothing")
    }
    return Node(.block(block), at: SourcePosition(source))
  }

  private static var known: [String] { FieldRules.givenRow.fields.map(\.key) }

  /// Whether a row has anything but its date.
  private static func says(_ row: [TableRows.Cell], besides dates: Int) -> Bool {
    row.indices.contains { $0 != dates && !row[$0].text.isEmpty }
  }

  private static func note(_ header: [TableRows.Cell], _ issues: inout [Issue]) {
    let known = known + ["date"]
    for (place, cell) in header.enumerated() {
      if let nameless = TableFile.namelessness(cell, "market.given") {
        issues.append(nameless)
      } else if !known.contains(cell.text) {
        issues.append(
          Issue(
            cell.position, path: "market.given",
            "expected columns among \(known.joined(separator: ", ")), found "
              + Excerpt.quoted(cell.text) + Suggestion.hint(for: cell.text, among: known)))
      } else if header[..<place].contains(where: { $0.text == cell.text }) {
        issues.append(
          Issue(
            cell.position, path: "market.given",
            "expected each column once, found \(Excerpt.quoted(cell.text)) again"))
      }
    }
  }

  private static func add(
    _ row: [TableRows.Cell], _ header: [TableRows.Cell], _ dates: Int, to block: inout Block,
    _ issues: inout [Issue]
  ) {
    if let ragged = TableFile.raggedness(row, header.count, "market.given") {
      return issues.append(ragged)
    }
    let date = row[dates]
    if block[date.text] != nil {
      issues.append(
        Issue(
          date.position, path: "market.given",
          "expected each date once, found \(Excerpt.quoted(date.text)) again"))
    }
    var values = Block()
    for (cell, column) in zip(row, header) where !cell.text.isEmpty {
      // Skips the date, and columns that were refused with the header.
      guard let kind = FieldRules.givenRow.fields.first(where: { $0.key == column.text })?.kind
      else { continue }
      do throws(TableValue.Problem) {
        values.set(column.text, try value(cell, kind), keyPosition: cell.position)
      } catch {
        issues.append(
          Issue(
            cell.position, path: "market.given.\(Excerpt.oneLine(date.text)).\(column.text)",
            error.message))
      }
    }
    block.set(
      date.text, Node(.block(values), at: date.position), keyPosition: date.position)
  }
}

extension GivenTable {
  /// Reads a field; the name of a regime is text even if it looks like a number.
  private static func value(
    _ cell: TableRows.Cell, _ kind: FieldKind
  ) throws(TableValue.Problem) -> Node {
    if case .reference = kind { return Node(.text(cell.text), at: cell.position) }
    // JSON5 has hexadecimal numbers; in a column of prices one is a slip.
    if cell.text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }) {
      return Node(.text(cell.text), at: cell.position)
    }
    return try TableValue.read(cell, kind)
  }
}

extension ScenarioDocument {
  /// This document with the table of a given path, as by `--given FILE`.
  public func giving(_ file: String) -> ScenarioDocument {
    guard root["market"]?.block != nil else { return self }
    let place = SourcePosition(SourceText(name: "--given \(file)"))
    var root = root
    root["market"]?["given"] = Node(.text(file), at: place)
    return replacing(root: root)
  }
}
