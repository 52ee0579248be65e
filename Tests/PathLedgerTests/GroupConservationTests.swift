import CreditBasics
import PathLedger
import TestSupport
import Testing

/// Within a group nothing is created or lost: cash and units that come in are what goes out and what is held,
/// on every path of random scenarios in which miners belong to one another.
@Suite struct GroupConservationTests {
  private static let paths: [GroupPath] =
    (200..<224 as Range<UInt64>).flatMap { seed in
      let scenario = RandomScenarios.scenario(seed % 3 == 0 ? .parents : .everything, seed: seed)
      let ledger = PathLedger(scenario: scenario)
      return (0..<3 as Range<UInt64>).map {
        GroupPath(scenario: scenario, account: ledger.run(path: $0, recording: true))
      }
    }

  /// What one member says it gave is what the other says it had, step by step; after its end a miner gives
  /// and has nothing.
  @Test func whatLeavesOneMemberReachesTheOther() {
    var (supported, distributed) = (0, 0)
    for path in Self.paths {
      for parent in path.scenario.miners.indices {
        let children = path.children(of: parent)
        for step in 0..<path.scenario.grid.stepCount {
          let support = path.sum(.parentSupport, of: children, at: step)
          let income = -path.sum(.distributed, of: children, at: step)
          let isThere = path.begins(parent, step)
          expectEqual(-path.sum(.supportGiven, of: [parent], at: step), support)
          expectEqual(path.sum(.fromChildren, of: [parent], at: step), isThere ? income : 0)
          if !isThere { #expect(support == 0) }
          if support > 0 { supported += 1 }
          if income > 0, isThere { distributed += 1 }
        }
      }
    }
    #expect(supported > 50 && distributed > 50)
  }

  /// Support stays within its cap, and within what the parent had above `keep` when the step began.
  @Test func supportIsNoMoreThanThereIs() {
    var (atCap, atKeep) = (0, 0)
    for path in Self.paths {
      for (child, miner) in path.scenario.miners.enumerated() {
        guard let terms = miner.support, let parent = miner.parent else { continue }
        let given = path.amounts(.parentSupport, of: child)
        let total = given.values.reduce(0, +)
        #expect(total <= terms.capUSD * (1 + 1e-12))
        if total >= terms.capUSD * (1 - 1e-12) { atCap += 1 }
        for (step, amount) in given {
          let above = (path.amounts(.openingCash, of: parent)[step] ?? 0) - terms.keepUSD
          #expect(amount <= above + 1e-6)
          if amount >= above - 1e-6 { atKeep += 1 }
        }
      }
    }
    #expect(atCap > 0 && atKeep > 0)
  }

  /// Cash and reserves of a group change by what passes between its members and others: never by what
  /// passes between them.
  @Test func cashOfAGroupIsWhatCameInLessWhatWentOut() {
    var checked = 0
    for path in Self.paths {
      for members in path.groups where members.count > 1 {
        var held = members.reduce(0.0) { $0 + path.openingFunds(of: $1) }
        var scale = abs(held) + 1
        for step in 0..<path.scenario.grid.stepCount {
          for member in members {
            let outside = path.flowsWithOutsiders(of: member, at: step)
            held += outside.net
            scale += outside.gross
          }
          let funds = members.reduce(0.0) { $0 + path.funds(of: $1, after: step) }
          #expect(
            abs(funds - held) <= 1e-12 * scale, "\(path.scenario.name) \(members) step \(step)")
          checked += 1
        }
      }
    }
    #expect(checked > 5000)
  }

  /// What the books lose in coins is what the market takes: sales of the living, and all that defaulters
  /// had; and what a group holds is what it had, mined and earned less what it sold.
  @Test(arguments: Coin.allCases) func coinsGoFromBooksToTheMarket(coin: Coin) {
    var checked = 0
    for path in Self.paths {
      let taken = path.marketAmounts(.coinsSoldByAll, of: coin.key)
      for step in 0..<path.scenario.grid.stepCount {
        var sold = 0.0
        for miner in path.scenario.miners.indices where path.begins(miner, step) {
          let price = path.mark(coin, of: miner, at: step)
          let units = path.coinsSold(coin, by: miner, at: step)
          let left = path.coins(coin, of: miner, before: step) - units
          sold += price * (units + (path.fails(miner, step) ? left : 0))
          guard !path.ends(miner, step) else { continue }
          expectEqual(path.coins(coin, of: miner, after: step), left, absolute: 1e-6)
        }
        expectEqual(taken[step] ?? 0, sold, absolute: 1e-3)
        checked += sold > 0 ? 1 : 0
      }
    }
    #expect(checked > 500)
  }

  /// GPUs and rigs of a miner in default are dumped as far as they are paid for, unless they go with a
  /// contract; nothing else is.
  @Test func hardwareGoesFromBooksToTheMarket() {
    var (dumped, paidInPart) = (0, 0)
    for path in Self.paths {
      for step in 0..<path.scenario.grid.stepCount {
        var most = path.scenario.market.gpus.map { _ in 0.0 }
        var least = most
        var rigs = 0.0
        for (index, miner) in path.scenario.miners.enumerated() where path.fails(index, step) {
          for lot in miner.gpuLots {
            let share = path.paidShare(of: lot.order, miner: index, by: step)
            most[lot.gpu] += share * lot.count
            if lot.contract?.isAssignable != true { least[lot.gpu] += share * lot.count }
            if share > 0, share < 1 { paidInPart += 1 }
          }
          for lot in miner.allRigLots {
            rigs += path.paidShare(of: lot.order, miner: index, by: step) * lot.fleet.petahash
          }
        }
        for (gpu, terms) in path.scenario.market.gpus.enumerated() where terms.depth != nil {
          let taken = path.marketAmounts(.gpusDumped, of: terms.name)[step] ?? 0
          #expect(taken >= least[gpu] - 1e-6 && taken <= most[gpu] + 1e-6)
          if taken > 0 { dumped += 1 }
        }
        guard path.scenario.market.rigDepth != nil else { continue }
        expectEqual(path.marketAmounts(.rigsDumped, of: "")[step] ?? 0, rigs)
      }
    }
    #expect(dumped > 20 && paidInPart > 0)
  }
}
