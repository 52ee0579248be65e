import CreditBasics
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
    let loss = figure(
      "gap-el", "Expected loss", pairs("expected_loss_usd"), "expected loss, discounted", .dollars,
      span: 2)
    for (figure, undrawn) in [(loss, nil), (leverage, nil), coverage, spreads] {
      if var figure {
        figure.note = undrawn
        section.figures.append(figure)
      } else if let undrawn {
        section.lead = "\(section.lead) \(undrawn)"
      }
    }
    section.tail = allMeasures
    return section
  }

  /// Whether the full model loses more, beyond what sampling explains; true where there is nothing
  /// to compare.
  private var missed: Bool {
    guard let row = result.gap(MinerSummary.portfolioName, "expected_loss_usd"),
      let lender = row.lender, let full = row.full
    else { return true }
    return full - lender > (Confidence.half(row.differenceError) ?? 0)
  }

  private var assumptions: Markup {
    let life =
      result.scenario.map { NumberWords.years($0.lenderView.usefulLifeYears) }
      ?? "their useful life"
    let regime: Markup? = result.scenario.map {
      " (regime “\($0.market.regimes[$0.lenderView.regime].name)”)"
    }
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
    var isUnpayable: Bool {
      [lender, full].contains { UnpayableSpread.isOne(basisPoints: $0) }
    }
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
    pairs.stablySorted { $0.gap > $1.gap }
  }

  /// How a measure is written: in cells, as a difference, on an axis.
  private struct Wording {
    var value: (Double) -> String
    var difference: (Double) -> String
    var axis: (Double) -> String
    /// What pairs without any gap are ordered by.
    var ties = "the likeliest to default"

    static var dollars: Wording {
      Wording(value: Seen.dollars, difference: NumberWords.dollars, axis: NumberWords.dollars)
    }
    static var ratio: Wording {
      Wording(value: NumberWords.ratio, difference: NumberWords.ratio, axis: NumberWords.axisRatio)
    }
    static var percent: Wording {
      let words: (Double) -> String = { NumberWords.percent($0) }
      return Wording(value: words, difference: words, axis: words)
    }
    static var probability: Wording {
      Wording(value: Seen.percent, difference: { NumberWords.percent($0) }, axis: Seen.percent)
    }
    /// Wording of a measure that this version does not know.
    static var plain: Wording {
      Wording(value: NumberWords.plain, difference: NumberWords.plain, axis: NumberWords.plain)
    }
    /// Wording of spreads: a loan without losses needs none, and some losses no spread pays.
    static var spread: Wording {
      Wording(
        value: {
          $0 == 0
            ? Estimate.noneSeen
            : $0 > UnpayableSpread.limit ? UnpayableSpread.short : NumberWords.basisPoints($0)
        }, difference: NumberWords.basisPoints, axis: NumberWords.basisPoints,
        ties: "the first of underwriting_gap.csv")
    }
  }

  /// A figure, nil where there is nothing to draw, and why others are not drawn.
  private typealias Noted = (figure: Figure?, undrawn: Markup?)

  /// Range of mean coverage ratios that a chart shows.
  private static let readable = -2.0...4.0

  /// Mean lowest coverage, where it means something: beyond a few multiples of the service it is
  /// decided by the few paths on which hardly anything is due.
  private var coverage: Noted {
    let all = pairs("min_dscr_mean")
    let isReadable = { (pair: Pair) in
      Self.readable.contains(pair.lender) && Self.readable.contains(pair.full)
    }
    let others = all.filter { !isReadable($0) }
    let figure = figure(
      "gap-dscr", "Lowest coverage on a path, on average", all.filter(isReadable),
      "mean of the lowest DSCR", .ratio, reference: 1, undrawn: others)
    let why: Markup = """
      Not drawn: \(Self.names(others.map(\.name))). A mean of ratios is ruled by the paths on \
      which hardly anything is due\(medians).
      """
    return (figure, others.isEmpty ? nil : why)
  }

  /// Where the medians are; nil where no fan has them.
  private var medians: Markup? {
    Collateral(result: result).section.map { _ in
      "; the medians are <a href=\"#collateral\">under collateral</a>"
    }
  }

  private func figure(
    _ id: String, _ title: String, _ all: [Pair], _ axis: String, _ words: Wording,
    reference: Double? = nil, span: Int = 1, undrawn: [Pair] = []
  ) -> Figure? {
    let pairs = Array(all.prefix(Limits.rows))
    let values = pairs.flatMap { [$0.lender, $0.full] }
    // There is nothing to draw without values, or where all are 0.
    guard values.contains(where: { $0 != 0 }) else { return nil }
    let low = min(0, values.min() ?? 0)
    let high = max(values.max() ?? 1, (reference ?? 0) / 10, low + 1e-9)
    let step = Ticks.step(high - low, about: 5)
    return Figure(
      id: id, title: title,
      description: NumberWords.listing(
        title,
        pairs.map {
          "\($0.whole) \(words.value($0.lender)) believed, \(words.value($0.full)) found"
        }),
      chart: DumbbellChart(
        rows: pairs.map { Self.row($0, words) },
        legend: Legend(kind: .shapes, entries: Self.entries), labelTitle: "full model",
        xTitle: axis,
        xRange: (low < 0 ? (low / step).rounded(.down) * step : 0)...((high / step).rounded(.up)
          * step), xLabel: words.axis, reference: reference),
      span: span,
      table: DataTable.limited(
        title,
        [
          .text("miner"), .number("lender's view"), .number("full model"), .number("difference"),
          .number("s.e."),
        ], (all + undrawn).lazy.map { Self.cells($0, words) }, file: "underwriting_gap.csv"),
      cut: Cut(
        shown: pairs.count, all: all.count,
        things: pairs.contains { $0.owner != nil } ? "tranches" : "miners",
        order: pairs.contains { $0.gap > 0 } ? "those with the widest gaps" : words.ties))
  }

  private static func row(_ pair: Pair, _ words: Wording) -> DumbbellChart.Row {
    let error = pair.error.map { " ± \(words.difference(Confidence.half($0)))" } ?? ""
    return .init(
      name: pair.name, owner: pair.owner,
      marks: [
        .init(
          value: pair.lender, style: 0, text: "\(pair.whole), lender: \(words.value(pair.lender))"),
        .init(
          value: pair.full, style: 1,
          text: "\(pair.whole), full model: \(words.value(pair.full)); difference "
            + "\(words.difference(pair.full - pair.lender))\(error)"),
      ], label: words.value(pair.full))
  }

  /// The first few by name, and how many more.
  static func names(_ all: [String]) -> String {
    NumberWords.list(NumberWords.first(all.count > 6 ? 4 : 6, of: all))
  }

  private static func cells(_ pair: Pair, _ words: Wording) -> [String] {
    let isUnpayable = pair.owner != nil && pair.isUnpayable
    return [
      pair.whole, words.value(pair.lender), words.value(pair.full),
      isUnpayable ? "–" : words.difference(pair.full - pair.lender),
      isUnpayable ? "–" : pair.error.map(words.difference) ?? "–",
    ]
  }

  /// How measures of a tranche and of a year begin in the file.
  private static let (spreads, leverages) = ("break_even_bps:", "ltv_year_")

  /// The LTV of the last year that most miners reach.
  private var leverage: Figure? {
    let years = [3, 2, 1].first { pairs("ltv_year_\($0)").count * 2 > result.miners.count } ?? 1
    return figure(
      "gap-ltv", "Loan to value after \(NumberWords.years(Double(years)))",
      pairs("ltv_year_\(years)"), "mean LTV among survivors", .percent, reference: 1)
  }

  private var spreads: Noted {
    let rows = (result.gap ?? []).filter { $0.measure.hasPrefix(Self.spreads) }
    let all = rows.compactMap { row -> Pair? in
      guard let lender = row.lender, let full = row.full else { return nil }
      return Pair(
        name: String(row.measure.dropFirst(Self.spreads.count)), owner: row.miner, lender: lender,
        full: full,
        error: row.differenceError)
    }
    let others = Set(
      (result.tranches ?? []).filter { !$0.isHeld }.map { TrancheName($0.miner, $0.tranche) })
    let isHeld = { (pair: Pair) in !others.contains(TrancheName(pair.owner ?? "", pair.name)) }
    let (held, notHeld) = (all.filter(isHeld), all.filter { !isHeld($0) })
    let (undrawn, drawn) = (held.filter(\.isUnpayable), held.filter { !$0.isUnpayable })
    let figure = figure(
      "gap-spread", "Break-even spread by tranche", Self.widestFirst(drawn),
      "spread that pays the expected loss", .spread, span: 2, undrawn: undrawn + notHeld)
    return (figure, Undrawn(unpayable: undrawn.map(\.whole), notHeld: notHeld.count).sentences)
  }

  /// What a measure of the table is called, and how its figures are written.
  private static func words(of row: GapRow) -> (name: String, figures: Wording) {
    if row.measure.hasPrefix(spreads) {
      return ("break-even spread of \(row.measure.dropFirst(spreads.count))", .spread)
    }
    if row.measure.hasPrefix(leverages), let years = Double(row.measure.dropFirst(leverages.count))
    {
      return ("mean LTV of survivors after \(NumberWords.years(years))", .percent)
    }
    switch row.measure {
    case "pd":
      return (row.miner == MinerSummary.portfolioName ? "PD of any borrower" : "PD", .probability)
    case "expected_loss_usd": return ("expected loss", .dollars)
    case "min_dscr_mean": return ("mean of the lowest DSCR", .ratio)
    default: return (row.measure, .plain)
    }
  }

  private var allMeasures: Markup {
    let rows = (result.gap ?? []).lazy.map { row in
      let (name, words) = Self.words(of: row)
      let isUnpayable =
        row.measure.hasPrefix(Self.spreads)
        && [row.lender, row.full].contains { UnpayableSpread.isOne(basisPoints: $0) }
      return [
        row.miner, name, row.lender.map(words.value) ?? "–", row.full.map(words.value) ?? "–",
        isUnpayable ? "–" : row.difference.map(words.difference) ?? "–",
        isUnpayable ? "–" : row.differenceError.map(words.difference) ?? "–",
      ]
    }
    let table = DataTable.limited(
      "Every measure of the underwriting gap",
      [
        .text("miner"), .text("measure"), .number("lender's view"), .number("full model"),
        .number("difference"), .number("s.e."),
      ], rows, file: "underwriting_gap.csv")
    return "<details><summary>Every measure of the gap</summary>\(table.markup)</details>"
  }
}
