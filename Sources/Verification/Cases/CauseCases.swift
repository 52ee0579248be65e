import CreditBasics
import Foundation
import RiskMeasures

/// Scenarios without noise whose default is worked out by hand: one for each cause (model §3).
enum CauseCases {
  static var all: [VerificationCase] { [payment, maturity, margin, covenant, insolvency] }

  static func scenario(
    _ name: String, _ miners: [Miner], market: Market? = nil,
    rate: Double = 0, resolution: ResolutionTerms = ResolutionTerms()
  ) -> Scenario {
    ScenarioParts.scenario(
      name, market ?? falling(0), miners, years: 2, stepsPerYear: 12, rate: rate,
      resolution: resolution, seed: 1)
  }

  /// Coins whose price falls at a rate, for certain.
  static func falling(_ rate: Double) -> Market {
    let coin = CoinDynamics(drift: -rate)
    return ScenarioParts.market(btc: coin, eth: coin)
  }

  /// Checks of default year, cause, claim and loss of a miner `m` with one tranche, in dollars.
  private static func checks(
    month: Int, _ cause: DefaultCause, claim: Double, recovery: Double
  ) -> [Check] {
    [
      .certain("default year of m", exact: Double(month) / 12) { $0.miners[0].meanDefaultYear },
      .certain("share of \(cause.key) defaults", exact: 1) { result in
        result.causes.first { $0.cause == cause }?.shareOfDefaults
      },
      .certain("claim, USD", exact: claim) { $0.tranches[0].exposureAtDefaultUSD?.value },
      .certain("loss, USD", exact: claim - recovery) { $0.tranches[0].expectedLossUSD.value },
    ]
  }

  private static func byHand(_ scenario: Scenario, _ checks: [Check]) -> VerificationCase {
    VerificationCase(source: "by hand", scenario: scenario, isDeterministic: true, checks: checks)
  }

  /// $10 of overheads a month on $105; 60 days of grace are two steps.
  private static var payment: VerificationCase {
    let miner = Miner(
      name: "m", cashUSD: 105, graceDays: 60, overheadPerYear: 120,
      tranches: [ScenarioParts.loan(principal: 1000)])
    return byHand(
      scenario("payment", [miner]),
      checks(month: 13, .payment, claim: 1000, recovery: 0))
  }

  /// $400 against a balloon of $1000 due after a year, one month of grace.
  private static var maturity: VerificationCase {
    let miner = Miner(
      name: "m", cashUSD: 400, graceDays: 30,
      tranches: [ScenarioParts.loan(principal: 1000, maturity: 1)])
    return byHand(
      scenario("maturity", [miner]),
      checks(month: 13, .maturity, claim: 600, recovery: 0))
  }

  /// `0.6 e^{0.6t}` passes 0.8 at `t = 0.479`; half a year of interest at 12 % has accrued.
  private static var margin: VerificationCase {
    var loan = ScenarioParts.loan(principal: 600, coupon: 0.12, maturity: 5)
    loan.pledge = PerCoin(btc: 10, eth: 0)
    loan.margin = MarginTerms(initialLTV: 0.6, callLTV: 0.7, liquidationLTV: 0.8)
    let miner = Miner(
      name: "m", treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0)), tranches: [loan])
    return byHand(
      scenario("margin", [miner], market: falling(0.6)),
      checks(month: 6, .margin, claim: 636, recovery: 636))
  }

  /// $60 a quarter over $50 of principal, against 1.3: the second test in a row is one too many.
  private static var covenant: VerificationCase {
    var loan = ScenarioParts.loan(
      principal: 1000, maturity: 5, paymentsPerYear: 4, amortisation: .straightLine)
    loan.covenant = CovenantTerms(minDSCR: 1.3, testsPerYear: 4, breachesToDefault: 2)
    let miner = Miner(
      name: "m", leases: [Lease(name: "l", revenuePerYear: 240)], tranches: [loan])
    return byHand(
      scenario("covenant", [miner]),
      checks(month: 6, .covenant, claim: 900, recovery: 20))
  }

  /// `1000 e^{−t/2}` passes 800 at `t = 0.446`.
  private static var insolvency: VerificationCase {
    let miner = ScenarioParts.coinFirm("m", debt: 800, tested: .everyStep)
    return byHand(
      scenario("insolvency", [miner], market: falling(0.5)),
      checks(month: 6, .insolvency, claim: 800, recovery: 1000 * exp(-0.25)))
  }
}
