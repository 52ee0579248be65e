import Reporting
import ResultReading
import RiskMeasures

/// The finding in a paragraph: who defaults, when, why, what it costs, what the lender believed.
///
/// Every number is read from the result's files; a sentence whose file is missing is left out.
package struct Verdict {
  let result: FinishedResult

  package init(result: FinishedResult) { self.result = result }

  package var heading: String {
    let years = result.withinHorizon
    let isOne = result.miners.count == 1
    let miners = NumberWords.count(result.miners.count)
    if result.portfolio.pd == 0 {
      return isOne
        ? "\(result.miners[0].miner) defaults on no path \(years)"
        : "None of \(miners) miners defaults on any path \(years)"
    }
    if allDefault {
      return isOne
        ? "\(result.miners[0].miner) defaults on every path \(years)"
        : "All \(miners) miners default on every path \(years)"
    }
    if isOne {
      return "\(result.miners[0].miner) defaults \(years) on "
        + "\(NumberWords.percent(result.portfolio.pd)) of the paths"
    }
    let likely = result.miners.count(where: isLikely)
    switch likely {
    case 0:
      return "At least one of \(miners) miners defaults \(years) on "
        + "\(NumberWords.percent(result.portfolio.pd)) of the paths"
    case 1:
      return "1 of \(miners) miners is more likely than not to default \(years)"
    default:
      return
        "\(NumberWords.count(likely)) of \(miners) miners are more likely than not to default \(years)"
    }
  }

  package var paragraph: Markup {
    let sentences = [
      given, who, when, why, closed, cascades, cost, BeyondHorizon(result: result).warning,
      StillOwed(result: result).warning, LimitUses(result: result).warning, belief, pricing,
    ].compactMap { $0 }
    return .joined(sentences, separator: " ")
  }

  /// What stands before any figure: a market that a table gives, or that nobody can say whether one does.
  private var given: Markup? {
    if result.scenario == nil, result.scenarioText != nil {
      return """
        <strong>This version of minerstress does not read the run’s scenario.json</strong> (minerstress \
        check says why): dates, commitments, owners, warnings and whether the market was given are \
        not on this page.
        """
    }
    return result.given.map { "<strong>\($0.line).</strong>" }
  }

  /// Who ends its business without a default, which no other figure counts; nil where nobody does.
  private var closed: Markup? {
    let closed = result.minersByPD.filter { ($0.closed ?? 0) > 0 }
      .sorted { ($1.closed ?? 0, $0.miner) < ($0.closed ?? 0, $1.miner) }
    guard !closed.isEmpty else { return nil }
    let named = closed.map { "\($0.miner) \(NumberWords.percent($0.closed ?? 0))" }
    return """
      Closed without default, out of business owing nothing, which no figure counts: \
      \(NumberWords.first(6, of: named).joined(separator: ", ")).
      """
  }

  /// A figure with half of its interval, where it has one.
  ///
  /// - Parameter count: How many values it is a mean of, where they may be few: of a loan's defaults.
  static func words(
    _ unit: FigureUnit, _ value: Double, _ error: Double?, over count: Int = .max
  ) -> String {
    let error = Estimate(value: value, standardError: error).over(count).standardError
    return Confidence.shownHalf(error) == nil
      ? unit.words(value) : unit.words(Estimate(value: value, standardError: error))
  }

  private var allDefault: Bool { result.miners.allSatisfy { $0.pd == 1 } && !result.miners.isEmpty }

  private var paths: String { NumberWords.count(result.manifest.paths, "path") }

  /// What a single path is called beside `every one of 2,000 paths`.
  private static let onlyPath = "the only path"

  private var who: Markup {
    let total = result.portfolio
    if total.pd == 0 {
      let others: Markup = result.miners.count == 1 ? "The miner" : "No miner"
      let verb: Markup = result.miners.count == 1 ? "does not default on" : "defaults on"
      let all: Markup = result.manifest.paths == 1 ? "\(Self.onlyPath)" : "any of \(paths)"
      return """
        \(others) \(verb) \(all). That is not a proof of safety: the probability of a default is only \
        known to be <strong>\(NumberWords.unseen(in: result.manifest.paths))</strong>, at 95 %.
        """
    }
    if allDefault {
      let subject: Markup =
        result.miners.count == 1 ? "The miner defaults" : "Every one of the miners defaults"
      let isOne = result.manifest.paths == 1
      let all: Markup = isOne ? "\(Self.onlyPath)" : "every one of \(paths)"
      let rest: Markup? = isOne ? nil : " On these paths only its time and its cost vary."
      return """
        \(subject) on <strong>\(all)</strong> (the probability is \
        \(NumberWords.always(in: result.manifest.paths)), at 95 %).\(rest)
        """
    }
    let share = Self.words(.share, total.pd, total.pdError)
    if result.miners.count == 1 {
      return """
        <strong>\(result.miners[0].miner)</strong> defaults on <strong>\(share)</strong> of \
        \(paths).
        """
    }
    return """
      \(result.withinHorizon.asSentence) at least one of \(NumberWords.count(result.miners.count)) \
      miners defaults on <strong>\(share)</strong> of \(paths). \(likeliest)
      """
  }

  /// Whether all of a default probability's interval is above one half.
  private func isLikely(_ row: SummaryRow) -> Bool {
    row.bounds(in: result.manifest.paths).lowerBound > 0.5
  }

  /// Miners whose interval contains one half; nil where there are none.
  private var undecided: Markup? {
    let open = result.minersByPD.filter {
      let bounds = $0.bounds(in: result.manifest.paths)
      return bounds.lowerBound <= 0.5 && bounds.upperBound > 0.5
    }
    guard !open.isEmpty else { return nil }
    return
      " Whether a default is likelier than not, these paths do not tell for \(Self.firstOf(open))."
  }

  /// The first three with their PDs, and how many more there are.
  private static func firstOf(_ rows: [SummaryRow]) -> Markup {
    let named = rows.prefix(3).map {
      "<strong>\($0.miner)</strong> (\(NumberWords.percent($0.pd)))" as Markup
    }
    let more = rows.count - named.count
    let last: Markup? =
      more > 0
      ? " and \(more == 1 ? "one more" : "\(NumberWords.count(more)) more")" : nil
    return "\(Markup.joined(named, separator: ", "))\(last)"
  }

  /// The miners more likely than not to default; else the likeliest.
  private var likeliest: Markup {
    let ordered = result.minersByPD
    let likely = ordered.filter(isLikely)
    if likely.isEmpty {
      return "The likeliest is \(Self.firstOf(Array(ordered.prefix(1)))).\(undecided)"
    }
    let verb: Markup = likely.count == 1 ? "" : " to default"
    return "More likely than not\(verb): \(Self.firstOf(likely)).\(undecided)"
  }

  private var when: Markup? {
    guard let first = result.portfolio.meanDefaultYear else { return nil }
    let leader = result.minersByPD[0]
    let time = NumberWords.time(years: first)
    guard result.miners.count > 1, let own = leader.meanDefaultYear else {
      return "When it defaults, it does so after <strong>\(time)</strong> on average."
    }
    return """
      The first default comes after <strong>\(time)</strong> on average; \(leader.miner), when it \
      defaults, does so after \(NumberWords.time(years: own)).
      """
  }

  private var why: Markup? {
    guard let first = result.causesOfAll.first else { return nil }
    if result.causesOfAll.count == 1 {
      return "The cause is always the same: <strong>\(CauseWords.of(first.cause).reason)</strong>."
    }
    return """
      The main cause is <strong>\(CauseWords.of(first.cause).reason)</strong> \
      (\(NumberWords.percent(first.share)) of all defaults), then \
      \(CauseWords.of(result.causesOfAll[1].cause).reason) \
      (\(NumberWords.percent(result.causesOfAll[1].share))).
      """
  }
}
