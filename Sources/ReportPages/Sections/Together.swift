import Reporting
import ResultReading
import RiskMeasures

/// Defaults that come together.
struct Together {
  let result: FinishedResult

  /// Nil for a book of one miner, which cannot default together with anyone.
  var section: PageSection? {
    guard result.miners.count > 1 else { return nil }
    var section = PageSection(
      id: "together", title: "Together or one by one", shortTitle: "Dependence",
      lead: """
        Correlation of the default indicators by the horizon, and the number of miners that default \
        on a path. Convergence is measured by the realised correlation of bitcoin and compute rent \
        in the year before a default, beside that of all paths.
        """)
    section.figures = [heatMap, number, realised].compactMap { $0 }
    let hasPairs = result.correlations != nil || result.miners.count < BookShape.manyMiners
    if !hasPairs { section.tail = Self.noPairs }
    section.missing = PageSection.absent([
      "default_correlation.csv": hasPairs ? result.correlations : [],
      "joint_defaults.csv": result.joint,
      "realised_correlation.csv": result.realised,
    ])
    return section
  }

  private static let noPairs: Markup = """
    <p class="absent">default_correlation.csv is left out from \(BookShape.manyMiners) miners on; a run \
    whose --only names it has it.</p>
    """

  /// Half of a correlation's interval in words; nil where none is to be shown.
  private static func half(_ standardError: Double?) -> String? {
    Confidence.shownHalf(standardError).map { NumberWords.signed($0, 3) }
  }

  private struct Pair: Hashable {
    var first: String
    var second: String
  }

  private var heatMap: Figure? {
    guard let rows = result.correlations, rows.contains(where: { $0.correlation != nil }) else {
      return nil
    }
    let names = result.minersByPD.prefix(Limits.heatMap).map(\.miner)
    var byPair: [Pair: CorrelationRow] = [:]
    for row in rows {
      byPair[Pair(first: row.first, second: row.second)] = row
      byPair[Pair(first: row.second, second: row.first)] = row
    }
    func row(_ a: Int, _ b: Int) -> CorrelationRow? {
      byPair[Pair(first: names[a], second: names[b])]
    }
    let values = names.indices.map { a in names.indices.map { row(a, $0)?.correlation } }
    let strongest = rows.filter { $0.correlation != nil }
      .max { ($0.correlation ?? 0) < ($1.correlation ?? 0) }
    return Figure(
      id: "correlation", title: "Correlation of defaults",
      description: "Matrix of default correlations of \(names.count) miners"
        + (strongest.map {
          "; the strongest is \(NumberWords.signed($0.correlation ?? 0, 2)) between \($0.first) and "
            + $0.second
        } ?? "") + ".",
      chart: HeatMap(names: Array(names), values: values) { a, b in
        guard let row = row(a, b) else { return "\(names[a]) and \(names[b])" }
        return "\(names[a]) and \(names[b]): correlation "
          + "\(row.correlation.map { NumberWords.signed($0, 3) } ?? "not defined")"
          + "\(Self.half(row.error).map { " ± \($0)" } ?? ", no interval"); both "
          + "default on \(NumberWords.percent(row.jointPD)) of the paths"
      }, span: names.count > 6 ? 2 : 1,
      table: DataTable.limited(
        "Pairs, the most correlated first",
        [
          .text("miner"), .text("miner"), .number("both default"), .number("correlation"),
          .number("± (95 %)"),
        ],
        rows.sorted { ($1.correlation ?? -2) < ($0.correlation ?? -2) }.lazy.map {
          [
            $0.first, $0.second, Seen.percent($0.jointPD, decimals: 2),
            $0.correlation.map { NumberWords.signed($0, 3) } ?? "–",
            Self.half($0.error) ?? "–",
          ]
        }, file: "default_correlation.csv"),
      cut: result.cut(names.count, .likeliest, file: "default_correlation.csv"))
  }

  private var number: Figure? {
    guard let rows = result.joint, !rows.isEmpty else { return nil }
    let last = rows.last { $0.paths > 0 }?.defaults ?? 0
    let shown = rows.filter { $0.defaults <= max(last, 1) }
    let width = max(1, (shown.count + Limits.counts - 1) / Limits.counts)
    let bins = stride(from: 0, to: shown.count, by: width).map { start -> Histogram.Bin in
      let part = shown[start..<min(start + width, shown.count)]
      let (low, high) = (part[start].defaults, part[part.endIndex - 1].defaults)
      let words =
        low == high
        ? NumberWords.count(low, "default")
        : "\(NumberWords.count(low)) to \(NumberWords.count(high)) defaults"
      let share = part.reduce(0) { $0 + $1.probability }
      return Histogram.Bin(
        low: Double(low) - 0.4, high: Double(high) + 0.4, value: share,
        text: "\(words): \(NumberWords.percent(share))")
    }
    let every = max(1, (shown.count + 9) / 10)
    return Figure(
      id: "joint", title: "Number of defaults on a path",
      description: "Share of paths by number of defaults.",
      chart: Histogram(
        bins: bins, style: 1, xTitle: "miners in default by the horizon", yTitle: "share of paths",
        xRange: -0.6...(Double(max(last, 1)) + 0.6),
        xTicks: shown.map(\.defaults).filter { $0 % every == 0 }.map(Double.init),
        xLabel: { NumberWords.count(Int($0)) }, yLabel: NumberWords.axisPercent, height: 280),
      table: DataTable.limited(
        "Number of defaults", [.number("defaults"), .number("paths"), .number("share")],
        rows.filter { $0.paths > 0 }.lazy.map {
          [
            NumberWords.count($0.defaults), NumberWords.count($0.paths),
            NumberWords.percent($0.probability, decimals: 2),
          ]
        }, file: "joint_defaults.csv"))
  }

  private var realised: Figure? {
    let rows = (result.realised ?? []).filter { $0.correlation != nil }
    let before = rows.filter { $0.group == "before_default" }
    guard !before.isEmpty else { return nil }
    let order = Dictionary(
      uniqueKeysWithValues: result.minersByPD.enumerated().map { ($1.miner, $0) })
    let all = rows.first { $0.group == "all" }?.correlation
    let ordered = before.sorted { (order[$0.miner] ?? -1) < (order[$1.miner] ?? -1) }
    // The row for any miner may stand before the rows of single miners.
    let isAnyFirst = ordered.first?.miner == MinerSummary.portfolioName
    let shown = ordered.prefix(Limits.rows + (isAnyFirst ? 1 : 0))
    let values = shown.compactMap(\.correlation) + [all ?? 0, 0]
    let low = ((values.min() ?? 0) * 10).rounded(.down) / 10
    let high = max(((values.max() ?? 0) * 10).rounded(.up) / 10, low + 0.1)
    return Figure(
      id: "realised", title: "Bitcoin and compute rent before a default",
      description: "Correlation of changes of bitcoin and compute rent in the year before a default"
        + (all.map { ", beside \(NumberWords.signed($0, 2)) over all paths" } ?? "") + ".",
      chart: DumbbellChart(
        rows: shown.map { row in
          let name = row.miner == MinerSummary.portfolioName ? "any miner" : row.miner
          let value = row.correlation ?? 0
          var marks: [DumbbellChart.Mark] = []
          if let all {
            marks.append(
              .init(value: all, style: 0, text: "all paths: \(NumberWords.signed(all, 3))"))
          }
          marks.append(
            .init(
              value: value, style: 1,
              text: "\(name), year before default: \(NumberWords.signed(value, 3))"
                + (Self.half(row.error).map { " ± \($0)" } ?? "")
                + " over \(NumberWords.count(row.paths, "path"))"))
          return .init(name: name, marks: marks, label: NumberWords.signed(value, 2))
        },
        legend: Legend(
          kind: .shapes,
          entries: [(name: "all paths", style: 0), (name: "year before default", style: 1)]),
        labelTitle: "before default", xTitle: "correlation of weekly changes", xRange: low...high,
        xLabel: { NumberWords.signed($0, 2) }),
      span: 2,
      table: DataTable.limited(
        "Realised correlation",
        [
          .text("miner"), .text("group"), .number("paths"), .number("correlation"),
          .number("± (95 %)"),
        ],
        rows.lazy.map {
          [
            $0.miner, $0.group == "all" ? "all paths" : "year before default",
            NumberWords.count($0.paths), NumberWords.signed($0.correlation ?? 0, 3),
            Self.half($0.error) ?? "–",
          ]
        }, file: "realised_correlation.csv"),
      cut: Cut(
        shown: shown.count - (isAnyFirst ? 1 : 0), all: ordered.count - (isAnyFirst ? 1 : 0),
        things: "miners that default", order: "the likeliest first"))
  }
}
