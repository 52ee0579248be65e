/// A table of a given path as comma-separated values: its rows become objects by date, whose nodes remember
/// row and column.
enum GivenTable {
  private static let mostRows = 100_000

  /// The scenario with the table that `market.given` names in its place; as it is when it names none.
  static func inlined(_ root: Node, _ issues: inout [Issue]) -> Node {
    guard var top = root.block, let market = top["market"], var block = market.block,
      let given = block["given"], let file = given.text
    else { return root }
    var table = Node(.block(Block()), at: given.position)
    do throws(Issue) {
      table = try read(path(file, given.position), &issues)
    } catch {
      issues.append(
        Issue(position: given.position, path: "market.given", message: error.message))
    }
    block.set("given", table)
    top.set("market", Node(.block(block), at: market.position))
    return Node(.block(top), at: root.position)
  }

  /// The table that `market.given` names; nil when it names none.
  static func file(of root: Node) -> String? {
    guard let given = root["market"]?["given"], let file = given.text else { return nil }
    return path(file, given.position)
  }

  /// Beside the file that names it; as typed where an option does.
  private static func path(_ file: String, _ position: SourcePosition) -> String {
    position.source.name.hasPrefix("--") ? file : FileText.path(file, besides: position.source.name)
  }

  private static func read(_ file: String, _ issues: inout [Issue]) throws(Issue) -> Node {
    let source = SourceText(name: file, order: 2 * Inheritance.longestChain)
    let bytes: [UInt8]
    do {
      bytes = try FileText.read(file)
    } catch {
      throw Issue(
        position: SourcePosition(source), path: "",
        message: "expected a readable table, found \(Excerpt.quoted(file)): \(error.reason)")
    }
    let text = try TableText.decode(bytes, source: source)
    let table = TableRows(text, source: source, most: mostRows, names: ["date"])
    if let issue = table.issue { throw issue }
    guard let header = table.rows.first, let dates = header.firstIndex(where: { $0.text == "date" })
    else {
      throw Issue(
        position: SourcePosition(source), path: "",
        message: "expected a column date in \(Excerpt.quoted(file)), found none")
    }
    note(header, &issues)
    var block = Block()
    for row in table.rows.dropFirst() {
      add(row, header, dates, to: &block, &issues)
    }
    return Node(.block(block), at: SourcePosition(source))
  }

  private static func note(_ header: [TableRows.Cell], _ issues: inout [Issue]) {
    let known = FieldRules.givenRow.fields.map(\.key) + ["date"]
    for (place, cell) in header.enumerated() {
      if !known.contains(cell.text) {
        issues.append(
          Issue(
            position: cell.position, path: "market.given",
            message: "unknown column" + Suggestion.hint(for: cell.text, among: known)))
      } else if header[..<place].contains(where: { $0.text == cell.text }) {
        issues.append(
          Issue(
            position: cell.position, path: "market.given",
            message: "expected each column once, found \(Excerpt.quoted(cell.text)) again"))
      }
    }
  }

  private static func add(
    _ row: [TableRows.Cell], _ header: [TableRows.Cell], _ dates: Int, to block: inout Block,
    _ issues: inout [Issue]
  ) {
    guard dates < row.count else { return }
    let date = row[dates]
    if block[date.text] != nil {
      issues.append(
        Issue(
          position: date.position, path: "market.given",
          message: "expected each date once, found \(Excerpt.quoted(date.text)) again"))
    }
    var values = Block()
    for (cell, column) in zip(row, header) where column.text != "date" && !cell.text.isEmpty {
      let number = column.text == "regime" ? nil : Double(cell.text).map(NumberText.shortest)
      values.set(
        column.text, Node(number.map(Node.Value.number) ?? .text(cell.text), at: cell.position),
        keyPosition: cell.position)
    }
    block.set(
      date.text, Node(.block(values), at: date.position), keyPosition: date.position)
  }
}

extension ScenarioDocument {
  /// This document with the table of a given path, as by `--given FILE`.
  public func giving(_ file: String) -> ScenarioDocument {
    guard var top = root.block, let market = top["market"], var block = market.block
    else { return self }
    let place = SourcePosition(SourceText(name: "--given \(file)"))
    block.set("given", Node(.text(file), at: place))
    top.set("market", Node(.block(block), at: market.position))
    return replacing(root: Node(.block(top), at: root.position))
  }
}
