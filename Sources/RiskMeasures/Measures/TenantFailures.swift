import CreditBasics

/// A row of `tenants.csv`: a named tenant by the end of a year.
public struct TenantRow: Sendable, Equatable {
  /// The tenant's name.
  public var name: String
  /// Year of the run, from 1.
  public var year: Int
  /// Paths on which it has failed by then.
  public var failures: Proportion
  /// Revenue and miners that depend on it on the as-of date.
  public var tenant: BookShape.NamedTenant
  /// Mean number of miners that default within a year of its failure, over the paths on which it
  /// fails; nil without one.
  public var followers: Estimate?
}

extension TenantRow {
  static let columns: [Column<TenantRow>] = [
    .text("tenant", \.name, "a name of `tenants`"),
    .year(\.year),
    .proportion(
      "pd", \.failures,
      "share of paths on which the tenant itself has failed by `t = y`, its guarantor or not"),
    .dollars(
      "revenue_usd_per_year", \.tenant.revenueUSDPerYear, error: "exact",
      """
      contracted dollars a year on today's terms: lots `count · share · ratePerHour · 8766 · (1 \
      − prepaid)`, leases `revenuePerYear`; the same in every year
      """),
    .estimate(
      "miners_defaulting_within_a_year", \.followers,
      """
      mean number of miners that default within a year of its failure, landlords or not, over \
      paths on which it has failed by `y`; empty without one
      """, error: "miners_defaulting_se",
      """
      sample standard deviation over those paths / the root of their number; empty for one path. \
      0 beside a 0 means that no default followed a few failures
      """),
    .integer(
      "landlords", \.tenant.landlords.count, error: "exact",
      "miners that name it in a lot or lease"),
    .number(
      "held_principal_usd", \.tenant.heldPrincipalUSD, error: "exact",
      "their `Σ heldShare · principal`"),
    .dollars(
      "guaranteed_revenue_usd_per_year", \.tenant.guaranteedUSDPerYear, error: "exact",
      "`revenue_usd_per_year` of the tenants whose guarantor it is"),
  ]
}

/// Failures of named tenants by year, and the defaults within a year of each.
package struct TenantTally: MeasureOfParts {
  private let yearCount: Int
  /// Paths on which the tenant fails in the year: `tenants × years`.
  private var failures: [Int]
  /// Defaults within a year of these failures, and the sum of the squares of their numbers:
  /// `tenants × years` each.
  private var followers: [Int]
  private var squares: [Int]

  static let parts: [TallyPart<TenantTally>] = [
    .counts(\.failures), .counts(\.followers), .counts(\.squares),
  ]

  init(_ book: BookShape) {
    yearCount = book.yearCount
    let cells = book.extras.contains(.tenants) ? book.tenants.count * yearCount : 0
    failures = Array(repeating: 0, count: cells)
    followers = failures
    squares = failures
  }

  /// Adds a failure in a year, from 0, with the number of defaults that follow within a year.
  package mutating func add(tenant: Int, year: Int, defaults: Int) {
    let cell = tenant * yearCount + year
    failures[cell] += 1
    followers[cell] += defaults
    squares[cell] += defaults * defaults
  }

  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    result[TenantRow.self] = tally.book.tenants.enumerated().flatMap { index, tenant in
      (0..<yearCount).map { year in
        let cells = index * yearCount...index * yearCount + year
        let count = failures[cells].reduce(0, +)
        return TenantRow(
          name: tenant.name, year: year + 1, failures: Proportion(count, of: tally.pathCount),
          tenant: tenant,
          followers: Self.mean(
            count, followers[cells].reduce(0, +), squares[cells].reduce(0, +)))
      }
    }
  }

  /// Mean of whole numbers and its standard error from their count, sum and sum of squares.
  private static func mean(_ count: Int, _ sum: Int, _ squares: Int) -> Estimate? {
    guard count > 0 else { return nil }
    let mean = Double(sum) / Double(count)
    guard count > 1 else { return Estimate(value: mean, standardError: nil) }
    let variance = max(0, Double(squares) - Double(sum) * mean) / Double(count - 1)
    return Estimate(value: mean, standardError: (variance / Double(count)).squareRoot())
  }
}

extension BookShape {
  /// A named tenant, with the revenue and miners that depend on it on the as-of date.
  public struct NamedTenant: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Contracted revenue in dollars a year.
    public var revenueUSDPerYear = 0.0
    /// Contracted revenue in dollars a year of the tenants that it guarantees.
    public var guaranteedUSDPerYear = 0.0
    /// Indices of the miners that let to it.
    public var landlords: [Int] = []
    /// Sum of `heldShare` times principal of these in dollars.
    public var heldPrincipalUSD = 0.0
  }

  /// The named tenants of a scenario in name order.
  static func namedTenants(_ scenario: Scenario) -> [NamedTenant] {
    var tenants = scenario.tenants.map { NamedTenant(name: $0.name) }
    for (index, miner) in scenario.miners.enumerated() {
      let letting = miner.contractedRevenue
      let held = miner.tranches.reduce(0) { $0 + $1.heldShare * $1.principalUSD }
      for part in letting { tenants[part.tenant].revenueUSDPerYear += part.usdPerYear }
      for tenant in Set(letting.map(\.tenant)) {
        tenants[tenant].landlords.append(index)
        tenants[tenant].heldPrincipalUSD += held
      }
    }
    for (index, tenant) in scenario.tenants.enumerated() {
      guard let guarantor = tenant.guarantor else { continue }
      tenants[guarantor].guaranteedUSDPerYear += tenants[index].revenueUSDPerYear
    }
    return tenants
  }
}
