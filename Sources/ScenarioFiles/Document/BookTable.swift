/// A table of borrowers or of tranches as comma-separated values: one more way to write part of a scenario.
///
/// Rows become objects whose nodes remember row and column, so that the rules of the scenario format check
/// them and complain in the same words as about a file of JSON5.
struct BookTable {
  /// What a table's rows are.
  enum Kind {
    case miners, tranches

    /// Columns that name a row.
    var names: [String] { self == .miners ? ["miner"] : ["miner", "tranche"] }
  }

  /// One field with its place.
  private struct Cell {
    var text: String
    var position: SourcePosition
  }

  private let kind: Kind
  private let source: SourceText
  private var issues: [Issue] = []
  private(set) var patch: Node

  /// Reads a table.
  ///
  /// - Parameter known: Miners that tranches may belong to.
  /// - Throws: Every problem of the table itself.
  init(_ file: String, _ kind: Kind, order: Int, known: Set<String>) throws(ScenarioError) {
    self.kind = kind
    source = SourceText(name: file, order: order)
    let start = SourcePosition(source)
    patch = Node(.block(Block()), at: start)
    let bytes: [UInt8]
    do {
      bytes = try FileText.read(file)
    } catch {
      throw ScenarioError([
        Issue(position: start, path: "", message: "expected a readable file: \(error.reason)")
      ])
    }
    var rows = cells(String(decoding: bytes, as: UTF8.self))[...]
    guard let header = rows.popFirst() else {
      throw ScenarioError([Issue(position: start, path: "", message: "expected a header row")])
    }
    let columns = columns(header)
    if issues.isEmpty {
      for row in rows { add(row, header, columns, known) }
    }
    if !issues.isEmpty { throw ScenarioError(issues) }
  }

  private mutating func note(_ position: SourcePosition, _ message: String) {
    issues.append(Issue(position: position, path: "", message: message))
  }

  /// The path of each column; names of rows have an empty one.
  private mutating func columns(_ header: [Cell]) -> [NodePath] {
    let titles = header.map(\.text)
    for name in kind.names where !titles.contains(name) {
      note(header[0].position, "expected a column \(Excerpt.quoted(name)), found none")
    }
    var paths: [NodePath] = []
    for (index, cell) in header.enumerated() {
      if titles[..<index].contains(cell.text) {
        note(cell.position, "the column \(Excerpt.quoted(cell.text)) is there twice")
      }
      if kind.names.contains(cell.text) {
        paths.append(NodePath())
        continue
      }
      do throws(PathProblem) {
        paths.append(try NodePath(parsing: cell.text))
      } catch {
        paths.append(NodePath())
        note(cell.position, "expected a key such as treasury.btc: \(error.message)")
      }
    }
    return paths
  }

  private mutating func add(
    _ row: [Cell], _ header: [Cell], _ columns: [NodePath], _ known: Set<String>
  ) {
    guard row.count == header.count else {
      return note(row[0].position, "expected \(header.count) fields, found \(row.count)")
    }
    var names: [String] = []
    for name in kind.names {
      guard let at = header.firstIndex(where: { $0.text == name }), !row[at].text.isEmpty else {
        let at = header.firstIndex { $0.text == name } ?? 0
        return note(row[at].position, "\(name): expected a name, found an empty field")
      }
      names.append(row[at].text)
      if name == "miner", kind == .tranches, !known.contains(row[at].text) {
        return note(
          row[at].position,
          "miner: expected the name of a miner, found \(Excerpt.quoted(row[at].text))"
            + Suggestion.hint(for: row[at].text, among: known))
      }
    }
    let base =
      names.count == 2 ? ["miners", names[0], "tranches", names[1]] : ["miners", names[0]]
    let basePath = NodePath(base.map { .key($0) })
    if patch.node(at: basePath) != nil {
      let title = names.map(Excerpt.quoted).joined(separator: ", ")
      return note(row[0].position, "\(title) is there twice")
    }
    // The row itself, which may say nothing but its name.
    set(basePath, Node(.block(Block()), at: row[0].position))
    for (cell, path) in zip(row, columns) where !path.steps.isEmpty && !cell.text.isEmpty {
      guard let value = value(cell) else { continue }
      set(NodePath(basePath.steps + path.steps), value)
    }
  }

  private mutating func set(_ path: NodePath, _ value: Node) {
    var node = value
    for case .key(let name) in path.steps.reversed() {
      var block = Block()
      block.set(name, node)
      node = Node(.block(block), at: value.position)
    }
    patch = MergePatch.apply(node, to: patch)
  }

  /// A field as JSON5 writes it, or else as text.
  private mutating func value(_ cell: Cell) -> Node? {
    do throws(Issue) {
      var parser = try JSON5Parser(Array(cell.text.utf8), source: source)
      let node = try parser.document()
      return Node(node.value, at: cell.position)
    } catch {
      guard let first = cell.text.first, "{[".contains(first) else {
        return Node(.text(cell.text), at: cell.position)
      }
      note(cell.position, error.message)
      return nil
    }
  }
}

// MARK: - Fields

extension BookTable {
  /// Fields by RFC 4180: quoted ones may hold commas, line ends and doubled quotes.
  ///
  /// Empty lines are skipped. A position is the line on which a row begins and the number of the field.
  private func cells(_ text: String) -> [[Cell]] {
    var rows: [[Cell]] = []
    var fields: [String] = [""]
    var isQuoted = false
    var line = 1
    var start = 1
    func finish() {
      if fields != [""] {
        rows.append(
          fields.enumerated().map { index, field in
            Cell(
              text: Self.trimmed(field),
              position: SourcePosition(source, line: start, column: index + 1))
          })
      }
      fields = [""]
    }
    var scalars = Array(text.unicodeScalars)[...]
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    while let scalar = scalars.popFirst() {
      if scalar == "\n" { line += 1 }
      if isQuoted {
        if scalar == "\"", scalars.first == "\"" {
          scalars.removeFirst()
          fields[fields.count - 1].unicodeScalars.append("\"")
        } else if scalar == "\"" {
          isQuoted = false
        } else {
          fields[fields.count - 1].unicodeScalars.append(scalar)
        }
      } else if scalar == "\"", Self.trimmed(fields[fields.count - 1]).isEmpty {
        isQuoted = true
      } else if scalar == "," {
        fields.append("")
      } else if scalar == "\n" {
        finish()
        start = line
      } else if scalar != "\r" {
        fields[fields.count - 1].unicodeScalars.append(scalar)
      }
    }
    finish()
    return rows
  }

  private static func trimmed(_ text: String) -> String {
    let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(String(text.drop(while: blank).reversed()).drop(while: blank).reversed())
  }
}

extension ScenarioDocument {
  /// Reads a file, then tables of miners and tranches over it, then overrides over both.
  ///
  /// - Parameters:
  ///   - miners: A table with a row for each miner; nil for none.
  ///   - tranches: A table with a row for each tranche; nil for none.
  /// - Throws: Files that cannot be read, syntax errors, duplicate keys, damaged tables.
  public static func load(
    _ file: String, miners: String?, tranches: String?, overrides: [String] = []
  ) throws(ScenarioError) -> ScenarioDocument {
    var document = try load(file)
    if let miners {
      let table = try BookTable(
        miners, .miners, order: Inheritance.longestChain - 1, known: [])
      document = document.replacing(root: MergePatch.apply(table.patch, to: document.root))
    }
    if let tranches {
      let known = Set(document.root["miners"]?.block?.names ?? [])
      let table = try BookTable(
        tranches, .tranches, order: Inheritance.longestChain, known: known)
      document = document.replacing(root: MergePatch.apply(table.patch, to: document.root))
    }
    return try document.applying(overrides: overrides)
  }
}
