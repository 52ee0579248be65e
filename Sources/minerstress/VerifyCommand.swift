import Foundation
import Reporting
import StressEngine
import Verification

/// `minerstress verify`: the engine against cases whose truth is known from elsewhere.
enum VerifyCommand {
  private static let paths = OptionSpec(
    "paths", "N", help: "simulate N paths a case; \(Verification.defaultPaths) by default")
  private static let out = OptionSpec("out", "FILE.csv", help: "write the table to FILE.csv too")
  private static let only = OptionSpec(
    "only", "CASE", repeats: true, help: "run this case, or those whose name begins so")

  private static let coverage = OptionSpec(
    "coverage", "RUNS",
    help: "instead, count how often 95 % intervals of RUNS small runs cover the truth")

  static let command = Command(
    name: "verify", operands: "", summary: "compare the engine with closed forms",
    options: [paths, .threads, out, .overwriteFile, only, coverage], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let file = arguments.string(out) {
      try OutputFile.check(file, overwrites: arguments.has(.overwriteFile))
    }
    if let runs = try arguments.integer(coverage, atMost: 1_000_000) {
      return try study(runs, arguments)
    }
    let cases = try chosen(arguments.strings(only))
    let count =
      try arguments.integer(paths, atLeast: 2, atMost: 1_000_000_000) ?? Verification.defaultPaths
    let threads = try arguments.workers()
    let watch = Stopwatch()
    Console.print(VerifyTable.header)
    let rows = try WatchedRun.result { progress -> [VerificationRow]? in
      var rows: [VerificationRow] = []
      for item in cases {
        guard let found = item.run(paths: count, threads: threads, progress: progress) else {
          return nil
        }
        found.forEach { Console.print(VerifyTable.line($0)) }
        rows += found
      }
      return rows
    }
    Console.print(
      VerifyTable.verdict(rows, cases: cases.count, paths: count, seconds: watch.seconds))
    if let file = arguments.string(out) {
      try AtomicFile.write(VerifyTable.csv(rows), to: file)
    }
    return rows.agree ? .delivered : .failed
  }

  /// The table of `--coverage`; small runs of 10,000 paths unless `--paths` says otherwise.
  private static func study(_ runs: Int, _ arguments: Arguments) throws -> ExitStatus {
    let count = try arguments.integer(paths, atLeast: 2, atMost: 1_000_000_000) ?? 10_000
    let threads = try arguments.workers()
    let study = CoverageStudy(runs: runs, paths: count)
    let rows = try WatchedRun.result { study.rows(threads: threads, progress: $0) }
    Console.print(CoverageTable.text(rows))
    if let file = arguments.string(out) {
      try AtomicFile.write(CoverageTable.csv(rows), to: file)
    }
    return .delivered
  }

  private static func chosen(_ names: [String]) throws -> [VerificationCase] {
    let all = Verification.cases
    guard !names.isEmpty else { return all }
    for name in names where !all.contains(where: { $0.name.hasPrefix(name) }) {
      throw CommandFailure.unknown(
        "verify: no case \"\(name)\"", name, among: all.map(\.name),
        else: "the cases are \(all.map(\.name).joined(separator: ", "))")
    }
    return all.filter { item in names.contains { item.name.hasPrefix($0) } }
  }
}

/// The table of `verify`, on the terminal and as a file.
private enum VerifyTable {
  static let header =
    cells("case", "quantity", "engine", "± s.e.", "exact", "z", source: "source")

  static func line(_ row: VerificationRow) -> String {
    let error = row.estimate.standardError.map { $0 == 0 ? "exact" : number($0, 2) } ?? "?"
    let verdict = row.agrees ? "=" : row.isUndecided ? "" : "≠"
    let score = row.score.map { String(format: "%+.2f", $0) } ?? verdict
    return cells(
      row.caseName, row.quantity, number(row.estimate.value, 6), error, number(row.exact, 6),
      score + (row.agrees ? " " : row.isUndecided ? "?" : "!"), source: row.source)
  }

  static func verdict(
    _ rows: [VerificationRow], cases: Int, paths: Int, seconds: Double
  ) -> String {
    let open = rows.filter { !$0.agrees }
    let undecided = open.count(where: \.isUndecided)
    let tooFew = "on too few paths to tell: give more --paths"
    let quantities = { (count: Int) in NumberWords.count(count, "quantity", "quantities") }
    let findings = [
      (open.count - undecided, "disagrees", "disagree"),
      (undecided, "rests \(tooFew)", "rest \(tooFew)"),
    ].filter { $0.0 > 0 }.map { "\(quantities($0.0)) \($0.0 == 1 ? $0.1 : $0.2)" }
    let largest = rows.compactMap(\.score).map(abs).max() ?? 0
    let size =
      "\(NumberWords.count(cases, "case")), \(quantities(rows.count)), \(paths) paths a case, "
      + "largest |z| \(String(format: "%.2f", largest)), \(String(format: "%.1f", seconds)) s"
    return open.isEmpty
      ? "\nVERIFIED: \(size)\n"
      : "\nNOT VERIFIED: \(findings.joined(separator: ", ")); \(size)\n"
  }

  static func csv(_ rows: [VerificationRow]) -> String {
    let table = CSVTable(
      "case,source,quantity,engine,standard_error,exact,z,agrees", of: rows
    ) { row in
      [
        .text(row.caseName), .text(row.source), .text(row.quantity), .number(row.estimate.value),
        .number(row.estimate.standardError), .number(row.exact), .number(row.score),
        .text(row.agrees ? "yes" : "no"),
      ]
    }
    return table.text
  }

  private static func cells(
    _ name: String, _ quantity: String, _ engine: String, _ error: String, _ exact: String,
    _ score: String, source: String
  ) -> String {
    let left = name.padded(20) + "  " + quantity.padded(47)
    let numbers = [engine, error, exact].map { $0.aligned(11) }.joined(separator: " ")
    return "\(left) \(numbers) \(score.aligned(7))  \(source)\n"
  }

  private static func number(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)g", value)
  }
}

/// The table of `verify --coverage`.
private enum CoverageTable {
  static func text(_ rows: [CoverageStudy.Row]) -> String {
    let lines = rows.map { row in
      row.scenario.padding(toLength: 10, withPad: " ", startingAt: 0)
        + row.measure.padding(toLength: 20, withPad: " ", startingAt: 0)
        + String(
          format: "%12.6g %10d %9d %7.1f %%", row.truth, row.intervals, row.covered,
          100 * row.share)
    }
    return "scenario  measure                    truth  intervals   covered    share\n"
      + lines.joined(separator: "\n") + "\n"
  }

  static func csv(_ rows: [CoverageStudy.Row]) -> String {
    let table = CSVTable(
      "scenario,measure,truth,intervals,covered,share", of: rows
    ) { row in
      [
        .text(row.scenario), .text(row.measure), .number(row.truth), .integer(row.intervals),
        .integer(row.covered), .number(row.intervals > 0 ? row.share : nil),
      ]
    }
    return table.text
  }
}
