import CreditBasics
import Testing

@testable import Verification

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Expects a case to agree, and to contradict once a defect is planted.
func expectCaught(
  _ name: String, paths: Int = 30_000, _ location: SourceLocation = #_sourceLocation,
  _ plant: (inout VerificationCase) -> Void
) throws {
  var item = try #require(Verification.cases.first { $0.name == name })
  let sound = try #require(item.run(paths: paths, threads: 2))
  #expect(sound.agree, "the case itself", sourceLocation: location)
  plant(&item)
  let rows = try #require(item.run(paths: paths, threads: 2))
  #expect(!rows.agree, "the defect in \(name)", sourceLocation: location)
}

/// A check of the checks: the engine is given the scenario that a defect would make of the right one,
/// and the verdict must fail.
@Suite struct PlantedDefectTests {
  /// Scales every volatility and leaves the drift of log prices as the defect would: `μ` absorbs it.
  private func scale(_ regime: inout Regime, noise factor: Double) {
    let volatility = regime.coins.btc.volatility
    regime.coins.btc.drift += volatility * volatility * (factor * factor - 1) / 2
    regime.coins.btc.volatility *= factor
    regime.rentVolatility *= factor
    regime.powerVolatility *= factor
    regime.hashrateVolatility *= factor
  }

  @Test(arguments: ["merton-1974", "merton-1976", "kou-2002", "black-cox-1976"])
  func driftWithoutItsVarianceTerm(name: String) throws {
    try expectCaught(name) { item in
      let volatility = item.scenario.market.regimes[0].coins.btc.volatility
      item.scenario.market.regimes[0].coins.btc.drift += volatility * volatility / 2
    }
  }

  @Test(arguments: ["merton-1974", "black-cox-1976", "mean-reversion", "two-regimes"])
  func noiseOfAStepWithoutTheSquareRoot(name: String) throws {
    try expectCaught(name) { item in
      let factor = item.scenario.grid.stepYears.squareRoot()
      for index in item.scenario.market.regimes.indices {
        scale(&item.scenario.market.regimes[index], noise: factor)
      }
    }
  }

  /// `σ√Δ` where a reverting factor needs `σ√((1 − e^{−2κΔ})/2κ)`.
  @Test func eulerNoiseOfRevertingFactors() throws {
    try expectCaught("mean-reversion") { item in
      let doubled = 2 * item.scenario.market.rentMeanReversion * item.scenario.grid.stepYears
      item.scenario.market.regimes[0].rentVolatility *= (doubled / -expm1(-doubled)).squareRoot()
    }
  }

  /// The intensities whose exponential is `1 + QΔ` of the right ones: for two regimes
  /// `Q · (−ln(1 − qΔ)) / qΔ`, `q` the sum of both.
  @Test(arguments: ["two-regimes", "tenants"])
  func linearTransitionMatrix(name: String) throws {
    try expectCaught(name, paths: 200_000) { item in
      let switching = item.scenario.market.switching
      let change = (switching[0][1] + switching[1][0]) * item.scenario.grid.stepYears
      let factor = -log1p(-change) / change
      item.scenario.market.switching = switching.map { $0.map { $0 * factor } }
    }
  }

  @Test(arguments: ["waterfall-ranks", "waterfall-pari-passu", "waterfall-together"])
  func seniorityTheWrongWayRound(name: String) throws {
    try expectCaught(name) { item in
      for index in item.scenario.miners[0].tranches.indices {
        item.scenario.miners[0].tranches[index].seniority =
          4 - item.scenario.miners[0].tranches[index].seniority
      }
    }
  }

  @Test(arguments: ["merton-1976", "kou-2002"])
  func jumpsWithoutCompensation(name: String) throws {
    try expectCaught(name) { $0.scenario.market.compensateJumps = false }
  }

  @Test func barrierWatchedOnlyAtTheEnd() throws {
    try expectCaught("black-cox-1976") { item in
      item.scenario.miners[0].insolvency?.tested = .atHorizon
    }
  }

  @Test func correlationLost() throws {
    try expectCaught("joint-default") { item in
      item.scenario.market.regimes[0].correlation = Regime.uncorrelated
    }
  }

  @Test func ownFactorLost() throws {
    try expectCaught("vasicek-2002") { item in
      for index in item.scenario.miners.indices {
        item.scenario.miners[index].idiosyncraticVolatility = 0
      }
    }
  }

  @Test func sharedTenantsDrawnOneByOne() throws {
    try expectCaught("named-tenants") { item in
      item.scenario.tenants.append(Tenant(name: "another", risk: 1.5))
      item.scenario.miners[2].leases[0].tenant = 3
    }
  }

  @Test func guarantorsForgotten() throws {
    try expectCaught("named-tenants") { $0.scenario.tenants[0].guarantor = nil }
  }

  /// Interest at the rate of the step's end instead of its start: a month early.
  @Test func interestOfTheWrongDate() throws {
    try expectCaught("rate-passage", paths: 200_000) { item in
      let rate = item.scenario.market.shortRate
      let gap = (rate?.initial ?? 0) - (rate?.mean ?? 0)
      item.scenario.market.shortRate?.initial = (rate?.mean ?? 0) + gap * exp(-0.5 / 12)
    }
  }

  /// The table's last value of rent is reached a step early.
  @Test func releasesFromAnotherValue() throws {
    try expectCaught("given-then-free") { item in
      item.scenario.market.given?.values[Driver.computeRent.rawValue][0].date = 0.4
    }
  }

  @Test func launchesOnTheAnnouncedDate() throws {
    try expectCaught("launches") { item in
      for index in item.scenario.market.launches.indices {
        item.scenario.market.launches[index].meanDelayYears = 0
      }
    }
  }

  @Test func graceForgotten() throws {
    try expectCaught("payment") { $0.scenario.miners[0].graceDays = 0 }
  }

  @Test func depthForgotten() throws {
    try expectCaught("waterfall-together") { $0.scenario.market.gpus[0].depth = nil }
  }

  /// A truth that is two in a hundred wrong is noticed too.
  @Test func slightlyWrongTruth() throws {
    try expectCaught("merton-1974", paths: 200_000) { item in
      item.checks[0].exact *= 1.02
    }
  }
}
