import Questions
import ReportPages
import Reporting

/// The results of a batch side by side: `comparison.csv` and one page over all, `report.html`.
struct BatchComparison {
  private let comparison: Comparison
  private let out: String

  /// Reads the complete results of a batch; nil with fewer than two.
  ///
  /// Runs are repeated to pair their differences for a book from tables, unless that is declined,
  /// and for others where it is asked for.
  init?(_ index: BatchIndex, _ arguments: Arguments, out: String) throws {
    let names = index.complete
    guard names.count > 1 else { return nil }
    let runs = try names.map { try ComparedRun(directory: "\(out)/\($0)") }
    let isOneBook = arguments.has(.miners) || arguments.has(.tranches)
    let pairs = arguments.has(.paired) || isOneBook && !arguments.has(.unpaired)
    var comparison = Comparison(
      runs, unpairedBecause: pairs ? nil : "pairing was not asked for")
    if let excess = comparison.excess {
      Console.note("\(excess): differences are not paired")
      comparison = Comparison(runs, unpairedBecause: excess)
    }
    self.comparison = comparison
    self.out = out
  }

  /// Paths that pairing simulates.
  var pathCount: Int { comparison.pathCount }

  /// Pairs and writes; false when told to stop.
  func write(_ runs: PairedRuns, isQuiet: Bool) throws -> Bool {
    let line = ProgressLine(
      runs.progress, paths: comparison.pathCount, name: "comparison",
      isQuiet: isQuiet || comparison.pathCount == 0)
    let compared = comparison.compared(runs)
    line.end()
    guard let compared else { return false }
    let page = ComparisonPage(
      compared, title: "\(compared.names.count) scenarios side by side",
      changes: comparison.inputChanges)
    let record = BatchRecord(out)
    try record.write(compared.table.text, to: BatchPlace.comparison)
    try record.write(page.text, to: BatchPlace.page)
    Console.print("Comparison: \(out)/comparison.csv, \(out)/report.html\n")
    return true
  }
}
