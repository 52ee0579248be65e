import Reporting
import ResultReading
import RiskMeasures

/// How far the numbers can be trusted, and how to get them again.
struct Evidence {
  let result: FinishedResult

  var section: PageSection {
    let charts = convergence.printing(1)
    let book: Markup? =
      result.miners.count > 1
      ? " The book and the miners likeliest to fail; all in convergence.csv." : nil
    let below: Markup? =
      charts.isEmpty
      ? nil : " Below, estimates from the first 64, 128, 256 … paths, and from all.\(book)"
    return PageSection(
      id: "evidence", title: "How sure, and how to repeat it", shortTitle: "Evidence",
      lead: """
        Sampling error is what the intervals above show. It says nothing about whether the \
        scenario’s assumptions hold.\(below)
        """,
      figures: charts, tail: "\(facts)\(files)\(scenario)",
      missing: PageSection.absent([
        "convergence.csv": result.convergence, "scenario.json": result.scenarioText,
      ]))
  }

  /// Estimates at powers of two of the paths, the portfolio's first; one borrower is the portfolio.
  private var convergence: [Figure] {
    let others = result.miners.count > 1 ? result.minersByPD.prefix(Limits.rows).map(\.miner) : []
    let byMiner = Dictionary(
      grouping: (result.convergence ?? []).filter { $0.value != nil }, by: \.miner)
    let rows = ([MinerSummary.portfolioName] + others).flatMap { byMiner[$0] ?? [] }
    var keys: [Key] = []
    for row in rows {
      let key = Key(miner: row.miner, measure: row.measure)
      if !keys.contains(key) { keys.append(key) }
    }
    return keys.prefix(6).enumerated().compactMap { index, key in
      figure(index, key, rows.filter { $0.miner == key.miner && $0.measure == key.measure })
    }
  }

  private struct Key: Equatable {
    var miner: String
    var measure: String

    private var isProbability: Bool { measure.hasPrefix("pd") }

    private var isQuantile: Bool { measure.hasPrefix("var") }

    private var isLoss: Bool {
      isQuantile || ["el", "es"].contains(where: measure.hasPrefix) || measure.contains("loss")
    }

    /// The 95 % interval: the table's own if it has one; Wilson's for a probability; else ± 1.96 errors, for
    /// a loss not below 0.
    func interval(_ stage: Stage) -> ClosedRange<Double>? {
      if let known = stage.interval { return known }
      guard let error = stage.error, error >= 0 else { return nil }
      let value = stage.value
      if isProbability && 0...1 ~= value {
        return Wilson.interval(share: value, of: Double(stage.paths))
      }
      let half = Confidence.half(error)
      return (isLoss ? max(min(0, value), value - half) : value - half)...(value + half)
    }

    /// How the measure's values are written.
    var unit: FigureUnit { isProbability ? .share : isLoss ? .dollars : .number }

    /// The estimate in words; `none seen` where no path shows any of it.
    func words(_ stage: Stage) -> String {
      stage.estimate.isUnseen ? unit.zero(isQuantile: isQuantile) : unit.words(stage.value)
    }

    /// The estimate with its interval, as far as it is known.
    func words(_ stage: Stage, in range: ClosedRange<Double>?) -> String {
      guard let range else { return words(stage) }
      return isQuantile
        ? unit.words(stage.value, from: range.lowerBound, to: range.upperBound)
        : Seen.words(unit, stage.value, in: range, paths: stage.paths)
    }

    /// Its standard error in words; none where no path shows what is counted, or every one.
    func error(_ stage: Stage) -> String {
      stage.estimate.toldError(unit, isQuantile: isQuantile).map { unit.words($0) } ?? "–"
    }
  }

  /// An estimate from the first paths.
  private struct Stage {
    var paths: Int
    var value: Double
    var error: Double?
    /// The tables' own interval, where they have one.
    var interval: ClosedRange<Double>?

    var estimate: Estimate { Estimate(value: value, standardError: error) }
  }

  /// The table's rows, which end at a power of two, and after them what all paths say.
  private func stages(_ key: Key, _ rows: [ConvergenceRecord]) -> [Stage] {
    var known = rows.compactMap { row in
      row.value.map { Stage(paths: row.paths, value: $0, error: row.error) }
    }.sorted { $0.paths < $1.paths }
    let all = result.manifest.paths
    if let last = known.last, last.paths < all, let end = whole(key) {
      known.append(Stage(paths: all, value: end.value, error: end.standardError))
    }
    if let last = known.last, last.paths == all { known[known.count - 1].interval = tabled(key) }
    return known
  }

  /// The interval of a quantile in its table; nil for measures that have none there.
  private func tabled(_ key: Key) -> ClosedRange<Double>? {
    guard key.measure == "var_99", let tail = result.tail99, let low = tail.low,
      let high = tail.high, low <= high
    else {
      return nil
    }
    return low...high
  }

  /// What the tables of the whole run say of a measure.
  private func whole(_ key: Key) -> Estimate? {
    let measure: ComparedMeasure? =
      switch key.measure {
      case "pd": .defaultProbability(key.miner)
      case "expected_loss_usd": .expectedLoss(key.miner)
      case "var_99": .valueAtRisk(thousandths: 990)
      case "es_99": .expectedShortfall(thousandths: 990)
      default: nil
      }
    return result.comparedEstimates.first { $0.measure == measure }?.estimate
  }

  private func figure(_ index: Int, _ key: Key, _ rows: [ConvergenceRecord]) -> Figure? {
    let stages = stages(key, rows)
    let late = stages.filter { $0.paths >= Self.fewest }
    let points = (late.count > 1 ? late : stages).map { stage -> LineChart.Point in
      let range = key.interval(stage)
      return .init(
        x: Double(stage.paths), y: stage.value, low: range?.lowerBound, high: range?.upperBound,
        words: key.words(stage, in: range))
    }
    // An estimate that is 0 throughout has nothing to converge to.
    guard points.count > 1, points.contains(where: { $0.y != 0 }) else { return nil }
    let range = Self.range(points)
    let known = points.count(where: \.isKnown)
    let subject = key.miner == MinerSummary.portfolioName ? "portfolio" : key.miner
    return Figure(
      id: "convergence-\(index)", title: "\(Self.title(key.measure)), \(subject)",
      description: "Estimate against number of paths with its 95 % interval; the last, of "
        + "\(NumberWords.count(stages[stages.count - 1].paths)) paths, is "
        + "\(key.words(stages[stages.count - 1])).",
      chart: LineChart(
        series: [.init(name: subject, style: 0, points: points)], xTitle: "paths (log scale)",
        yTitle: known > 0 ? "estimate with 95 % interval" : "estimate", yRange: range,
        xSpacing: .logarithmic,
        xLabel: { NumberWords.plain($0) },
        yLabel: key.unit.axis(over: range, about: LineChart.yTickCount),
        valueLabel: { key.unit.words($0) },
        labelsSeries: false, height: 220),
      note: 0 < known && known < points.count
        ? "Dashed: no interval is known from so few paths." : nil,
      table: DataTable(
        caption: "Convergence",
        columns: [.number("paths"), .number("estimate"), .number("s.e.")],
        rows: stages.map {
          [NumberWords.count($0.paths), key.words($0), key.error($0)]
        }))
  }

  /// Estimates from fewer paths are too wild to be drawn; the table has them.
  private static let fewest = 64

  private static func range(_ points: [LineChart.Point]) -> ClosedRange<Double> {
    let low = points.map { $0.low ?? $0.y }.min() ?? 0
    let high = points.map { $0.high ?? $0.y }.max() ?? 1
    let step = Ticks.step(max(high - low, 1e-9), about: 4)
    let bottom = (low / step).rounded(.down) * step
    return bottom...max((high / step).rounded(.up) * step, bottom + step)
  }

  private static func title(_ measure: String) -> String {
    switch measure {
    case "pd": "Default probability"
    case "expected_loss_usd", "el": "Expected loss"
    case "var_99": "Value at risk at 99 %"
    case "es_99": "Expected shortfall at 99 %"
    default: measure.replacing("_", with: " ")
    }
  }

  private var facts: Markup {
    let run = result.manifest
    let scenario = result.scenario
    let rows: [(String, String)] = [
      ("scenario", run.scenario), ("as of", result.asOf?.text ?? "–"),
      ("horizon", result.knownHorizon.map(NumberWords.years) ?? "–"),
      ("steps", run.steps.map { NumberWords.count($0) } ?? "–"),
      ("paths", NumberWords.count(run.paths)), ("seed", run.seed),
      ("risk-free rate", scenario.map { NumberWords.percent($0.riskFreeRate, decimals: 2) } ?? "–"),
      ("regimes", scenario.map { NumberWords.list($0.market.regimes.map(\.name)) } ?? "–"),
      ("program", "minerstress \(run.version)"),
    ]
    let items = rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as Markup }
    return """
      <h3>The run</h3><dl class="facts">\(items)</dl><p class="note">The same build, scenario, seed \
      and number of paths give the same files byte for byte, on any number of threads or shards.</p>
      """
  }

  private var files: Markup? {
    guard !result.manifest.files.isEmpty else { return nil }
    let table = DataTable(
      caption: "Files of the result", columns: [.text("file"), .text("SHA-256")],
      rows: result.manifest.files.map { [$0.name, $0.sha256] })
    return "<details><summary>Files and checksums</summary>\(table.markup)</details>"
  }

  private var scenario: Markup? {
    guard let text = result.scenarioText else { return nil }
    guard text.utf8.count <= Limits.scenarioCharacters else {
      return "<p class=\"note\">The scenario is in scenario.json, ready to be run again.</p>"
    }
    return """
      <details><summary>The scenario, ready to be run again</summary>\
      <div class="code" role="region" tabindex="0" aria-label="scenario.json">\(Markup(copying: text))</div></details>
      """
  }
}
