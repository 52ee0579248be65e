import CreditBasics
import Reporting

/// What `scenario.json` says that a page needs.
package struct ScenarioFacts {
  /// A tranche's terms.
  package struct Tranche {
    package var miner: String
    package var name: String
    package var maturity: String
    package var mayBeExtended: Bool

    package var principal: Double
    /// Dollars that may still be drawn.
    package var commitment: Double
    package var heldShare: Double
    /// What the lender holds today, in dollars of principal.
    package var heldPrincipal: Double { principal * heldShare }
    /// `heldPrincipal` and the lender's share of what may still be drawn, in dollars.
    package var heldOrCommitted: Double { (principal + commitment) * heldShare }

    package var minimumCoverage: Double?
    package var callLTV: Double?
  }

  package var asOf: String?
  package var horizonYears: Double?
  package var stepsPerYear: Double?
  package var riskFreeRate: Double?
  package var regimes: [String]
  package var lenderRegime: String?
  package var usefulLifeYears: Double?
  package var tranches: [Tranche]
  /// What the scenario has on fixed dates, in their order.
  package private(set) var events: [DatedEvent]
  /// The parts of the market that a table gives; nil where it gives none.
  package var given: GivenMarket?
  /// Dollars of the lender's commitments that may still be drawn.
  package var undrawn: UndrawnFacts
  /// Which parts of the market matter to each miner.
  package var reach: [String: MarketReach]
  package var entities: [EntityFacts]
  /// Tranches with a pledge of machines whose contracts go with them to a buyer.
  package var assignedContracts: Set<TrancheName>
  /// Dollars a year of all contracts and leases, named tenants or not.
  package var contractedPerYear: Double

  package init(_ node: JSONNode) {
    asOf = node["asOf"].text
    events = DatedEvent.all(in: node)
    given = GivenMarket(node)
    undrawn = UndrawnFacts(node)
    reach = Dictionary(
      node["miners"].members.map { ($0.key, MarketReach($0.value)) },
      uniquingKeysWith: { first, _ in first })
    horizonYears = node["horizonYears"].number
    stepsPerYear = node["stepsPerYear"].number
    riskFreeRate = node["riskFreeRate"].number
    regimes = node["market"]["regimes"].members.map(\.key)
    lenderRegime = node["lenderView"]["regime"].text
    usefulLifeYears = node["lenderView"]["usefulLifeYears"].number
    tranches = node["miners"].members.flatMap { miner in
      miner.value["tranches"].members.map { Self.tranche(miner.key, $0.key, $0.value) }
    }
    entities = node["miners"].members.map { EntityFacts($0.key, $0.value) }
    assignedContracts = AssignedContracts.tranches(node)
    contractedPerYear = node["miners"].members.reduce(0) {
      $0 + ContractedRevenue.perYear($1.value)
    }
  }

  /// Takes from the debt of the same scenario how much is due or may be put on each date.
  package mutating func take(_ debts: [DatedDebt]) {
    let debts = Dictionary(
      debts.map { (TrancheName($0.miner, $0.tranche), $0) }, uniquingKeysWith: { first, _ in first }
    )
    for index in events.indices {
      guard let miner = events[index].miner,
        let debt = debts[TrancheName(miner, events[index].name)]
      else { continue }
      events[index].take(debt)
    }
  }

  private static func tranche(_ miner: String, _ name: String, _ node: JSONNode) -> Tranche {
    Tranche(
      miner: miner, name: name, maturity: node["maturity"].text ?? "",
      mayBeExtended: !node["refinance"].members.isEmpty,
      principal: node["principal"].number ?? 0,
      commitment: node["commitment"]["amount"].number ?? 0,
      heldShare: node["heldShare"].number ?? 1,
      minimumCoverage: node["covenant"]["minDSCR"].number,
      callLTV: node["margin"]["callLTV"].number)
  }

  /// What the lender holds today, in dollars of principal.
  package var heldPrincipal: Double { tranches.reduce(0) { $0 + $1.heldPrincipal } }

  /// `heldPrincipal` and the lender's share of what may still be drawn, in dollars.
  package var heldOrCommitted: Double { tranches.reduce(0) { $0 + $1.heldOrCommitted } }

  /// The miner's highest minimum coverage, with which its DSCR fan is compared.
  package func minimumCoverage(of miner: String) -> Double? {
    tranches.filter { $0.miner == miner }.compactMap(\.minimumCoverage).max()
  }

  /// The date on which the last of the miner's debt with a covenant on coverage falls due; nil where it
  /// is not fixed.
  package func lastCoverageTest(of miner: String) -> CalendarDate? {
    let covenanted = tranches.filter { $0.miner == miner && $0.minimumCoverage != nil }
    guard !covenanted.contains(where: \.mayBeExtended) else { return nil }
    let dates = covenanted.compactMap { CalendarDate($0.maturity) }
    return dates.count == covenanted.count ? dates.max { $1.years(since: $0) > 0 } : nil
  }

  /// The miner's lowest LTV at which a lender calls for margin.
  package func lowestCall(of miner: String) -> Double? {
    tranches.filter { $0.miner == miner }.compactMap(\.callLTV).min()
  }
}
