import Reporting
import ResultReading
import RiskMeasures

/// When miners default, and why.
struct TimeAndCause {
  let result: FinishedResult
  /// The calendar with everything that the scenario has on fixed dates.
  private let time: Timeline

  init(result: FinishedResult) {
    self.result = result
    time = result.timeline(showing: { _ in true })
  }

  var section: PageSection {
    var section = PageSection(
      id: "when-why", title: "When, and why", shortTitle: "When and why",
      lead: """
        Lines rise with each month's defaults; bands are 95 % intervals (Wilson); before a \
        first default they end at the bound that this many paths leave. A miner's cause is \
        the term that ended it, tested in the order margin, covenant, maturity or payment, insolvency.
        """)
    section.figures = [term, times, causes, cascades].compactMap { $0 }
    section.tail = "\(DateTable(result: result).markup)"
    section.missing = PageSection.absent([
      "pd_term_structure.csv": result.term, "default_times.csv": result.times,
      "default_causes.csv": result.causes,
    ])
    return section
  }

  private var term: Figure? {
    guard let rows = result.term, !rows.isEmpty else { return nil }
    let paths = result.manifest.paths
    let byMiner = Dictionary(grouping: rows, by: \.miner)
    let names = result.minersByPD.prefix(Limits.lines).map(\.miner)
    let all = result.miners.count > 1 ? [MinerSummary.portfolioName] + names : Array(names)
    let series = all.enumerated().map { index, name -> LineChart.Series in
      let portfolio = name == MinerSummary.portfolioName
      let style = portfolio ? 6 : (result.miners.count > 1 ? index - 1 : index)
      let points = (byMiner[name] ?? []).map { row -> LineChart.Point in
        // Before the first default the bound is that of "none seen" elsewhere on the page.
        let range =
          row.pd == 0
          ? 0...Unseen.bound(in: paths) : Wilson.interval(share: row.pd, of: Double(paths))
        return .init(
          x: Double(row.month) / 12, y: row.pd, low: range.lowerBound, high: range.upperBound,
          words: Seen.words(.share, row.pd, in: range, paths: paths))
      }
      let start = LineChart.Point(x: 0, y: 0, low: 0, high: 0)
      // From the seventh miner on lines are dashed: the seventh colour is the portfolio's.
      return .init(
        name: portfolio ? "any miner" : name, style: style >= 6 && !portfolio ? style + 1 : style,
        points: [start] + points)
    }
    let top = max(series.flatMap(\.points).map { $0.high ?? $0.y }.max() ?? 1, 1e-4)
    return Figure(
      id: "term", title: "Cumulative probability of default",
      description: "Cumulative default probability by month, for any miner and the "
        + "\(names.count) likeliest; the band is the 95 % interval." + time.description,
      chart: LineChart(
        series: series, yTitle: "defaulted by then", yRange: 0...Ticks.ceiling(top),
        yLabel: NumberWords.axisPercent,
        valueLabel: NumberWords.percent, endLabel: Seen.percent, height: 300,
        time: time),
      span: 2, table: termTable(all, byMiner),
      cut: result.cut(names.count, .likeliest, file: "pd_term_structure.csv"))
  }

  private func termTable(_ names: [String], _ byMiner: [String: [TermRow]]) -> DataTable {
    let months = (byMiner[names[0]] ?? []).map(\.month)
    let shown = months.filter { $0 % 6 == 0 || $0 == months.last }
    let rows = shown.map { month in
      [time.words(Double(month) / 12)]
        + names.map { name in
          let row = byMiner[name]?.first { $0.month == month }
          return row.map { Seen.percent($0.pd, decimals: 2) } ?? "–"
        }
    }
    return DataTable(
      caption: "Cumulative default probability, twice a year",
      columns: [time.column]
        + names.map { .number($0 == MinerSummary.portfolioName ? "any miner" : $0) }, rows: rows)
  }

  private var times: Figure? {
    let rows = (result.times ?? []).filter { $0.miner != MinerSummary.portfolioName }
    let byYear = Dictionary(grouping: rows, by: \.year)
    let total = rows.reduce(0) { $0 + $1.paths }
    guard total > 0 else { return nil }
    let bins = byYear.keys.sorted().map { year -> Histogram.Bin in
      let count = (byYear[year] ?? []).reduce(0) { $0 + $1.paths }
      let share = Double(count) / Double(total)
      return .init(
        low: year - 0.25, high: year, value: share,
        text: "quarter to \(time.words(year)): "
          + "\(NumberWords.percent(share)) of all defaults")
    }
    return Figure(
      id: "times", title: "When miners default",
      description: "Share of all miners' defaults by quarter." + time.description,
      chart: Histogram(
        bins: bins, style: 1, yTitle: "share of all defaults", yLabel: NumberWords.axisPercent,
        height: 300, time: time),
      table: DataTable(
        caption: "All miners' defaults by quarter", columns: [time.column, .number("share")],
        rows: bins.map {
          [time.words($0.high), NumberWords.percent($0.value, decimals: 2)]
        }))
  }

  private var causes: Figure? {
    guard result.causes != nil else { return nil }
    let failing = result.minersByPD.filter { $0.pd > 0 }
    let shown = failing.prefix(Limits.rows)
    guard !shown.isEmpty else { return nil }
    let rows = shown.map { miner -> BarChart.Row in
      let shares = Dictionary(
        result.causes(of: miner.miner).map { ($0.cause, $0.share) }, uniquingKeysWith: +)
      let segments = CauseWords.order.enumerated().compactMap { index, cause in
        shares[cause].map { share in
          BarChart.Segment(
            value: share, style: index,
            text: "\(miner.miner), \(CauseWords.of(cause).name): \(NumberWords.percent(share))")
        }
      }
      return .init(name: miner.miner, segments: segments, label: NumberWords.percent(miner.pd))
    }
    let present = Set(result.causesOfAll.map(\.cause))
    let entries = CauseWords.order.enumerated().filter { present.contains($1) }.map {
      (name: CauseWords.of($1).name, style: $0)
    }
    return Figure(
      id: "causes", title: "Why they default",
      description: "Causes as shares of each miner's defaults: "
        + NumberWords.list(
          result.causesOfAll.map { cause, share in
            "\(CauseWords.of(cause).name) \(NumberWords.percent(share))"
          })
        + " over all miners.",
      chart: BarChart(
        rows: rows, legend: Legend(kind: .swatches, entries: entries),
        xTitle: "share of the miner's defaults; its PD at the right", maximum: 1,
        xLabel: NumberWords.axisPercent), span: 2,
      table: DataTable.limited(
        "Causes of default", [.text("miner"), .text("cause"), .number("paths"), .number("share")],
        (result.causes ?? []).lazy.map {
          [
            $0.miner, CauseWords.of($0.cause).name, NumberWords.count($0.paths),
            $0.share.map { Seen.percent($0, decimals: 2) } ?? "–",
          ]
        }, file: "default_causes.csv"),
      cut: Cut(
        shown: shown.count, all: failing.count, things: "miners that default",
        order: "the likeliest first"))
  }

  /// Defaults that need other miners' forced sales, with binomial errors over the defaults.
  private var cascades: Figure? {
    let failing = result.minersByPD.filter { $0.cascadeShare != nil }
    let shown = failing.prefix(Limits.rows)
    guard result.miners.count > 1, !shown.isEmpty else { return nil }
    let rows = shown.map { miner -> BarChart.Row in
      let share = miner.cascadeShare ?? 0
      let range = miner.cascadeInterval(in: result.manifest.paths) ?? 0...1
      let defaults = result.manifest.count(miner.pd)
      return .init(
        name: miner.miner,
        segments: [
          .init(
            value: share, style: 1,
            text: "\(miner.miner): \(Seen.words(.share, share, in: range, paths: defaults))")
        ], interval: range, label: Seen.percent(share))
    }
    let greatest = rows.compactMap { $0.interval?.upperBound }.max() ?? 0
    return Figure(
      id: "cascades", title: "Defaults caused by others' forced sales",
      description: "Share of each miner's defaults that do not happen on the same path when "
        + "forced sales do not move prices.",
      chart: BarChart(
        rows: rows, xTitle: "share of the miner's defaults",
        maximum: Ticks.ceiling(max(greatest, 1e-4)), xLabel: NumberWords.axisPercent),
      note: "Share of defaults that do not happen when forced sales leave prices unchanged.",
      table: DataTable.limited(
        "Cascade share", [.text("miner"), .number("share of defaults")],
        failing.lazy.map {
          [$0.miner, $0.cascadeShare.map { Seen.percent($0, decimals: 3) } ?? "–"]
        }, file: "summary.csv"),
      cut: Cut(
        shown: shown.count, all: failing.count, things: "miners that default",
        order: "the likeliest first"))
  }
}
