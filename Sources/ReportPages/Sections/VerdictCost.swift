import Reporting
import ResultReading
import RiskMeasures

/// What defaults cost: whether forced sales make them, what is lost, and who pays too little for it.
extension Verdict {
  /// Least share of a miner's defaults that the intervals must leave to itself, to say that forced sales
  /// hardly decide.
  private static let hardly = 0.9

  /// Whether defaults need the price impact of forced sales; nil where no such share is known.
  var cascades: Markup? {
    guard let share = result.portfolio.cascadeShare, result.miners.count > 1 else { return nil }
    guard let worst = result.miners.max(by: { ($0.cascadeShare ?? 0) < ($1.cascadeShare ?? 0) }),
      let own = worst.cascadeShare, own > 0
    else {
      return share == 0
        ? "Forced sales cause none of these defaults: all happen at unchanged prices as well." : nil
    }
    guard own < 0.05 else {
      return """
        Forced sales decide <strong>\(NumberWords.percent(own))</strong> of the defaults of \
        \(worst.miner), which do not happen when forced sales leave prices unchanged.
        """
    }
    let others = result.miners.compactMap { $0.cascadeInterval(in: result.manifest.paths) }
    // Rounded down, so that the "at least" holds.
    let rest = ((1 - (others.map(\.upperBound).max() ?? own)) * 1000 + 1e-6).rounded(.down) / 1000
    guard rest >= Self.hardly else {
      return """
        Forced sales decide at most \(NumberWords.percent(own)) of any miner’s defaults on these \
        paths; the 95 % interval of one with few defaults reaches \
        \(NumberWords.percent(1 - rest, decimals: 1)).
        """
    }
    return """
      Forced sales hardly decide who fails: without their price impact at least \
      \(NumberWords.percent(rest, decimals: 1)) of each miner’s defaults happen as well, at 95 %.
      """
  }

  /// What the lender loses, of what it has at stake, and in the tail.
  var cost: Markup? {
    let loss = result.portfolio.expectedLoss
    if loss == 0 {
      return result.manifest.paths == 1
        ? "The lender loses nothing on it." : "The lender loses nothing on any of them."
    }
    let part: Markup? = result.scenario.flatMap { scenario in
      let stake = scenario.heldOrCommittedUSD
      guard stake > 0 else { return nil }
      let whole: Markup =
        stake > scenario.heldPrincipalUSD
        ? "what it holds or has committed" : "what it holds today"
      return ", \(NumberWords.percent(loss / stake)) of \(whole)"
    }
    let amount = Self.words(.dollars, loss, result.portfolio.expectedLossError)
    let tail: Markup? = result.tail99.map {
      let words = Self.words(.dollars, $0.expectedShortfall, $0.expectedShortfallError)
      return "; in the worst 1\u{A0}% of the paths, <strong>\(words)</strong>"
    }
    return """
      The lender is expected to lose <strong>\(amount)</strong>\(part)\(tail).
      """
  }

  /// Which tranches pay less than they are expected to lose; nil where nothing is ever lost, and so
  /// nothing is priced.
  var pricing: Markup? {
    guard result.portfolio.expectedLoss > 0 else { return nil }
    let priced = (result.tranches ?? []).filter { $0.mispricing != nil && $0.isHeld }
    guard let widest = priced.min(by: { ($0.mispricing ?? 0) < ($1.mispricing ?? 0) }) else {
      return nil
    }
    // A spread without an interval is not called too low.
    let short = priced.count { row in
      Confidence.half(row.breakEvenError).map { (row.mispricing ?? 0) < -$0 } ?? false
    }
    guard short > 0 else {
      return (widest.mispricing ?? 0) >= 0
        ? """
        Every priced tranche pays at least what it is expected to lose by the run’s end\(later(priced)).
        """ : nil
    }
    let verb = short == 1 ? "pays" : "pay"
    return """
      <strong>\(short) of \(NumberWords.count(priced.count, "priced tranche"))</strong> \(verb) less \
      than \(short == 1 ? "it is" : "they are") expected to lose: \(widest.tranche) of \(widest.miner) offers \
      \(NumberWords.basisPoints(widest.offered))\(needed(widest)).
      """
  }

  /// The priced tranches most of whose debt is owed after the run's end, which no figure counts; nil without any.
  private func later(_ priced: [TrancheRow]) -> Markup? {
    let late = priced.filter { max($0.beyondHorizon ?? 0, $0.owedAtEnd ?? 0) >= 0.5 }
      .sorted(by: TrancheRow.costsMore)
    guard !late.isEmpty else { return nil }
    let names =
      late.count == priced.count && late.count > 1
      ? "each" : LenderView.names(late.map { "\($0.tranche) of \($0.miner)" })
    return "; most of \(names) falls due after it or is still owed then"
  }

  private func needed(_ row: TrancheRow) -> Markup {
    guard let spread = row.breakEven else { return " and would need more" }
    return row.isUnpayable
      ? ", and \(UnpayableSpread.short) its loss: it would have to be \(UnpayableSpread.size)"
      : " and would need \(NumberWords.basisPoints(spread))"
  }
}

extension SummaryRow {
  /// The 95 % interval of the share of defaults that need others' forced sales, binomial over the
  /// defaults; nil without any.
  func cascadeInterval(in paths: Int) -> ClosedRange<Double>? {
    cascadeShare.map { Wilson.interval(share: $0, of: pd * Double(paths)) }
  }
}

extension TrancheRow {
  /// Whether its break-even spread is too wide to be a price.
  var isUnpayable: Bool {
    UnpayableSpread.isOne(basisPoints: breakEven)
  }
}
