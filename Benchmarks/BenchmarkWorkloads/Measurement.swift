import Dispatch

/// The times of a workload, in its unit.
public struct Measurement: Sendable {
  /// The workload's name.
  public let workload: String
  /// Number of threads.
  public let threads: Int
  /// Number of timed repetitions.
  public let repetitions: Int
  /// The middle time.
  public let median: Double
  /// First quartile.
  public let p25: Double
  /// Third quartile.
  public let p75: Double
  /// The unit of the times, such as `ns/path-step`.
  public let unit: String
  /// The port limit in the same unit at the processor's measured clock; nil when not worked out.
  public let limit: Double?
  /// What the last repetition estimated.
  public let statistics: [Statistic]
}

/// A result that disagrees with theory.
public struct WrongResult: Error, CustomStringConvertible {
  /// The workload.
  public let workload: String
  /// The statistic that is off.
  public let statistic: Statistic

  /// What was found and what theory says.
  public var description: String {
    let exact = statistic.exact.map { "\($0)" } ?? "unknown"
    return
      "\(workload): \(statistic.name) is \(statistic.moments.mean) ± "
      + "\(statistic.moments.standardError), theory says \(exact): the kernel is wrong, its time"
      + " means nothing"
  }
}

extension Workload {
  /// One untimed repetition whose results are checked, then `repetitions` timed ones.
  ///
  /// - Throws: `WrongResult` when a statistic is more than four standard errors from its theoretical
  ///   mean, in any repetition.
  public func measure(threads: Int, repetitions: Int) throws -> Measurement {
    try validate()
    var statistics = try check(run(threads: threads, seed: 1))
    let limit = portLimit(threads: threads)
    var times: [Double] = []
    for _ in 0..<repetitions {
      let start = DispatchTime.now().uptimeNanoseconds
      let found = run(threads: threads, seed: 1)
      times.append(Double(DispatchTime.now().uptimeNanoseconds - start) / work)
      statistics = try check(found)
    }
    return Measurement(
      workload: name, threads: threads, repetitions: repetitions, median: quantile(times, 0.5),
      p25: quantile(times, 0.25), p75: quantile(times, 0.75), unit: unit,
      limit: limit,
      statistics: statistics)
  }

  /// The port limit in nanoseconds per unit at the clock that is measured now; nil when not worked out.
  public func portLimit(threads: Int) -> Double? {
    limitCycles.map { $0 / ClockRate.gigahertz() / Double(threads) }
  }

  private func check(_ statistics: [Statistic]) throws -> [Statistic] {
    for statistic in statistics {
      if let z = statistic.z, !(abs(z) < 4) {
        throw WrongResult(workload: name, statistic: statistic)
      }
    }
    return statistics
  }
}

/// The quantile of type 7: linear between order statistics.
func quantile(_ values: [Double], _ level: Double) -> Double {
  let sorted = values.sorted()
  let position = level * Double(sorted.count - 1)
  let below = Int(position)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
}
