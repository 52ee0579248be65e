import Questions
import ReportPages
import Reporting
import RiskMeasures

extension Sweep {
  /// What the sweep found about its first measure, in a sentence that its errors support.
  ///
  /// Over numbers on one axis it is the change from the first cell to the last; else the lowest and the
  /// highest cell, where their intervals are apart.
  package func finding(_ outcomes: [Outcome]) -> String {
    let name = measures[0].words(in: book)
    let known = outcomes.indices.filter { outcomes[$0].values[0] != nil }
    guard let first = known.first, let last = known.last else {
      return "\(name) has no value in any cell"
    }
    if first == last { return "\(name) is \(value(first, outcomes)) at \(place(first))" }
    if axes.count == 1, axes[0].numbers != nil {
      return change(from: first, to: last, outcomes, name)
    }
    return range(known, outcomes, name)
  }

  private func change(
    from first: Int, to last: Int, _ outcomes: [Outcome], _ name: String
  ) -> String {
    let change = Self.change(outcomes[first], outcomes[last])
    let unit = measures[0].unit
    let values = axes[0].inputs
    let (low, high) = (cells[first].values[0], cells[last].values[0])
    let ends = "with \(axes[0].words) at \(values.value(high)) than at \(values.value(low))"
    guard change.isMeasurable else {
      return "\(name) is not measurably different \(ends): \(unit.difference(change))"
    }
    let way = change.value > 0 ? "higher" : "lower"
    return "\(name) is \(unit.size(change)) \(way) \(ends)"
  }

  private func range(_ known: [Int], _ outcomes: [Outcome], _ name: String) -> String {
    let size = { (cell: Int) in outcomes[cell].values[0]?.value ?? 0 }
    let lowest = known.min { size($0) < size($1) } ?? known[0]
    let highest = known.max { size($0) < size($1) } ?? known[0]
    let ends =
      "\(value(lowest, outcomes)) at \(place(lowest)) to \(value(highest, outcomes)) at "
      + place(highest)
    guard Self.change(outcomes[lowest], outcomes[highest]).isMeasurable else {
      return "\(name) does not differ measurably between the \(known.count) cells: from \(ends)"
    }
    return "\(name) ranges from \(ends)"
  }

  private func value(_ cell: Int, _ outcomes: [Outcome]) -> String {
    measures[0].said(outcomes[cell].values[0])
  }

  private func place(_ cell: Int) -> String {
    zip(axes, words(of: cells[cell])).map { "\($0.words) \($1)" }.joined(separator: ", ")
  }
}
