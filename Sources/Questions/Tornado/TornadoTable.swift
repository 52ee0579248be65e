import CreditBasics
import Reporting
import RiskMeasures

extension Tornado {
  /// `tornado.csv`: one row for each assumption, the greatest effect first.
  ///
  /// `low` and `high` are what is set, added or multiplied by; differences are in the measure's unit, 0.05 for
  /// five percentage points.
  package func table(_ base: Estimate?, _ effects: [Effect]) -> ResultFile {
    var table = CSVTable(
      "rank,assumption,paths_varied,operation,low,high,measure,base_value,base_se,low_value,low_se,"
        + "high_value,high_se,low_difference,low_difference_se,high_difference,"
        + "high_difference_se,swing,swing_se")
    for (index, effect) in effects.enumerated() {
      let values = [base, effect.low, effect.high]
      let changes = [effect.lowDifference, effect.highDifference, effect.swing]
      table.add(
        [
          .integer(index + 1), .text(effect.assumption.name),
          .text(effect.assumption.levers.map(\.pattern).joined(separator: "; ")),
          .text(effect.assumption.operation), effect.assumption.field(0),
          effect.assumption.field(1),
          .text(measure.text(in: book)),
        ] + values.flatMap { [Field.number($0?.value), .number(measure.toldError($0))] }
          + changes.flatMap { [Field.number($0?.value), .number($0?.standardError)] })
    }
    return ResultFile(name: "tornado.csv", text: table.text)
  }
}

extension Tornado.Assumption {
  /// What is done with the values at the ends.
  var operation: String {
    levers.map(\.change.word).eachOnce.joined(separator: "; ")
  }

  /// The value at one end; a number where all levers have the same one.
  func field(_ index: Int) -> Field {
    let values = levers.map { $0.values[index] }
    return Set(values).count == 1 ? .value(values[0]) : .text(values.joined(separator: "; "))
  }
}
