/// Collateral by its marks and by what its sale would bring; coverage against covenants.
struct Collateral {
  let result: FinishedResult

  var section: PageSection {
    var section = PageSection.collateral
    section.figures =
      [phantom("asOf", "today"), phantom("default", "at default")].compactMap { $0 } + leverageFans
      + coverageFans
    section.missing =
      (result.phantom == nil ? ["phantom_collateral.csv"] : [])
      + (result.leverage == nil ? ["ltv_fan.csv"] : [])
      + (result.coverage == nil ? ["dscr_fan.csv"] : [])
    return section
  }

  /// LTVs beyond this are drawn at the edge.
  private static let highestLTV = 3.0

  private func phantom(_ moment: String, _ when: String) -> Figure? {
    let rows = (result.phantom ?? []).filter { $0.moment == moment && $0.headline != nil }
      .sorted { ($1.together ?? 0, $0.tranche) < ($0.together ?? 0, $1.tranche) }
    guard !rows.isEmpty else { return nil }
    let shown = Array(rows.prefix(Limits.rows))
    let values = shown.flatMap { [$0.headline, $0.alone, $0.together].compactMap { $0 } }
    let top = min(Self.highestLTV, Ticks.ceiling(max(values.max() ?? 1, 1), about: 5))
    return Figure(
      id: "phantom-\(moment)", title: "Secured loans \(when): marks and sale value",
      description: "Loan to value of secured tranches \(when): "
        + NumberWords.list(
          shown.map { row in
            "\(row.tranche) of \(row.miner) \(words(row.headline)) by marks and "
              + "\(words(row.together)) if everybody sells"
          }) + ".",
      chart: DumbbellChart(
        rows: shown.map(row),
        legend: Legend(
          kind: .shapes,
          entries: [
            (name: "headline", style: 0), (name: "sold alone", style: 1),
            (name: "all sell", style: 2),
          ]), xTitle: "loan to value; the dashed line is 100 %", xRange: 0...top,
        xLabel: NumberWords.axisPercent, reference: 1),
      span: 2,
      note: (values.max() ?? 0) > top ? "What lies beyond the axis is drawn at its end." : nil,
      table: DataTable.limited(
        "Headline and liquidation LTV \(when)",
        [
          .text("tranche"), .text("miner"), .number("headline"), .number("sold alone"),
          .number("all sell"),
        ],
        rows.map {
          [$0.tranche, $0.miner, words($0.headline), words($0.alone), words($0.together)]
        }, to: Limits.tableRows, file: "phantom_collateral.csv"))
  }

  private func words(_ ltv: Double?) -> String { ltv.map { NumberWords.percent($0) } ?? "–" }

  private func row(_ row: PhantomRow) -> DumbbellChart.Row {
    let name = "\(row.tranche) (\(row.miner))"
    let marks = [(row.headline, "headline"), (row.alone, "sold alone"), (row.together, "all sell")]
      .enumerated().compactMap { style, mark in
        mark.0.map {
          DumbbellChart.Mark(
            value: $0, style: style, text: "\(name), \(mark.1): \(NumberWords.percent($0))")
        }
      }
    return .init(name: name, marks: marks, label: words(row.together ?? row.alone))
  }

  private var leverageFans: [Figure] {
    guard let rows = result.leverage else { return [] }
    return result.minersByPD.prefix(Limits.rows).enumerated().compactMap {
      index, miner -> Figure? in
      let own = rows.filter { $0.subject == miner.miner }
      let fans = [("headline", 0), ("liquidation", 1)].map { measure, style in
        FanChart.Fan(
          name: measure, style: style,
          points: own.filter { $0.measure == measure }.compactMap(FanChart.Point.init))
      }
      let points = fans.flatMap(\.points)
      guard !points.isEmpty else { return nil }
      let highest = points.map(\.p95).filter(\.isFinite).max() ?? 0
      let call = result.scenario?.lowestCall(of: miner.miner)
      let time = result.timeline(of: miner.miner)
      let references = [LineChart.Reference(value: 1, label: "100 %")]
      return Figure(
        id: "ltv-\(index)", title: "LTV of \(miner.miner)",
        description: "Headline and liquidation loan to value of \(miner.miner) among its "
          + "survivors: medians, middle halves and 90 % ranges over time." + time.description,
        chart: FanChart(
          fans: fans, references: references, yTitle: "LTV of survivors",
          yRange: 0...min(Self.highestLTV, Ticks.ceiling(max(highest, 1.2))),
          yLabel: NumberWords.axisPercent, time: time),
        note: """
          <span class="key"><i class="c1"></i>headline</span> \
          <span class="key"><i class="c2"></i>liquidation</span>\
          \(call.map { " · lowest margin call at \(NumberWords.percent($0))" } ?? "")
          """, table: fanTable(own, time, percent: true))
    }
  }

  private var coverageFans: [Figure] {
    guard let rows = result.coverage else { return [] }
    return result.minersByPD.prefix(Limits.rows).enumerated().compactMap {
      index, miner -> Figure? in
      let own = rows.filter { $0.subject == miner.miner }
      let points = own.compactMap(FanChart.Point.init)
      guard !points.isEmpty else { return nil }
      let covenant = result.scenario?.minimumCoverage(of: miner.miner)
      let high = min(6, Ticks.ceiling(max(points.map(\.p95).max() ?? 1, (covenant ?? 1) * 1.2)))
      let low = max(-2, min(0, points.map(\.p05).min() ?? 0))
      let time = result.timeline(of: miner.miner)
      let below = own.compactMap(\.shareBelow).max()
      let reference = LineChart.Reference(
        value: covenant ?? 1,
        label: covenant.map { "covenant \(NumberWords.ratio($0))" } ?? "1.00×")
      return Figure(
        id: "dscr-\(index)", title: "Coverage of \(miner.miner)",
        description: "Trailing debt service coverage of \(miner.miner) among its survivors, "
          + "against \(reference.label)." + time.description,
        chart: FanChart(
          fans: [.init(name: "DSCR", style: 2, points: points)], references: [reference],
          yTitle: "DSCR of survivors", yRange: low...high, yLabel: NumberWords.axisRatio,
          time: time),
        note: covenant.flatMap { _ in
          below.map { "At worst \(NumberWords.percent($0)) of the survivors are below." }
        }, table: fanTable(own, time, percent: false))
    }
  }

  private func fanTable(_ rows: [FanRow], _ time: Timeline, percent: Bool) -> DataTable {
    let words = percent ? NumberWords.percent : NumberWords.ratio
    let measured = rows.contains { !$0.measure.isEmpty }
    let texts = rows.map { row in
      // Above a known percentile an empty one is infinite.
      let percentiles = [row.p05, row.p25, row.p50, row.p75, row.p95]
        .map { $0.map(words) ?? (row.p05 == nil ? "–" : "∞") }
      return [time.words(row.year)] + (measured ? [row.measure] : []) + percentiles
        + [row.survivors.map(NumberWords.count) ?? "–"]
    }
    return DataTable(
      caption: "Percentiles among survivors",
      columns: [time.column] + (measured ? [.text("measure")] : [])
        + ["5 %", "25 %", "median", "75 %", "95 %", "paths"].map { .number($0) }, rows: texts)
  }
}
