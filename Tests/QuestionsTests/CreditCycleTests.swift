import CreditBasics
import RiskMeasures
import ScenarioFiles
import StressEngine
import Testing

/// What `scenarios/credit-cycle.json5` claims of itself.
@Suite struct CreditCycleTests {
  private func scenario() throws -> Scenario {
    let file = GuideTests.root.appending(path: "scenarios/credit-cycle.json5")
    var scenario = try ScenarioReader.read(file: file.path(percentEncoded: false)).scenario
    scenario.simulation.paths = 8192
    return scenario
  }

  private func pair(_ result: StressResult) throws -> DefaultCorrelation {
    try #require(
      result.defaultCorrelations?.first {
        $0.first == "ai-landlord" && $0.second == "gpu-cloud"
      })
  }

  /// Names taken away, each contract has an anonymous tenant of the same intensity: single default rates stay
  /// and what the two still share is the cycle.
  @Test func oneTenantTiesTwoBorrowersAndAnonymousOnesDoNot() throws {
    var scenario = try scenario()
    let named = try #require(StressRun(scenario, threads: 2).run()).result()
    for miner in scenario.miners.indices {
      for lot in scenario.miners[miner].gpuLots.indices {
        scenario.miners[miner].gpuLots[lot].contract?.tenant = nil
      }
      for lease in scenario.miners[miner].leases.indices
      where scenario.miners[miner].name == "ai-landlord" {
        scenario.miners[miner].leases[lease].tenant = nil
      }
    }
    let anonymous = try #require(StressRun(scenario, threads: 2).run()).result()
    // 0.68 and 0.09 on 20,000 paths; the error of either is about 0.015 here.
    #expect(try pair(named).correlation?.value ?? 0 > 0.3)
    #expect(try pair(anonymous).correlation?.value ?? 1 < 0.15)
    for (with, without) in zip(named.miners, anonymous.miners) {
      let (one, other) = (with.defaults.value, without.defaults.value)
      let error = (one * (1 - one) * 2 / Double(named.paths)).squareRoot()
      #expect(abs(one - other) <= 4.5 * error, "\(with.miner): \(one), \(other)")
    }
  }

  /// The intensities are the sum of two chains, bitcoin's and credit's: in each half of a pair the other
  /// half moves alike, and nothing moves both.
  @Test func theRegimesAreAProductOfTwoChains() throws {
    let market = try scenario().market
    let index = Dictionary(
      uniqueKeysWithValues: market.regimes.enumerated().map { ($0.element.name, $0.offset) })
    let (coins, credit) = (["calm", "stress", "winter"], ["", " crunch"])
    func rate(_ from: String, _ to: String) throws -> Double {
      market.switching[try #require(index[from])][try #require(index[to])]
    }
    #expect(market.regimes.count == 6)
    for from in coins {
      #expect(try rate(from, from + " crunch") == 0.15)
      #expect(try rate(from + " crunch", from) == 1)
      for to in coins where to != from {
        #expect(try rate(from, to) == rate(from + " crunch", to + " crunch"))
        for state in credit {
          let other = state.isEmpty ? " crunch" : ""
          #expect(try rate(from + state, to + other) == 0)
        }
      }
    }
  }

  /// Crunches are the regimes in which nobody refinances; in each, tenants fail more, rents fall faster, fewer
  /// hours are let and money is dearer than in its open half.
  @Test func aCrunchIsWorseInEveryRespect() throws {
    let regimes = try scenario().market.regimes
    for regime in regimes {
      #expect(regime.refinancingOpen != regime.name.hasSuffix("crunch"))
      guard let crunch = regimes.first(where: { $0.name == regime.name + " crunch" }) else {
        continue
      }
      #expect(crunch.tenantDefaultPerYear > regime.tenantDefaultPerYear)
      #expect(crunch.rentAnnualDecline > regime.rentAnnualDecline)
      #expect(crunch.utilisation < regime.utilisation)
      #expect(crunch.refinancingPremium > regime.refinancingPremium)
      #expect(crunch.shortRateMean ?? 0 > 0.035)
    }
  }
}
