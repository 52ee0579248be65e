import CreditBasics
import NumericCore
import RiskMeasures

extension StressRun {
  /// Simulates chosen paths of a scenario in one world, in the order given, as the kernels see it.
  ///
  /// `bottomlessDefaultStep` means nothing in the lender's world.
  public static func outcomes(
    of scenario: Scenario, in world: World, paths: [UInt64]
  ) -> BlockOutcomes {
    switch world {
    case .full:
      StressRun(scenario, threads: 1, extras: []).outcomes(ofPaths: paths)
    case .bottomless:
      StressRun(scenario.withoutDepth, threads: 1, extras: []).outcomes(ofPaths: paths)
    case .lender: lenderOutcomes(scenario, paths: paths)
    }
  }

  private static func lenderOutcomes(_ scenario: Scenario, paths: [UInt64]) -> BlockOutcomes {
    demand(paths.count <= RunPlan.blockPaths, "one block of paths at a time")
    let plan = RunPlan(scenario, extras: .underwritingGap)
    let runner = TileRunner(plan, recordsFans: false)
    var full = BlockOutcomes(
      pathCount: paths.count, minerCount: plan.book.miners.count,
      trancheCount: plan.book.tranches.count)
    runner.extras?.begin(pathCount: paths.count, onlyLosses: false)
    runner.extras?.beginStretch(pathCount: paths.count)
    runner.run(paths: paths, into: &full, progress: nil)
    return runner.extras?.lender?.outcomes ?? full
  }
}

extension Scenario {
  /// The scenario in markets of infinite depth.
  fileprivate var withoutDepth: Scenario {
    var bottomless = self
    for coin in Coin.allCases { bottomless.market.coins[coin].depth = nil }
    for gpu in bottomless.market.gpus.indices { bottomless.market.gpus[gpu].depth = nil }
    bottomless.market.rigDepth = nil
    return bottomless
  }
}
