import Reporting
import RiskMeasures

/// What the lender's view expected, what of the full model it misses, and why it expects more where
/// it does.
extension Verdict {
  /// A borrower's losses in both views.
  private struct Pair {
    var miner: String
    var lender: Double
    var full: Double
  }

  /// Nil without the lender's view.
  var belief: Markup? {
    guard let believed = result.gap(MinerSummary.portfolioName, "pd")?.lender else { return nil }
    let loss = result.gap(MinerSummary.portfolioName, "expected_loss_usd")
    guard let expected = loss?.lender, let actual = loss?.full else {
      return """
        The lender’s spreadsheet, on the same paths, puts the probability of a default at \
        <strong>\(NumberWords.percent(believed))</strong>.
        """
    }
    if believed == 0, expected == 0 {
      let rest: Markup = actual > 0 ? " and misses all of the loss" : " either"
      return "The lender’s spreadsheet, on the same paths, saw no default\(rest)."
    }
    return """
      The lender’s spreadsheet, on the same paths, saw a default on \
      <strong>\(NumberWords.percent(believed))</strong> of them and a loss of \
      <strong>\(NumberWords.dollars(expected))</strong>: \(compared(expected, actual)).
      """
  }

  private func compared(_ expected: Double, _ actual: Double) -> Markup {
    if abs(actual - expected) <= 0.005 * max(actual, expected) { return "the two agree" }
    if expected < actual {
      return "it misses \(NumberWords.percent((actual - expected) / actual)) of the loss"
    }
    return overstated ?? "it expects more loss than the full model"
  }

  /// Whose loss the lender's view overstates most, why, and how it judges the others together.
  private var overstated: Markup? {
    let pairs = result.miners.compactMap { miner -> Pair? in
      let row = result.gap(miner.miner, "expected_loss_usd")
      guard let lender = row?.lender, let full = row?.full else { return nil }
      return Pair(miner: miner.miner, lender: lender, full: full)
    }
    guard
      let worst = pairs.max(by: {
        ($0.lender - $0.full, $1.miner) < ($1.lender - $1.full, $0.miner)
      }),
      worst.lender > worst.full
    else { return nil }
    let others = pairs.filter { $0.miner != worst.miner }
    return """
      it overstates the loss of <strong>\(worst.miner)</strong> \
      (\(NumberWords.dollars(worst.lender)) instead of \(NumberWords.dollars(worst.full)))\
      \(reason(worst.miner))\(rest(others))
      """
  }

  /// The part of the lender's view that makes a borrower's loss greater: marks that are written off
  /// faster than the market's fall, else defaults that the full model does not see.
  ///
  /// Nothing else of that view (flat rent, no launches, no jumps, no depth) can leave less to sell.
  private func reason(_ miner: String) -> Markup? {
    for years in [3, 2, 1] {
      guard let row = result.gap(miner, "ltv_year_\(years)"), let lender = row.lender,
        let full = row.full, lender > full
      else { continue }
      let life: Markup? = result.scenario.map {
        " over \(NumberWords.years($0.lenderView.usefulLifeYears))"
      }
      return """
        , whose hardware and sites it writes off\(life) (loan to value after \
        \(NumberWords.years(Double(years))): \(NumberWords.percent(lender)) instead of \
        \(NumberWords.percent(full)))
        """
    }
    guard let row = result.gap(miner, "pd"), let lender = row.lender, let full = row.full,
      lender > full
    else { return nil }
    return """
      , which it sees in default on \(NumberWords.percent(lender)) of the paths instead of \
      \(NumberWords.percent(full))
      """
  }

  private func rest(_ others: [Pair]) -> Markup? {
    let lender = others.reduce(0) { $0 + $1.lender }
    let full = others.reduce(0) { $0 + $1.full }
    guard full > 1.005 * lender else { return nil }
    return ", and misses \(NumberWords.percent((full - lender) / full)) of the others’ loss"
  }
}
