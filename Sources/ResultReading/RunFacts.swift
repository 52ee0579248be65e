import CreditBasics
import Foundation
import Reporting

/// What `manifest.json` says that a page needs.
package struct Provenance {
  package var version: String
  package var scenario: String
  package var seed: String
  package var paths: Int
  package var steps: Int?
  package var threads: Int?
  package var wallSeconds: Double?
  /// Names and SHA-256 checksums of the files.
  package var files: [(name: String, sha256: String)]

  package init(_ text: String, file: String) throws {
    guard let manifest = ManifestText(Data(text.utf8)) else {
      throw ResultReadError("\(file): not a JSON file")
    }
    guard let paths = manifest.paths, paths > 0 else {
      throw ResultReadError("\(file): paths: a whole number of at least 1 was expected")
    }
    self.paths = paths
    version = manifest.version ?? "unknown"
    scenario = manifest.scenario ?? "unnamed"
    seed = manifest.seed.map { String($0) } ?? "unknown"
    steps = manifest.steps
    threads = manifest.threads
    wallSeconds = manifest.wallSeconds
    files = (manifest.files ?? []).compactMap { file in
      guard let name = file.name, let sum = file.sha256 else { return nil }
      return (name: name, sha256: sum)
    }
  }
}

/// What `scenario.json` says that a page needs.
package struct ScenarioFacts {
  /// A tranche's terms.
  package struct Tranche {
    package var miner: String
    package var name: String
    package var principal: Double
    /// Dollars that may still be drawn.
    package var commitment: Double
    package var heldShare: Double
    package var minimumCoverage: Double?
    package var callLTV: Double?
    package var maturity: String
    package var mayBeExtended: Bool
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
  package var events: [DatedEvent]
  /// What of the market reaches each miner.
  package var reach: [String: MarketReach]
  package var entities: [EntityFacts]
  /// Tranches with a pledge of machines whose contracts go with them to a buyer.
  package var assignedContracts: Set<TrancheName>
  /// Dollars a year of all contracts and leases, named tenants or not.
  package var contractedPerYear: Double

  package init(_ node: JSONNode) {
    asOf = node["asOf"].text
    events = DatedEvent.all(in: node)
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

  private static func tranche(_ miner: String, _ name: String, _ node: JSONNode) -> Tranche {
    Tranche(
      miner: miner, name: name, principal: node["principal"].number ?? 0,
      commitment: node["commitment"]["amount"].number ?? 0,
      heldShare: node["heldShare"].number ?? 1,
      minimumCoverage: node["covenant"]["minDSCR"].number,
      callLTV: node["margin"]["callLTV"].number, maturity: node["maturity"].text ?? "",
      mayBeExtended: !node["refinance"].members.isEmpty)
  }

  /// What the lender holds today, in dollars of principal.
  package var heldPrincipal: Double { tranches.reduce(0) { $0 + $1.principal * $1.heldShare } }

  /// The same with what may still be drawn.
  package var heldOrCommitted: Double {
    tranches.reduce(0) { $0 + ($1.principal + $1.commitment) * $1.heldShare }
  }

  /// What the lender holds of one miner's debt.
  package func heldPrincipal(of miner: String) -> Double {
    tranches.filter { $0.miner == miner }.reduce(0) { $0 + $1.principal * $1.heldShare }
  }

  /// The miner's highest minimum coverage: its DSCR fan is measured against it.
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
