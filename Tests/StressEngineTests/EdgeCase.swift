import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// A scenario without noise whose only path is worked out by hand: what the kernels and the ledger
/// say of it, which must be the same.
struct EdgeCase {
  /// From the kernels.
  let outcomes: BlockOutcomes
  /// From the ledger, recorded.
  let account: PathAccount

  init(_ scenario: Scenario, world: World = .full) {
    outcomes = StressRun.outcomes(of: scenario, in: world, paths: [0])
    account = PathLedger(scenario: scenario, world: world).run(path: 0, recording: true)
    let check = KernelCheck(account, of: scenario, with: outcomes, slack: 1e-9)
    #expect(check.disagreements == [])
  }

  /// A book in steps of a quarter.
  init(
    quarterly miners: [Miner], market: Market = SmallScenarios.market(), years: Double = 1,
    resolution: ResolutionTerms = ResolutionTerms()
  ) {
    self.init(
      SmallScenarios.scenario(
        miners, market: market, years: years, stepsPerYear: 4, resolution: resolution))
  }

  /// `payment 12`, `closed 3` or `none` for each miner: why and in which step it ended.
  var ends: [String] {
    account.miners.map { miner in
      if let step = miner.closedStep { return "closed \(step)" }
      return miner.defaultStep.map { "\(miner.cause?.key ?? "?") \($0)" } ?? "none"
    }
  }

  /// Claims of all tranches of the book in dollars.
  var claims: [Double] { account.miners.flatMap { $0.tranches.map(\.claimUSD) } }
}
