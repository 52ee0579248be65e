import CreditBasics
import Questions
import ReportPages
import Reporting
import RiskMeasures

extension Sweep {
  /// `sweep.html` with a chart for each measure, and the first chart alone as `heatmap.svg` or `lines.svg`.
  ///
  /// One axis gives lines with 95 % intervals; two give heat maps; of more, each combination of the
  /// further axes gives a heat map of the first measure.
  package func pages(_ base: Outcome, _ outcomes: [Outcome]) -> [ResultFile] {
    let charts = axes.count == 1 ? lineCharts(outcomes) : heatMaps(outcomes)
    let page = AskedPage(
      title: finding(outcomes).asSentence,
      eyebrow: "sweep of \(book.scenarioName), \(cells.count) cells of "
        + AskedPage.words(paths: self.base.simulation.paths),
      note: note(base, outcomes), charts: charts,
      tables: measures.indices.map { numbers($0, base, outcomes) },
      typed: zip(measures, measureTexts).map { ($0.words(in: book), $1) } + axes.map(\.typed),
      origin: PageOrigin(self.base, answer: "sweep.csv"))
    let alone = axes.count == 1 ? "lines.svg" : "heatmap.svg"
    return [
      ResultFile(name: "sweep.html", text: page.text),
      ResultFile(name: alone, text: charts[0].svg),
    ]
  }

  private func note(_ base: Outcome, _ outcomes: [Outcome]) -> String {
    let values = zip(measures, base.values).map { measure, value in
      "\(measure.words(in: book)) \(measure.said(value, paths: self.base.simulation.paths))"
    }
    let frame =
      axes.count > 1 && cells.contains(where: \.isBase)
      ? " The cell with a frame is the scenario itself." : ""
    let without = measures.indices.filter { place in
      ([base] + outcomes).contains { measures[place].isUnseen($0.values[place]) }
    }
    let isLoss = without.allSatisfy { measures[$0].unit != .share }
    let paths = self.base.simulation.paths
    let unseen =
      without.isEmpty ? "" : " " + NumberWords.noneSeen(in: paths, isLoss: isLoss)
    return "The scenario without changes: \(values.joined(separator: "; ")).\(frame) "
      + "\(ownValues)For every measure here higher is worse.\(unseen)"
  }

  /// Measures of one unit share a chart.
  private func lineCharts(_ outcomes: [Outcome]) -> [AskedChart] {
    let axis = axes[0]
    let xs = axis.numbers ?? axis.values.indices.map(Double.init)
    return FigureUnit.allCases.compactMap { unit in
      let chosen = measures.indices.filter { measures[$0].unit == unit }
      guard !chosen.isEmpty else { return nil }
      let series = chosen.map { index in
        AskedCurves.Series(
          name: measures[index].words(in: book),
          points: outcomes.enumerated().compactMap { cell, outcome in
            outcome.values[index].map {
              (xs[cell], $0.value, Confidence.shownHalf($0.standardError))
            }
          })
      }
      let title = chosen.count == 1 ? series[0].name : "\(unit.noun)"
      return AskedChart(
        title: "\(title.asSentence) over \(axis.words)",
        description: series.map(\.name).joined(separator: ", ")
          + " at each value of \(axis.words), with 95\u{A0}% intervals.",
        AskedCurves(
          xTitle: axis.words, yTitle: "\(unit.noun); higher is worse", unit: unit,
          xUnit: axis.inputs.figures, series: series,
          labels: axis.numbers == nil ? axis.values.map(axis.inputs.value) : nil,
          positions: Self.days(axis.values),
          own: ownPlace))
    }
  }

  /// Dates in ascending order as days, so that a line over them has the slope of a calendar; nil for
  /// other values.
  static func days(_ values: [String]) -> [Double]? {
    let days = values.compactMap { CalendarDate($0)?.day }
    let isRising = zip(days, days.dropFirst()).allSatisfy { $0 < $1 }
    return days.count == values.count && days.count > 1 && isRising ? days.map(Double.init) : nil
  }

  private func heatMaps(_ outcomes: [Outcome]) -> [AskedChart] {
    let (rows, columns) = (axes[0].values.count, axes[1].values.count)
    let slices = cells.count / (rows * columns)
    let shown = slices == 1 ? Array(measures.indices) : [0]
    return shown.flatMap { measure in
      (0..<slices).map { slice in
        let cut = (0..<rows * columns).map { outcomes[$0 * slices + slice] }
        let chosen = cut.map { $0.values[measure] }
        let levels = Self.levels(cut, of: measure)
        let row = { (row: Int) in row * columns..<(row + 1) * columns }
        let further = zip(axes, cells[slice].values).dropFirst(2)
          .map { ", \($0.words) \($0.inputs.value($1))" }.joined()
        let base = (0..<rows * columns).first { cells[$0 * slices + slice].isBase }
        let name = measures[measure].words(in: book)
        return AskedChart(
          title: name.asSentence + further,
          description: "\(name) over \(axes[0].words) and \(axes[1].words); higher is worse and "
            + "warmer, cells of one colour are not told apart, and 95\u{A0}% intervals stand below the "
            + "values.",
          note: colours(levels, cut, of: measure),
          AskedGrid(
            rowTitle: axes[0].words, rows: axes[0].values.map(axes[0].inputs.value),
            columnTitle: axes[1].words, columns: axes[1].values.map(axes[1].inputs.value),
            values: (0..<rows).map { Array(chosen[row($0)]) },
            levels: (0..<rows).map { Array(levels[row($0)]) },
            unit: measures[measure].unit, zero: measures[measure].zero,
            base: base.map { (row: $0 / columns, column: $0 % columns) },
            own: (
              row: own[0].place(among: axes[0].values),
              column: own[1].place(among: axes[1].values)
            )))
      }
    }
  }

  /// What colours mean, where there is more than one, and why the intervals below the values do not
  /// tell it.
  private func colours(_ levels: [Int], _ cells: [Outcome], of measure: Int) -> String? {
    guard Set(levels).count > 1 else { return nil }
    let hasZero = cells.contains { $0.values[measure]?.isUnseen == true }
    let zero =
      hasZero
      ? " What is “\(measures[measure].zero)” counts as being as uncertain as the cell that it is compared with."
      : ""
    return
      "Cells of one colour are not told apart: no difference between two of them is known to be beyond "
      + "its 95\u{A0}% interval. On common draws this can be narrower than those of both "
      + "cells, which stand below the values.\(zero)"
  }

  /// The values of a cell's axes in words.
  func words(of cell: Cell) -> [String] { zip(axes, cell.values).map { $0.inputs.value($1) } }
}
