import CreditBasics

extension ScenarioDocument {
  /// Reads a file, the market of another, tables of miners and tranches over both, then overrides.
  ///
  /// - Parameters:
  ///   - marketOf: A scenario of which the market, resolution, lender's view and risk-free rate replace
  ///     those of the file; nil for none.
  ///   - marketOnly: Whether the miners of the file are left out.
  ///   - miners: A table with a row for each miner; nil for none.
  ///   - tranches: A table with a row for each tranche; nil for none.
  ///   - given: A table of a given path; nil for that of the file.
  /// - Throws: Files that cannot be read, syntax errors, duplicate keys, damaged tables, a book of the
  ///   scenario's own beside one from tables.
  public static func load(
    _ file: String, marketOf: String? = nil, marketOnly: Bool = false, miners: String?,
    tranches: String?, given: String? = nil, overrides: [String] = []
  ) throws(ScenarioError) -> ScenarioDocument {
    var document = try load(file)
    if let marketOf { document = document.taking(marketOf: try load(marketOf)) }
    if marketOnly {
      if miners == nil {
        throw ScenarioError(
          SourcePosition(SourceText(name: "--market-only")),
          "leaves out the scenario's borrowers: expected a table of others beside it "
            + "(--miners CSV, and --tranches CSV for what they owe), found none")
      }
      var root = document.root
      root["miners"] = nil
      document = document.replacing(root: root)
    }
    var refused: Set<String> = []
    if let miners { (document, refused) = try document.reading(miners: miners) }
    if let tranches { document = try document.reading(tranches: tranches, of: refused) }
    if let given { document = document.giving(given) }
    if let miners, tranches == nil { document = document.missingLoans(beside: miners) }
    return try document.applying(overrides: overrides)
  }

  private func reading(
    tranches file: String, of refused: Set<String>
  ) throws(ScenarioError) -> ScenarioDocument {
    let known = Set(root["miners"]?.block?.names ?? [])
    var table = try BookTable(
      file, .tranches, order: Inheritance.longestChain, known: known, refused: refused)
    let changes = NameChanges(of: table.patch, to: root).outcome(in: table.patch)
    table.leaveOut(changes.refused)
    return replacing(
      root: MergePatch.apply(table.patch, to: root), known: table.issues + changes.issues,
      notes: changes.notes, book: file)
  }

  /// This document, with a warning when no borrower of a table owes anything.
  private func missingLoans(beside table: String) -> ScenarioDocument {
    let miners = root["miners"]?.block?.members.values.map(\.node) ?? []
    guard !miners.contains(where: { $0["tranches"]?.block?.members.isEmpty == false }) else {
      return self
    }
    let place = root["miners"]?.position ?? root.position
    return replacing(
      root: root,
      notes: [
        Warning(
          issue: Issue(
            SourcePosition(place.source), path: "miners",
            "nobody in \(Excerpt.oneLine(table)) owes anything: is --tranches CSV missing?"),
          weight: .mistake)
      ])
  }

  /// This document with a table of miners over it, and the names of the miners that were refused.
  private func reading(
    miners file: String
  ) throws(ScenarioError) -> (ScenarioDocument, refused: Set<String>) {
    var table = try BookTable(file, .miners, order: Inheritance.longestChain - 1, known: [])
    let own = Set(root["miners"]?.block?.names ?? [])
    let unknown = table.miners.names.filter { !own.contains($0) }
    if !own.isEmpty, unknown.count == table.miners.members.count {
      throw Self.refusal(of: root, over: file)
    }
    // In a table that changes some of the scenario's miners every other name is a mistake.
    let strangers = own.isEmpty ? [] : unknown.prefix(IssueLog.capacity)
    let issues = strangers.compactMap { name in
      table.miners.members[name].map { row in
        Issue(
          row.keyPosition,
          "miner: expected the name of a miner of the scenario, found " + Excerpt.quoted(name)
            + Suggestion.hint(for: name, among: own))
      }
    }
    table.leaveOut(strangers.map { NodePath([.key("miners"), .key($0)]) })
    let document = replacing(
      root: MergePatch.apply(table.patch, to: root), known: table.issues + issues, book: file)
    return (document, Set(strangers))
  }

  /// The error for a scenario that has borrowers of its own besides a book from tables.
  static func refusal(of root: Node, over table: String) -> ScenarioError {
    let miners = root["miners"]?.block ?? Block()
    let file = root.position.source.name
    let count = miners.members.count
    return ScenarioError(
      root["miners"]?.position ?? root.position, path: "miners",
      "expected no borrowers beside those of \(Excerpt.oneLine(table)), found \(count) of "
        + "this file's own; leave them out: --market-only for the scenario, --market-of FILE for "
        + "another market, or a file { extends: \(Excerpt.quoted(file)), miners: null }")
  }

  /// This document in the market of another one.
  private func taking(marketOf other: ScenarioDocument) -> ScenarioDocument {
    var block = root.block ?? Block()
    for key in ["market", "resolution", "lenderView", "riskFreeRate"] {
      block.members[key] = other.root.block?.members[key]
    }
    return replacing(
      root: Node(.block(block), at: root.position), known: other.known, notes: other.notes)
  }
}
