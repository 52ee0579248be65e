import CreditBasics

/// Kinds of random scenarios, by what they have that plain ones do not.
public enum RandomKind: Sendable, CaseIterable {
  /// None of what follows.
  case plain
  /// Debt on the terms that real facilities have besides: a floating rate, capitalised interest, grace on
  /// principal, a balloon, coins that return, covenants on leverage and liquidity with equity cures,
  /// extensions sought early.
  case facilityTerms
  /// Rigs in lots, liens in rank order, power that ends and hours that idle; every other one on the terms
  /// of real facilities.
  case rigsAndLiens
  /// Hardware on order, commitments that are drawn for it, and payments beside it; every other one
  /// with rigs in lots and ranked liens, the others on the terms of real facilities.
  case orders
  /// Reserves, sweeps, distributions and shares issued ahead of payments; two in three with
  /// hardware on order.
  case accounts
  /// Miners of which some belong to others, which may support them and get what they distribute.
  case parents
  /// Miners whose shares have a market value.
  case marketValues
  /// A table that gives some of its drivers and regimes: for a while, or for as long as the run.
  case givenPaths
  /// Named tenants that several miners share, guarantors among them, leases that are worth
  /// something, and contracts that are prepaid or sold with their GPUs; one in three with hardware
  /// on order, one with accounts, one with parents.
  case tenants
  /// All that a scenario can say at once.
  case everything

  /// The kind whose scenario of the same seed this kind adds to; nil for plain ones.
  private func base(seed: UInt64) -> RandomKind? {
    switch self {
    case .plain: nil
    case .facilityTerms, .marketValues, .everything: .plain
    case .rigsAndLiens: seed % 2 == 0 ? .facilityTerms : .plain
    case .orders: seed % 2 == 0 ? .facilityTerms : .rigsAndLiens
    case .accounts: seed % 3 == 0 ? .facilityTerms : .orders
    case .parents, .givenPaths: .rigsAndLiens
    case .tenants: [.orders, .accounts, .parents][Int(seed % 3)]
    }
  }

  /// Adds what it is named after to any random scenario.
  private func add(to scenario: inout Scenario, seed: UInt64) {
    switch self {
    case .plain: break
    case .facilityTerms: RandomScenarios.addFacilityTerms(to: &scenario, seed: seed)
    case .rigsAndLiens: RandomScenarios.addRigsAndLiens(to: &scenario, seed: seed)
    case .orders: RandomScenarios.addOrders(to: &scenario, seed: seed)
    case .accounts: RandomScenarios.addAccounts(to: &scenario, seed: seed)
    case .parents: RandomScenarios.addParents(to: &scenario, seed: seed)
    case .marketValues: RandomScenarios.addMarketValues(to: &scenario, seed: seed)
    case .givenPaths: RandomScenarios.addGivenPath(to: &scenario, seed: seed)
    case .tenants: RandomScenarios.addTenants(to: &scenario, seed: seed)
    case .everything: RandomScenarios.addEverything(to: &scenario, seed: seed)
    }
  }

  /// The scenario of a seed.
  func scenario(seed: UInt64) -> Scenario {
    guard let base = base(seed: seed) else { return RandomScenarios.plain(seed: seed) }
    var scenario = base.scenario(seed: seed)
    add(to: &scenario, seed: seed)
    return scenario
  }
}

/// A random scenario that a test runs on, named by its kind and seed.
public struct RandomCase: Sendable, CustomStringConvertible {
  /// Its kind.
  public let kind: RandomKind
  /// Its seed.
  public let seed: UInt64

  /// The scenario.
  public var scenario: Scenario { RandomScenarios.scenario(kind, seed: seed) }

  /// Creates the scenario of a kind and a seed.
  public init(kind: RandomKind, seed: UInt64) {
    self.kind = kind
    self.seed = seed
  }

  /// Its kind and seed.
  public var description: String { "\(kind) of scenario \(seed)" }

  /// So many scenarios of each kind, with seeds from 1.
  public static func first(_ counts: KeyValuePairs<RandomKind, Int>) -> [RandomCase] {
    counts.flatMap { kind, count in
      (1...UInt64(count)).map { RandomCase(kind: kind, seed: $0) }
    }
  }
}
