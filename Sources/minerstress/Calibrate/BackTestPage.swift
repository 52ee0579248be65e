import Calibration
import Questions
import ReportPages
import Reporting

/// The back-test as pages and drawings show it.
extension CalibrateCommand {
  /// Tests whose p-value is below it reject the model.
  private static let significance = 0.05

  /// Quantiles of weekly returns, on the dashed line where model and history agree, and every test.
  static func pictures(_ test: BackTest, _ name: String) -> [ResultFile] {
    let charts = HistoryFactor.allCases.compactMap { factor in
      test.quantiles[factor].map { (factor.rawValue, quantiles($0, of: factor)) }
    }
    let page = AskedPage(
      title: finding(test), eyebrow: "calibration to \(name), back-test",
      note: "Each test counts windows of history that do not overlap and whose loss is beyond the "
        + "quantile that the fitted model simulates, and compares the count with what the level "
        + "expects (Kupiec’s test). With \(test.rows.count) tests a right model would be rejected about "
        + "\(NumberWords.significant(significance * Double(test.rows.count), 2)) times. In the charts each "
        + "point is one week of history against the same quantile of the model.",
      charts: charts.map(\.1), tables: [everyTest(test)])
    return charts.map { ResultFile(name: "qq-\($0.0).svg", text: $0.1.svg) }
      + [ResultFile(name: "backtest.html", text: page.text)]
  }

  private static func finding(_ test: BackTest) -> String {
    let rejected = test.rows.filter { $0.pValue < significance }
    guard let worst = test.rows.min(by: { $0.pValue < $1.pValue }) else {
      return "History is too short for a back-test"
    }
    let count = rejected.isEmpty ? "None" : "\(rejected.count)"
    return "\(count) of \(test.rows.count) tests against history "
      + "\(rejected.count > 1 ? "reject" : "rejects") the fitted model at 5 %: the lowest p is "
      + "\(NumberWords.significant(worst.pValue, 2)), \(worst.beyond) of \(worst.windows) windows of "
      + "\(worst.weeks) weeks beyond the \(share(worst.level, 2)) quantile of "
      + AxisWords.driver(worst.factor.rawValue)
  }

  private static func quantiles(
    _ pairs: [(simulated: Double, realised: Double)], of factor: HistoryFactor
  ) -> AskedChart {
    let ends = [pairs.map(\.simulated), pairs.map(\.realised)].flatMap { $0 }
    let (low, high) = (ends.min() ?? -1, ends.max() ?? 1)
    let name = AxisWords.driver(factor.rawValue)
    return AskedChart(
      title: "Weekly log returns of \(name)",
      description:
        "Quantiles of \(name) in history over the fitted model's; where both agree, points "
        + "lie on the dashed line. Points below it at the left are losses greater than simulated.",
      .curves(
        AskedCurves(
          xTitle: "simulated quantile", yTitle: "realised quantile", unit: .number,
          series: [
            AskedCurves.Series(
              name: "history", points: pairs.map { ($0.simulated, $0.realised, 0) },
              drawing: .dots),
            AskedCurves.Series(
              name: "where both agree", points: [(low, low, 0), (high, high, 0)],
              drawing: .reference),
          ])))
  }

  private static func everyTest(_ test: BackTest) -> AskedTable {
    AskedTable(
      "Every test: returns over a horizon at the simulated and the realised quantile",
      [.text("of")]
        + [
          "weeks", "level", "simulated", "realised", "windows beyond", "expected", "Kupiec p",
        ].map { .number($0) },
      rows: test.rows.map { row in
        [
          AxisWords.driver(row.factor.rawValue), "\(row.weeks)", share(row.level, 2),
          share(row.simulated, 3), share(row.realised, 3), "\(row.beyond) of \(row.windows)",
          NumberWords.significant(row.level * Double(row.windows), 2),
          NumberWords.significant(row.pValue, 2),
        ]
      }, file: "backtest.csv")
  }

  private static func share(_ share: Double, _ digits: Int) -> String {
    FigureUnit.share.words(share, significant: digits)
  }
}
