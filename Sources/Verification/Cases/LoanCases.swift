import CreditBasics
import Foundation

/// Loans of borrowers that fail at a constant intensity: what is owed at each date is worked out by
/// hand.
///
/// The borrowers' coins pay every bill until the first jump makes them worthless, without any sign
/// before.
enum LoanCases {
  static var all: [VerificationCase] {
    [annuity, capitalisedInterest, delayedDraw]
  }

  static let (rate, stepsPerYear) = (0.03, 12)

  /// A market in which Bitcoin loses everything at a constant intensity, and is worth $100 until then.
  static func market(collapsing intensity: Double) -> Market {
    var market = ScenarioParts.market([ScenarioParts.regime()])
    market.jumps = [
      JumpEvent(
        name: "collapse", intensityPerYear: [intensity],
        shape: .normal(mean: [-40, 0, 0], sd: [0, 0, 0]))
    ]
    return market
  }

  /// A borrower with $100 billion of coins, insolvent without them.
  static func borrower(_ name: String, _ tranches: [Tranche]) -> Miner {
    Miner(
      name: name, treasury: Treasury(holdings: PerCoin(btc: 1e9, eth: 0)), tranches: tranches,
      insolvency: InsolvencyTest(barrier: 1e6))
  }

  /// A case of such borrowers.
  static func scenario(
    _ name: String, _ miners: [Miner], intensity: Double, years: Double, seed: UInt64
  ) -> Scenario {
    ScenarioParts.scenario(
      name, market(collapsing: intensity), miners, years: years, stepsPerYear: stepsPerYear,
      rate: rate, seed: seed)
  }

  /// A loan with dates every three steps whose balance changes on dates only: `balance(q)` is left after
  /// `q` dates, and interest accrues on it.
  static func quarterly(
    intensity: Double, steps: Int, coupon: Double, balance: (Int) -> Double
  ) -> ReducedForm {
    let owed = (0..<steps).map { balance($0 / 3) }
    return ReducedForm(
      intensity: intensity, rate: rate, stepsPerYear: stepsPerYear, outstanding: owed,
      claims: (0..<steps).map { owed[$0] * (1 + coupon * Double($0 % 3 + 1) / 12) },
      recoveries: owed.map { _ in 0 })
  }

  /// Interest only for a year, then the principal parts of a level payment over 17 quarters on 60 % of
  /// the loan: `1000 (0.4 + 0.6 (1 − ((1 + i)^m − 1) / ((1 + i)^17 − 1)))` after `m` of them.
  private static var annuity: VerificationCase {
    let (coupon, intensity, quarters) = (0.08, 0.25, 17.0)
    var loan = ScenarioParts.loan(
      principal: 1000, coupon: coupon, maturity: 5, paymentsPerYear: 4, amortisation: .annuity)
    loan.balloonShare = 0.4
    loan.amortisationFrom = 1
    let form = quarterly(intensity: intensity, steps: 48, coupon: coupon) { dates in
      let paid = pow(1 + coupon / 4, Double(max(0, dates - 3))) - 1
      return 1000 * (0.4 + 0.6 * (1 - paid / (pow(1 + coupon / 4, quarters) - 1)))
    }
    return VerificationCase(
      source: "Jarrow and Turnbull (1995); level payments",
      scenario: scenario(
        "annuity-balloon", [borrower("a", [loan])], intensity: intensity, years: 4, seed: 1995),
      checks: Check.reducedForm("a", form, years: 2...4))
  }

  /// Interest joins the loan for two years; then equal parts of what it has become, a quarter of it left to
  /// the end.
  ///
  /// A second borrower never pays and holds $300, to test losses as shares of claims, plain and by
  /// exposure.
  private static var capitalisedInterest: VerificationCase {
    let (coupon, intensity) = (0.12, 0.2)
    var loan = ScenarioParts.loan(
      principal: 1000, coupon: coupon, maturity: 6, paymentsPerYear: 4,
      amortisation: .straightLine)
    loan.pikUntil = 2
    loan.amortisationFrom = 2.25
    loan.balloonShare = 0.25
    let growth = 1 + coupon / 4
    let form = quarterly(intensity: intensity, steps: 60, coupon: coupon) { dates in
      1000 * pow(growth, Double(min(dates, 8))) * (1 - 0.75 * Double(max(0, dates - 8)) / 16)
    }
    var growing = ScenarioParts.loan(
      principal: 1000, coupon: coupon, maturity: 6, paymentsPerYear: 4)
    growing.pikUntil = 6
    var idle = borrower("idle", [growing])
    idle.cashUSD = 300
    var owed = quarterly(intensity: intensity, steps: 60, coupon: coupon) {
      1000 * pow(growth, Double($0))
    }
    owed.recoveries = owed.claims.map { _ in 300 }
    return VerificationCase(
      source: "Jarrow and Turnbull (1995); compound interest",
      scenario: scenario(
        "capitalised-interest", [borrower("a", [loan]), idle], intensity: intensity, years: 5,
        seed: 1996),
      checks: Check.reducedForm("a", form, years: 3...5)
        + [.expectedLoss("idle", "loan", exact: owed.expectedLoss(owed.claims.indices))]
        + Check.lossGivenDefault("idle", "loan", owed))
  }

  /// Four payments for hardware, three quarters of each drawn as far as the commitment goes and while it
  /// lasts: 300, 300, the last 200, nothing.
  private static var delayedDraw: VerificationCase {
    let (coupon, fee, intensity) = (0.09, 0.01, 0.3)
    var loan = ScenarioParts.loan(
      principal: 100, coupon: coupon, maturity: 4, paymentsPerYear: 4)
    loan.commitment = Commitment(amountUSD: 800, availableUntil: 2, feePerYear: fee)
    var buyer = borrower("a", [loan])
    let dates = [0.5, 1, 1.5, 2.25]
    buyer.orders = [
      Order(
        name: "order", payments: dates.map { DatedPayment(date: $0, amountUSD: 400) },
        fundedBy: 0, advanceRate: 0.75)
    ]
    var form = quarterly(intensity: intensity, steps: 36, coupon: coupon) { _ in 0 }
    let draws = [5: 300.0, 11: 300.0, 17: 200.0]
    var (owed, undrawn, accrued) = (100.0, 800.0, 0.0)
    for step in 0..<36 {
      form.outstanding[step] = owed
      accrued += owed * coupon / 12 + (step < 24 ? undrawn * fee / 12 : 0)
      let drawn = draws[step] ?? 0
      owed += drawn
      undrawn -= drawn
      form.claims[step] = owed + accrued
      if step % 3 == 2 { accrued = 0 }
    }
    return VerificationCase(
      source: "Jarrow and Turnbull (1995); draws by hand",
      scenario: scenario(
        "delayed-draw", [buyer], intensity: intensity, years: 3, seed: 1997),
      checks: Check.reducedForm("a", form, years: 2...3))
  }
}
