import ReportPages
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
      "Without changes: "
      + zip(measures, base.values).map { measure, value in
        measure.text(in: book) + " = "
          + (value.map { NumberWords.shown($0.value, measure.unit) } ?? "undefined")
      }.joined(separator: ", ")
      + (cells.contains(where: \.isBase) ? "; the cell with a frame is the scenario itself." : ".")
    let page = AskedPage(
      title: "Sweep of \(book.scenarioName)",
      eyebrow: "\(cells.count) cells of \(AskedPage.words(paths: pathsOfBase))", note: note,
      charts: charts,
      tables: [numbers(outcomes)])
    let alone = axes.count == 1 ? "lines.svg" : "heatmap.svg"
    return [
      ResultFile(name: "sweep.html", text: page.text),
      ResultFile(name: alone, text: charts[0].svg),
    ]
  }

  private var pathsOfBase: Int { base.simulation.paths }

  /// Every cell and measure, with errors and differences from the base.
  private func numbers(_ outcomes: [Outcome]) -> AskedTable {
    let rows = zip(cells, outcomes).flatMap { cell, outcome in
      measures.indices.map { index in
        let unit = measures[index].unit
        let error = { (estimate: Estimate?) in
          estimate?.standardError.map { " ± " + NumberWords.shown($0, unit, digits: 2) } ?? ""
        }
        let (value, change) = (outcome.values[index], outcome.differences[index])
        return cell.values + [
          measureTexts[index],
          value.map { NumberWords.shown($0.value, unit) + error(value) } ?? "undefined",
          change.map { NumberWords.difference($0.value, unit) + error(change) } ?? "undefined",
        ]
      }
    }
    return AskedTable(
      "Every cell ± standard error", texts: axes.map(\.words) + ["measure"],
      numbers: ["value", "less the scenario’s"], rows: rows, file: "sweep.csv")
  }

  /// Measures of one unit share a chart.
  private func lineCharts(_ outcomes: [Outcome]) -> [AskedChart] {
    let numbers = axes[0].numbers
    let xs = numbers ?? axes[0].values.indices.map(Double.init)
    let units: [(MeasureUnit, String)] = [
      (.share, "probability"), (.dollars, "loss"), (.basisPoints, "spread"),
    ]
    return units.compactMap { unit, what in
      let chosen = measures.indices.filter { measures[$0].unit == unit }
      guard !chosen.isEmpty else { return nil }
      let series = chosen.map { index in
        AskedCurves.Series(
          name: measureTexts[index],
          points: outcomes.enumerated().compactMap { cell, outcome in
            outcome.values[index].map { (xs[cell], $0.value, 2 * ($0.standardError ?? 0)) }
          })
      }
      return AskedChart(
        title: "\(what.capitalized) over \(axes[0].words)",
        description: chosen.map { measureTexts[$0] }.joined(separator: ", ")
          + " at each value of \(axes[0].words), with error bars of two standard errors.",
        .curves(
          AskedCurves(
            xTitle: axes[0].words, yTitle: what, unit: unit.figures, series: series,
            labels: numbers == nil ? axes[0].values : nil)))
    }
  }

  private func heatMaps(_ outcomes: [Outcome]) -> [AskedChart] {
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
        let base = (0..<rows * columns).first { cells[$0 * slices + slice].isBase }
        return AskedChart(
          title: measureTexts[measure] + further,
          description: "\(measureTexts[measure]) over \(axes[0].words) and \(axes[1].words).",
          .grid(
            AskedGrid(
              rowTitle: axes[0].words, rows: axes[0].values, columnTitle: axes[1].words,
              columns: axes[1].values, values: values, unit: measures[measure].unit.figures,
              base: base.map { (row: $0 / columns, column: $0 % columns) })))
      }
    }
  }
}

extension MeasureUnit {
  /// How pages write its figures.
  var figures: FigureUnit {
    switch self {
    case .share: .share
    case .dollars: .dollars
    case .basisPoints: .basisPoints
    }
  }
}
