import Calibration
import Foundation
import Questions
import Reporting

/// `minerstress calibrate`: market parameters from a price history.
enum CalibrateCommand {
  static let regimes = OptionSpec("regimes", "K", help: "fit K regimes, 2 or 3 (default 2)")
  static let over = OptionSpec(
    "over", "SCENARIO", help: "let the fragment extend this scenario")

  static let weekEnds = OptionSpec(
    "week-ends", "DAY", help: "weekday on which weeks end, monday to sunday (default friday)")
  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  static let command = Command(
    name: "calibrate", operands: "HISTORY.csv",
    summary: "estimate market parameters from dated prices, and test them against that history",
    options: [regimes, weekEnds, over, .out, .overwrite, .quiet], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let file = try arguments.operand("HISTORY.csv")
    let count = try arguments.integer(regimes) ?? 2
    guard (2...3).contains(count) else {
      throw CommandFailure.usage("--regimes: expected 2 or 3, found \(count)")
    }
    let day = arguments.string(weekEnds) ?? "friday"
    guard let weekday = weekdays.firstIndex(of: day) else {
      throw CommandFailure.usage("--week-ends: expected monday to sunday, found \"\(day)\"")
    }
    let name = URL(filePath: file).deletingPathExtension().lastPathComponent
    let directory = ResultDirectory(arguments.string(.out) ?? "results/\(name)-calibration")
    let existing: ResultDirectory.Existing = arguments.has(.overwrite) ? .replace : .refuse
    try directory.check(existing: existing)
    let base = try arguments.string(over).map { ($0, try ScenarioInput.read(file: $0).scenario) }
    let start = DispatchTime.now().uptimeNanoseconds
    let history = try read(file)
    let report = CalibrationReport(history, regimes: count, weekday: weekday)
    let lines = report.lines
    let fragment = MarketFragment(
      report, source: URL(filePath: file).lastPathComponent,
      over: base.map { name, scenario in
        .init(
          scenario, file: path(name, from: directory.path), fitted: CalibrationReport.names(count))
      })
    let files =
      [estimates(lines), ResultFile(name: "market.json5", text: fragment.text)]
      + (report.backTest.map { [backTest($0)] + pictures($0, name) } ?? [])
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    try directory.write(
      files,
      manifest: RunManifest(
        version: Main.version, scenario: name, seed: 0, paths: 0, steps: 0, threads: 1,
        wallSeconds: seconds),
      existing: existing)
    Console.print(text(lines, report.backTest) + "\nResults: \(directory.path)\n")
    return .delivered
  }

  /// A file's path as seen from a directory: `extends` is relative to the file that says it.
  private static func path(_ file: String, from directory: String) -> String {
    let target = URL(filePath: file).standardizedFileURL.pathComponents
    let base = URL(filePath: directory).standardizedFileURL.pathComponents
    let common = zip(target, base).prefix { $0 == $1 }.count
    // Through the root there is nothing relative about the way.
    guard common > 1 else { return URL(filePath: file).standardizedFileURL.path }
    let up = Array(repeating: "..", count: base.count - common)
    return (up + target.dropFirst(common)).joined(separator: "/")
  }

  private static func read(_ file: String) throws -> PriceHistory {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw CommandFailure(.invalidScenario, "\(file): expected a readable file of text in UTF-8")
    }
    do {
      return try PriceHistory(csv: text, name: file)
    } catch {
      throw CommandFailure(.invalidScenario, "\(error)")
    }
  }

  private static func estimates(_ lines: [CalibrationReport.Line]) -> ResultFile {
    var table = CSVTable("subject,quantity,estimate,se,sample")
    for line in lines {
      table.add([
        .text(line.subject), .text(line.quantity), .number(line.fitted.value),
        .number(line.fitted.error), .text(line.sample),
      ])
    }
    return ResultFile(name: "estimates.csv", text: table.text)
  }

  private static func backTest(_ test: BackTest) -> ResultFile {
    var table = CSVTable(
      "factor,weeks,level,simulated_return,realised_return,overlapping_share,windows,beyond,"
        + "kupiec_p")
    for row in test.rows {
      table.add([
        .text(row.factor.rawValue), .integer(row.weeks), .number(row.level),
        .number(row.simulated), .number(row.realised), .number(row.overlappingShare),
        .integer(row.windows), .integer(row.beyond), .number(row.pValue),
      ])
    }
    return ResultFile(name: "backtest.csv", text: table.text)
  }

  /// Quantiles of weekly returns: on the diagonal where model and history agree.
  private static func pictures(_ test: BackTest, _ name: String) -> [ResultFile] {
    let charts = HistoryFactor.allCases.compactMap { factor -> (String, String)? in
      guard let pairs = test.quantiles[factor] else { return nil }
      let ends = [pairs.map(\.simulated), pairs.map(\.realised)].flatMap { $0 }
      let (low, high) = (ends.min() ?? -1, ends.max() ?? 1)
      let chart = Charts.lines(
        title: "Weekly log returns of \(factor.rawValue)", xName: "simulated quantile",
        yName: "realised quantile",
        series: [
          ChartSeries(
            name: "history", points: pairs.map { ($0.simulated, $0.realised, 0) }, isLine: false),
          ChartSeries(name: "equal", points: [(low, low, 0), (high, high, 0)]),
        ])
      return (factor.rawValue, chart)
    }
    let page = Charts.page(
      title: "Back-test of \(name)",
      note: "Each point is one week of history against the same quantile of the fitted model.",
      charts: charts.map(\.1))
    return charts.map { ResultFile(name: "qq-\($0.0).svg", text: $0.1) }
      + [ResultFile(name: "backtest.html", text: page)]
  }

  private static func text(_ lines: [CalibrationReport.Line], _ test: BackTest?) -> String {
    let number = CalibrationNumber.text
    let rows = lines.map { line in
      [
        line.subject, line.quantity, number(line.fitted.value, 3),
        line.fitted.error.map { number($0, 2) } ?? "", line.sample,
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
    return QuestionSession.table([["", "", "estimate", "± se", "sample"]] + rows)
      + (tests.isEmpty ? "" : "\n" + QuestionSession.table([header] + tests))
  }
}
