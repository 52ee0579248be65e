import CreditBasics
import PathStories
import TestSupport
import Testing

/// What happens without chance and delays.
@Suite struct BaseCaseTests {
  /// $500 of cash less overheads of $60 a month are negative in the ninth month, in any market.
  private static let failing = Miner(
    name: "a b", cashUSD: 500, overheadPerYear: 720,
    tranches: [SmallScenarios.loan(principal: 1_000)])

  @Test func aDefaultThatNeedsNoChanceIsFound() throws {
    let scenario = SmallScenarios.scenario([Self.failing], years: 1)
    let found = try #require(scenario.baseCaseDefaults)
    #expect(found.map(\.step) == [8] && found.map(\.cause) == [.payment])
    #expect(
      BaseCaseNotes.lines(of: scenario) == [
        "miners.\"a b\": defaults on 2026-09-30 (payment) even in the base case, without chance and delays: explain "
          + "--base-case tells how"
      ])
  }

  /// Whatever is random is gone: two seeds and any volatility give the same path, the regime stays, nobody is late.
  @Test(arguments: 1...6) func nothingIsLeftToChance(seed: Int) {
    var scenario = RandomScenarios.scenario(seed: UInt64(seed)).baseCase
    let first = PathStory(scenario, path: 0).account
    scenario.simulation.seed += 1
    #expect(PathStory(scenario, path: 0).account == first)
    if scenario.market.given == nil { #expect(Set(first.market.map(\.regime)).count == 1) }
  }

  /// A book too large for the ledger is not walked through.
  @Test func largeBooksAreLeftOut() {
    let miners = (0..<2_000).map { number in
      var miner = Self.failing
      miner.name = "m\(number)"
      return miner
    }
    var scenario = SmallScenarios.scenario(miners, years: 10)
    #expect(scenario.baseCaseDefaults == nil && BaseCaseNotes.lines(of: scenario) == [])
    scenario.miners = Array(miners.prefix(12))
    let lines = BaseCaseNotes.lines(of: scenario)
    #expect(lines.count == 11 && lines.last == "so do 2 more borrowers")
  }
}
