import CreditBasics
import PathLedger
import TestSupport
import Testing

/// Nothing is created or lost, on random scenarios in which everything happens.
@Suite struct ConservationPropertyTests {
  private struct Books: Hashable {
    let step: Int
    let miner: Int
  }

  private func paths(
    in world: World = .full
  ) -> [(scenario: Scenario, account: PathAccount)] {
    let plain = (100..<115 as Range<UInt64>).map { RandomScenarios.scenario(seed: $0) }
    let full = (100..<120 as Range<UInt64>).map { RandomScenarios.scenario(.everything, seed: $0) }
    return (plain + full).flatMap { scenario in
      let ledger = PathLedger(scenario: scenario, world: world)
      return (0..<3 as Range<UInt64>).map { (scenario, ledger.run(path: $0, recording: true)) }
    }
  }

  @Test(arguments: World.allCases)
  func cashClosesWhereFlowsLeaveIt(world: World) {
    var checked = 0
    for (scenario, account) in paths(in: world) {
      var expected: [Books: Double] = [:]
      var scale: [Books: Double] = [:]
      for entry in account.entries {
        guard let miner = entry.miner else { continue }
        let books = Books(step: entry.step, miner: miner)
        if entry.item.movesCash || entry.item == .openingCash {
          expected[books, default: 0] += entry.amount
          scale[books, default: 1] += abs(entry.amount)
        }
      }
      for entry in account.entries where entry.item == .cash {
        let books = Books(step: entry.step, miner: entry.miner!)
        let drift = abs(expected[books, default: .infinity] - entry.amount)
        #expect(drift <= 1e-12 * scale[books]!, "\(scenario.name) \(books)")
        checked += 1
      }
      // A step opens with the cash with which the one before closed.
      for miner in scenario.miners.indices {
        let (opening, closing) = (
          account.amounts(.openingCash, miner: miner), account.amounts(.cash, miner: miner)
        )
        #expect(opening[0] == scenario.miners[miner].cashUSD)
        for (step, cash) in opening where step > 0 { #expect(closing[step - 1] == cash) }
      }
    }
    #expect(checked > 10_000)
  }

  @Test func coinsCloseWhereFlowsLeaveThem() {
    var checked = 0
    for (scenario, account) in paths() {
      for (miner, terms) in scenario.miners.enumerated() {
        let sold = account.amounts(.coinsSold, of: "btc", miner: miner)
        let kept = account.amounts(.keptCoins, miner: miner)
        var closing: [Int: Double] = [:]
        for entry in account.entries
        where entry.miner == miner && (entry.item == .freeCoins || entry.item == .pledged)
          && entry.subject.hasSuffix("btc")
        { closing[entry.step, default: 0] += entry.amount }
        var coins = terms.treasury.holdings.btc
        for (step, balance) in closing.sorted(by: { $0.key < $1.key }) {
          coins -= (kept[step] ?? 0) / account.market[step].coinUSD.btc + (sold[step] ?? 0)
          expectEqual(balance, coins, absolute: 1e-6)
          checked += 1
        }
      }
    }
    #expect(checked > 1000)
  }

  @Test func proceedsAreRecoveriesPlusResidual() {
    var defaults = 0
    for (_, account) in paths() {
      for miner in account.miners where miner.defaultStep != nil {
        defaults += 1
        let recovered = miner.tranches.reduce(0) { $0 + $1.recoveryUSD }
        expectEqual(recovered + miner.residualUSD, miner.proceedsUSD, absolute: 1e-3)
        for tranche in miner.tranches {
          #expect(tranche.recoveryUSD <= tranche.claimUSD)
          #expect(tranche.recoveryUSD >= 0)
        }
        // Shareholders get nothing before creditors are whole.
        if miner.residualUSD > 1 {
          for tranche in miner.tranches {
            expectEqual(tranche.recoveryUSD, tranche.claimUSD, absolute: 1e-3)
          }
        }
      }
    }
    #expect(defaults > 50)
  }

  @Test func outstandingRisesByDrawsAndInterestAndFallsByWhatIsPaidOrConverted() {
    var checked = 0
    for (scenario, account) in paths() {
      for (miner, terms) in scenario.miners.enumerated() {
        for tranche in terms.tranches {
          func amounts(_ items: LedgerItem...) -> [[Int: Double]] {
            items.map { account.amounts($0, of: tranche.name, miner: miner) }
          }
          let additions = amounts(.draw, .capitalised)
          let reductions = amounts(.principal, .paidDown, .converted, .swept)
          let endings = amounts(.cure, .seizure, .balloon, .put)
          var left = tranche.principalUSD
          for (step, balance) in amounts(.outstanding)[0].sorted(by: { $0.key < $1.key }) {
            for addition in additions { left += addition[step] ?? 0 }
            for reduction in reductions { left -= abs(reduction[step] ?? 0) }
            if endings.contains(where: { $0[step] != nil }) {
              #expect(balance == 0)
              left = 0
            }
            expectEqual(balance, left, absolute: 1e-3)
            checked += 1
          }
        }
      }
    }
    #expect(checked > 1000)
  }

  /// Paths depend on scenario, seed and number only; recording changes nothing.
  @Test func recordingChangesNothing() {
    let ledger = PathLedger(scenario: RandomScenarios.scenario(seed: 3))
    for path in [5, 2, 5, 1 << 40] as [UInt64] {
      var recorded = ledger.run(path: path, recording: true)
      recorded.market = []
      recorded.entries = []
      for miner in recorded.miners.indices {
        recorded.miners[miner].marks = []
        recorded.miners[miner].collateral = []
      }
      #expect(recorded == ledger.run(path: path))
    }
    #expect(ledger.run(path: 1) != ledger.run(path: 2))
  }

  /// Without depth anywhere the bottomless world is the world.
  @Test func bottomlessIsInfiniteDepth() {
    for seed in 200..<206 as Range<UInt64> {
      let scenario = RandomScenarios.scenario(seed: seed)
      var deep = scenario
      deep.market.coins.btc.depth = nil
      deep.market.coins.eth.depth = nil
      for gpu in deep.market.gpus.indices { deep.market.gpus[gpu].depth = nil }
      for path in 0..<4 as Range<UInt64> {
        #expect(
          PathLedger(scenario: deep).run(path: path)
            == PathLedger(scenario: scenario, world: .bottomless).run(path: path))
      }
    }
  }
}
