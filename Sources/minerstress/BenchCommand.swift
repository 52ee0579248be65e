import BenchmarkWorkloads
import ScenarioFiles

/// `minerstress bench`: throughput on this machine, on results that are checked.
enum BenchCommand {
  private static let workload = OptionSpec(
    "workload", "NAME", repeats: true,
    help: "one of \(WorkloadSuite.names.joined(separator: ", ")); all by default")
  private static let repetitions = OptionSpec(
    "repetitions", "R", help: "time R repetitions after one to warm up; 7 by default")
  private static let csv = OptionSpec("csv", help: "print CSV")
  private static let flagship = OptionSpec(
    "scenario", "FILE", help: "scenario of W3 to W5; \(flagshipFile) by default")
  private static let flagshipFile = "scenarios/double-leverage.json5"

  static let command = Command(
    name: "bench", operands: "", summary: "measure throughput on this machine",
    options: [workload, .threads, repetitions, csv, flagship], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let threads = try arguments.threads() ?? Processor.count
    let count = try arguments.integer(repetitions, atMost: 10_000) ?? 7
    let file = arguments.string(flagship) ?? flagshipFile
    let asCSV = arguments.has(csv)
    Console.print(asCSV ? MeasurementTable.csvHeader : MeasurementTable.header)
    for name in try chosen(arguments.strings(workload)) {
      let workloads = try WorkloadSuite.workloads(named: name) {
        do {
          // The work is five years of weeks, whatever a scenario's debt asks for.
          return try ScenarioReader.read(file: file, overrides: ["horizonYears=5"]).scenario
        } catch {
          throw CommandFailure(.invalidScenario, "\(error)")
        }
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
    return names.isEmpty ? WorkloadSuite.names : names
  }
}
