import Reporting
import ResultReading
import RiskMeasures

/// The lender's spreadsheet beside the full model, on the same draws.
struct LenderView {
  let result: FinishedResult

  var section: PageSection {
    var section = PageSection(
      id: "lender", title: "What the lender’s spreadsheet \(missed ? "missed" : "saw")",
      shortTitle: "Lender’s view", lead: assumptions)
    guard result.gap != nil else {
      section.missing = ["underwriting_gap.csv"]
      return section
    }
    section.figures = [
      pair(
        "gap-el", "Expected loss", "expected_loss_usd", "expected loss, discounted",
        NumberWords.dollars, span: 2),
      leverage, coverage, spreads,
    ].compactMap { $0 }
    section.tail = allMeasures
    return section
  }

  /// Whether the full model loses more, beyond what sampling explains; true where there is nothing
  /// to compare.
  private var missed: Bool {
    guard let row = result.gap("PORTFOLIO", "expected_loss_usd"), let lender = row.lender,
      let full = row.full
    else { return true }
    return full - lender > (Confidence.half(row.differenceError) ?? 0)
  }

  private var assumptions: Markup {
    let life = result.scenario?.usefulLifeYears.map { NumberWords.years($0) } ?? "their useful life"
    let regime: Markup? = result.scenario?.lenderRegime.map { " (regime “\($0)”)" }
    return """
      The lender’s view sees the same paths with rent and the short rate flat, no launches, no \
      jumps, GPUs at cost written off over \(life), calm-market correlations\(regime) at all times, \
      and sales that move no price. Everything else — regimes, volatility, tenants, power — is as in the full \
      model, so the difference is what those beliefs are worth.
      """
  }

  private static let entries = [
    (name: "lender's view", style: 0), (name: "full model", style: 1),
  ]

  private struct Pair {
    var name: String
    /// The miner of a tranche.
    var owner: String?
    var lender: Double
    var full: Double
    var error: Double?

    var gap: Double { abs(full - lender) }
    var whole: String { owner.map { "\(name) (\($0))" } ?? name }
  }

  /// Miners with the measure in both views, the widest gap first: where the two agree there is little to
  /// see.
  private func pairs(_ measure: String) -> [Pair] {
    Self.widestFirst(
      result.minersByPD.compactMap { miner in
        guard let row = result.gap(miner.miner, measure), let lender = row.lender,
          let full = row.full
        else { return nil }
        return Pair(name: miner.miner, lender: lender, full: full, error: row.differenceError)
      })
  }

  private static func widestFirst(_ pairs: [Pair]) -> [Pair] {
    pairs.enumerated().sorted {
      ($1.element.gap, $0.offset) < ($0.element.gap, $1.offset)
    }.map(\.element)
  }

  private func pair(
    _ id: String, _ title: String, _ measure: String, _ axis: String,
    _ words: @escaping (Double) -> String, reference: Double? = nil, span: Int = 1
  ) -> Figure? {
    figure(id, title, pairs(measure), axis, words, words, reference, span)
  }

  /// Range of mean coverage ratios that a chart shows.
  private static let readable = -2.0...4.0

  /// Mean lowest coverage, where it means something: beyond a few multiples of the service it is
  /// decided by the few paths on which hardly anything is due.
  private var coverage: Figure? {
    let all = pairs("min_dscr_mean")
    let isReadable = { (pair: Pair) in
      Self.readable.contains(pair.lender) && Self.readable.contains(pair.full)
    }
    let others = all.filter { !isReadable($0) }
    var figure = figure(
      "gap-dscr", "Lowest coverage on a path, on average", all.filter(isReadable),
      "mean of the lowest DSCR", NumberWords.ratio, NumberWords.axisRatio, 1, 1, undrawn: others)
    if !others.isEmpty {
      figure?.note = """
        Not drawn: \(Self.names(others)). A mean of ratios is ruled by the paths on \
        which hardly anything is due; the medians are <a href="#collateral">under collateral</a>.
        """
    }
    return figure
  }

  private func figure(
    _ id: String, _ title: String, _ all: [Pair], _ axis: String,
    _ words: @escaping (Double) -> String, _ axisWords: @escaping (Double) -> String,
    _ reference: Double?, _ span: Int, undrawn: [Pair] = []
  ) -> Figure? {
    let pairs = Array(all.prefix(Limits.rows))
    let values = pairs.flatMap { [$0.lender, $0.full] }
    // Nothing believed and nothing found: there is nothing to draw.
    guard values.contains(where: { $0 != 0 }) else { return nil }
    let low = min(0, values.min() ?? 0)
    let high = max(values.max() ?? 1, (reference ?? 0) / 10, low + 1e-9)
    let step = Ticks.step(high - low, about: 5)
    let rows = pairs.map { pair -> DumbbellChart.Row in
      let difference = pair.full - pair.lender
      let error = pair.error.map { " ± \(words(Confidence.half($0)))" } ?? ""
      return .init(
        name: pair.name, owner: pair.owner,
        marks: [
          .init(value: pair.lender, style: 0, text: "\(pair.whole), lender: \(words(pair.lender))"),
          .init(
            value: pair.full, style: 1,
            text: "\(pair.whole), full model: \(words(pair.full)); difference "
              + "\(words(difference))\(error)"),
        ], label: words(pair.full))
    }
    return Figure(
      id: id, title: title,
      description: NumberWords.listing(
        title,
        pairs.map { "\($0.whole) \(words($0.lender)) believed, \(words($0.full)) found" }),
      chart: DumbbellChart(
        rows: rows, legend: Legend(kind: .shapes, entries: Self.entries), xTitle: axis,
        xRange: (low < 0 ? (low / step).rounded(.down) * step : 0)...((high / step).rounded(.up)
          * step), xLabel: axisWords, reference: reference),
      span: span,
      table: DataTable.limited(
        title,
        [
          .text("miner"), .number("lender's view"), .number("full model"), .number("difference"),
          .number("± s.e."),
        ], (all + undrawn).lazy.map { Self.cells($0, words) }, to: Limits.tableRows,
        file: "underwriting_gap.csv"),
      cut: Cut(
        shown: pairs.count, all: all.count,
        things: pairs.contains { $0.owner != nil } ? "tranches" : "miners",
        order: "those with the widest gaps"))
  }

  /// The first few by name, and how many more.
  private static func names(_ pairs: [Pair]) -> String {
    let named = pairs.prefix(pairs.count > 6 ? 4 : 6).map(\.name)
    let more = pairs.count - named.count
    return NumberWords.list(named + (more > 0 ? ["\(NumberWords.count(more)) more"] : []))
  }

  private static func cells(_ pair: Pair, _ words: (Double) -> String) -> [String] {
    [
      pair.whole, words(pair.lender), words(pair.full), words(pair.full - pair.lender),
      pair.error.map(words) ?? "–",
    ]
  }

  /// The LTV of the last year that most miners reach.
  private var leverage: Figure? {
    let years = [3, 2, 1].first { pairs("ltv_year_\($0)").count * 2 > result.miners.count } ?? 1
    return pair(
      "gap-ltv", "Loan to value after \(NumberWords.years(Double(years)))", "ltv_year_\(years)",
      "mean LTV among survivors", { NumberWords.percent($0) }, reference: 1)
  }

  private var spreads: Figure? {
    let prefix = "break_even_bps:"
    let rows = (result.gap ?? []).filter { $0.measure.hasPrefix(prefix) }
    let all = rows.compactMap { row -> Pair? in
      guard let lender = row.lender, let full = row.full else { return nil }
      return Pair(
        name: String(row.measure.dropFirst(prefix.count)), owner: row.miner, lender: lender,
        full: full,
        error: row.differenceError)
    }
    return figure(
      "gap-spread", "Break-even spread by tranche", Self.widestFirst(all),
      "spread that pays the expected loss", NumberWords.basisPoints,
      NumberWords.basisPoints, nil, 2)
  }

  private var allMeasures: Markup {
    let rows = (result.gap ?? []).lazy.map { row in
      [
        row.miner, row.measure, row.lender.map(NumberWords.plain) ?? "–",
        row.full.map(NumberWords.plain) ?? "–", row.difference.map(NumberWords.plain) ?? "–",
        row.differenceError.map(NumberWords.plain) ?? "–",
      ]
    }
    let table = DataTable.limited(
      "Every measure of the underwriting gap",
      [
        .text("miner"), .text("measure"), .number("lender's view"), .number("full model"),
        .number("difference"), .number("± s.e."),
      ], rows, to: Limits.tableRows, file: "underwriting_gap.csv")
    return "<details><summary>Every measure of the gap</summary>\(table.markup)</details>"
  }
}
