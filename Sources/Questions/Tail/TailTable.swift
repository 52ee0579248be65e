import CreditBasics
import Reporting
import RiskMeasures

extension TailQuestion {
  /// `tail.csv`: one row for each measure.
  package func table(_ answer: TailAnswer) -> ResultFile {
    let table = CSVTable(
      "measure,estimate,se,ci95_low,ci95_high,paths,plain_paths_for_same_error,variance_ratio,"
        + "effective_sample,largest_weight_share,pilot_paths,mean_weight,mean_weight_se,problem,"
        + "unmet_below",
      of: answer.rows
    ) { row in
      [
        .text(row.measure.text(in: book)), .number(row.estimate?.value),
        .number(row.estimate?.standardError), .number(row.low), .number(row.high),
        .integer(answer.paths), .number(row.plainPaths), .number(answer.varianceRatio(row)),
        .number(row.effectiveSample), .number(row.largestShare), .integer(answer.pilotPaths),
        .number(answer.meanWeight?.value), .number(answer.meanWeight?.standardError),
        .text(row.problem ?? ""), .number(row.unmet),
      ]
    }
    return ResultFile(name: "tail.csv", text: table.text)
  }
}

extension TailAnswer {
  /// How many times as many paths a plain run would have taken as the estimate did, not counting
  /// the pilot's.
  package func varianceRatio(_ row: Row) -> Double? {
    row.plainPaths.map { $0 / Double(max(1, paths)) }
  }
}
