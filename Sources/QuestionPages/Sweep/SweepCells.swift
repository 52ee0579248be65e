import Questions
import ReportPages
import Reporting

/// The table of a sweep's cells, in which the scenario's own values are marked.
extension Sweep {
  /// A row: the values of the axes, and what was found there.
  private struct Row {
    var values: [String]
    var outcome: Outcome
    var paths: Int
    var isBase: Bool
  }

  /// Every cell of a measure, with its difference from the base; where the scenario itself is not
  /// one of the cells, it has a row of its own.
  func numbers(_ measure: Int, _ base: Outcome, _ outcomes: [Outcome]) -> DataTable {
    let unit = measures[measure].unit
    return DataTable.limited(
      "Every cell: \(measures[measure].words(in: book)); \(Self.star)\(OwnValue.mark)",
      axes.map { $0.numbers == nil ? .text($0.words) : .number($0.words) }
        + ["value", "change from the scenario"].map { .number($0) },
      rows(base, outcomes).map { row in
        row.values + [
          measures[measure].said(row.outcome.values[measure], paths: row.paths),
          row.isBase ? "the scenario" : unit.difference(row.outcome.differences[measure]),
        ]
      }, file: "sweep.csv")
  }

  private func rows(_ base: Outcome, _ outcomes: [Outcome]) -> [Row] {
    var rows = zip(cells, outcomes).map { cell, outcome in
      Row(
        values: cell.values.indices.map { marked(cell.values[$0], $0) }, outcome: outcome,
        paths: cell.scenario.simulation.paths, isBase: cell.isBase)
    }
    guard !cells.contains(where: \.isBase) else { return rows }
    let without = Row(
      values: axes.indices.map { axis in
        Self.star + (own[axis].words(axes[axis].inputs) ?? OwnValue.mark)
      }, outcome: base, paths: self.base.simulation.paths, isBase: true)
    // With one axis the scenario's row stands between its neighbours, else before all rows.
    let place = axes.count == 1 ? own[0].place(among: axes[0].values) : nil
    rows.insert(without, at: place.map { Int($0.rounded(.up)) } ?? 0)
    return rows
  }

  private func marked(_ value: String, _ axis: Int) -> String {
    let words = axes[axis].inputs.value(value)
    return own[axis].isSame(as: value) ? Self.star + words : words
  }

  /// What stands before the scenario's own values, as on the screen; the table's caption explains it.
  private static let star = "* "

  /// The scenario's own value of each input, in a sentence that says whether it is beyond the
  /// values tried.
  var ownValues: String {
    let known = axes.indices.map { axis -> String in
      let subject = "its \(axes[axis].subject)"
      guard let words = own[axis].words(axes[axis].inputs) else {
        return "\(subject) has several values"
      }
      let isTried = own[axis].place(among: axes[axis].values) != nil
      let isOne = if case .one = own[axis] { true } else { false }
      return "\(subject) is \(words)"
        + (isTried || !isOne ? "" : " (beyond the values tried)")
    }
    return "\(known.joined(separator: ", ").asSentence). "
  }

  /// Where the scenario itself stands on the one axis of a chart of lines; nil where it is not among the values.
  var ownPlace: AskedCurves.Own? {
    guard let place = own[0].place(among: axes[0].values),
      let words = own[0].words(axes[0].inputs), case .one(let text) = own[0]
    else { return nil }
    let x = axes[0].numbers == nil ? dayPlace(text) ?? place : OwnValue.size(text)
    return x.map { ($0, "\(OwnValue.mark): \(words)") }
  }

  /// A date's place among ascending dates, in proportion to its days from those before and after it; nil
  /// for other values, and beyond them.
  private func dayPlace(_ text: String) -> Double? {
    guard let days = Self.days(axes[0].values), let day = OwnValue.size(text) else { return nil }
    return zip(days, days.dropFirst()).enumerated().first { $1.0 <= day && day <= $1.1 }.map {
      Double($0) + (day - $1.0) / ($1.1 - $1.0)
    }
  }
}
