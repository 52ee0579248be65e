import CreditBasics
import Foundation
import Reporting
import ResultReading
import RiskMeasures

/// Reads off a result directory how much of a lender's limits it uses.
package struct LimitCheck {
  private let directory: String
  /// Dollars that may still be drawn; nil where the scenario is not known.
  private let undrawn: UndrawnFacts?
  private let text: (String) throws -> String?

  /// A check of a directory.
  ///
  /// - Parameter scenario: The scenario that was run; nil where this program cannot read it.
  package init(directory: String, scenario: Scenario?) {
    self.init(directory: directory, scenario: scenario) { file in
      FileManager.default.contents(atPath: "\(directory)/\(file)")
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// A check of files by name; nil from `text` means that there is no such file.
  package init(
    directory: String, scenario: Scenario?, text: @escaping (String) throws -> String?
  ) {
    self.directory = directory
    undrawn = scenario.map { UndrawnFacts($0) }
    self.text = text
  }

  /// The use of every limit.
  ///
  /// - Throws: `ResultReadError` if a table is missing or damaged, or a limit names nobody of the book.
  package func table(_ limits: BookLimits) throws -> LimitTable {
    var uses = try check(
      limits.singleName, kind: "singleName", undrawn?.byMiner, tail: tail, figures: miners)
    uses += try check(limits.tenant, kind: "tenant", undrawn?.byTenant, figures: tenants)
    let tags = limits.tags.filter(\.isUsed)
    let groups = tags.isEmpty ? [] : try rows(.groups, LimitFigures())
    for group in tags {
      let tag = try self.tag(group.name, in: groups)
      uses += try check(group, kind: "tags.\(tag)", undrawn.map { $0.byTag[tag] ?? [:] }) {
        groups.filter { $0.tag == tag }
      }
    }
    return LimitTable(uses: uses + (try portfolio(limits)))
  }

  /// - Parameter undrawn: Dollars that may still be drawn, by name; nil where that is not known.
  private func check(
    _ group: BookLimits.Group, kind: String, _ undrawn: [String: Double]?,
    tail: (BookLimits.Group) throws -> [String: Estimate]? = { _ in nil },
    figures: () throws -> [LimitFigures]
  ) throws -> [LimitUse] {
    guard group.isUsed else { return [] }
    let (found, tail) = (try figures(), try tail(group))
    let (group, problems) = group.spelled(among: found.map(\.name), kind)
    if let problem = problems.first { throw ResultReadError("limits: \(problem)") }
    return try found.flatMap { figure in
      let bounds = group.bounds(of: figure.name)
      func use(
        _ measure: String, _ value: Double?, _ error: Double?, _ bound: Double?
      ) throws -> LimitUse? {
        guard let bound else { return nil }
        guard let value else {
          throw ResultReadError(
            "limits: \(kind): the tables have no \(measure) of \"\(figure.name)\" to compare")
        }
        return LimitUse(
          kind: kind, name: figure.name, measure: measure, used: value, error: error,
          bound: bound)
      }
      let more = undrawn.map { $0[figure.name] ?? 0 }
      var principal = try use("heldPrincipal", figure.heldPrincipal, nil, bounds.heldPrincipalUSD)
      if bounds.heldOrCommittedUSD == nil { principal?.uncounted = more ?? 0 }
      return try [
        use("pd", figure.pd, figure.pdError, bounds.pd),
        principal,
        use(
          "heldOrCommitted", more.map { figure.heldPrincipal + $0 }, nil,
          bounds.heldOrCommittedUSD),
        use(
          "expectedLoss", figure.expectedLoss, figure.expectedLossError, bounds.expectedLossUSD),
        use(
          "es99Contribution", tail.map { $0[figure.name]?.value ?? 0 } ?? figure.shortfall99,
          tail.map { $0[figure.name]?.standardError } ?? figure.shortfall99Error,
          bounds.shortfall99USD),
        use("revenuePerYear", figure.revenue, nil, bounds.revenueUSDPerYear),
      ].compactMap(\.self)
    }
  }

  /// What each miner adds to the expected shortfall at 99 %; nil where no limit needs it.
  ///
  /// A table of an older version has no error of a miner's sum: the sum of its tranches' errors, never too small,
  /// stands for it.
  private func tail(_ group: BookLimits.Group) throws -> [String: Estimate]? {
    guard group.boundsTail else { return nil }
    let parts = try rows(.tails, TailPart())
    return Dictionary(grouping: parts.filter { $0.level == 0.99 }, by: \.miner).mapValues { parts in
      let errors = parts.compactMap(\.error)
      let most = errors.isEmpty ? nil : errors.reduce(0, +)
      return Estimate(
        value: parts.reduce(0) { $0 + $1.contribution },
        standardError: parts.lazy.compactMap(\.minersError).first ?? most)
    }
  }

  private func miners() throws -> [LimitFigures] {
    try rows(.miners, LimitFigures()).filter { $0.name != MinerSummary.portfolioName }
  }

  /// Tenants by the end of the run.
  private func tenants() throws -> [LimitFigures] {
    let byYear = try rows(.tenants, LimitFigures())
    if byYear.isEmpty {
      throw ResultReadError("limits: tenant: expected named tenants in the book, found none")
    }
    return byYear.indices.filter {
      $0 + 1 == byYear.count || byYear[$0 + 1].name != byYear[$0].name
    }.map { byYear[$0] }
  }

  /// The tag that a name in the file of limits means.
  private func tag(_ typed: String, in groups: [LimitFigures]) throws -> String {
    let tags = Set(groups.compactMap(\.tag)).sorted()
    guard let place = TypedName.place(of: typed, among: tags) else {
      throw ResultReadError(
        "limits: tags.\(typed): no miner of the book has this tag"
          + Suggestion.hint(for: typed, among: tags))
    }
    return tags[place]
  }

  private func portfolio(_ limits: BookLimits) throws -> [LimitUse] {
    var uses: [LimitUse] = []
    func add(_ measure: String, _ value: Double, _ error: Double?, _ bound: Double) {
      uses.append(
        LimitUse(
          kind: "portfolio", name: "", measure: measure, used: value, error: error, bound: bound))
    }
    let isKnown = try limits.expectedLossUSD != nil || text(LimitSource.miners.rawValue) != nil
    let miners = isKnown ? try rows(.miners, LimitFigures()) : []
    let book = miners.first { $0.name == MinerSummary.portfolioName }
    if let bound = limits.expectedLossUSD, let row = book, let loss = row.expectedLoss {
      add("expectedLoss", loss, row.expectedLossError, bound)
    }
    let bounds = limits.unexpectedLoss.byLevel
    if bounds.isEmpty { return uses }
    let levels = try rows(.losses, LossLevel())
    for (thousandths, bound) in bounds {
      guard let row = levels.first(where: { $0.level == Double(thousandths) / 1000 }) else {
        continue
      }
      // Where both ends of VaR's interval are the same, only the expected loss varies.
      let error = Confidence.standardError(low: row.low, high: row.high)
        .flatMap { $0 > 0 ? $0 : book?.expectedLossError }
      add(
        "unexpectedLoss.\(NumberWords.plain(Double(thousandths) / 10))", row.unexpectedLoss, error,
        bound)
    }
    return uses
  }

  private func rows<Row: TableRow>(_ table: LimitSource, _ row: Row) throws -> [Row] {
    let name = "\(directory)/\(table.rawValue)"
    guard let content = try text(table.rawValue) else {
      throw ResultReadError(
        "\(name) is missing: a limit needs it; run without --only, or name it there")
    }
    return try CSVRecords(content, file: name).read(row)
  }
}

// The rows that limits read, from tables of any version that has these columns.

/// What a name uses of its limits: a row of `summary.csv`, `tenants.csv` or `groups.csv`.
private struct LimitFigures: TableRow {
  @CSV("miner,tenant,value") var name: String
  @CSV("tag", .ifPresent) var tag: String?
  @CSV("pd,pd_any") var pd: Double
  @CSV("pd_se", .ifPresent) var pdError: Double?
  @CSV("held_principal_usd") var heldPrincipal: Double
  @CSV("expected_loss_usd", .ifPresent) var expectedLoss: Double?
  @CSV("expected_loss_se", .ifPresent) var expectedLossError: Double?
  @CSV("es99_contribution_usd", .ifPresent) var shortfall99: Double?
  @CSV("es99_contribution_se", .ifPresent) var shortfall99Error: Double?
  @CSV("revenue_usd_per_year", .ifPresent) var revenue: Double?

  var contradiction: String? {
    expectedLoss == nil && revenue == nil
      ? "there is neither expected_loss_usd nor revenue_usd_per_year" : nil
  }
}

/// A tranche's part of the expected shortfall: a row of `es_contributions.csv`.
private struct TailPart: TableRow {
  @CSV("level") var level: Double
  @CSV(.miner) var miner: String
  @CSV("contribution_usd") var contribution: Double
  @CSV("contribution_se", .ifPresent) var error: Double?
  @CSV("miner_contribution_se", .ifPresent) var minersError: Double?
}

/// The book's loss at a level: a row of `loss_quantiles.csv`.
private struct LossLevel: TableRow {
  @CSV("level") var level: Double
  @CSV("unexpected_loss_usd") var unexpectedLoss: Double
  @CSV("var_ci95_low") var low: Double?
  @CSV("var_ci95_high") var high: Double?
}
