import Foundation

/// A row of a table of benchmarks: what `bench --csv` and `Benchmarks/peers/run` write.
package struct BenchmarkRow: Sendable, Equatable {
  /// The engine that this program is, where a table has no column of engines.
  static let ours = "minerstress"

  /// What was timed.
  package var workload: String
  /// By how many threads.
  package var threads: Int
  /// By whom.
  package var engine: String
  /// The middle time and its quartiles, nanoseconds per unit of work.
  package var median: Double, p25: Double, p75: Double
  /// What the times are per.
  package var unit: String
  /// The processor's port limit in the same unit; nil where it was not worked out.
  package var limit: Double?
}

/// The benchmarks of one file.
package struct BenchmarkTable: Sendable, Equatable {
  /// The file's name without its ending: a date, and what else was written behind it.
  package var name: String
  /// Every row.
  package var rows: [BenchmarkRow]
  /// What was measured on, in words; empty where there is no file that says it.
  package var machine: String

  /// Our own rows.
  var ours: [BenchmarkRow] { rows.filter { $0.engine == BenchmarkRow.ours } }

  /// Reads the text of a table.
  ///
  /// - Parameter file: Its name, as errors have it.
  /// - Throws: `ResultReadError`.
  package init(_ text: String, file: String, machine: String = "") throws {
    let records = try CSVRecords(text, file: file)
    let hasEngines = records.columns.contains("engine")
    name = String(file.dropLast(".csv".count))
    self.machine = machine
    rows = try records.read(file: file) { row in
      let median = try row.number("median", in: CSVRow.size)
      try row.require(median > 0, "median: expected a time above 0")
      return BenchmarkRow(
        workload: try row.text("workload"), threads: max(1, try row.integer("threads")),
        engine: hasEngines ? try row.text("engine") : BenchmarkRow.ours, median: median,
        p25: try row.number("p25", in: CSVRow.size), p75: try row.number("p75", in: CSVRow.size),
        unit: try row.text("unit"), limit: try row.ifPresent("limit"))
    }
  }

  /// Reads every table of a directory, the oldest first.
  ///
  /// Tables are named by their date, `2026-11-23.csv`; `2026-11-23-machine.csv` beside one says on what
  /// it was measured.
  /// - Throws: `ResultReadError` for a directory without tables, and at the first that cannot be read.
  package static func all(in directory: String) throws -> [BenchmarkTable] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
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
    let rows = try CSVRecords(text, file: file).read(file: file) {
      (what: try $0.text("what"), value: try $0.text("value"))
    }
    return rows.first { $0.what == "machine" }?.value ?? ""
  }

  private static func text(_ directory: String, _ file: String) throws -> String {
    guard let text = try? String(contentsOfFile: "\(directory)/\(file)", encoding: .utf8) else {
      throw ResultReadError("\(directory)/\(file): cannot be read")
    }
    return text
  }
}
