import CreditBasics
import RiskMeasures

/// What a row of `comparison.csv` is about: a measure of a miner, a tranche or the portfolio.
package struct ComparedMeasure: Hashable, Sendable {
  /// Its name: a column of a result's tables, with the level of a tail measure.
  package let name: String
  /// The miner, or `PORTFOLIO`.
  package let miner: String
  /// The tranche; empty for a miner's measure.
  package let tranche: String

  /// Probability of a default by the horizon.
  package static func defaultProbability(_ miner: String) -> ComparedMeasure {
    ComparedMeasure(name: "pd", miner: miner, tranche: "")
  }

  /// Expected discounted loss: on what is held of a miner's debt, or on a whole tranche.
  package static func expectedLoss(_ miner: String, _ tranche: String = "") -> ComparedMeasure {
    ComparedMeasure(name: "expected_loss_usd", miner: miner, tranche: tranche)
  }

  /// Actuarial break-even spread.
  package static func breakEvenSpread(_ miner: String, _ tranche: String) -> ComparedMeasure {
    ComparedMeasure(name: "break_even_spread_bps", miner: miner, tranche: tranche)
  }

  /// Value at risk of the portfolio.
  package static func valueAtRisk(thousandths: Int) -> ComparedMeasure {
    ComparedMeasure(
      name: "var_usd(\(level(thousandths)))", miner: MinerSummary.portfolioName, tranche: "")
  }

  /// Expected shortfall of the portfolio.
  package static func expectedShortfall(thousandths: Int) -> ComparedMeasure {
    ComparedMeasure(
      name: "es_usd(\(level(thousandths)))", miner: MinerSummary.portfolioName, tranche: "")
  }

  /// The level of a tail measure in thousandths, with which tail it is; nil for others.
  package var tail: (isValueAtRisk: Bool, thousandths: Int)? {
    guard let open = name.firstIndex(of: "("), name.hasSuffix(")"),
      let level = Double(name[name.index(after: open)...].dropLast())
    else { return nil }
    return (name.hasPrefix("var"), Int((level * 1000).rounded()))
  }

  private static func level(_ thousandths: Int) -> String {
    JSONScalar.shortest(Double(thousandths) / 1000)
  }
}

/// A measure of two results estimated again on the draws that they have in common.
package struct PairedEstimate: Sendable, Equatable {
  /// The measure in the first result and in the other; nil where undefined.
  package let first: Double?, other: Double?
  /// Standard error of the difference; nil where undefined.
  package let standardError: Double?

  package init(first: Double?, other: Double?, standardError: Double?) {
    self.first = first
    self.other = other
    self.standardError = standardError
  }
}
