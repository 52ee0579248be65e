import Foundation
import Reporting
import ResultReading

/// A row of a table of benchmarks: what `bench --csv` and `Benchmarks/peers/run` write.
package struct BenchmarkRow: TableRow, Sendable, Equatable {
  /// The engine that this program is, where a table has no column of engines.
  static let ours = "minerstress"

  /// What was timed.
  @CSV("workload") package var workload: String
  @CSV("threads") package var threads: Int
  @CSV("engine", .ifPresent) private var namedEngine: String?
  /// The middle time, nanoseconds per unit of work.
  @CSV("median", .size) package var median: Double
  @CSV("p25", .size) package var p25: Double
  @CSV("p75", .size) package var p75: Double
  /// The unit of the times, such as `ns/path-step`.
  @CSV("unit") package var unit: String
  /// The processor's port limit in the same unit; nil where it was not worked out.
  @CSV("limit", .ifPresent) package var limit: Double?

  /// The program that was timed.
  package var engine: String { namedEngine ?? Self.ours }

  /// The work and its threads: `W1, 2 threads`.
  var words: String { "\(workload), " + NumberWords.count(threads, "thread") }

  /// What a time counts in: `ns per path-step`.
  var unitWords: String { unit.replacing("/", with: " per ") }

  /// The engine as its authors write it.
  var engineWords: String {
    [
      "cpp": "C++", "cpp-256": "C++, 256-bit vectors", "cpp-v3": "C++ for AVX2", "numpy": "NumPy",
      "jax": "JAX", "numba": "Numba", "torch": "PyTorch", "ore": "ORE", "quantlib": "QuantLib",
    ][engine] ?? engine
  }

  package var contradiction: String? {
    if threads == 0 { return "threads: expected one at least" }
    return median > 0 ? nil : "median: expected a time above 0"
  }
}

/// The benchmarks of one file.
package struct BenchmarkTable: Sendable, Equatable {
  /// The file's name without its ending: a date, and what else was written behind it.
  package var name: String
  package var rows: [BenchmarkRow]
  /// The machine that was measured on, in words; empty where no file says it.
  package var machine: String

  var ours: [BenchmarkRow] { rows.filter { $0.engine == BenchmarkRow.ours } }

  /// Reads the text of a table.
  ///
  /// - Parameter file: Its name, as errors have it.
  /// - Throws: `ResultReadError`.
  package init(_ text: String, file: String, machine: String = "") throws {
    name = String(file.dropLast(".csv".count))
    self.machine = machine
    rows = try CSVRecords(text, file: file).read(BenchmarkRow())
  }

  /// Reads every table of a directory, the oldest first.
  ///
  /// Tables are named by their date, `2026-11-23.csv`; `2026-11-23-machine.csv` beside one says on what
  /// it was measured.
  /// - Throws: `ResultReadError` for a directory without tables, and at the first that cannot be read.
  package static func all(in directory: String) throws -> [BenchmarkTable] {
    let files = FilePath.names(in: directory)
    let machine = "-machine.csv"
    let tables = try files.sorted().filter {
      $0.wholeMatch(of: #/\d{4}-\d\d-\d\d.*\.csv/#) != nil && !$0.hasSuffix(machine)
    }.map { file in
      let beside = "\(file.prefix(10))\(machine)"
      return try BenchmarkTable(
        try text(directory, file), file: file,
        machine: files.contains(beside)
          ? try Self.machine(try text(directory, beside), file: beside) : "")
    }
    guard !tables.isEmpty else {
      throw ResultReadError(
        "\(directory) holds no table of benchmarks: expected files named by their date, such as "
          + "2026-11-23.csv")
    }
    return tables
  }

  private static func machine(_ text: String, file: String) throws -> String {
    let rows = try CSVRecords(text, file: file).read(MachineRow())
    return rows.first { $0.what == "machine" }?.value ?? ""
  }

  private struct MachineRow: TableRow {
    @CSV("what") var what: String
    @CSV("value") var value: String
  }

  private static func text(_ directory: String, _ file: String) throws -> String {
    guard let text = try? String(contentsOfFile: "\(directory)/\(file)", encoding: .utf8) else {
      throw ResultReadError("\(directory)/\(file): cannot be read")
    }
    return text
  }
}
