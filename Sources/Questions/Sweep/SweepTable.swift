import CreditBasics
import Reporting
import RiskMeasures

extension Sweep {
  /// `sweep.csv`: one row for the base and for each cell and measure.
  ///
  /// Columns: `cell` (empty for the base), one for each axis, `miner,measure,value,se,difference,
  /// difference_se`; differences are from the base, on common draws.
  package func table(_ base: Outcome, _ outcomes: [Outcome]) -> ResultFile {
    var table = CSVTable(quoting: ["cell"] + axes.map(\.name) + Self.measureColumns)
    for (number, outcome) in [(nil, base)] + zip(cells.map(\.number), outcomes).map({ ($0, $1) }) {
      let values = number.map { cells[$0].values } ?? axes.map { _ in "" }
      for (index, measure) in measures.enumerated() {
        let estimate = outcome.values[index]
        let difference = outcome.differences[index]
        table.add(
          [number.map { .integer($0) } ?? .text("")]
            + values.map(Field.value)
            + [
              .text(measure.subject(in: book)), .text(measureTexts[index]),
              .number(estimate?.value), .number(measure.toldError(estimate)),
              .number(difference?.value), .number(difference?.standardError),
            ])
      }
    }
    return ResultFile(name: "sweep.csv", text: table.text)
  }

  static let measureColumns = ["miner", "measure", "value", "se", "difference", "difference_se"]
}

extension Field {
  /// A number where a text is one, else the text.
  static func value(_ text: String) -> Field { Double(text).map { .number($0) } ?? .text(text) }
}

extension Sweep.Outcome {
  /// One line for each measure: value, error, difference, error; empty where undefined.
  package var lines: String {
    zip(values, differences).map { value, difference in
      [value?.value, value?.standardError, difference?.value, difference?.standardError]
        .map { $0.map(JSONScalar.shortest) ?? "" }.joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  /// Reads `lines`; nil if they are damaged.
  package init?(lines: String, measureCount: Int) {
    let rows = lines.split(separator: "\n")
    guard rows.count == measureCount, lines.hasSuffix("\n") else { return nil }
    values = []
    differences = []
    for row in rows {
      let fields = row.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 4, fields.allSatisfy({ $0.isEmpty || Double($0) != nil }) else {
        return nil
      }
      let numbers = fields.map { Double($0) }
      values.append(numbers[0].map { Estimate(value: $0, standardError: numbers[1]) })
      differences.append(numbers[2].map { Estimate(value: $0, standardError: numbers[3]) })
    }
  }
}
