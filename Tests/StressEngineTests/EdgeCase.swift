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
    let check = KernelAgreement(account, outcomes)
    #expect(check.differences == [])
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

/// Where the two programs differ on one path.
private struct KernelAgreement {
  var differences: [String] = []

  init(_ account: PathAccount, _ outcomes: BlockOutcomes) {
    for (index, miner) in account.miners.enumerated() {
      note("\(index) default", Double(outcomes.defaultStep[index]), Double(miner.defaultStep ?? -1))
      note("\(index) closed", Double(outcomes.closedStep[index]), Double(miner.closedStep ?? -1))
      guard let cause = miner.cause else { continue }
      note("\(index) cause", Double(outcomes.cause[index]), Double(cause.rawValue))
    }
    for (index, tranche) in account.miners.flatMap(\.tranches).enumerated() {
      note("\(index) claim", outcomes.claimUSD[index], tranche.claimUSD)
      note("\(index) recovery", outcomes.recoveryUSD[index], tranche.recoveryUSD)
      note("\(index) exposure", outcomes.discountedExposure[index], tranche.discountedExposure)
      note("\(index) owed at the end", outcomes.owedAtEndUSD[index], tranche.owedAtEndUSD)
    }
  }

  private mutating func note(_ name: String, _ kernel: Double, _ ledger: Double) {
    // Written so that NaN differs from everything.
    if !(abs(kernel - ledger) <= 1e-9 * max(abs(kernel), abs(ledger)) + 1e-9) {
      differences.append("\(name): \(kernel) in the kernels, \(ledger) in the ledger")
    }
  }
}
