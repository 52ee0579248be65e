import CreditBasics
import ReportPages
import Reporting
import ResultReading
import TestSupport
import Testing

/// A result directory in memory, small enough to know every number of it.
struct SampleResult {
  struct Miner {
    var name: String
    var pd: Double
    var loss: Double
    var cause = "maturity"
  }

  var miners: [Miner]
  var anyDefault: Double
  var paths = 1000
  /// Files to add, or to leave out with nil.
  var changes: [String: String?] = [:]
  /// The run's scenario, where it is not `plain`; an inner nil for none that the program reads.
  var other: Scenario??

  /// A figure of a page, from behind its opening tag on.
  static func figure(_ id: String, of page: String) throws -> Substring {
    let start = try #require(page.firstRange(of: " id=\"\(id)\">"))
    let rest = page[start.upperBound...]
    return rest[..<(try #require(rest.firstRange(of: "</figure>"))).lowerBound]
  }

  static let trap = SampleResult(
    miners: [
      Miner(name: "pivot", pd: 0.6, loss: 2.0e7), Miner(name: "legacy", pd: 0.1, loss: 1.0e6),
    ], anyDefault: 0.64)

  static let nobody = SampleResult(
    miners: [Miner(name: "pivot", pd: 0, loss: 0), Miner(name: "legacy", pd: 0, loss: 0)],
    anyDefault: 0)

  static let everybody = SampleResult(
    miners: [Miner(name: "pivot", pd: 1, loss: 1e8), Miner(name: "legacy", pd: 1, loss: 1e8)],
    anyDefault: 1)

  /// Two miners, the likelier to default of this name.
  static func two(_ name: String) -> SampleResult {
    SampleResult(
      miners: [Miner(name: name, pd: 0.3, loss: 1e6), Miner(name: "b", pd: 0.2, loss: 1e5)],
      anyDefault: 0.4)
  }

  /// A book of any size.
  static func book(of count: Int) -> SampleResult {
    SampleResult(
      miners: (0..<count).map { index in
        let share = Double(index % 50) / 100
        return Miner(name: "miner <\(index)> & \"co\"", pd: share, loss: 1e6 * share)
      }, anyDefault: 0.9)
  }

  /// The same with estimates of `MINER,MEASURE` from fewer paths.
  func converging(
    _ measure: String, _ estimates: (paths: Int, value: Double, error: Double)...
  ) -> SampleResult {
    let file = "convergence.csv"
    let before = (changes[file] ?? nil) ?? "paths,miner,measure,value,se\n"
    var sample = self
    sample.changes[file] = estimates.reduce(before) {
      $0 + "\($1.paths),\(measure),\($1.value),\($1.error)\n"
    }
    return sample
  }

  /// Writes something else in one of its files, which must have had it.
  mutating func replace(_ old: String, with new: String, in file: String) throws {
    let text = try #require(files[file])
    try #require(text.contains(old), "\(file)")
    changes[file] = text.replacing(old, with: new)
  }

  func read() throws -> FinishedResult {
    let all = files
    return try FinishedResult(name: "sample", directory: "sample", scenario: scenario) { all[$0] }
  }

  /// The scenario that was run.
  var scenario: Scenario? {
    get { other ?? plain }
    set { other = .some(newValue) }
  }

  /// Half of a loan of $100m to each miner, due after the three years of the run.
  private var plain: Scenario {
    Self.scenario(
      miners.map { miner in
        let loan = Self.debt("loan", 1e8, due: "2029-12-31") {
          $0.heldShare = 0.5
          $0.covenant = CovenantTerms(minDSCR: 1.2)
          $0.margin = MarginTerms(initialLTV: 0.5, callLTV: 0.8, liquidationLTV: 0.9)
        }
        return CreditBasics.Miner(name: miner.name, tranches: [loan])
      })
  }

  /// A scenario of three years around miners, as of the last day of 2025.
  static func scenario(_ miners: [CreditBasics.Miner]) -> Scenario {
    var market = SmallScenarios.market()
    market.regimes.append(Regime(name: "stress"))
    return SmallScenarios.scenario(
      miners.sorted { $0.name < $1.name }, market: market, years: 3, stepsPerYear: 52, rate: 0.037)
  }

  /// A bullet loan without coupon, changed as needed.
  static func debt(
    _ name: String, _ principal: Double = 1e8, due day: String = "2099-12-31",
    _ change: (inout Tranche) -> Void = { _ in }
  ) -> Tranche {
    var tranche = SmallScenarios.loan(name, principal: principal, maturity: years(to: day))
    change(&tranche)
    return tranche
  }

  /// Years from the last day of 2025; none to what is no day.
  static func years(to day: String) -> Double {
    guard let start = CalendarDate("2025-12-31"), let date = CalendarDate(day) else { return .nan }
    return date.years(since: start)
  }

  func page(against other: SampleResult? = nil) throws -> String {
    try ReportPage.render(read(), against: other?.read())
  }

  /// The page with plain blanks, as tests write them.
  func plainPage() throws -> String { try page().replacing("\u{A0}", with: " ") }

  var files: [String: String] {
    var files = [
      "manifest.json": """
      {"version": "0.1.0", "scenario": "sample", "seed": 18446744073709551615, "paths": \(paths),
       "steps": 156, "files": [{"name": "summary.csv", "bytes": 1, "sha256": "00ff"}]}
      """,
      "scenario.json": "{\"asOf\": \"2025-12-31\", \"horizonYears\": 3, \"stepsPerYear\": 52}",
      "summary.csv": summary, "pd_term_structure.csv": term,
      "default_causes.csv": causes, "tranches.csv": tranches,
      "lgd_distribution.csv": lossesGivenDefault, "loss_distribution.csv": losses,
      "loss_quantiles.csv": quantiles, "default_correlation.csv": correlations,
      "underwriting_gap.csv": gap, "phantom_collateral.csv": phantom, "ltv_fan.csv": leverage,
    ]
    for (name, text) in changes { files[name] = text }
    return files
  }

  private var loss: Double { miners.reduce(0) { $0 + $1.loss } }

  private func field(_ name: String) -> String {
    "\"\(name.replacing("\"", with: "\"\""))\""
  }

  private func table(_ columns: String, _ rows: [String]) -> String {
    ([columns] + rows).map { $0 + "\r\n" }.joined()
  }

  private var summary: String {
    let rows = miners.map { miner in
      "\(field(miner.name)),\(miner.pd),0.01,\(max(0, miner.pd - 0.02)),\(min(1, miner.pd + 0.02)),"
        + "\(miner.pd > 0 ? "1.5" : ""),\(miner.loss),1000,100000000,\(miner.pd > 0 ? "0.01" : "")"
    }
    let total =
      "PORTFOLIO,\(anyDefault),0.01,\(max(0, anyDefault - 0.02)),\(min(1, anyDefault + 0.02)),"
      + "\(anyDefault > 0 ? "1.25" : ""),\(loss),2000,\(1e8 * Double(miners.count)),"
      + (anyDefault > 0 ? "0.01" : "")
    return table(
      "miner,pd,pd_se,pd_ci95_low,pd_ci95_high,mean_default_year,expected_loss_usd,"
        + "expected_loss_se,initial_debt_usd,cascade_share", rows + [total])
  }

  private var term: String {
    let all = miners.map { ($0.name, $0.pd) } + [("PORTFOLIO", anyDefault)]
    let rows = all.flatMap { name, pd in
      (1...36).map { month in
        "\(field(name)),\(month),\(Double(month) / 12),\(pd * Double(month) / 36),0.01,0.1"
      }
    }
    return table("miner,month,year,cumulative_pd,pd_se,hazard_per_year", rows)
  }

  private var causes: String {
    let rows = miners.flatMap { miner in
      ["margin", "covenant", "maturity", "payment", "insolvency"].map { cause in
        let paths = cause == miner.cause ? Int((miner.pd * Double(self.paths)).rounded()) : 0
        let share = miner.pd == 0 ? "" : cause == miner.cause ? "1" : "0"
        return "\(field(miner.name)),\(cause),\(paths),\(share)"
      }
    }
    return table("miner,cause,paths,share_of_defaults", rows)
  }

  private var tranches: String {
    let rows = miners.map { miner in
      "\(field(miner.name)),loan,abl,1e8,\(miner.pd),1e8,\(2 * miner.loss),1000,0.4,0,0.4,0.9,"
        + "\(miner.loss / 2e4),5,500,\(500 - miner.loss / 2e4)"
    }
    return table(
      "miner,tranche,kind,principal_usd,pd,ead_usd,expected_loss_usd,expected_loss_se,lgd_mean,"
        + "lgd_p05,lgd_p50,lgd_p95,break_even_spread_bps,break_even_spread_se_bps,"
        + "offered_spread_bps,mispricing_bps", rows)
  }

  /// A tenth of the defaults loses nothing, a fifth everything, the rest evenly what is between.
  private var lossesGivenDefault: String {
    typealias Bounds = (low: Double, high: Double)
    let between = (0..<20).map { Bounds(low: Double($0) / 20, high: Double($0 + 1) / 20) }
    let ends: (least: [Bounds], most: [Bounds]) = ([(0, 0)], [(1, 1)])
    let bounds = ends.least + between + ends.most
    let rows = miners.flatMap { miner in
      bounds.enumerated().map { at, bin -> String in
        let share: Double = at == 0 ? 0.1 : at == 21 ? 0.2 : 0.035
        let row = "\(field(miner.name)),loan,\(bin.low),\(bin.high)"
        let defaults = Int((share * miner.pd * Double(paths)).rounded())
        return miner.pd == 0 ? "\(row),0," : "\(row),\(defaults),\(share)"
      }
    }
    return table("miner,tranche,bin_low,bin_high,paths,probability", rows)
  }

  private var losses: String {
    let zero = 1 - anyDefault
    let first = "0,0,\(Int(zero * Double(paths))),\(zero),\(zero),\(anyDefault)"
    let rows = (0..<100).map { bin -> String in
      let (low, high) = (loss / 50 * Double(bin), loss / 50 * Double(bin + 1))
      let left = anyDefault * Double(99 - bin) / 100
      return "\(low),\(high),\(paths / 100),\(anyDefault / 100),\(1 - left),\(left)"
    }
    return table(
      "bin_low_usd,bin_high_usd,paths,probability,cumulative,exceedance",
      loss > 0 ? [first] + rows : [first])
  }

  private var quantiles: String {
    table(
      "level,return_period,var_usd,var_ci95_low,var_ci95_high,es_usd,es_se",
      ["0.95,20", "0.99,100", "0.999,1000"].map { "\($0),\(loss * 1.5),,,\(loss * 1.8),1000" })
  }

  private var correlations: String {
    var rows: [String] = []
    for (index, first) in miners.enumerated() {
      for second in miners[(index + 1)...] {
        rows.append("\(field(first.name)),\(field(second.name)),0.05,0.25")
      }
    }
    return table("miner_a,miner_b,joint_pd,correlation", rows)
  }

  private var gap: String {
    let all = miners.map { ($0.name, $0.pd, $0.loss) } + [("PORTFOLIO", anyDefault, loss)]
    let rows = all.flatMap { name, pd, loss in
      [
        "\(field(name)),pd,\(pd / 2),\(pd),\(pd / 2),0.01",
        "\(field(name)),expected_loss_usd,\(loss / 4),\(loss),\(loss * 0.75),100",
      ]
    }
    return table("miner,measure,lender_view,full_model,difference,difference_se", rows)
  }

  private var phantom: String {
    table(
      "miner,tranche,moment,headline_ltv,liquidation_ltv_alone,liquidation_ltv_together",
      miners.flatMap { miner in
        [
          "\(field(miner.name)),loan,asOf,0.7,1.1,1.4",
          "\(field(miner.name)),loan,default,0.9,,4.2",
        ]
      })
  }

  private var leverage: String {
    let rows = miners.flatMap { miner in
      (1...12).flatMap { quarter in
        ["headline", "liquidation"].map { measure in
          "\(field(miner.name)),\(Double(quarter) / 4),\(measure),100,0.2,0.4,0.6,0.9,7.5"
        }
      }
    }
    return table("miner,year,measure,survivors,p05,p25,p50,p75,p95", rows)
  }
}
