import Reporting
import RiskMeasures

extension ComparedMeasure {
  /// What people call it: `PD`, `expected loss`, `break-even spread`, `95 % VaR`; whether a loss is
  /// a whole tranche's.
  var words: String {
    if let tail {
      let level = NumberWords.level(thousandths: tail.thousandths)
      return tail.isValueAtRisk ? "\(level) VaR" : "\(level) expected shortfall"
    }
    switch name {
    case "pd": return isOfPortfolio ? "PD of any borrower" : "PD"
    case "break_even_spread_bps": return "break-even spread"
    default: return tranche.isEmpty ? "expected loss" : "expected loss, whole tranche"
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

  /// An estimate of it in a table; a dash where there is none.
  func said(_ estimate: Estimate?, paths: Int? = nil) -> String {
    if isUnpayable(estimate) { return UnpayableSpread.short }
    let zero = unit.zero(isQuantile: isQuantile)
    return estimate.map { unit.words($0, zero: zero, paths: paths) } ?? "–"
  }

  /// The standard error of an estimate of it in a table; none where no path shows what it counts, or every one.
  func toldError(_ estimate: Estimate?) -> Double? {
    estimate?.toldError(unit, isQuantile: isQuantile)
  }

  private var isQuantile: Bool { tail?.isValueAtRisk == true }

  /// Whether an estimate of it is a spread that nobody can pay.
  func isUnpayable(_ estimate: Estimate?) -> Bool {
    unit == .basisPoints && UnpayableSpread.isOne(estimate)
  }

  private var isOfPortfolio: Bool { miner == MinerSummary.portfolioName }
}

extension ComparedResults {
  /// A result's name in a sentence.
  func quoted(_ result: Int) -> String { "“\(names[result])”" }

  /// What the comparison found, in a sentence: the portfolio's expected loss, which no result lacks.
  var finding: String {
    let rows = rows(of: .expectedLoss(MinerSummary.portfolioName))
    let others = rows.filter { $0.result > 0 && $0.difference != nil }
    guard
      let most = others.max(by: { abs($0.difference?.value ?? 0) < abs($1.difference?.value ?? 0) }
      ),
      let difference = most.difference
    else { return "\(names.count) results side by side" }
    let which =
      others.count == 1
      ? "" : ", the \(others.count == 2 ? "larger" : "largest") of \(others.count) changes"
    let (name, first) = (quoted(most.result), quoted(0))
    guard difference.value != 0 else { return "All results expect the loss of \(first)" }
    let half = Confidence.half(difference.standardError)
    if let half, abs(difference.value) <= half {
      return "\(name) expects no measurably different loss than \(first): "
        + "\(FigureUnit.dollars.difference(difference))\(which)"
    }
    let way = difference.value > 0 ? "more" : "less"
    return "\(name) expects to lose \(FigureUnit.dollars.size(difference)) \(way) than "
      + "\(first)\(which)"
  }
}
