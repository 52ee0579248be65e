/// Loan to value and coverage of each miner's survivors over time.
struct SurvivorFans {
  let result: FinishedResult

  var figures: [Figure] {
    leverage.printing(Limits.printedFans) + coverage.printing(0)
  }

  private var shown: [(index: Int, miner: String)] {
    result.minersByPD.prefix(Limits.fans).enumerated().map { (index: $0, miner: $1.miner) }
  }

  private var leverage: [Figure] {
    guard let rows = result.leverage else { return [] }
    return shown.compactMap { index, miner -> Figure? in
      let own = rows.filter { $0.subject == miner }
      let fans = [("headline", 0), ("liquidation", 1)].map { measure, style in
        FanChart.Fan(
          name: measure, style: style,
          points: own.filter { $0.measure == measure }.compactMap(FanChart.Point.init))
      }
      let points = fans.flatMap(\.points)
      guard !points.isEmpty else { return nil }
      let call = result.scenario?.lowestCall(of: miner)
      let time = result.timeline(of: miner)
      let breaks = breaks(fans[1].points, of: miner, time)
      return Figure(
        id: "ltv-\(index)", title: "LTV of \(miner)",
        description: "Headline and liquidation loan to value of \(miner) among its survivors: "
          + "medians, middle halves and 90 % ranges over time." + time.description
          + breaks.map(\.sentence).joined(),
        chart: FanChart(
          fans: fans, references: [1], calls: breaks.map(\.call), yTitle: "LTV of survivors",
          yRange: FanFrame.range(points, showing: 0...1.2, within: 0...5),
          yLabel: NumberWords.axisPercent, time: time),
        note: """
          <span class="key"><i class="c1"></i>headline</span> \
          <span class="key"><i class="c2"></i>liquidation</span> \
          <span class="key"><i class="dash"></i>100 %</span>\
          \(call.map { " · lowest margin call at \(NumberWords.percent($0))" } ?? "")\
          \(breaks.map { $0.note(told($0, miner)) })
          """, table: table(own, time, percent: true))
    }
  }

  private var coverage: [Figure] {
    guard let rows = result.coverage else { return [] }
    return shown.compactMap { index, miner -> Figure? in
      let own = rows.filter { $0.subject == miner }
      let points = own.compactMap(FanChart.Point.init)
      guard !points.isEmpty else { return nil }
      let covenant = result.scenario?.minimumCoverage(of: miner)
      let floor = covenant ?? 1
      let time = result.timeline(of: miner)
      let name = covenant.map { "covenant \(NumberWords.ratio($0))" } ?? "1.00×"
      let below: Markup? = covenant.flatMap { _ in own.compactMap(\.shareBelow).max() }.map {
        " · at worst \(NumberWords.percent($0)) of the survivors are below"
      }
      return Figure(
        id: "dscr-\(index)", title: "Coverage of \(miner)",
        description: "Trailing debt service coverage of \(miner) among its survivors, "
          + "against \(name)." + time.description,
        chart: FanChart(
          fans: [.init(name: "DSCR", style: 0, points: points)], references: [floor],
          yTitle: "DSCR of survivors",
          yRange: FanFrame.range(points, showing: 0...floor * 1.2, within: -2...6),
          yLabel: NumberWords.axisRatio, time: time),
        note: "<span class=\"key\"><i class=\"dash\"></i>\(name)</span>\(below)",
        table: table(own, time, percent: false))
    }
  }

  /// The breaks of all fans that are shown.
  var breaks: [(miner: String, fanBreak: FanBreak)] {
    shown.flatMap { _, miner in
      let own = (result.leverage ?? []).filter {
        $0.subject == miner && $0.measure == "liquidation"
      }
      return breaks(own.compactMap(FanChart.Point.init), of: miner, result.timeline(of: miner))
        .map { (miner: miner, fanBreak: $0) }
    }
  }

  private func told(_ fanBreak: FanBreak, _ miner: String) -> ToldPath? {
    result.told?.paths.first { $0.tells(miner, after: fanBreak.year, to: fanBreak.end) }
  }

  private func breaks(_ points: [FanChart.Point], of miner: String, _ time: Timeline)
    -> [FanBreak]
  {
    let term = (result.term ?? []).filter { $0.miner == miner }
    return FanBreak.find(
      in: points, term: Dictionary(term.map { ($0.month, $0.pd) }, uniquingKeysWith: max), time)
  }

  private func table(_ rows: [FanRow], _ time: Timeline, percent: Bool) -> DataTable {
    let words = percent ? NumberWords.percent : NumberWords.ratio
    let measured = rows.contains { !$0.measure.isEmpty }
    let last = rows.map(\.year).max()
    let shown = rows.filter {
      $0.year == last || ($0.year * 4).rounded().truncatingRemainder(dividingBy: 2) == 0
    }
    let texts = shown.map { row in
      // Above a known percentile an empty one is infinite.
      let percentiles = [row.p05, row.p25, row.p50, row.p75, row.p95]
        .map { $0.map(words) ?? (row.p05 == nil ? "–" : "∞") }
      return [time.words(row.year)] + (measured ? [row.measure] : []) + percentiles
        + [row.survivors.map(NumberWords.count) ?? "–"]
    }
    return DataTable(
      caption: "Percentiles among survivors, twice a year",
      columns: [time.column] + (measured ? [.text("measure")] : [])
        + ["5 %", "25 %", "median", "75 %", "95 %", "paths"].map { .number($0) }, rows: texts)
  }
}
