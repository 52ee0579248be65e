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

  var section: PageSection {
    PageSection(
      id: "against", title: "Against \(names.theirs)", shortTitle: "Comparison", lead: lead,
      figures: [probabilities, losses].compactMap { $0 }, tail: table)
  }

  private var lead: Markup {
    let change = result.portfolio.expectedLoss - other.portfolio.expectedLoss
    let verb: Markup = change < 0 ? "less" : "more"
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
      <strong>\(names.ours)</strong> is expected to lose \
      <strong>\(NumberWords.dollars(abs(change)))</strong> \(verb) than \(names.theirs) \
      (\(NumberWords.dollars(result.portfolio.expectedLoss)) and \
      \(NumberWords.dollars(other.portfolio.expectedLoss))); a default happens on \
      \(NumberWords.percent(result.portfolio.pd)) of the paths, and on \
      \(NumberWords.percent(other.portfolio.pd)) there. \(note)\(tail)
      """
  }

  private struct Pair {
    var name: String
    var ours: SummaryRow
    var theirs: SummaryRow
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
      kind: .shapes, entries: [(name: names.theirs, style: 0), (name: names.ours, style: 1)])
  }

  private var probabilities: Figure? {
    let shown = Array(pairs.prefix(Limits.rows))
    guard !shown.isEmpty else { return nil }
    let highest = shown.map { max($0.ours.high, $0.theirs.high) }.max() ?? 1
    return figure(
      "against-pd", "Default probability", shown, top: Ticks.ceiling(max(highest, 1e-4), about: 5),
      { NumberWords.percent($0) }
    ) { ($0.pd, $0.low...$0.high) }
  }

  private var losses: Figure? {
    let shown = Array(pairs.prefix(Limits.rows))
    let highest = shown.map { max($0.ours.expectedLoss, $0.theirs.expectedLoss) }.max() ?? 0
    guard highest > 0 else { return nil }
    return figure(
      "against-el", "Expected loss", shown, top: Ticks.ceiling(highest * 1.03, about: 5),
      NumberWords.dollars
    ) { ($0.expectedLoss, Confidence.interval($0.expectedLoss, $0.expectedLossError)) }
  }

  private func figure(
    _ id: String, _ title: String, _ pairs: [Pair], top: Double,
    _ words: @escaping (Double) -> String,
    _ value: (SummaryRow) -> (Double, ClosedRange<Double>?)
  ) -> Figure {
    let rows = pairs.map { pair -> DumbbellChart.Row in
      let theirs = value(pair.theirs)
      let ours = value(pair.ours)
      return .init(
        name: pair.name,
        marks: [
          .init(
            value: theirs.0, style: 0, text: "\(pair.name), \(names.theirs): \(words(theirs.0))",
            interval: theirs.1),
          .init(
            value: ours.0, style: 1, text: "\(pair.name), \(names.ours): \(words(ours.0))",
            interval: ours.1),
        ], label: words(ours.0))
    }
    return Figure(
      id: id, title: title,
      description: "\(title) in both results: "
        + NumberWords.list(
          pairs.map { "\($0.name) \(words(value($0.theirs).0)) and \(words(value($0.ours).0))" })
        + ".",
      chart: DumbbellChart(
        rows: rows, legend: legend, xTitle: title.lowercased(), xRange: 0...top, xLabel: words),
      span: id == "against-pd" ? 2 : 1)
  }

  private var table: Markup {
    let portfolio = Pair(name: "PORTFOLIO", ours: result.portfolio, theirs: other.portfolio)
    let rows = (pairs + [portfolio]).map { pair -> [String] in
      let pd = pair.ours.pd - pair.theirs.pd
      let loss = pair.ours.expectedLoss - pair.theirs.expectedLoss
      return [
        pair.name, NumberWords.percent(pair.theirs.pd, decimals: 2),
        NumberWords.percent(pair.ours.pd, decimals: 2),
        "\(NumberWords.percent(pd, decimals: 2)) ± "
          + NumberWords.percent(
            Confidence.half(Self.root(pair.ours.pdError, pair.theirs.pdError)), decimals: 2),
        NumberWords.dollars(pair.theirs.expectedLoss), NumberWords.dollars(pair.ours.expectedLoss),
        "\(NumberWords.dollars(loss)) ± "
          + NumberWords.dollars(
            Confidence.half(Self.root(pair.ours.expectedLossError, pair.theirs.expectedLossError))),
      ]
    }
    return DataTable.limited(
      "Differences with 95 % intervals",
      [
        .text("miner"), .number("PD, \(names.theirs)"), .number("PD, \(names.ours)"),
        .number("difference"), .number("EL, \(names.theirs)"), .number("EL, \(names.ours)"),
        .number("difference"),
      ], rows, to: Limits.tableRows, file: "summary.csv"
    ).markup
  }

  private static func root(_ a: Double?, _ b: Double?) -> Double {
    ((a ?? 0) * (a ?? 0) + (b ?? 0) * (b ?? 0)).squareRoot()
  }
}
