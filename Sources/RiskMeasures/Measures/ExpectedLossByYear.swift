import CreditBasics

/// A row of `expected_loss_by_year.csv`.
public struct ExpectedLossByYearRow: Sendable, Equatable {
  /// The miner's name, or `PORTFOLIO`.
  public var miner: String
  /// The tranche's name; empty for the portfolio.
  public var tranche: String
  /// Year of the run, from 1.
  public var year: Int
  /// Paths with a default in the year: of the tranche; for the portfolio, with the path's first
  /// default.
  public var defaults: Proportion
  /// Mean outstanding at the year's start in dollars.
  public var exposureUSD: Double
  /// Mean discounted loss of the year's defaults in dollars.
  public var expectedLossUSD: Estimate
}

extension ExpectedLossByYearRow {
  static let columns: [Column<ExpectedLossByYearRow>] = [
    .texts(
      "miner,tranche", [\.miner, \.tranche],
      "names; `PORTFOLIO` and empty for the whole book"),
    .year(\.year),
    .share(
      "marginal_pd", \.defaults.value, error: "binomial, `N = n`",
      """
      share of paths with a default at `y − 1 < τ ≤ y`; the years add up to `pd` of \
      `tranches.csv`. PORTFOLIO: with the first default then
      """),
    .number(
      "exposure_usd", \.exposureUSD,
      error:
        "exact in the first year; then s.e. at most `√(e (M − e)/n)`, `M` the most that can be owed, `e` this mean",
      """
      mean over all paths of what is outstanding at `t = y − 1`, before that step, in dollars: 0 \
      after default, repayment or closure. PORTFOLIO: held shares
      """),
    .estimate(
      "expected_loss_usd", \.expectedLossUSD,
      """
      mean `L` of the year's defaults; the years add up to `expected_loss_usd` of \
      `tranches.csv`. PORTFOLIO: `Σ heldShare · L`, as in `summary.csv`
      """, error: "expected_loss_se",
      "sample standard deviation / `√n`; years are not independent, so that these do not add up"),
  ]
}

/// Defaults and losses by year of every tranche, then of the portfolio; and outstanding at the
/// starts of years.
package struct YearTally: MeasureOfParts {
  let yearCount: Int
  private let stepsPerYear: Int
  /// Paths with a default in the year: `(tranches + 1) × years`.
  private var defaults: [Int]
  /// Discounted losses of the year's defaults: `(tranches + 1) × years`.
  private var losses: MomentTally
  /// Outstanding at the starts of the second and later years: `tranches × (years − 1)`.
  private var exposures: ExactSums

  static let parts: [TallyPart<YearTally>] = [
    .counts(\.defaults), .part(\.losses), .part(\.exposures),
  ]

  init(_ book: BookShape) {
    stepsPerYear = book.grid.stepsPerYear
    yearCount = book.extras.contains(.expectedLossByYear) ? book.yearCount : 0
    let cells = (book.tranches.count + 1) * yearCount
    defaults = Array(repeating: 0, count: cells)
    losses = MomentTally(count: cells)
    exposures = ExactSums(count: book.tranches.count * max(0, yearCount - 1))
  }

  mutating func add(_ facts: BlockFacts) {
    guard yearCount > 0 else { return }
    let (block, book) = (facts.outcomes, facts.book)
    var portfolio = Array(repeating: 0.0, count: yearCount * facts.pathCount)
    var firstStep = Array(repeating: Int32.max, count: facts.pathCount)
    for (tranche, shape) in book.tranches.enumerated() {
      for path in 0..<facts.pathCount {
        let step = block.defaultStep[shape.miner * facts.pathCount + path]
        guard step >= 0 else { continue }
        firstStep[path] = min(firstStep[path], step)
        let year = Int(step) / stepsPerYear
        let at = tranche * facts.pathCount + path
        if block.claimUSD[at] > leastClaimUSD { defaults[tranche * yearCount + year] += 1 }
        guard block.lossUSD[at] != 0 else { continue }
        losses.add(block.lossUSD[at], to: tranche * yearCount + year)
        portfolio[year * facts.pathCount + path] += shape.heldShare * block.lossUSD[at]
      }
    }
    let row = book.tranches.count * yearCount
    for step in firstStep where step < .max { defaults[row + Int(step) / stepsPerYear] += 1 }
    for (cell, loss) in portfolio.enumerated() where loss != 0 {
      losses.add(loss, to: row + cell / facts.pathCount)
    }
  }

  /// Adds what is outstanding on a tranche on some paths when year `year`, from 2, begins.
  package mutating func add(_ outstanding: UnsafeBufferPointer<Double>, tranche: Int, year: Int) {
    exposures.add(outstanding, to: tranche * (yearCount - 1) + year - 2)
  }

  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    let book = tally.book
    let exposures = book.tranches.indices.map { tranche in
      (0..<yearCount).map { exposure(tranche, year: $0, tally) }
    }
    let whole = (0..<yearCount).map { year in
      zip(book.tranches, exposures).reduce(0) { $0 + $1.0.heldShare * $1.1[year] }
    }
    let all = exposures + [whole]
    let names =
      book.tranches.map { (book.miners[$0.miner].name, $0.name) }
      + [(MinerSummary.portfolioName, "")]
    result[ExpectedLossByYearRow.self] = names.enumerated().flatMap { row, name in
      (0..<yearCount).map { year in
        let cell = row * yearCount + year
        return ExpectedLossByYearRow(
          miner: name.0, tranche: name.1, year: year + 1,
          defaults: Proportion(defaults[cell], of: tally.pathCount),
          exposureUSD: all[row][year],
          expectedLossUSD: losses.estimate(cell, over: tally.pathCount))
      }
    }
  }

  /// Mean outstanding at the start of a year, counted from 0.
  private func exposure(_ tranche: Int, year: Int, _ tally: StressTally) -> Double {
    guard year > 0 else { return tally.book.tranches[tranche].principalUSD }
    return exposures.value(tranche * (yearCount - 1) + year - 1) / Double(tally.pathCount)
  }
}

extension BookShape {
  /// Years of the run, the last perhaps in part.
  public var yearCount: Int { (grid.stepCount + grid.stepsPerYear - 1) / grid.stepsPerYear }
}
