import CreditBasics
import MinerCredit
import NumericCore
import TestSupport
import Testing

/// Books of the sizes that are allowed are planned in a time that grows with them, not with their square.
@Suite struct LargeBookTests {
  /// Every borrower has elasticities of its own: 4000 took 8 s, a hundred times as long as now.
  @Test func ownElasticities() {
    let miners = (0..<4_000).map { number in
      Miner(
        name: "m\(number)",
        marketCap: MarketCapitalisation(
          initialUSD: 1e6, beta: PerCoin(btc: 1 + Double(number), eth: 0)))
    }
    let scenario = SmallScenarios.scenario(miners, years: 0.25, stepsPerYear: 4)
    let seconds = processorSeconds {
      #expect(CreditPlan(scenario, world: .full).miners.count == 4_000)
    }
    #expect(seconds < 3)
  }

  /// Each borrower owns the one before it and $10 besides: a recursion runs out of stack, and each chain of its own is
  /// walked 10,000 times.
  @Test func aChainOfParents() {
    let count = 10_000
    let miners = (0..<count).map { number in
      Miner(name: "m\(number)", parent: number < count - 1 ? number + 1 : nil, cashUSD: 10)
    }
    var scenario = SmallScenarios.scenario(miners, years: 0.25, stepsPerYear: 4)
    scenario.miners[count - 1].tranches = [SmallScenarios.loan(principal: 25_000)]
    let seconds = processorSeconds {
      #expect(scenario.stepOrder == Array(0..<count))
      #expect(scenario.circleOfParents == nil)
      let book = AsOfBook(scenario, plan: CreditPlan(scenario, world: .full))
      #expect(book.headlineLTV[count - 1] == 0.25)
      scenario.miners[count - 1].parent = count - 3
      #expect(scenario.circleOfParents == [count - 3, count - 2, count - 1])
    }
    #expect(seconds < 3)
  }

  /// Children come first however they are named, brothers by name.
  @Test func descendantsComeFirst() {
    // 3 owns 1 and 5, 1 owns 4, 0 owns 2.
    let parents = [nil, 3, 0, nil, 1, 3]
    let miners = parents.enumerated().map { Miner(name: "m\($0)", parent: $1) }
    #expect(SmallScenarios.scenario(miners).stepOrder == [2, 0, 4, 1, 5, 3])
  }

  /// Each loan has the first lien on a lot and the second on the next: 6000 took 1 s, thirty times as long as now.
  @Test func aLienForEachLoan() {
    let count = 6_000
    let loans = (0..<count).map { SmallScenarios.loan("l\($0)", principal: 100) }
    let lots = (0..<count).map { number in
      GPULot(
        name: "g\(number)", gpu: 0, count: 1,
        liens: number > 0 ? [number, number - 1] : [number])
    }
    let miner = Miner(name: "m", gpuLots: lots, tranches: loans)
    let market = SmallScenarios.market(gpus: [GPUClass(name: "H100")])
    let scenario = SmallScenarios.scenario(
      [miner], market: market, years: 0.25, stepsPerYear: 4)
    let seconds = processorSeconds {
      #expect(CreditPlan(scenario, world: .full).miners.count == 1)
    }
    #expect(seconds < 0.4)
  }
}
