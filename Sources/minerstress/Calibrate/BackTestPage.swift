import Calibration
import CreditBasics
import QuestionPages
import ReportPages
import Reporting
import RiskMeasures

/// The back-test as pages and drawings show it.
extension CalibrateCommand {
  /// Tests whose p-value is below it reject the model.
  private static let significance = 0.05

  /// Quantiles of weekly returns, on the dashed line where model and history agree, and every test.
  ///
  /// - Parameter asOf: The last day of the history.
  static func pictures(_ test: BackTest, _ name: String, asOf: String?) -> [ResultFile] {
    let charts = HistoryFactor.allCases.compactMap { factor in
      test.quantiles[factor].map { (factor.rawValue, quantiles($0, of: factor)) }
    }
    let drawn = charts.count == 1 ? "chart" : "charts"
    let points =
      charts.isEmpty
      ? ""
      : "In the \(drawn) each point is one week of history against the same quantile of the model."
    let page = AskedPage(
      title: finding(test), eyebrow: "calibration to \(name), back-test in sample",
      verdict: power(test),
      note: "Each test counts windows of history that do not overlap and whose loss is beyond the "
        + "quantile that the fitted model simulates, and compares the count with what the level "
        + "expects (Kupiec’s test). With \(test.rows.count) tests a right model would be rejected about "
        + "\(RoundedNumber.text(significance * Double(test.rows.count), 2)) times. \(points)",
      charts: charts.map(\.1), tables: [everyTest(test)],
      reading: "Returns are below 0 where prices fall; a small p speaks against the model. "
        + "Intervals are Wilson’s, of 95\u{A0}%.",
      origin: PageOrigin(asOf: asOf, answer: "backtest.csv"))
    return charts.map { ResultFile(name: "qq-\($0.0).svg", text: $0.1.svg) }
      + [ResultFile(name: "backtest.html", text: page.text)]
  }

  private static func finding(_ test: BackTest) -> String {
    let rejected = test.rows.filter { $0.pValue < significance }
    guard let worst = test.rows.min(by: { $0.pValue < $1.pValue }) else {
      return "History is too short for a back-test"
    }
    let count = rejected.isEmpty ? "none" : "\(rejected.count)"
    let tested = HistoryFactor.allCases.filter { factor in
      test.rows.contains { $0.factor == factor }
    }.map { AxisWords.driver($0.rawValue) }
    let factors = NumberWords.list(tested)
    return "In sample, \(count) of \(test.rows.count) tests of \(factors) against history "
      + "\(rejected.count > 1 ? "reject" : "rejects") the fitted model at 5 %: the lowest p is "
      + "\(RoundedNumber.text(worst.pValue, 2)), \(worst.beyond) of \(worst.windows) windows of "
      + "\(worst.weeks) weeks beyond the \(share(worst.level, 2)) quantile of "
      + AxisWords.driver(worst.factor.rawValue)
  }

  /// How often the tests would reject a wrong model: where that is seldom, no rejection says
  /// little.
  private static func power(_ test: BackTest) -> String {
    guard let best = test.rows.max(by: { power($0) < power($1) }),
      let least = test.rows.min(by: { power($0) < power($1) })
    else { return "" }
    return "The history tested is the one that the model was fitted to: a test of fit, not of "
      + "forecasts. The tests are weak. Where losses come twice as often as the model says, the "
      + "strongest (\(best.windows) windows of \(best.weeks) weeks at \(share(best.level, 2))) rejects "
      + "\(share(power(best), 2)), the weakest (\(least.windows) windows of \(least.weeks) weeks at "
      + "\(share(least.level, 2))) \(share(power(least), 2)) of the time. "
      + "What is not rejected is not thereby right."
  }

  private static func power(_ row: BackTest.Row) -> Double {
    BackTest.power(of: row.windows, row.level, when: 2 * row.level, at: significance)
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
      AskedCurves(
        xTitle: "simulated quantile", yTitle: "realised quantile", unit: .share, xUnit: .share,
        series: [
          AskedCurves.Series(
            name: "history", points: pairs.map { ($0.simulated, $0.realised, 0) },
            drawing: .dots),
          AskedCurves.Series(
            name: "where both agree", points: [(low, low, 0), (high, high, 0)],
            drawing: .reference),
        ]))
  }

  private static func everyTest(_ test: BackTest) -> DataTable {
    DataTable.limited(
      "Every test: how often history fell below the quantile that the model simulates",
      [.text("test")]
        + [
          "windows below", "expected", "share below, 95\u{A0}%", "Kupiec p",
          "chance to detect twice as many losses",
        ].map { .number($0) },
      test.rows.map { row in
        let n = Double(row.windows)
        let seen = Wilson.interval(share: Double(row.beyond) / n, of: n)
        return [
          "\(AxisWords.driver(row.factor.rawValue)), \(row.weeks) weeks at \(share(row.level, 2))",
          "\(row.beyond) of \(row.windows)", RoundedNumber.text(row.level * n, 2),
          "\(share(seen.lowerBound, 2)) to \(share(seen.upperBound, 2))",
          RoundedNumber.text(row.pValue, 2), share(power(row), 2),
        ]
      },
      under: test.rows.map {
        "simulated \(share($0.simulated, 3)), realised \(share($0.realised, 3))"
      }, file: "backtest.csv")
  }

  private static func share(_ share: Double, _ digits: Int) -> String {
    FigureUnit.share.words(share, significant: digits)
  }
}
