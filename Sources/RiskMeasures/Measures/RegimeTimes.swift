import CreditBasics

/// A row of `regimes.csv`: a regime, or all regimes together in which refinancing is shut.
public struct RegimeRow: Sendable, Equatable {
  /// The regime's name, or `CRUNCH`.
  public var name: String
  /// Mean share of the run's steps that are in the regime.
  public var timeShare: Estimate
  /// Paths that are ever in it.
  public var entries: Proportion
  /// Mean time in years, over these paths, at which the regime's first step starts; nil without
  /// such a path.
  public var firstYear: Estimate?
  /// Its timing relative to the largest fall of rent; nil without rent or without a path that is
  /// ever in it.
  public var lead: RentLead?
}

/// By how many months the first step in a regime precedes the largest fall of rent.
public struct RentLead: Sendable, Equatable {
  /// Mean over the paths that are ever in the regime.
  public var months: Estimate
  /// 5th, 50th and 95th percentile in whole months.
  public var quantiles: [Double]
  /// Share of these paths on which the regime begins before the fall or together with it.
  public var before: Proportion
  /// The mean if regimes had nothing to do with the falls.
  public var unrelatedMonths: Double

  /// Probabilities of the percentiles, in hundredths.
  static let hundredths = [5, 50, 95]
}

extension RegimeRow {
  static let columns: [Column<RegimeRow>] = [
    .text(
      "regime", \.name,
      "name; `CRUNCH`: all in which refinancing is shut, where there are both kinds"),
    .estimate(
      "time_share", \.timeShare, unit: .share, "mean share of the run's steps that are in it",
      error: "time_share_se", "sample standard deviation / `√n`"),
    .proportion("probability_any", \.entries, "share of paths that are ever in it"),
    .number(
      "first_year_mean", \.firstYear?.value, error: "`first_year_se`", unit: .years,
      "mean time of the start of the first such step over these paths, in years"),
    .estimate(
      "months_before_rent_fall_mean", \.lead?.months,
      "mean over these paths of the months from there to the start of the largest fall of rent",
      error: "months_before_rent_fall_se",
      "sample standard deviation / `√paths`"),
    .percentiles(
      "months_before_rent_fall_p05,months_before_rent_fall_p50,months_before_rent_fall_p95",
      \.lead?.quantiles, error: "sampling, `N` = these paths; binning: at most 1",
      "percentiles of the same in whole months, rounded down"),
    .share(
      "share_before_rent_fall", \.lead?.before.value, error: "binomial, `N` these paths",
      "share of these paths on which the regime comes before the fall or with its start"),
    .number(
      "months_if_unrelated", \.lead?.unrelatedMonths, error: "about that of the mean",
      """
      the mean that there would be if regimes had nothing to do with falls: mean start of the \
      fall over all paths less the mean first start
      """),
    .number(
      "first_year_se", \.firstYear?.standardError, unit: .years,
      "of `first_year_mean`: sample standard deviation / `√paths`"),
  ]
}

/// One path's regimes and its largest fall of rent.
public struct RegimeTrace: Sendable {
  /// Steps in each regime.
  public var steps: [Int]
  /// The first step in each regime; negative for none.
  public var first: [Int]
  /// The step with which the largest fall of rent begins; nil without rent.
  public var fall: Int?

  /// Creates a trace.
  public init(steps: [Int], first: [Int], fall: Int?) {
    self.steps = steps
    self.first = first
    self.fall = fall
  }
}

/// Times in regimes and to the largest fall of rent.
package struct RegimeTally: MeasureOfParts {
  private let states: [BookShape.MarketState]
  private let grid: TimeGrid
  /// Months of the run: leads have one bin for each whole month from minus to plus this number.
  private let monthCount: Int
  /// Shares of steps of each state.
  private var shares: MomentTally
  /// Months to the fall.
  private var leads: MomentTally
  /// First steps in each state, of the paths ever in it.
  private var firsts: MomentTally
  /// By state: paths on which the largest fall of rent does not begin before the state.
  private var before: [Int]
  /// Whole months to the fall: `states × (2 months + 1)`.
  private var months: [Int]
  /// Paths with a fall, and the sum of its first steps.
  private var falls = [0, 0]

  static let parts: [TallyPart<RegimeTally>] = [
    .part(\.shares), .part(\.leads), .part(\.firsts), .counts(\.before), .counts(\.months),
    .counts(\.falls),
  ]

  init(_ book: BookShape) {
    grid = book.grid
    monthCount = book.monthCount
    states = book.extras.contains(.regimes) ? book.marketStates : []
    shares = MomentTally(count: states.count)
    leads = MomentTally(count: states.count)
    firsts = MomentTally(count: states.count)
    before = Array(repeating: 0, count: states.count)
    months = Array(repeating: 0, count: states.count * (2 * monthCount + 1))
  }

  /// Adds one path's regimes.
  package mutating func add(_ trace: RegimeTrace) {
    if let fall = trace.fall {
      falls[0] += 1
      falls[1] += fall
    }
    for (row, state) in states.enumerated() {
      let steps = state.regimes.reduce(0) { $0 + trace.steps[$1] }
      guard steps > 0 else { continue }
      let first = state.regimes.map { trace.first[$0] }.filter { $0 >= 0 }.min() ?? 0
      shares.add(Double(steps) / Double(grid.stepCount), to: row)
      firsts.add(Double(first), to: row)
      guard let fall = trace.fall else { continue }
      let twelfths = 12 * (fall - first)
      leads.add(Double(twelfths) / Double(grid.stepsPerYear), to: row)
      if fall >= first { before[row] += 1 }
      let whole = (twelfths - (twelfths < 0 ? grid.stepsPerYear - 1 : 0)) / grid.stepsPerYear
      months[row * (2 * monthCount + 1) + monthCount + whole] += 1
    }
  }

  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    result[RegimeRow.self] = states.enumerated().map { row, state in
      RegimeRow(
        name: state.name, timeShare: shares.estimate(row, over: tally.pathCount),
        entries: Proportion(firsts.additions[row], of: tally.pathCount),
        firstYear: firstYear(row),
        lead: lead(row))
    }
  }

  private func firstYear(_ row: Int) -> Estimate? {
    guard firsts.additions[row] > 0 else { return nil }
    let steps = firsts.estimate(row, over: firsts.additions[row])
    let perYear = Double(grid.stepsPerYear)
    return Estimate(
      value: steps.value / perYear, standardError: steps.standardError.map { $0 / perYear })
  }

  private func lead(_ row: Int) -> RentLead? {
    let count = leads.additions[row]
    guard count > 0 else { return nil }
    let first = firsts.sum(row) / Double(firsts.additions[row])
    let means = Double(falls[1]) / Double(falls[0]) - first
    return RentLead(
      months: leads.estimate(row, over: count), quantiles: quantiles(row, of: count),
      before: Proportion(before[row], of: count),
      unrelatedMonths: 12 * means / Double(grid.stepsPerYear))
  }

  /// For each percentile the fewest whole months that this share of the paths does not exceed.
  private func quantiles(_ row: Int, of count: Int) -> [Double] {
    let bins = months[row * (2 * monthCount + 1)..<(row + 1) * (2 * monthCount + 1)]
    return RentLead.hundredths.map { share in
      var seen = 0
      let bin = bins.enumerated().first { _, paths in
        seen += paths
        return 100 * seen >= share * count
      }
      return Double((bin?.offset ?? 0) - monthCount)
    }
  }
}

extension BookShape {
  /// A regime, or several that are counted as one state.
  public struct MarketState: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Indices of its regimes.
    public var regimes: [Int]
  }

  /// Regimes in name order, then those with refinancing shut together, where there are both kinds.
  static func marketStates(_ market: Market) -> [MarketState] {
    let regimes = market.regimes
    let shut = regimes.indices.filter { !regimes[$0].refinancingOpen }
    let states = regimes.indices.map { MarketState(name: regimes[$0].name, regimes: [$0]) }
    return shut.isEmpty || shut.count == regimes.count
      ? states : states + [MarketState(name: "CRUNCH", regimes: shut)]
  }
}
