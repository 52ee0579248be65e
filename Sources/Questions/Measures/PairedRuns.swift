import CreditBasics
import RiskMeasures
import StressEngine

/// Estimates measures of scenarios on common random numbers.
///
/// Draws belong to (seed, path, purpose), so that scenarios that differ in a number meet the same
/// futures: what differs between two runs is the effect of the change.
package struct PairedRuns: Sendable {
  package let threads: Int
  /// Counts the paths simulated over all runs, and can stop them.
  package let progress: RunProgress

  package init(threads: Int, progress: RunProgress = RunProgress()) {
    self.threads = threads
    self.progress = progress
  }

  /// One sample for each measure; nil when told to stop.
  func samples(_ measures: [Measure], of scenario: Scenario) -> [MeasureSample]? {
    let columns = Set(measures.flatMap(\.columns))
    let values = PathValues(scenario, columns: columns, threads: threads, progress: progress)
    return values.map { paths in measures.map { MeasureSample($0, paths) } }
  }

  /// The estimate of one measure; nil when told to stop.
  package func estimate(_ measure: Measure, of scenario: Scenario) -> Estimate? {
    samples([measure], of: scenario)?[0].estimate
  }
}
