import CreditBasics
import Dispatch
import RiskMeasures

/// A whole run: scenario in, result out.
public struct StressRun: Sendable {
  /// The resolved scenario.
  public let plan: RunPlan
  /// Number of workers.
  public let threads: Int

  /// Resolves a valid scenario for a number of workers; fewer than 1 count as 1.
  ///
  /// An invalid scenario is a mistake of the program that made it, and ends the program: call
  /// `Scenario.validate` first where it was made or changed in code.
  /// `extras` are estimated besides the basic tables; `bottomless` and `fans` as in `RunPlan`.
  public init(
    _ scenario: Scenario, threads: Int, extras: Extras = .all, bottomless: Bool = true,
    fans: Bool = true
  ) {
    plan = RunPlan(scenario, extras: extras, bottomless: bottomless, fans: fans)
    self.threads = threads
  }

  /// Runs a plan that is resolved already.
  public init(_ plan: RunPlan, threads: Int) {
    self.plan = plan
    self.threads = threads
  }

  /// Simulates every path; nil when `progress` was told to stop before the last one was done.
  ///
  /// Blocks the calling thread until then and works on `threads` threads; a task should call it from a queue of its
  /// own.
  public func run(_ progress: RunProgress = RunProgress()) -> StressTally? {
    let blocks = RunPlan.blockCount(paths: plan.scenario.simulation.paths)
    let work = BlockWork(
      plan: plan, blocks: BlockSet(0..<blocks), progress: progress, workers: threads)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, work.mostWorkers))) { _ in
      work.work()
    }
    let harvest = work.takeHarvest()
    return harvest?.blocks == BlockSet(0..<blocks) ? harvest?.tally : nil
  }
}
