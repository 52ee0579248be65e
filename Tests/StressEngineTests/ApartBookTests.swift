import CreditBasics
import StressEngine
import TestSupport
import Testing

/// Who neither sells into a market with depth nor has relatives is alone with the market.
@Suite struct ApartBookTests {
  /// A random book of so many miners, all different, in a market of infinite depth.
  private func scenario(_ seed: UInt64, miners: Int) -> Scenario {
    var scenario = RandomScenarios.scenario(seed: seed)
    scenario.market.coins.btc.depth = nil
    scenario.market.coins.eth.depth = nil
    scenario.market.rigDepth = nil
    for gpu in scenario.market.gpus.indices { scenario.market.gpus[gpu].depth = nil }
    let originals = scenario.miners
    scenario.miners = (0..<miners).map { index in
      var miner = originals[index % originals.count]
      miner.name = "m\(1000 + index)"
      miner.cashUSD *= 0.5 + Double(index) / Double(miners)
      return miner
    }
    return scenario
  }

  // More than 64 miners go through all steps some after others, fewer step after step together: 70 end as two
  // books of 35 do, to the bit.
  @Test(arguments: [1, 2, 5, 9] as [UInt64])
  func aGreatBookEndsAsItsHalvesDo(seed: UInt64) throws {
    let whole = scenario(seed, miners: 70)
    let paths = (0..<40).map { UInt64($0) }
    let together = StressRun(whole, threads: 1, extras: []).outcomes(ofPaths: paths)
    var (defaults, claims) = (0, 0)
    for half in [0..<35, 35..<70] {
      var part = whole
      part.miners = Array(whole.miners[half])
      let alone = StressRun(part, threads: 1, extras: []).outcomes(ofPaths: paths)
      let miners = half.lowerBound * paths.count..<half.upperBound * paths.count
      #expect(Array(together.defaultStep[miners]) == alone.defaultStep)
      #expect(Array(together.cause[miners]) == alone.cause)
      #expect(Array(together.closedStep[miners]) == alone.closedStep)
      let tranches = claims..<claims + alone.claimUSD.count
      #expect(Array(together.claimUSD[tranches]) == alone.claimUSD)
      #expect(Array(together.recoveryUSD[tranches]) == alone.recoveryUSD)
      #expect(Array(together.discountedExposure[tranches]) == alone.discountedExposure)
      #expect(Array(together.owedAtEndUSD[tranches]) == alone.owedAtEndUSD)
      claims = tranches.upperBound
      defaults += alone.defaultStep.count { $0 >= 0 }
    }
    #expect(defaults > 100)
  }

  // Tables that look at every quarter need all miners at one step.
  @Test func lossesDoNotDependOnTheTablesAskedFor() throws {
    var book = scenario(3, miners: 70)
    book.simulation.paths = 200
    let basic = try #require(StressRun(book, threads: 2, extras: []).run()).result()
    let all = try #require(StressRun(book, threads: 1, extras: .all).run()).result()
    #expect("\(basic.miners)" == "\(all.miners)")
    #expect("\(basic.lossDistribution)" == "\(all.lossDistribution)")
  }
}
