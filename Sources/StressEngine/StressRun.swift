import CreditBasics
import RiskMeasures

/// A whole run: scenario in, result out.
public struct StressRun: Sendable {
  /// The resolved scenario.
  public let plan: RunPlan
  /// Number of workers.
  public let threads: Int

  /// Resolves a valid scenario for a number of workers.
  ///
  /// `extras` are estimated besides the basic tables; `twin` and `fans` as in `RunPlan`.
  public init(
    _ scenario: Scenario, threads: Int, extras: Extras = .all, twin: Bool = true,
    fans: Bool = true
  ) {
    plan = RunPlan(scenario, extras: extras, twin: twin, fans: fans)
    self.threads = threads
  }

  /// Runs a plan that is resolved already.
  public init(_ plan: RunPlan, threads: Int) {
    self.plan = plan
    self.threads = threads
  }

  /// Simulates every path; nil when `progress` was told to stop first.
  public func run(_ progress: RunProgress = RunProgress()) -> StressTally? {
    let blocks = RunPlan.blockCount(paths: plan.scenario.simulation.paths)
    return BlockScheduler(plan: plan, threads: threads, progress: progress).run(blocks: 0..<blocks)
  }

  /// Simulates chosen paths and returns what happened on them, in the order given.
  ///
  /// A path's outcome does not depend on which others are asked for.
  public func outcomes(ofPaths paths: [UInt64]) -> BlockOutcomes {
    var outcomes = BlockOutcomes(
      pathCount: paths.count, minerCount: plan.scenario.miners.count,
      trancheCount: plan.scenario.miners.reduce(0) { $0 + $1.tranches.count })
    TileRunner.with(plan, recordsLens: false) { runner in
      for start in stride(from: 0, to: paths.count, by: RunPlan.blockPaths) {
        let block = Array(paths[start..<min(start + RunPlan.blockPaths, paths.count)])
        runner.run(paths: block, into: &outcomes, first: start, progress: nil)
      }
    }
    return outcomes
  }
}
