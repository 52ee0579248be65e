import Reporting
import RiskMeasures

extension Sweep {
  /// `sweep.html` with a chart for each measure, and the first chart alone as `heatmap.svg` or `lines.svg`.
  ///
  /// One axis gives lines with error bars of ± 2 standard errors; two give heat maps; of more, each
  /// combination of the further axes gives a heat map of the first measure.
  package func pages(_ base: Outcome, _ outcomes: [Outcome]) -> [ResultFile] {
    let charts = axes.count == 1 ? lineCharts(outcomes) : heatMaps(outcomes)
    let note =
      "\(cells.count) cells of \(pathsOfBase) paths on common draws. Without changes: "
      + zip(measures, base.values).map { measure, value in
        measure.text(in: book) + " = "
          + (value.map { NumberWords.shown($0.value, measure.unit) } ?? "undefined")
      }.joined(separator: ", ")
      + (cells.contains(where: \.isBase) ? "; the cell with a frame is the scenario itself." : ".")
    let page = Charts.page(
      title: "Sweep of \(book.scenarioName)", note: note, charts: charts)
    let alone = axes.count == 1 ? "lines.svg" : "heatmap.svg"
    return [
      ResultFile(name: "sweep.html", text: page), ResultFile(name: alone, text: charts[0]),
    ]
  }

  private var pathsOfBase: Int { base.simulation.paths }

  /// Measures of one unit share a chart.
  private func lineCharts(_ outcomes: [Outcome]) -> [String] {
    let numbers = axes[0].numbers
    let xs = numbers ?? axes[0].values.indices.map(Double.init)
    return [(MeasureUnit.share, "%"), (.dollars, "$"), (.basisPoints, "bp")].compactMap {
      unit, symbol in
      let scale = unit == .share ? 100.0 : 1
      let series = measures.indices.filter { measures[$0].unit == unit }.map { index in
        ChartSeries(
          name: measureTexts[index],
          points: outcomes.enumerated().compactMap { cell, outcome in
            outcome.values[index].map {
              (xs[cell], scale * $0.value, scale * 2 * ($0.standardError ?? 0))
            }
          })
      }
      guard !series.isEmpty else { return nil }
      return Charts.lines(
        title: "\(book.scenarioName): \(axes[0].words)", xName: axes[0].words, yName: symbol,
        series: series, labels: numbers == nil ? axes[0].values : nil)
    }
  }

  private func heatMaps(_ outcomes: [Outcome]) -> [String] {
    let (rows, columns) = (axes[0].values.count, axes[1].values.count)
    let slices = cells.count / (rows * columns)
    let shown = slices == 1 ? Array(measures.indices) : [0]
    return shown.flatMap { measure in
      (0..<slices).map { slice in
        let values = (0..<rows).map { row in
          (0..<columns).map { column in
            outcomes[(row * columns + column) * slices + slice].values[measure]?.value
          }
        }
        let further = zip(axes, cells[slice].values).dropFirst(2)
          .map { ", \($0.words) = \($1)" }.joined()
        return Charts.heatMap(
          title: measureTexts[measure] + further, columnName: axes[1].words,
          columns: axes[1].values, rowName: axes[0].words, rows: axes[0].values,
          values: values, unit: measures[measure].unit,
          framed: (0..<rows * columns).first { cells[$0 * slices + slice].isBase })
      }
    }
  }
}
