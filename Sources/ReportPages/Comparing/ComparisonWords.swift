import Reporting
import RiskMeasures

extension ComparedMeasure {
  /// What people call it: `PD`, `expected loss`, `break-even spread`, `95 % VaR`.
  var words: String {
    if let tail {
      let level = NumberWords.level(thousandths: tail.thousandths)
      return tail.isValueAtRisk ? "\(level) VaR" : "\(level) expected shortfall"
    }
    switch name {
    case "pd": return isOfPortfolio ? "PD of any borrower" : "PD"
    case "break_even_spread_bps": return "break-even spread"
    default: return "expected loss"
    }
  }

  /// Whose it is: a borrower, a loan with its borrower, or the portfolio.
  var owner: String {
    if isOfPortfolio { return "portfolio" }
    return tranche.isEmpty ? miner : "\(tranche) (\(miner))"
  }

  /// How its figures are written.
  var unit: FigureUnit {
    switch name {
    case "pd": .share
    case "break_even_spread_bps": .basisPoints
    default: .dollars
    }
  }

  private var isOfPortfolio: Bool { miner == MinerSummary.portfolioName }
}

extension ComparedResults {
  /// What the comparison found, in a sentence: the portfolio's expected loss, which no result lacks.
  var finding: String {
    let rows = rows(of: .expectedLoss(MinerSummary.portfolioName))
    let others = rows.filter { $0.result > 0 && $0.difference != nil }
    guard
      let most = others.max(by: { abs($0.difference?.value ?? 0) < abs($1.difference?.value ?? 0) }
      ),
      let difference = most.difference
    else { return "\(names.count) results side by side" }
    let which = others.count == 1 ? "" : ", the farthest of \(others.count) from \(names[0])"
    let name = names[most.result]
    guard difference.value != 0 else { return "All results expect the loss of \(names[0])" }
    let half = Confidence.half(difference.standardError)
    if let half, abs(difference.value) <= half {
      return "\(name) expects no measurably other loss than \(names[0]): "
        + "\(FigureUnit.dollars.difference(difference))\(which)"
    }
    let way = difference.value > 0 ? "more" : "less"
    return "\(name) expects to lose \(FigureUnit.dollars.size(difference)) \(way) than "
      + "\(names[0])\(which)"
  }
}
