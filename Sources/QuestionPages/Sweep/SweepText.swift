import Questions
import ReportPages
import Reporting
import RiskMeasures

extension Sweep {
  /// The grid as text.
  ///
  /// One axis gives a column for each measure; two give a block for each measure, with rows and columns of values;
  /// more give the cells one by one. `*` marks the scenario itself.
  package func text(_ base: Outcome, _ outcomes: [Outcome]) -> String {
    let head = zip(measures, base.values).map { measure, value in
      "\(measure.text(in: book)) = \(measure.shown(value) ?? "undefined")"
    }
    let note = cells.contains(where: \.isBase) ? "; * marks the scenario itself" : ""
    return
      "without changes: \(head.joined(separator: ", ")) (\(TypedNumbers.plusMinus))\(note)\n\n"
      + (axes.count == 2 ? matrices(outcomes) : list(outcomes))
  }

  /// Most measures in columns beside each other.
  private static let mostColumns = 4

  private func list(_ outcomes: [Outcome]) -> String {
    let measures = Array(measures.indices.prefix(Self.mostColumns))
    let header = axes.map(\.words) + measures.map { measureTexts[$0] }
    let rows = zip(cells, outcomes).map { cell, outcome in
      cell.values.enumerated().map { $1 + ($0 == 0 && cell.isBase ? " *" : "") }
        + measures.map { self.measures[$0].shown(outcome.values[$0]) ?? "undefined" }
    }
    let left = self.measures.count - measures.count
    return ScreenFormat.table([header] + rows)
      + (left > 0 ? "\(left) more measures in sweep.csv\n" : "")
  }

  private func matrices(_ outcomes: [Outcome]) -> String {
    let columns = axes[1].values
    let blocks = measures.indices.prefix(Self.mostColumns).map { measure in
      let rows = axes[0].values.indices.map { row in
        [axes[0].values[row]]
          + columns.indices.map { column in
            let place = row * columns.count + column
            let value = outcomes[place].values[measure]
            let text = measures[measure].shown(value, withError: false) ?? "–"
            return text + (cells[place].isBase ? " *" : "")
          }
      }
      return "\(measureTexts[measure]): \(axes[0].words) down, \(axes[1].words) across\n"
        + ScreenFormat.table([[""] + columns] + rows)
    }
    let left = measures.count - blocks.count
    return blocks.joined(separator: "\n")
      + (left > 0 ? "\n\(left) more measures in sweep.csv\n" : "")
  }
}
