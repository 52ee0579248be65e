import BenchmarkWorkloads
import ReportPages
import Reporting
import ScenarioFiles

/// `minerstress bench`: throughput on this machine, on results that are checked.
enum BenchCommand {
  private static let workload = OptionSpec(
    "workload", "NAME", repeats: true,
    help: "one of \(WorkloadSuite.names.joined(separator: ", ")); W5 if named")
  private static let usualCount = 7
  private static let repetitions = OptionSpec(
    "repetitions", "R", help: "time R repetitions after one to warm up; \(usualCount) by default")
  private static let csv = OptionSpec("csv", help: "print CSV")
  private static let flagship = OptionSpec(
    "scenario", "FILE", help: "scenario of W3 to W5; \(flagshipFile) by default")
  private static let flagshipFile = "scenarios/double-leverage.json5"

  static let command = Command(
    name: "bench", operands: "", summary: "measure throughput on this machine",
    options: [
      workload, .threads, repetitions, csv, flagship, page, .overwriteFile, results, price,
    ], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let file = arguments.string(page) { return try draw(arguments, to: file) }
    for option in [results, price, .overwriteFile] where arguments.has(option) {
      throw CommandFailure.usage("bench: --\(option.name) belongs to --\(page.name) FILE")
    }
    let threads = try arguments.workers()
    let count = try arguments.integer(repetitions, atMost: 10_000) ?? usualCount
    let file = arguments.string(flagship) ?? flagshipFile
    let asCSV = arguments.has(csv)
    let names = try chosen(arguments.strings(workload))
    Console.print(asCSV ? MeasurementTable.csvHeader : MeasurementTable.header)
    for name in names {
      let workloads = try WorkloadSuite.workloads(named: name) {
        // The work is five years of weeks, whatever a scenario's debt asks for.
        try ScenarioReader.read(file: file, overrides: ["horizonYears=5"]).scenario
      }
      for workload in workloads {
        let measured = try workload.measure(threads: threads, repetitions: count)
        Console.print(asCSV ? MeasurementTable.csvRow(measured) : MeasurementTable.row(measured))
      }
    }
    return .delivered
  }

  private static func chosen(_ names: [String]) throws -> [String] {
    for name in names where !WorkloadSuite.names.contains(name) {
      throw CommandFailure.unknown(
        "bench: no workload \"\(name)\"", name, among: WorkloadSuite.names,
        else: "there are \(WorkloadSuite.names.joined(separator: ", "))")
    }
    return names.isEmpty ? WorkloadSuite.usual : names
  }
}

// MARK: - The page of what was measured before

extension BenchCommand {
  private static let page = OptionSpec(
    "page", "FILE", help: "measure nothing: draw the tables of --results as a page, FILE")
  private static let resultsDirectory = "Benchmarks/results"
  private static let results = OptionSpec(
    "results", "DIR", help: "tables named by their date; \(resultsDirectory) by default")
  /// About what clouds ask for a virtual processor.
  private static let usualPrice = 0.05
  private static let price = OptionSpec(
    "price", "USD", help: "dollars for a processor and hour, on the page; \(usualPrice) by default")

  private static func draw(_ arguments: Arguments, to file: String) throws -> ExitStatus {
    for option in [workload, .threads, repetitions, csv, flagship] where arguments.has(option) {
      throw CommandFailure.usage(
        "bench: --\(page.name) draws what was measured before; leave out --\(option.name)")
    }
    let directory = arguments.string(results) ?? resultsDirectory
    try OutputFile.check(
      file, overwrites: arguments.has(.overwriteFile), option: page.name,
      inputs: FilePath.names(in: directory).map { "\(directory)/\($0)" })
    let tables = try BenchmarkTable.all(in: directory)
    let work = WorkloadSuite.names.reduce(into: [String: PathWork]()) { work, name in
      work[name] = WorkloadSuite.pathWork(of: name)
    }
    let dollars = try arguments.number(price, 0...1e6, "dollars from 0 to 1,000,000")
    let drawn = ThroughputPage(tables, work: work, price: dollars ?? usualPrice)
    try AtomicFile.write(drawn.text, to: file)
    Console.print("Report: \(file)\n")
    return .delivered
  }
}
