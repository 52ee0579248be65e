import CreditBasics
import Foundation
import Reporting
import RiskMeasures

/// Reads off a result directory how much of a lender's limits it uses.
package struct LimitCheck {
  private let directory: String
  private let text: (String) throws -> String?

  /// A check of a directory.
  package init(directory: String) {
    self.init(directory: directory) { file in
      FileManager.default.contents(atPath: "\(directory)/\(file)")
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// A check of files by name; nil from `text` means that there is no such file.
  package init(directory: String, text: @escaping (String) throws -> String?) {
    self.directory = directory
    self.text = text
  }

  /// The use of every limit.
  ///
  /// - Throws: `ResultReadError` if a table is missing or damaged, or a limit names nobody of the book.
  package func table(_ limits: BookLimits) throws -> LimitTable {
    var uses = try check(limits.singleName, kind: "singleName", figures: { try miners(limits) })
    uses += try check(limits.tenant, kind: "tenant", figures: tenants)
    var groups: [Group]?
    for tag in limits.tags {
      uses += try check(tag, kind: "tags.\(tag.name)") {
        let known = try groups ?? self.groups()
        groups = known
        return try values(of: tag.name, in: known)
      }
    }
    return LimitTable(uses: uses + (try portfolio(limits)))
  }

  /// What a name uses, measure by measure.
  private struct Figures {
    let name: String
    var pd: Figure?
    var heldPrincipal: Double?
    var expectedLoss: Figure?
    var shortfall99: Double?
    var revenue: Double?

    struct Figure {
      var value: Double
      var error: Double?
    }
  }

  private func check(
    _ group: BookLimits.Group, kind: String, figures: () throws -> [Figures]
  ) throws -> [LimitUse] {
    if group.exceptions.isEmpty && group.bounds == BookLimits.Bounds() { return [] }
    let found = try figures()
    let known = Set(found.map(\.name))
    for name in group.exceptions.map(\.name) where !known.contains(name) {
      throw ResultReadError("limits: \(kind).except: the book has nobody called \"\(name)\"")
    }
    return found.flatMap { figure in
      let bounds = group.bounds(of: figure.name)
      func use(
        _ measure: String, _ value: Double?, _ error: Double?, _ bound: Double?,
        isMoney: Bool = true
      ) -> LimitUse? {
        guard let value, let bound else { return nil }
        return LimitUse(
          kind: kind, name: figure.name, measure: measure, used: value, error: error,
          bound: bound, isMoney: isMoney)
      }
      return [
        use("pd", figure.pd?.value, figure.pd?.error, bounds.pd, isMoney: false),
        use("heldPrincipal", figure.heldPrincipal, nil, bounds.heldPrincipalUSD),
        use(
          "expectedLoss", figure.expectedLoss?.value, figure.expectedLoss?.error,
          bounds.expectedLossUSD),
        use("es99Contribution", figure.shortfall99, nil, bounds.shortfall99USD),
        use("revenuePerYear", figure.revenue, nil, bounds.revenueUSDPerYear),
      ].compactMap(\.self)
    }
  }

  private func miners(_ limits: BookLimits) throws -> [Figures] {
    let group = limits.singleName
    let needsTail = ([group.bounds] + group.exceptions).contains { $0.shortfall99USD != nil }
    var tail: [String: Double] = [:]
    if needsTail {
      for (level, miner, part) in try rows(
        "es_contributions.csv",
        { (try $0.number("level"), try $0.text("miner"), try $0.number("contribution_usd")) })
      where level == 0.99 {
        tail[miner, default: 0] += part
      }
    }
    return try summary().filter { $0.name != MinerSummary.portfolioName }.map { row in
      var row = row
      if needsTail { row.shortfall99 = tail[row.name] ?? 0 }
      return row
    }
  }

  private func summary() throws -> [Figures] {
    try rows("summary.csv") { row in
      Figures(
        name: try row.text("miner"),
        pd: .init(value: try row.number("pd"), error: try row.optional("pd_se")),
        heldPrincipal: try row.number("held_principal_usd"),
        expectedLoss: .init(
          value: try row.number("expected_loss_usd"), error: try row.optional("expected_loss_se")))
    }
  }

  /// Tenants by the end of the run.
  private func tenants() throws -> [Figures] {
    let byYear = try rows("tenants.csv") { row in
      Figures(
        name: try row.text("tenant"), pd: .init(value: try row.number("pd")),
        heldPrincipal: try row.number("held_principal_usd"),
        revenue: try row.number("revenue_usd_per_year"))
    }
    return byYear.indices.filter {
      $0 + 1 == byYear.count || byYear[$0 + 1].name != byYear[$0].name
    }.map { byYear[$0] }
  }

  private typealias Group = (tag: String, figures: Figures)

  private func groups() throws -> [Group] {
    try rows("groups.csv") { row in
      (
        tag: try row.text("tag"),
        figures: Figures(
          name: try row.text("value"), pd: .init(value: try row.number("pd_any")),
          heldPrincipal: try row.number("held_principal_usd"),
          expectedLoss: .init(
            value: try row.number("expected_loss_usd"),
            error: try row.optional("expected_loss_se")),
          shortfall99: try row.optional("es99_contribution_usd"))
      )
    }
  }

  private func values(of tag: String, in groups: [Group]) throws -> [Figures] {
    let found = groups.filter { $0.tag == tag }.map(\.figures)
    guard !found.isEmpty else {
      throw ResultReadError("limits: tags.\(tag): no miner of the book has this tag")
    }
    return found
  }

  private func portfolio(_ limits: BookLimits) throws -> [LimitUse] {
    var uses: [LimitUse] = []
    func add(_ measure: String, _ value: Double, _ error: Double?, _ bound: Double) {
      uses.append(
        LimitUse(
          kind: "portfolio", name: "", measure: measure, used: value, error: error, bound: bound))
    }
    if let bound = limits.expectedLossUSD,
      let loss = try summary().first(where: { $0.name == MinerSummary.portfolioName })?.expectedLoss
    {
      add("expectedLoss", loss.value, loss.error, bound)
    }
    let bounds = limits.unexpectedLoss.byLevel
    if bounds.isEmpty { return uses }
    let levels = try rows("loss_quantiles.csv") { row in
      let (low, high) = (try row.optional("var_ci95_low"), try row.optional("var_ci95_high"))
      return (
        level: try row.number("level"), loss: try row.number("unexpected_loss_usd"),
        error: Confidence.standardError(low: low, high: high)
      )
    }
    for (thousandths, bound) in bounds {
      guard let row = levels.first(where: { $0.level == Double(thousandths) / 1000 }) else {
        continue
      }
      add(
        "unexpectedLoss.\(NumberWords.plain(Double(thousandths) / 10))", row.loss,
        row.error, bound)
    }
    return uses
  }

  private func rows<Row>(_ file: String, _ make: (CSVRow) throws -> Row) throws -> [Row] {
    let name = "\(directory)/\(file)"
    guard let content = try text(file) else {
      throw ResultReadError(
        "\(name) is missing: a limit needs it; run without --only, or name it there")
    }
    return try CSVRecords(content, file: name).read(file: name, make)
  }
}
