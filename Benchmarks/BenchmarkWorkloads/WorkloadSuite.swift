import CreditBasics

/// Chooses workloads by name and measures them in turn.
public enum WorkloadSuite {
  /// What may be asked for.
  public static let names = ["W1", "W2", "W3", "W3-all", "W4", "W5", "W5-depth", "kernels"]
  /// What is measured unless named: all but the books of thousands of loans, which take minutes.
  public static let usual = names.filter { !$0.hasPrefix("W5") }

  /// Steps of a path of a workload, and its units of work in a step; nil for what has no paths.
  public static func pathWork(of name: String) -> (steps: Int, unitsPerStep: Int)? {
    switch name {
    case "W1": (FactorLaw.steps, FactorLaw.count)
    case "W2", "W3", "W3-all", "W4": (FactorLaw.steps, 1)
    case "W5", "W5-depth": (Scenario.coinLoanGrid.stepCount, coinLoans)
    default: nil
    }
  }

  /// Loans of W5.
  private static let coinLoans = 10_000

  /// The workloads of a name.
  ///
  /// W3, W4 and W5 need the flagship scenario; `scale` multiplies the paths. There are so many
  /// paths that a repetition takes tenths of a second or more: that one worker may get a block more
  /// than another hardly matters.
  public static func workloads(
    named name: String, scale: Double = 1, flagship: () throws -> Scenario
  ) rethrows -> [any Workload] {
    func sized(_ paths: Int) -> Int { max(1, Int(Double(paths) * scale)) }
    switch name {
    case "W1": return [PathsWorkload(paths: sized(524_288))]
    case "W2": return [BooksWorkload(paths: sized(262_144))]
    case "W3": return [StressWorkload(try flagship(), paths: sized(102_400))]
    case "W3-all": return [StressWorkload(try flagship(), paths: sized(102_400), allTables: true)]
    case "W4": return [StressWorkload(try flagship(), miners: 50, paths: sized(8192))]
    case "W5", "W5-depth":
      return [
        StressWorkload(
          try flagship(), coinLoans: coinLoans, paths: sized(512), hasDepth: name == "W5-depth")
      ]
    case "kernels":
      return FunctionWorkload.Function.allCases.map {
        FunctionWorkload($0, values: sized(1 << 24))
      }
    default: return []
    }
  }
}

/// Measurements as the table on the terminal and as CSV.
public enum MeasurementTable {
  /// Header of the CSV.
  public static let csvHeader = "workload,threads,repetitions,median,p25,p75,unit,limit\n"

  /// One row of the CSV.
  public static func csvRow(_ m: Measurement) -> String {
    "\(m.workload),\(m.threads),\(m.repetitions),\(m.median),\(m.p25),\(m.p75),\(m.unit),"
      + (m.limit.map { "\($0)" } ?? "") + "\n"
  }

  /// Header of the table.
  public static let header = line([
    "workload", "threads", "repetitions", "median", "p25", "p75", "unit", "limit",
  ])

  /// One row of the table.
  public static func row(_ m: Measurement) -> String {
    line([
      m.workload, "\(m.threads)", "\(m.repetitions)", rounded(m.median), rounded(m.p25),
      rounded(m.p75), m.unit, m.limit.map(rounded) ?? "-",
    ])
  }

  private static func rounded(_ x: Double) -> String { "\((x * 1000).rounded() / 1000)" }

  private static func line(_ cells: [String]) -> String {
    let widths = [8, 7, 11, 9, 9, 9, 19, 7]
    return zip(cells, widths).map { cell, width in
      cell + String(repeating: " ", count: max(1, width + 1 - cell.count))
    }.joined() + "\n"
  }
}
