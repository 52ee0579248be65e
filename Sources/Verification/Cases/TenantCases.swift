import CreditBasics
import Foundation

/// Tenants who fail, each with all miners that let to it, and floating debt against a fixed income.
enum TenantCases {
  static var all: [VerificationCase] { [namedTenants, ratePassage] }

  /// Four landlords in two regimes: two with one tenant, one with a tenant of its own, one whose tenant has a
  /// guarantor.
  ///
  /// With `Λ` the integral of the regimes' intensities and `s(a) = E e^{−aΛ}`: a tenant of risk `a`
  /// fails with probability `1 − s(a)`, and with it both miners that let to it; it and an anonymous
  /// one both fail with `1 − 2 s(a) + s(2a)`; a tenant and its guarantor with `1 − s(a) − s(g) +
  /// s(a + g)`.
  private static var namedTenants: VerificationCase {
    let (risk, guarantor) = (1.5, 0.8)
    var scenario = ScenarioParts.scenario(
      "named-tenants", market,
      [
        host("anonymous", tenant: nil, risk: risk), host("backed", tenant: 0, risk: 0),
        landlord("lease", tenant: 2), host("lot", tenant: 2, risk: 0),
      ], years: 1, stepsPerYear: 12, seed: 1988)
    scenario.tenants = [
      Tenant(name: "backed", risk: risk, guarantor: 1),
      Tenant(name: "guarantor", risk: guarantor), Tenant(name: "shared", risk: risk),
    ]
    let (one, both) = (survival(risk), survival(risk + guarantor))
    let backed = 1 - one - survival(guarantor) + both
    // E (1 − e^{−aΛ}) (1 − e^{−aΛ} − e^{−gΛ} + e^{−(a+g)Λ}), multiplied out.
    let withBacked =
      backed - one + survival(2 * risk) + both - survival(2 * risk + guarantor)
    return VerificationCase(
      source: "Cox (1955); inclusion and exclusion", scenario: scenario,
      checks: [
        .defaultProbability("lot", byMonth: 3, exact: 1 - survival(risk, 3)),
        .defaultProbability("lot", exact: 1 - one),
        .jointDefault("lease", "lot", exact: 1 - one),
        .jointDefault("anonymous", "lot", exact: 1 - 2 * one + survival(2 * risk)),
        .defaultProbability("backed", exact: backed),
        .jointDefault("backed", "lot", exact: withBacked),
      ])
  }

  /// A borrower that survives as long as its tenant pays, in two regimes; another waits for its
  /// campus.
  static var tenants: VerificationCase {
    let risk = 1.5
    let landlord = host("host", tenant: nil, risk: risk)
    // Cash lasts five steps; a campus that opens in the sixth is in time.
    var builder = landlord
    builder.name = "builder"
    builder.cashUSD = 5.5 * TimeGrid.hoursPerYear / 12
    builder.gpuLots[0].inService = 0.2
    builder.gpuLots[0].meanDelayYears = 0.15
    builder.gpuLots[0].contract?.tenantRisk = 0
    let scenario = ScenarioParts.scenario(
      "tenants", market, [builder, landlord], years: 1, stepsPerYear: 12, seed: 1837)
    let checks = [3, 12].map { month in
      Check.defaultProbability("host", byMonth: month, exact: 1 - survival(risk, month))
    }
    return VerificationCase(
      source: "Cox (1955), doubly stochastic Poisson", scenario: scenario,
      checks: checks + [
        .defaultProbability("builder", exact: exp(-(0.5 - 0.2) / 0.15))
      ])
  }

  private static let (initial, switching) = ([1.0, 0.0], [[0.0, 3.0], [6.0, 0.0]])
  /// Intensities of failure by regime.
  private static let hazards = [0.1, 0.9]

  /// Two regimes whose tenants fail, in steps of a month.
  private static var market: Market {
    var regimes = [ScenarioParts.regime("calm"), ScenarioParts.regime("stress")]
    for index in regimes.indices { regimes[index].tenantDefaultPerYear = hazards[index] }
    var market = ScenarioParts.market(regimes, initial: initial, switching: switching)
    market.gpus = [GPUClass(name: "GPU")]
    return market
  }

  /// `s(a)` of a month in that market.
  private static func survival(_ risk: Double, _ month: Int = 12) -> Double {
    RegimeChain(initial: initial, switching: switching, interval: 1.0 / 12)
      .expectation(steps: month) { _, regime in Complex(exp(-risk * hazards[regime] / 12)) }.real
  }

  /// A miner whose tenant's rent for GPUs just covers overheads; idle GPUs earn nothing.
  private static func host(_ name: String, tenant: Int?, risk: Double) -> Miner {
    Miner(
      name: name, overheadPerYear: TimeGrid.hoursPerYear,
      gpuLots: [
        GPULot(
          name: "lot", gpu: 0, count: 1,
          contract: RentalContract(ratePerHour: 1.000001, tenantRisk: risk, tenant: tenant))
      ], tranches: [ScenarioParts.loan(principal: 100)])
  }

  /// A miner with the same rent from a lease, which is not let again within the run.
  private static func landlord(_ name: String, tenant: Int) -> Miner {
    Miner(
      name: name, overheadPerYear: TimeGrid.hoursPerYear,
      leases: [
        Lease(
          name: "lease", revenuePerYear: 1.000001 * TimeGrid.hoursPerYear, tenantRisk: 0,
          tenant: tenant, reletYears: 100)
      ], tranches: [ScenarioParts.loan(principal: 100)])
  }

  /// Income just pays interest at the short rate's mean plus the margin, and what is left is paid
  /// out each month: the borrower defaults in the first month that begins with the rate above its
  /// mean.
  private static var ratePassage: VerificationCase {
    let rate = MeanReversion(speed: 0.5, volatility: 0.01)
    let (initial, mean, margin, principal) = (0.02, 0.035, 0.01, 1e8)
    var regime = ScenarioParts.regime()
    regime.shortRateVolatility = rate.volatility
    var market = ScenarioParts.market([regime])
    market.shortRate = ShortRateMarket(
      initial: initial, mean: mean, meanReversion: rate.speed)
    var loan = ScenarioParts.loan(principal: principal, paymentsPerYear: 12)
    loan.floating = FloatingTerms(margin: margin)
    var borrower = Miner(
      name: "borrower",
      leases: [
        Lease(name: "lease", revenuePerYear: principal * (mean + margin), tenantRisk: 0)
      ], tranches: [loan])
    borrower.distributions = DistributionTerms(share: 1, perYear: 12)
    let scenario = ScenarioParts.scenario(
      "rate-passage", market, [borrower], years: 3, stepsPerYear: 12, seed: 1988)
    // The rate at a month's start is what the month costs: it shows at the month's end.
    let passing = ReversionPassage(reversion: rate, start: initial - mean)
      .probabilities(watchedEvery: scenario.grid.stepYears, dates: 35)
    return VerificationCase(
      source: "first passage of a reverting factor, by quadrature", scenario: scenario,
      checks: [6, 12, 24, 36].map { month in
        .defaultProbability(
          "borrower", byMonth: month, exact: passing.prefix(month - 1).reduce(0, +))
      })
  }
}
