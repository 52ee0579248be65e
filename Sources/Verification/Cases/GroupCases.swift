import CreditBasics
import Foundation
import RiskMeasures

/// A parent and its child, landlords of one tenant, and a lease that is let again and again.
enum GroupCases {
  static var all: [VerificationCase] { [support, followers, reletting] }

  /// Probability of a first event in each of `steps` steps at a constant intensity, and of none.
  private static func waiting(_ intensity: Double, _ steps: Int) -> [Double] {
    let none = exp(-intensity / 12)
    return (0..<steps).map { pow(none, Double($0)) * (1 - none) } + [pow(none, Double(steps))]
  }

  /// Overheads of $10 a month that one tenant just pays; $100 of debt.
  private static func landlord(_ name: String, tenant: Int?, cash: Double = 0) -> Miner {
    Miner(
      name: name, cashUSD: cash, overheadPerYear: 120,
      leases: [
        Lease(
          name: "lease", revenuePerYear: 120.0000001, tenantRisk: tenant == nil ? 1 : 0,
          tenant: tenant, reletYears: 100)
      ], tranches: [ScenarioParts.loan(principal: 100)])
  }

  /// A child loses its tenant in step `a`; from then its parent, which collapses in step `b`, can
  /// pay four months: default in step `a` if the parent is gone before, else in the earlier of `a +
  /// 4` and `b + 1`.
  private static var support: VerificationCase {
    let (tenants, collapse, steps) = (0.6, 0.7, 24)
    var child = landlord("child", tenant: nil)
    child.parent = 1
    child.support = ParentSupport(capUSD: 45, keepUSD: 1000)
    var parent = LoanCases.borrower("parent", [ScenarioParts.loan(principal: 1000)])
    parent.cashUSD = 2000
    var scenario = LoanCases.scenario(
      "parent-support", [child, parent], intensity: collapse, years: 2, seed: 2001)
    scenario.market.regimes[0].tenantDefaultPerYear = tenants
    var law = Array(repeating: 0.0, count: steps)
    var both = 0.0
    for (lost, chance) in waiting(tenants, steps).dropLast().enumerated() {
      for (gone, weight) in waiting(collapse, steps).enumerated() {
        let step = max(lost, min(lost + 4, gone + 1))
        guard step < steps else { continue }
        law[step] += chance * weight
        if gone < steps { both += chance * weight }
      }
    }
    let loss = law.enumerated().reduce(0.0) {
      $0 + 100 * exp(-LoanCases.rate * Double($1.offset + 1) / 12) * $1.element
    }
    return VerificationCase(
      source: "two exponential times, by hand", scenario: scenario,
      checks: [6, 12, 24].map { month in
        .defaultProbability("child", byMonth: month, exact: law.prefix(month).reduce(0, +))
      } + [
        .defaultProbability("parent", exact: 1 - waiting(collapse, steps)[steps]),
        .jointDefault("child", "parent", exact: both), .expectedLoss("child", exact: loss),
      ])
  }

  /// Four landlords of one tenant, with cash for 0, 9, 12 and 13 months: the last defaults more
  /// than a year after the tenant.
  private static var followers: VerificationCase {
    let (intensity, steps) = (0.4, 36)
    let months = [0, 9, 12, 13]
    var scenario = ScenarioParts.scenario(
      "tenant-followers", ScenarioParts.market([ScenarioParts.regime()]),
      months.map {
        landlord($0 < 10 ? "host 0\($0)" : "host \($0)", tenant: 0, cash: 10 * Double($0) + 5)
      }, years: 3, stepsPerYear: 12, seed: 2002)
    scenario.miners[0].cashUSD = 0
    scenario.market.regimes[0].tenantDefaultPerYear = intensity
    scenario.tenants = [Tenant(name: "tenant")]
    let law = waiting(intensity, steps)
    func failed(_ end: Int) -> Double { law.prefix(max(0, end)).reduce(0, +) }
    let checks = (1...3).flatMap { year -> [Check] in
      let all = failed(12 * year)
      let mean = [0, 9, 12].reduce(0) { $0 + failed(min(12 * year, steps - $1)) } / all
      return [
        Check("PD of tenant by year \(year)", exact: all) { result in
          Check.proportion(row(year, result)?.failures, all)
        },
        Check("followers of tenant by year \(year)", exact: mean) { result in
          row(year, result)?.followers ?? Check.undefined
        },
      ]
    }
    return VerificationCase(
      source: "exponential time, by hand", scenario: scenario,
      checks: checks + [.jointDefault("host 00", "host 13", exact: failed(steps - 13))])
  }

  private static func row(_ year: Int, _ result: StressResult) -> TenantRow? {
    result.extras[TenantRow.self]?.first { $0.year == year }
  }

  /// Tenants at a constant intensity, replaced at once for 70 % or after half a year for 80 % of the rent.
  ///
  /// Income still to come from step `k` on, with a tenant that pays the full rent `i` a step: `v_k
  /// = s (i + v_{k+1}) + (1 − s) q (i + v_{k+1})` where the next tenant comes at once, `s (i +
  /// v_{k+1}) + (1 − s) q v_{k+6}` where it does not, `s = e^{−λΔ}` and `q` the share of the rent
  /// that it pays.
  private static var reletting: VerificationCase {
    let (intensity, rent, debt, last) = (0.8, 1e5, 1e6, 21)
    let stays = exp(-intensity / 12)
    func income(share: Double, months: Int) -> Double {
      var left = Array(repeating: 0.0, count: last + months + 1)
      for step in (0..<last).reversed() {
        let paid = rent / 12 + left[step + 1]
        let next = months == 0 ? paid : left[step + months]
        left[step] = stays * paid + (1 - stays) * share * next
      }
      return left[0]
    }
    func host(_ name: String, share: Double, years: Double) -> Miner {
      Miner(
        name: name,
        leases: [
          // The lease ends within the 22nd month, which earns nothing.
          Lease(
            name: "lease", revenuePerYear: rent, until: 1.79, reletYears: years, reletShare: share)
        ], tranches: [ScenarioParts.loan(principal: debt)],
        insolvency: InsolvencyTest(tested: .atHorizon))
    }
    var scenario = ScenarioParts.scenario(
      "re-letting", ScenarioParts.market([ScenarioParts.regime()]),
      [host("at once", share: 0.7, years: 0), host("later", share: 0.8, years: 0.5)], years: 2,
      stepsPerYear: 12, seed: 2003)
    scenario.market.regimes[0].tenantDefaultPerYear = intensity
    let discount = exp(-0.03 * 2)
    return VerificationCase(
      source: "renewal by recursion; Feller (1968), XIII", scenario: scenario,
      checks: [
        .expectedLoss("at once", exact: discount * (debt - income(share: 0.7, months: 0))),
        .expectedLoss("later", exact: discount * (debt - income(share: 0.8, months: 6))),
      ])
  }
}
