import Reporting
import ResultReading
import RiskMeasures

/// One result beside another: what changed, with errors.
struct Comparison {
  let result: FinishedResult
  let other: FinishedResult

  private var names: (ours: String, theirs: String) {
    let scenarios = (result.manifest.scenario, other.manifest.scenario)
    if scenarios.0 != scenarios.1 { return scenarios }
    return result.name != other.name ? (result.name, other.name) : ("this result", "the other")
  }

  private var paths: (ours: Int, theirs: Int) { (result.manifest.paths, other.manifest.paths) }

  var section: PageSection {
    PageSection(
      id: "against", title: "Against \(names.theirs)", shortTitle: "Comparison", lead: lead,
      figures: [probabilities, losses].compactMap { $0 }, tail: table)
  }

  private var lead: Markup {
    let whole = Pair(name: "", ours: result.portfolio, theirs: other.portfolio)
    let same = result.manifest.seed == other.manifest.seed
    let note: Markup =
      same
      ? "Both were drawn from the same seed; where the scenarios share their random numbers the "
      : "They were drawn from different seeds; the "
    let tail: Markup =
      same
      ? "true error of a difference is smaller than the one given."
      : "error of a difference is that of independent runs."
    return """
      <strong>\(names.ours)</strong> is expected to lose \(words(of: whole.loss)) \(names.theirs) \
      (\(Self.loss(whole.ours)) and \(Self.loss(whole.theirs))); probability of a default: \
      \(Self.pd(whole.ours, result)), and \(Self.pd(whole.theirs, other)) there. \(note)\(tail)
      """
  }

  private static func loss(_ row: SummaryRow) -> String {
    Seen.words(.dollars, row.expectedLoss, row.expectedLossError)
  }

  /// A default probability with its interval, or with the bound of what no path shows, or every one.
  private static func pd(_ row: SummaryRow, _ result: FinishedResult) -> String {
    0 < row.pd && row.pd < 1
      ? Verdict.words(.share, row.pd, row.pdError)
      : "\(Seen.percent(row.pd)) (\(row.ends(in: result.manifest.paths, decimals: 1)))"
  }

  /// `$5.4m ± $3.3m more than`, as far as the interval tells.
  private func words(of loss: Estimate) -> Markup {
    let half = Confidence.half(loss.standardError) ?? 0
    guard abs(loss.value) > half else { return "no measurably other amount than" }
    let way: Markup = loss.value < 0 ? "less" : "more"
    return "<strong>\(FigureUnit.dollars.size(loss))</strong> \(way) than"
  }

  private struct Pair {
    var name: String
    var ours: SummaryRow
    var theirs: SummaryRow

    /// Differences, with errors as if runs were independent; without one where either result has
    /// none.
    var pd: Estimate {
      Estimate(
        value: ours.pd - theirs.pd,
        standardError: Confidence.ofDifference(ours.pdError, theirs.pdError))
    }
    var loss: Estimate {
      Estimate(
        value: ours.expectedLoss - theirs.expectedLoss,
        standardError: Confidence.ofDifference(ours.expectedLossError, theirs.expectedLossError))
    }
    /// How far the pair's difference exceeds its error: the greater of loss and probability.
    var weight: Double { max(Confidence.weight(loss), Confidence.weight(pd)) }
  }

  private var pairs: [Pair] {
    let theirs = Dictionary(
      other.miners.map { ($0.miner, $0) }, uniquingKeysWith: { first, _ in first })
    return result.minersByPD.compactMap { ours in
      theirs[ours.miner].map { Pair(name: ours.miner, ours: ours, theirs: $0) }
    }
  }

  private var legend: Legend {
    Legend(
      kind: .shapes,
      entries: [(name: names.theirs, style: styles[0]), (name: names.ours, style: styles[1])])
  }

  /// The ring is theirs, the disc ours.
  private var styles: [Int] { Legend.results }

  private var probabilities: Figure? {
    let all = pairs
    let shown = all.prefix(Limits.rows)
    guard !all.isEmpty else { return nil }
    let highest = shown.map {
      max($0.ours.bounds(in: paths.ours).upperBound, $0.theirs.bounds(in: paths.theirs).upperBound)
    }
    return figure(
      "against-pd", "Default probability", all,
      top: Ticks.ceiling(max(highest.max() ?? 1, 1e-4), about: 5), NumberWords.axisPercent,
      Seen.percent
    ) { ($0.pd, $0.bounds(in: $1)) }
  }

  private var losses: Figure? {
    let all = pairs
    let shown = all.prefix(Limits.rows)
    let highest = shown.map { max($0.ours.expectedLoss, $0.theirs.expectedLoss) }.max() ?? 0
    guard highest > 0 else { return nil }
    return figure(
      "against-el", "Expected loss", all, top: Ticks.ceiling(highest * 1.03, about: 5),
      NumberWords.dollars, Seen.dollars
    ) { row, _ in (row.expectedLoss, Confidence.interval(row.expectedLoss, row.expectedLossError)) }
  }

  private func figure(
    _ id: String, _ title: String, _ all: [Pair], top: Double,
    _ axis: @escaping (Double) -> String, _ words: @escaping (Double) -> String,
    _ value: (_ row: SummaryRow, _ paths: Int) -> (Double, ClosedRange<Double>?)
  ) -> Figure {
    let shown = all.prefix(Limits.rows)
    let rows = shown.map { pair -> DumbbellChart.Row in
      let theirs = value(pair.theirs, paths.theirs)
      let ours = value(pair.ours, paths.ours)
      return .init(
        name: pair.name,
        marks: [
          .init(
            value: theirs.0, style: styles[0],
            text: "\(pair.name), \(names.theirs): \(words(theirs.0))",
            interval: theirs.1),
          .init(
            value: ours.0, style: styles[1], text: "\(pair.name), \(names.ours): \(words(ours.0))",
            interval: ours.1),
        ], label: words(ours.0))
    }
    return Figure(
      id: id, title: title,
      description: NumberWords.listing(
        "\(title) in both results",
        shown.map { pair in
          let (theirs, ours) = (value(pair.theirs, paths.theirs), value(pair.ours, paths.ours))
          return "\(pair.name) \(words(theirs.0)) and \(words(ours.0))"
        }),
      chart: DumbbellChart(
        rows: rows, legend: legend, xTitle: title.lowercased(), xRange: 0...top, xLabel: axis),
      span: id == "against-pd" ? 2 : 1, note: "At the right: \(names.ours).",
      cut: Cut(
        shown: shown.count, all: all.count, things: "miners", order: "the likeliest to default"))
  }

  private var table: Markup {
    let portfolio = Pair(name: "PORTFOLIO", ours: result.portfolio, theirs: other.portfolio)
    let rows = (ranked + [portfolio]).map { pair -> [String] in
      [
        pair.name, Self.pd(pair.theirs, other), Self.pd(pair.ours, result),
        FigureUnit.share.difference(pair.pd),
        Self.loss(pair.theirs), Self.loss(pair.ours),
        FigureUnit.dollars.difference(pair.loss),
      ]
    }
    return DataTable.limited(
      "Differences with 95 % intervals, those first that stand out most from their errors",
      [
        .text("miner"), .number("PD, \(names.theirs)"), .number("PD, \(names.ours)"),
        .number("difference"), .number("EL, \(names.theirs)"), .number("EL, \(names.ours)"),
        .number("difference"),
      ], rows, to: Limits.tableRows, file: "summary.csv"
    ).markup
  }

  /// Pairs by `weight`, the greatest first; those without a known error last.
  private var ranked: [Pair] {
    pairs.enumerated().sorted {
      ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
    }.map(\.element)
  }
}
