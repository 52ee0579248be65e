import Reporting
import ResultReading
import RiskMeasures

/// The finding in a paragraph: who defaults, when, why, what it costs, what the lender believed.
///
/// Every number is read from the result's files; a sentence whose file is missing is left out.
package struct Verdict {
  let result: FinishedResult

  package init(result: FinishedResult) { self.result = result }

  /// The page's heading.
  package var heading: String {
    let years = horizon
    let isOne = result.miners.count == 1
    let miners = NumberWords.count(result.miners.count)
    if result.portfolio.pd == 0 {
      return isOne
        ? "\(result.miners[0].miner) defaults on no path within \(years)"
        : "None of \(miners) miners defaults on any path within \(years)"
    }
    if allDefault {
      return isOne
        ? "\(result.miners[0].miner) defaults on every path within \(years)"
        : "All \(miners) miners default on every path within \(years)"
    }
    if isOne {
      return "\(result.miners[0].miner) defaults within \(years) on "
        + "\(NumberWords.percent(result.portfolio.pd)) of the paths"
    }
    let likely = result.miners.count { $0.pd > 0.5 }
    switch likely {
    case 0:
      return "At least one of \(miners) miners defaults within \(years) on "
        + "\(NumberWords.percent(result.portfolio.pd)) of the paths"
    case 1:
      return "1 of \(miners) miners is more likely than not to default within \(years)"
    default:
      return
        "\(NumberWords.count(likely)) of \(miners) miners are more likely than not to default within \(years)"
    }
  }

  /// The paragraph.
  package var paragraph: Markup {
    let sentences = [
      given, who, when, why, closed, cascades, cost, BeyondHorizon(result: result).warning,
      StillOwed(result: result).warning, belief, pricing,
    ].compactMap { $0 }
    return .joined(sentences, separator: " ")
  }

  /// A market that a table gives, before any figure that depends on it.
  private var given: Markup? { result.scenario?.given.map { "<strong>\($0.line).</strong>" } }

  /// Who ends its business without a default, which no other figure counts; nil where nobody does.
  private var closed: Markup? {
    let closed = result.minersByPD.filter { ($0.closed ?? 0) > 0 }
      .sorted { ($1.closed ?? 0, $0.miner) < ($0.closed ?? 0, $1.miner) }
    guard !closed.isEmpty else { return nil }
    let named = closed.prefix(6).map { "\($0.miner) \(NumberWords.percent($0.closed ?? 0))" }
    let more = closed.count - named.count
    let rest = more > 0 ? ["\(NumberWords.count(more)) more"] : []
    return """
      Closed without default, out of business owing nothing, which no figure counts: \
      \((named + rest).joined(separator: ", ")).
      """
  }

  /// A figure with half of its interval, where it has one.
  static func words(_ unit: FigureUnit, _ value: Double, _ error: Double?) -> String {
    Confidence.shownHalf(error) == nil
      ? unit.words(value) : unit.words(Estimate(value: value, standardError: error))
  }

  private var horizon: String { NumberWords.years(result.horizonYears) }

  private var allDefault: Bool { result.miners.allSatisfy { $0.pd == 1 } && !result.miners.isEmpty }

  private var paths: String { NumberWords.count(result.manifest.paths) }

  private var who: Markup {
    let total = result.portfolio
    if total.pd == 0 {
      let bound = NumberWords.percent(total.high)
      let others: Markup = result.miners.count == 1 ? "The miner" : "No miner"
      let verb: Markup = result.miners.count == 1 ? "does not default on" : "defaults on"
      let all: Markup = result.manifest.paths == 1 ? "the only path" : "any of \(paths) paths"
      return """
        \(others) \(verb) \(all). That is not a proof of safety: with so many paths the \
        95 % interval for the probability of a default still reaches <strong>\(bound)</strong>.
        """
    }
    if allDefault {
      let subject: Markup =
        result.miners.count == 1 ? "The miner defaults" : "Every one of the miners defaults"
      return """
        \(subject) on <strong>every one of \(paths) paths</strong> (95 % interval of the \
        probability: from \(NumberWords.percent(total.low, decimals: 2))). As far as so many \
        paths can tell, this is certain: only its time and its cost can vary.
        """
    }
    let share = Self.words(.share, total.pd, total.pdError)
    if result.miners.count == 1 {
      return """
        <strong>\(result.miners[0].miner)</strong> defaults on <strong>\(share)</strong> of \
        \(paths) paths.
        """
    }
    return """
      Within \(horizon) at least one of \(NumberWords.count(result.miners.count)) miners defaults on \
      <strong>\(share)</strong> of \(paths) paths. \(likeliest)
      """
  }

  /// The miners more likely than not to default; else the likeliest.
  private var likeliest: Markup {
    let ordered = result.minersByPD
    let likely = ordered.filter { $0.pd > 0.5 }
    let named = (likely.isEmpty ? Array(ordered.prefix(1)) : Array(likely.prefix(3))).map {
      "<strong>\($0.miner)</strong> (\(NumberWords.percent($0.pd)))" as Markup
    }
    let more = likely.count - named.count
    let last: Markup? =
      more > 0
      ? " and \(more == 1 ? "one more" : "\(NumberWords.count(more)) more")" : nil
    let joined = Markup.joined(named, separator: ", ")
    if likely.isEmpty { return "The likeliest is \(joined)." }
    return named.count == 1 && more == 0
      ? "More likely than not: \(joined)."
      : "More likely than not to default: \(joined)\(last)."
  }

  private var when: Markup? {
    guard let first = result.portfolio.meanDefaultYear else { return nil }
    let leader = result.minersByPD[0]
    let time = NumberWords.years((first * 10).rounded() / 10)
    guard result.miners.count > 1, let own = leader.meanDefaultYear else {
      return "When it defaults, it does so after <strong>\(time)</strong> on average."
    }
    return """
      The first default comes after <strong>\(time)</strong> on average; \(leader.miner), when it \
      defaults, does so after \(NumberWords.years((own * 10).rounded() / 10)).
      """
  }

  private var why: Markup? {
    guard let first = result.causesOfAll.first else { return nil }
    if result.causesOfAll.count == 1 {
      return "The cause is always the same: <strong>\(CauseWords.reason(first.cause))</strong>."
    }
    return """
      The main cause is <strong>\(CauseWords.reason(first.cause))</strong> \
      (\(NumberWords.percent(first.share)) of all defaults), then \
      \(CauseWords.reason(result.causesOfAll[1].cause)) \
      (\(NumberWords.percent(result.causesOfAll[1].share))).
      """
  }

  private var cascades: Markup? {
    guard let share = result.portfolio.cascadeShare, result.miners.count > 1 else { return nil }
    guard let worst = result.miners.max(by: { ($0.cascadeShare ?? 0) < ($1.cascadeShare ?? 0) }),
      let own = worst.cascadeShare, own > 0
    else {
      return "Forced sales cause no default: all happen at unchanged prices as well."
        .asMarkup(if: share == 0)
    }
    if own < 0.05 {
      // Rounded down, so that the "at least" holds.
      let rest = ((1 - own) * 1000 + 1e-6).rounded(.down) / 1000
      return """
        Forced sales hardly decide who fails: without their price impact at least \
        \(NumberWords.percent(rest, decimals: 1)) of each miner’s defaults happen as well.
        """
    }
    return """
      Forced sales decide <strong>\(NumberWords.percent(own))</strong> of the defaults of \
      \(worst.miner), which do not happen when forced sales leave prices unchanged.
      """
  }

  private var cost: Markup? {
    let loss = result.portfolio.expectedLoss
    if loss == 0 && result.portfolio.pd == 0 {
      return "The lender loses nothing on any of them."
    }
    let part: Markup? = result.scenario.flatMap { facts in
      guard facts.heldOrCommitted > 0 else { return nil }
      let whole: Markup =
        facts.heldOrCommitted > facts.heldPrincipal
        ? "what it holds or has committed" : "what it holds today"
      return ", \(NumberWords.percent(loss / facts.heldOrCommitted)) of \(whole)"
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

  /// Which tranches pay less than they are expected to lose; nil where nothing is ever lost, which
  /// prices nothing.
  private var pricing: Markup? {
    guard result.portfolio.expectedLoss > 0 else { return nil }
    let priced = (result.tranches ?? []).filter { $0.mispricing != nil }
    guard let widest = priced.min(by: { ($0.mispricing ?? 0) < ($1.mispricing ?? 0) }) else {
      return nil
    }
    // A spread without an interval is not called too low.
    let short = priced.count { row in
      Confidence.half(row.breakEvenError).map { (row.mispricing ?? 0) < -$0 } ?? false
    }
    guard short > 0 else {
      return "Every priced tranche pays at least what it is expected to lose.".asMarkup(
        if: (widest.mispricing ?? 0) >= 0)
    }
    let verb = short == 1 ? "pays" : "pay"
    return """
      <strong>\(short) of \(NumberWords.count(priced.count, "priced tranche"))</strong> \(verb) less \
      than \(short == 1 ? "it is" : "they are") expected to lose: \(widest.tranche) of \(widest.miner) offers \
      \(NumberWords.basisPoints(widest.offered)) and would need \
      \(widest.breakEven.map(NumberWords.basisPoints) ?? "more").
      """
  }
}

extension String {
  fileprivate func asMarkup(if condition: Bool) -> Markup? {
    condition ? Markup(escaping: self) : nil
  }
}
