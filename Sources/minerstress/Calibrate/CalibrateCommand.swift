import Calibration
import CreditBasics
import Foundation
import Reporting
import ScenarioFiles

/// `minerstress calibrate`: market parameters from a price history.
enum CalibrateCommand {
  static let over = OptionSpec(
    "over", "SCENARIO", help: "let the fragment extend this scenario")

  static let command = Command(
    name: "calibrate", operands: "HISTORY.csv",
    summary: "estimate market parameters from dated prices, and test them against that history",
    options: [regimes, names, halvings, weekEnds, over, .out, .overwrite, .quiet], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let file = try arguments.operand("HISTORY.csv")
    let count = try regimeCount(arguments)
    let weekday = try lastWeekday(arguments)
    let given = try arguments.string(halvings).map(days)
    let name = URL(filePath: file).deletingPathExtension().lastPathComponent
    let directory = ResultDirectory(arguments.string(.out) ?? "results/\(name)-calibration")
    try directory.check(existing: arguments.existing)
    let base = try arguments.string(over).map {
      (file: $0, read: try ScenarioReader.read(file: $0))
    }
    let watch = Stopwatch()
    let (history, warnings) = try read(file)
    // Regimes are fitted to coins alone.
    let hasCoins = history.factors.contains { $0 == .btc || $0 == .eth }
    let called = try regimeNames(arguments, count, hasCoins ? base : nil)
    let calendar = given ?? base.map { halvings(of: $0.read.scenario) } ?? Halvings.chain
    let report = CalibrationReport(
      history, regimes: count, weekday: weekday, halvings: calendar, names: called.names)
    let lines = report.lines
    for warning in warnings + history.doubts(halvings: calendar) + report.doubts + report.missing {
      Console.note("\(file): \(warning)")
    }
    guard !lines.isEmpty else {
      throw CommandFailure(.invalidScenario, "\(file): nothing can be estimated from this history")
    }
    if let note = called.note { Console.note(note) }
    let beneath = { (place: (String) -> String) in
      base.map { MarketFragment.Base($0.read.scenario, file: place($0.file), fitted: called.names) }
    }
    let source = URL(filePath: file).lastPathComponent
    do {
      try MarketFragment(report, source: source, over: beneath { $0 }).check()
    } catch {
      throw CommandFailure(.invalidScenario, "\(file): \(error)")
    }
    let fragment = MarketFragment(
      report, source: source, over: beneath { path($0, from: directory.path) })
    for note in fragment.notes { Console.note(note) }
    let files =
      [estimates(lines), ResultFile(name: "market.json5", text: fragment.text)]
      + (report.backTest.map { [backTest($0)] + pictures($0, name, asOf: lastDay(of: history)) }
        ?? [])
    try directory.deliver(
      files,
      manifest: RunManifest(
        version: Main.version, scenario: name, seed: 0, paths: 0, steps: 0, threads: 1,
        wallSeconds: watch.seconds,
        extra: WrittenResult.members(build: ProgramBuild.digest, options: try asked(arguments))),
      existing: arguments.existing)
    Console.print(
      read(report) + "\n" + text(lines, report.backTest) + "\nResults: \(directory.path)\n")
    return .delivered
  }

  /// The history and the options that change what is estimated.
  private static func asked(_ arguments: Arguments) throws -> [String: String] {
    var asked = ["history": try arguments.operand("HISTORY.csv")]
    for option in [regimes, names, halvings, weekEnds, over] {
      asked[option.name] = arguments.string(option)
    }
    return asked
  }

  private static func lastDay(of history: PriceHistory) -> String? {
    history.series.values.compactMap(\.newestDay).max().flatMap { CalendarDate(day: $0)?.text }
  }

  /// A file's path as seen from a directory: `extends` is relative to the file that says it.
  private static func path(_ file: String, from directory: String) -> String {
    let target = URL(filePath: file).standardizedFileURL.pathComponents
    let base = URL(filePath: directory).standardizedFileURL.pathComponents
    let common = zip(target, base).prefix { $0 == $1 }.count
    // Two paths with only the root in common have no useful relative path.
    guard common > 1 else { return URL(filePath: file).standardizedFileURL.path }
    let up = Array(repeating: "..", count: base.count - common)
    return (up + target.dropFirst(common)).joined(separator: "/")
  }

  private static func read(_ file: String) throws -> (history: PriceHistory, warnings: [String]) {
    do {
      return try PriceHistory(bytes: try FileText.read(file), name: file).checked(name: file)
    } catch let refusal as FileText.Refusal {
      throw CommandFailure(.invalidScenario, "\(file): \(refusal.reason)")
    } catch {
      throw CommandFailure(.invalidScenario, "\(error)")
    }
  }
}

// MARK: - Regimes

extension CalibrateCommand {
  static let regimes = OptionSpec("regimes", "K", help: "fit K regimes, 1 to 3 (default 2)")
  static let names = OptionSpec(
    "names", "NAME[,NAME...]", help: "what the regimes are called, from the calmest")

  private static func regimeCount(_ arguments: Arguments) throws -> Int {
    let count = try arguments.integer(regimes) ?? 2
    guard (1...3).contains(count) else {
      throw CommandFailure.usage("--regimes: expected 1 to 3, found \(count)")
    }
    return count
  }

  private static func regimeNames(
    _ arguments: Arguments, _ count: Int, _ base: (file: String, read: ReadScenario)?
  ) throws -> RegimeNames {
    do {
      return try RegimeNames(
        count: count,
        given: arguments.string(names)?.split(separator: ",").map { String($0) },
        base: base.map { ($0.read.scenario.market, $0.file) })
    } catch {
      throw CommandFailure.usage("\(error)")
    }
  }
}

// MARK: - The calendar

extension CalibrateCommand {
  static let halvings = OptionSpec(
    "halvings", "DATE[,DATE...]", help: "days on which the subsidy halves, beside the chain's")
  static let weekEnds = OptionSpec(
    "week-ends", "DAY", help: "weekday on which weeks end, monday to sunday (default friday)")
  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// The weekday on which weeks end, Monday 0 to Sunday 6.
  private static func lastWeekday(_ arguments: Arguments) throws -> Int {
    let day = arguments.string(weekEnds) ?? "friday"
    guard let weekday = weekdays.firstIndex(of: day) else {
      throw CommandFailure.usage("--week-ends: expected monday to sunday, found \"\(day)\"")
    }
    return weekday
  }

  private static func days(_ list: String) throws -> [Int] {
    let days = try list.split(separator: ",", omittingEmptySubsequences: false).map { text in
      guard let date = CalendarDate(String(text)) else {
        throw CommandFailure.usage("--halvings: expected YYYY-MM-DD, found \"\(text)\"")
      }
      return date.day
    }
    do {
      return try Halvings.chain(with: days)
    } catch {
      throw CommandFailure.usage("\(error)")
    }
  }

  /// The chain's halvings before the scenario's as-of date, and the scenario's own after it.
  private static func halvings(of scenario: Scenario) -> [Int] {
    guard let start = CalendarDate(scenario.asOf)?.day else { return Halvings.chain }
    let later = scenario.market.network?.halvings ?? []
    guard !later.isEmpty else { return Halvings.chain }
    return Halvings.chain(
      until: start, then: later.map { start + Int(($0 * TimeGrid.daysPerYear).rounded()) })
  }
}
