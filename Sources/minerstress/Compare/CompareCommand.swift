import Foundation
import QuestionPages
import Questions
import ReportPages
import Reporting
import RunFiles
import StressEngine
import Workbook

/// `minerstress compare`: results side by side, and what differs in their inputs.
enum CompareCommand {
  private static let file = OptionSpec(
    "out", "FILE",
    help: "write the table to FILE, and the page beside it (default results/comparison.csv)")
  private static let workbook = OptionSpec(
    "workbook", help: "also write a workbook beside the table: a page to print, a sheet per measure"
  )
  static let command = Command(
    name: "compare", operands: "DIR DIR...",
    summary: "compare results: every measure beside the first result's, paired on common draws",
    options: [file, workbook, .unpaired, .threads, .overwriteFile, .quiet], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard arguments.operands.count > 1 else {
      throw CommandFailure.usage(
        "compare: two or more result directories expected, found \(arguments.operands.count)")
    }
    let table = arguments.string(file) ?? "results/comparison.csv"
    if let ending = [".xlsx", ".html"].first(where: table.lowercased().hasSuffix) {
      throw CommandFailure.usage(
        "--out: expected the name of a table, such as \(table.dropLast(ending.count)).csv, found "
          + "\(table); the page is written beside it, with --workbook a workbook too")
    }
    let comparison = Comparison(
      try ComparedRun.all(arguments.operands),
      unpairedBecause: arguments.has(.unpaired) ? "pairing was turned off" : nil)
    let page = place(beside: table, ending: "html")
    let book = arguments.has(workbook) ? place(beside: table, ending: "xlsx") : nil
    try checkPlaces([table, page] + (book.map { [$0] } ?? []), arguments)
    let threads = try arguments.workers()
    if let excess = comparison.excess {
      throw CommandFailure(.failed, "\(excess); use --unpaired")
    }
    let compared = try WatchedRun.result(
      paths: comparison.pathCount, name: "compare",
      isQuiet: arguments.has(.quiet) || comparison.pathCount == 0
    ) { comparison.compared(PairedRuns(threads: threads, progress: $0)) }
    // Signals that came to nothing but the pairing would be lost from here on.
    let interruption = Interruption()
    defer { withExtendedLifetime(interruption) {} }
    let differences = comparison.differences
    Console.print(ComparisonText.text(compared, differences.map(InputDifference.lines)))
    let text = ComparisonPage(
      compared, title: "Results side by side", changes: comparison.inputChanges
    ).text
    var files = [(Array(compared.table.text.utf8), table), (Array(text.utf8), page)]
    if let book { files.append((try contents(compared, differences).bytes(), book)) }
    try AtomicFile.write(files)
    Console.print("\nComparison: \(files.map(\.1).joined(separator: ", "))\n")
    return .delivered
  }

  /// The path of a file beside a table: the same name with another ending.
  private static func place(beside table: String, ending: String) -> String {
    (table.hasSuffix(".csv") ? String(table.dropLast(4)) : table) + ".\(ending)"
  }

  private static func contents(
    _ compared: ComparedResults, _ differences: [[InputDifference]]
  ) -> ComparisonWorkbook {
    let notes = zip(compared.names, zip(compared.reasons, differences)).dropFirst().map {
      ComparisonWorkbook.Note(result: $0, unpaired: $1.0, changes: $1.1)
    }
    return ComparisonWorkbook(
      columns: ComparedResults.columns, records: compared.rows.map(compared.record),
      notes: Array(notes), foot: "minerstress \(Main.version)")
  }

  private static func checkPlaces(_ paths: [String], _ arguments: Arguments) throws {
    try FilePath.makeDirectory(FilePath.parent(of: paths[0]))
    for path in paths {
      try OutputFile.check(
        path, overwrites: arguments.has(.overwriteFile),
        inputs: arguments.operands.flatMap(ReportCommand.files))
    }
  }
}
