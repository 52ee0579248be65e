import RiskMeasures

/// The charts of a result, drawn from the cells of its sheets.
struct ResultCharts {
  /// Columns that charts cover on the first sheet.
  static let width = 9
  private static let height = 17
  /// Most borrowers whose default probability is drawn, beside the portfolio.
  private static let mostLines = 6

  private let result: StressResult

  init(_ result: StressResult) { self.result = result }

  /// The charts whose tables are among the sheets, one below another beside the figures.
  func all(beside sheets: Set<String>, _ cover: Sheet) -> [Chart] {
    var charts: [Chart] = []
    if sheets.contains("loss_distribution"), let chart = exceedance { charts.append(chart) }
    if sheets.contains("pd_term_structure"), let chart = probabilities { charts.append(chart) }
    if let chart = losses(cover) { charts.append(chart) }
    let first = CoverSheet.widths.count + 1
    for at in charts.indices {
      let row = 3 + at * Self.height
      charts[at].columns = first...first + Self.width - 1
      charts[at].rows = row...row + Self.height - 2
    }
    return charts
  }

  /// The probability of losing more, over the amount; nil when nothing is ever lost.
  private var exceedance: Chart? {
    let bins = result.lossDistribution.count
    guard bins > 1 else { return nil }
    let column = { CellRange("loss_distribution", column: $0, rows: 1...bins) }
    return chart(
      "Probability of losing more", .lines,
      .dollars("loss", upTo: result.lossDistribution[bins - 1].high),
      .probability("probability", upTo: result.lossDistribution[0].exceedance.value),
      [
        Chart.Series(
          name: CellRange("loss_distribution", column: 5, rows: 0...0), positions: column(1),
          values: column(5))
      ])
  }

  /// Cumulative default probabilities of any borrower and of those likeliest to default.
  private var probabilities: Chart? {
    let likeliest = result.miners.sorted {
      ($1.defaults.count, $0.miner) < ($0.defaults.count, $1.miner)
    }
    let shown = [MinerSummary.portfolioName] + likeliest.prefix(Self.mostLines).map(\.miner)
    var rows: [String: ClosedRange<Int>] = [:]
    for (at, row) in result.termStructure.enumerated() {
      rows[row.miner] = (rows[row.miner]?.lowerBound ?? at + 1)...at + 1
    }
    let series = shown.compactMap { name in
      rows[name].map { rows in
        Chart.Series(
          name: CellRange(
            "pd_term_structure", column: 0, rows: rows.lowerBound...rows.lowerBound),
          positions: CellRange("pd_term_structure", column: 2, rows: rows),
          values: CellRange("pd_term_structure", column: 3, rows: rows))
      }
    }
    guard !series.isEmpty else { return nil }
    return chart(
      "Probability of default over time", .lines, .init("years", "General"),
      .probability("cumulative PD", upTo: result.portfolio.defaults.value), series)
  }

  /// Expected losses of the borrowers on the first sheet.
  private func losses(_ cover: Sheet) -> Chart? {
    let head = (0..<cover.rowCount).first { row in
      if case .text(CoverSheet.borrowers)? = cover.row(row).first?.field { true } else { false }
    }
    let count = min(result.miners.count, CoverSheet.mostRows)
    let greatest = CoverSheet.ranked(result).first?.expectedLossUSD.value ?? 0
    guard let head, greatest > 0 else { return nil }
    let column = { CellRange(cover.name, column: $0, rows: head + 1...head + count) }
    return chart(
      "Expected loss by borrower", .bars, .dollars("dollars", upTo: greatest), .init("", "General"),
      [
        Chart.Series(
          name: CellRange(cover.name, column: 3, rows: head...head), positions: column(0),
          values: column(3))
      ])
  }

  private func chart(
    _ title: String, _ kind: Chart.Kind, _ horizontal: Chart.Axis, _ vertical: Chart.Axis,
    _ series: [Chart.Series]
  ) -> Chart {
    Chart(
      title, kind, horizontal: horizontal, vertical: vertical, series: series, columns: 0...1,
      rows: 0...1)
  }
}
