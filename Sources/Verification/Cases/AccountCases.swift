import CreditBasics
import Foundation

/// Accounts of borrowers with a certain income that fail at a constant intensity: their balance at
/// each date is worked out by hand.
enum AccountCases {
  static var all: [VerificationCase] { [reserve, sweep, lockUp] }

  private static let steps = 48

  /// A form whose lists are filled step by step.
  private static func form(
    intensity: Double, _ step: (Int) -> (outstanding: Double, claim: Double, recovery: Double)
  ) -> ReducedForm {
    let rows = (0..<steps).map(step)
    return ReducedForm(
      intensity: intensity, rate: LoanCases.rate, stepsPerYear: LoanCases.stepsPerYear,
      outstanding: rows.map(\.outstanding), claims: rows.map(\.claim),
      recoveries: rows.map(\.recovery))
  }

  private static func landlord(_ tranches: [Tranche], leases: [Lease]) -> Miner {
    var miner = LoanCases.borrower("a", tranches)
    miner.leases = leases
    return miner
  }

  private static func lease(
    _ name: String, _ revenue: Double, until: Double = .infinity
  ) -> Lease {
    Lease(name: name, revenuePerYear: revenue, until: until, tenantRisk: 0)
  }

  /// Six months of service are kept for the lender; everything else goes to a senior lender.
  ///
  /// The lease pays 100 a quarter, the `j`th date costs `71 − j`: the rest, `29 + j`, is put by until the
  /// account holds the service of the next two dates, `139 − 2j` after the `j`th.
  private static var reserve: VerificationCase {
    let (coupon, intensity) = (0.08, 0.3)
    var loan = ScenarioParts.loan(
      principal: 1000, coupon: coupon, maturity: 5, paymentsPerYear: 4,
      amortisation: .straightLine, seniority: 2)
    loan.reserve = ReserveTerms(months: 6)
    let senior = ScenarioParts.loan("senior", principal: 1e4)
    let service = { (date: Int) in 71.0 - Double(date) }
    let form = form(intensity: intensity) { step in
      let (before, month) = (step / 3, step % 3)
      let after = (step + 1) / 3
      let saved = (1...max(1, after)).reduce(0.0) { held, date in
        guard date <= after else { return held }
        let target = service(date + 1) + service(date + 2)
        return min(target, held + 100 - service(date))
      }
      let owed = 1000 - 50 * Double(before)
      let claim =
        month == 2 ? 1000 - 50 * Double(after) : owed * (1 + coupon * Double(month + 1) / 12)
      return (owed, claim, saved)
    }
    return VerificationCase(
      source: "Jarrow and Turnbull (1995); accounts by hand",
      scenario: LoanCases.scenario(
        "reserve-account", [landlord([loan, senior], leases: [lease("lease", 400)])],
        intensity: intensity,
        years: 4, seed: 1998),
      checks: Check.reducedForm("a", form, years: 2...4) + Check.lossGivenDefault("a", "loan", form)
    )
  }

  /// Half of what is above 100 prepays the loan every quarter: `cash ← cash + 50 − c owed / 4`, of
  /// which `½ (cash − 100)⁺` then goes to the loan.
  private static var sweep: VerificationCase {
    let (coupon, intensity) = (0.08, 0.25)
    var loan = ScenarioParts.loan(
      principal: 1000, coupon: coupon, maturity: 6, paymentsPerYear: 4)
    loan.sweep = SweepTerms(share: 0.5, keepUSD: 100)
    var (cash, owed) = (0.0, 1000.0)
    let form = form(intensity: intensity) { step in
      let (month, opening) = (step % 3, owed)
      guard month == 2 else {
        let earned = 50 * Double(month + 1) / 3
        return (owed, owed * (1 + coupon * Double(month + 1) / 12), cash + earned)
      }
      cash += 50 - owed * coupon / 4
      let moved = 0.5 * max(0, cash - 100)
      cash -= moved
      owed -= moved
      return (opening, owed, cash)
    }
    return VerificationCase(
      source: "Jarrow and Turnbull (1995); accounts by hand",
      scenario: LoanCases.scenario(
        "cash-sweep", [landlord([loan], leases: [lease("lease", 200)])], intensity: intensity,
        years: 4,
        seed: 1999),
      checks: Check.reducedForm("a", form, years: 2...4) + Check.lossGivenDefault("a", "loan", form)
    )
  }

  /// Every quarter 60 % of what is above 50 is paid out, until income of a year covers interest
  /// less than 1.7 times: of an income of 240 half ends after two years, which leaves 1.5 times
  /// from the third year's end on.
  private static var lockUp: VerificationCase {
    let (coupon, intensity) = (0.08, 0.25)
    let loan = ScenarioParts.loan(
      principal: 1000, coupon: coupon, maturity: 6, paymentsPerYear: 4)
    // The second lease ends within the first month of the third year, which earns nothing.
    var miner = landlord([loan], leases: [lease("a", 120), lease("b", 120, until: 2.04)])
    miner.distributions = DistributionTerms(share: 0.6, keepUSD: 50, perYear: 4, minDSCR: 1.7)
    var cash = 0.0
    let form = form(intensity: intensity) { step in
      let month = step % 3
      cash += step < 24 ? 20 : 10
      guard month == 2 else { return (1000, 1000 * (1 + coupon * Double(month + 1) / 12), cash) }
      cash -= 20
      // Up to the date 2.75 the coverage is above the lock-up: 3, 2.625, 2.25 and 1.875 on the
      // last four dates.
      if step < 33 { cash -= 0.6 * max(0, cash - 50) }
      return (1000, 1000, cash)
    }
    return VerificationCase(
      source: "Jarrow and Turnbull (1995); accounts by hand",
      scenario: LoanCases.scenario(
        "lock-up", [miner], intensity: intensity, years: 4, seed: 2000),
      checks: Check.reducedForm("a", form, years: 2...4) + Check.lossGivenDefault("a", "loan", form)
    )
  }
}
