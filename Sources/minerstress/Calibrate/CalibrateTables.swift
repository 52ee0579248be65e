import Calibration
import CreditBasics
import Foundation
import Reporting

/// What `calibrate` writes and prints.
extension CalibrateCommand {
  /// What was read: each column with its dates and its newest value in the unit in which it was read.
  static func read(_ report: CalibrationReport) -> String {
    let history = report.history
    let rows = history.factors.compactMap { factor -> [String]? in
      guard let series = history.series[factor], let first = series.days.first,
        let last = series.newestDay, let log = series.logs.last
      else { return nil }
      let value = "\(RoundedNumber.text(exp(log), 4)) \(factor.unit)"
      return [
        factor.rawValue, "\(series.days.count)", day(first), day(last),
        factor.unit == "$" ? "$" + RoundedNumber.text(exp(log), 4) : value,
      ]
    }
    let hashprice = report.history.newestHashprice(halvings: report.halvings).map {
      "newest hashprice $\(RoundedNumber.text($0, 3)) a PH/s and day\n"
    }
    return ScreenFormat.table([["read", "values", "from", "to", "newest"]] + rows)
      + (hashprice ?? "")
  }

  private static func day(_ number: Int) -> String { CalendarDate(day: number)?.text ?? "" }

  static func estimates(_ lines: [CalibrationReport.Line]) -> ResultFile {
    let table = CSVTable(
      "subject,quantity,estimate,se,sample,ci95_low,ci95_high", of: lines
    ) { line in
      [
        .text(line.subject), .text(line.quantity), .number(line.fitted?.value),
        .number(line.fitted?.error), .text(line.sample), .number(line.fitted?.low),
        .number(line.fitted?.high),
      ]
    }
    return ResultFile(name: "estimates.csv", text: table.text)
  }

  static func backTest(_ test: BackTest) -> ResultFile {
    let table = CSVTable(
      "factor,weeks,level,simulated_return,realised_return,overlapping_share,windows,beyond,"
        + "kupiec_p", of: test.rows
    ) { row in
      [
        .text(row.factor.rawValue), .integer(row.weeks), .number(row.level),
        .number(row.simulated), .number(row.realised), .number(row.overlappingShare),
        .integer(row.windows), .integer(row.beyond), .number(row.pValue),
      ]
    }
    return ResultFile(name: "backtest.csv", text: table.text)
  }

  static func text(_ lines: [CalibrationReport.Line], _ test: BackTest?) -> String {
    let number = RoundedNumber.text
    func shown(_ value: Double?, _ digits: Int) -> String { value.map { number($0, digits) } ?? "" }
    let rows = lines.map { line in
      [
        line.subject, line.quantity, shown(line.fitted?.value, 3), shown(line.fitted?.error, 2),
        shown(line.fitted?.low, 3), shown(line.fitted?.high, 3), line.sample,
      ]
    }
    let tests = (test?.rows ?? []).map { row in
      [
        "\(row.factor.rawValue), \(row.weeks) weeks, \(number(100 * row.level, 2)) %",
        number(100 * row.simulated, 3) + " %", number(100 * row.realised, 3) + " %",
        "\(row.beyond) of \(row.windows)", number(row.pValue, 2),
      ]
    }
    let header = ["back-test", "simulated", "realised", "beyond", "Kupiec p"]
    return ScreenFormat.table([["", "", "estimate", "± se", "95 % from", "to", "sample"]] + rows)
      + (tests.isEmpty ? "" : "\n" + ScreenFormat.table([header] + tests))
  }
}
