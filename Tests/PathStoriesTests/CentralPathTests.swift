import CreditBasics
import PathStories
import TestSupport
import Testing

/// What happens without chance and delays.
@Suite struct CentralPathTests {
  /// $500 of cash less overheads of $60 a month are negative in the ninth month, in any market.
  private static let failing = Miner(
    name: "a b", cashUSD: 500, overheadPerYear: 720,
    tranches: [SmallScenarios.loan(principal: 1_000)])

  @Test func aDefaultThatNeedsNoChanceIsFound() throws {
    let scenario = SmallScenarios.scenario([Self.failing], years: 1)
    let found = try #require(scenario.centralDefaults)
    #expect(found.map(\.step) == [8] && found.map(\.cause) == [.payment])
    #expect(
      CentralPathNotes.lines(of: scenario) == [
        "miners.\"a b\": defaults on 2026-09-30 (payment) even on the central path, without chance and delays: explain "
          + "--central-path tells how"
      ])
  }

  /// Whatever is random is gone: two seeds and any volatility give the same path, the regime stays, nobody is late.
  @Test(arguments: 1...6) func nothingIsLeftToChance(seed: Int) {
    var scenario = RandomScenarios.scenario(seed: UInt64(seed)).withoutChance
    let first = PathStory(scenario, path: 0).account
    scenario.simulation.seed += 1
    #expect(PathStory(scenario, path: 0).account == first)
    if scenario.market.given == nil { #expect(Set(first.market.map(\.regime)).count == 1) }
  }

  /// What has a date comes on it, what is only delayed at the mean of its delay.
  @Test func delaysEndAtTheirMeanWhereNothingElseSaysWhen() {
    var miner = Self.failing
    miner.gpuLots = [
      GPULot(name: "dated", gpu: 0, count: 1, inService: 0.5, meanDelayYears: 1),
      GPULot(name: "late", gpu: 0, count: 1, meanDelayYears: 1),
      GPULot(name: "now", gpu: 0, count: 1),
    ]
    var market = SmallScenarios.market(gpus: [GPUClass(name: "H100")])
    market.launches = [Launch(name: "next", date: 0, meanDelayYears: 2)]
    let central = SmallScenarios.scenario([miner], market: market).withoutChance
    #expect(central.miners[0].gpuLots.map(\.inService) == [0.5, 1, nil])
    #expect(central.market.launches.map(\.date) == [2])
    #expect(central.miners[0].gpuLots.allSatisfy { $0.meanDelayYears == 0 })
  }

  /// A book too large for the ledger is not walked through.
  @Test func largeBooksAreLeftOut() {
    let miners = (0..<2_000).map { number in
      var miner = Self.failing
      miner.name = "m\(number)"
      return miner
    }
    var scenario = SmallScenarios.scenario(miners, years: 10)
    #expect(scenario.centralDefaults == nil && CentralPathNotes.lines(of: scenario) == [])
    scenario.miners = Array(miners.prefix(12))
    let lines = CentralPathNotes.lines(of: scenario)
    #expect(lines.count == 11 && lines.last == "so do 2 more borrowers")
  }
}
