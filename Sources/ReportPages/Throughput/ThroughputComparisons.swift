import CreditBasics
import Reporting
import ResultReading

/// Sections that compare: with the processor, with older tables, with other engines.
extension ThroughputPage {
  var limits: PageSection? {
    let rows = latest.ours.compactMap { row in row.limit.map { (row, share: $0 / row.median) } }
    guard !rows.isEmpty else { return nil }
    let bars = rows.map { row, share in
      BarChart.Row(
        name: row.words,
        segments: [
          BarChart.Segment(
            value: share, style: 0,
            text: "\(NumberWords.percent(share)) of the limit, \(NumberWords.plain(row.limit ?? 0))"
              + " \(row.unitWords)")
        ], label: NumberWords.percent(share))
    }
    return PageSection(
      id: "limits", title: "How near the processor's limit", shortTitle: "Limits",
      lead: """
        The limit is what the busiest pipes of each stage need, at the clock that was measured then. \
        It is worked out for W1 and W2; the whole model has none.
        """,
      figures: [
        Figure(
          id: "limit-shares", title: "Share of the limit that is reached",
          description:
            "For each workload and number of threads, the time at the limit over the time taken.",
          chart: BarChart(
            rows: bars, xTitle: "share of limit", maximum: max(1, rows.map(\.share).max() ?? 1),
            xLabel: NumberWords.axisPercent),
          span: 2)
      ])
  }

  var history: PageSection {
    let all = tables.flatMap(\.ours)
    let series = all.map(\.words).eachOnce.map { key in
      (key: key, times: tables.map { table in table.ours.first { $0.words == key }?.median })
    }
    let drawn = drawnInHistory(series)
    let curves = AskedCurves(
      xTitle: "table", yTitle: "time over the first table’s; lower is faster", unit: .number,
      series: drawn.map { one in
        let first = one.times.compactMap { $0 }.first ?? 1
        return AskedCurves.Series(
          name: one.key,
          points: one.times.enumerated().compactMap { at, time in
            time.map { (Double(at), $0 / first, 0) }
          })
      }, labels: tables.map(\.name))
    let figure = Figure(
      id: "history-times", title: "Times against the first table’s",
      description:
        "Of each workload, on the most threads that were measured, the time over that of the "
        + "oldest table.",
      chart: curves, span: 2)
    let machines = tables.map(\.machine).filter { !$0.isEmpty }.eachOnce
    return PageSection(
      id: "history", title: "History", shortTitle: "History",
      lead: """
        Our median times in every table, in each workload's unit. Tables of different machines \
        say more of the machines than of the program; the chart has each workload on the most threads, \
        the table all\
        \(machines.count == 1 ? "; all of these are of \(machines[0])" : "").
        """,
      figures: drawn.isEmpty ? [] : [figure],
      tail: DataTable(
        caption: "Median times by table",
        columns: [.text("workload, threads")] + tables.map { .number($0.name) },
        rows: series.map { one in
          [one.key] + one.times.map { $0.map { NumberWords.plain($0) } ?? "–" }
        },
        underFirst: series.map { one in all.first { $0.words == one.key }?.unitWords ?? "" }
      ).markup)
  }

  /// For each workload the series on the most threads, up to as many as there are colours.
  ///
  /// A workload that only one table has is left out: there is nothing to compare it with.
  private func drawnInHistory(
    _ series: [(key: String, times: [Double?])]
  ) -> [(key: String, times: [Double?])] {
    let known = series.filter { $0.times.compactMap { $0 }.count > 1 }
    let rows = tables.flatMap(\.ours)
    let most = rows.map(\.workload).eachOnce.compactMap { workload in
      rows.filter { row in
        row.workload == workload && known.contains { $0.key == row.words }
      }.max { $0.threads < $1.threads }?.words
    }
    return Array(known.filter { most.contains($0.key) }.prefix(SeriesStyle.count))
  }

  var peers: PageSection? {
    let others = latest.rows.filter { $0.engine != BenchmarkRow.ours }
    guard !others.isEmpty else { return nil }
    let pairs = others.compactMap { row in
      latest.ours.first { $0.words == row.words }.map { (row, own: $0) }
    }
    let table = DataTable.limited(
      "Times of other engines, and ours on the same work",
      [
        .text("workload, threads"), .text("engine"), .number("its time"), .number("ours"),
        .number("times slower than ours"),
      ],
      pairs.map { row, own in
        [
          row.words, row.engineWords, NumberWords.plain(row.median), NumberWords.plain(own.median),
          NumberWords.axisRatio(row.median / own.median),
        ]
      }, under: pairs.map(\.0.unitWords), file: "\(latest.name).csv")
    return PageSection(
      id: "engines", title: "Other engines on the same work", shortTitle: "Engines",
      lead: "Run alternately on the same machine; results checked against the same exact values.",
      tail: table.markup)
  }
}
