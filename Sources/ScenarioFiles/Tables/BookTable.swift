import CreditBasics

/// A table of borrowers or of tranches as comma-separated values: one more way to write part of a scenario.
///
/// Rows become objects whose nodes remember row and column, so that the rules of the scenario format check
/// them and complain in the same words as about a file of JSON5. Reading takes time linear in the table.
struct BookTable {
  /// What a table's rows are.
  enum Kind {
    case miners, tranches

    /// Columns that name a row.
    var names: [String] { self == .miners ? ["miner"] : ["miner", "tranche"] }
    /// The rules of what a row holds.
    var section: Section { self == .miners ? FieldRules.miner.section : FieldRules.tranche.section }
    var mostRows: Int { self == .miners ? 10_000 : 200_000 }
  }

  private let kind: Kind
  private let source: SourceText
  /// Names of miners that tranches may belong to, and of those that were refused already.
  private let known: Set<String>, refused: Set<String>
  /// What is wrong with rows; what could be read of them is in the patch.
  private(set) var issues: [Issue] = []
  /// Miners by name, each with what the table says of it.
  private(set) var miners = Block()

  /// The table as a merge patch.
  var patch: Node {
    let place = SourcePosition(source)
    return Node(["miners": Node(.block(miners), at: place)], at: place)
  }

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - known: Miners that tranches may belong to.
  ///   - refused: Miners that were refused already: nothing is said of their tranches.
  /// - Throws: A table that cannot be read, and every problem of its header.
  init(
    _ file: String, _ kind: Kind, order: Int, known: Set<String>, refused: Set<String> = []
  ) throws(ScenarioError) {
    self.kind = kind
    (self.known, self.refused) = (known, refused)
    source = SourceText(name: file, order: order)
    let rows = try rows(file)
    let columns = TableColumn.read(rows[0], kind, &issues)
    if issues.isEmpty, let empty = TableFile.emptiness(rows) { issues.append(empty) }
    // With a wrong header no row can be read.
    if !issues.isEmpty { throw ScenarioError(issues) }
    let places = kind.names.compactMap { name in rows[0].firstIndex { $0.text == name } }
    for row in rows.dropFirst() where issues.count < IssueLog.capacity {
      add(row, columns, places)
    }
  }

  private func rows(_ file: String) throws(ScenarioError) -> [[TableRows.Cell]] {
    do {
      return try TableFile.rows(
        file, source, most: kind.mostRows, names: kind.names, remedy: "split the book")
    } catch {
      throw ScenarioError([error])
    }
  }

  private mutating func note(_ position: SourcePosition, _ message: String) {
    issues.append(Issue(position, message))
  }

  private mutating func add(
    _ row: [TableRows.Cell], _ columns: [TableColumn], _ places: [Int]
  ) {
    if let ragged = TableFile.raggedness(row, columns.count) {
      issues.append(ragged)
      // Its name is kept, so that neither references to it nor checks of its values are reported as
      // well.
      let isNamed = places.allSatisfy { $0 < row.count && !row[$0].text.isEmpty }
      if isNamed, kind == .miners || known.contains(row[places[0]].text) {
        keep(Self.unread(columns, at: row[0].position), row, places)
      }
      return
    }
    for (name, place) in zip(kind.names, places) where row[place].text.isEmpty {
      return note(row[place].position, "\(name): expected a name, found an empty field")
    }
    let miner = row[places[0]]
    if refused.contains(miner.text) { return }
    if kind == .tranches, !known.contains(miner.text) {
      return note(
        miner.position,
        "miner: expected the name of a miner, found \(Excerpt.quoted(miner.text))"
          + Suggestion.hint(for: miner.text, among: known))
    }
    var said = Block(capacity: columns.count)
    for (cell, column) in zip(row, columns) where !column.path.steps.isEmpty && !cell.text.isEmpty {
      do throws(TableValue.Problem) {
        let keys = column.path.steps[...]
        Self.set(try TableValue.read(cell, column.kind), at: keys, in: &said)
      } catch {
        let place = NodePath(path(of: row, places).steps + column.path.steps)
        note(cell.position, "\(place): \(error.message)")
        // The text is kept, so that the key is not reported as missing as well.
        Self.set(Node(.text(cell.text), at: cell.position), at: column.path.steps[...], in: &said)
      }
    }
    keep(Node(.block(said), at: row[0].position), row, places)
  }

  /// Stands for a row of which only the columns are known.
  ///
  /// Rules complain of it at the row's place, at which a second problem is dropped.
  private static func unread(_ columns: [TableColumn], at position: SourcePosition) -> Node {
    var said = Block(capacity: columns.count)
    for column in columns where !column.path.steps.isEmpty {
      set(Node(.text("?"), at: position), at: column.path.steps[...], in: &said)
    }
    return Node(.block(said), at: position)
  }

  /// Keeps the values of a row; notes a second row for the same miner or tranche.
  private mutating func keep(_ said: Node, _ row: [TableRows.Cell], _ places: [Int]) {
    let place = path(of: row, places)
    let isNew = Self.set(said, at: place.steps.dropFirst(), in: &miners, replaces: false)
    if !isNew, let name = kind.names.last, let cell = places.last.map({ row[$0] }) {
      let owner = kind == .miners ? "" : " of \(Excerpt.quoted(row[places[0]].text))"
      note(
        cell.position,
        "\(name): expected each name once, found \(Excerpt.quoted(cell.text))\(owner) again")
    }
  }

  /// Where the object of a row stands in the scenario.
  private func path(of row: [TableRows.Cell], _ places: [Int]) -> NodePath {
    let miner = NodePath().key("miners").key(row[places[0]].text)
    return kind == .miners ? miner : miner.key("tranches").key(row[places[1]].text)
  }

  /// Drops the rows of refused things, so that nothing else is reported about them.
  mutating func leaveOut(_ refused: [NodePath]) {
    let nothing = Node(.null, at: SourcePosition(source))
    for path in refused { Self.set(nothing, at: path.steps.dropFirst(), in: &miners) }
  }

  /// Sets a value in an object in place, with the objects on the way to it.
  ///
  /// - Returns: Whether the value was set: not over another one unless it `replaces`.
  @discardableResult private static func set(
    _ value: Node, at keys: ArraySlice<NodePath.Step>, in block: inout Block,
    replaces: Bool = true
  ) -> Bool {
    guard case .key(let name)? = keys.first else { return false }
    guard keys.count > 1 else {
      if !replaces, block[name] != nil { return false }
      block.set(name, value)
      return true
    }
    // The object is taken out while it changes: with a second owner it would be copied for every
    // row.
    var inner = block.members.removeValue(forKey: name)?.node.block ?? Block()
    let isSet = set(value, at: keys.dropFirst(), in: &inner, replaces: replaces)
    block.set(name, Node(.block(inner), at: value.position))
    return isSet
  }
}
