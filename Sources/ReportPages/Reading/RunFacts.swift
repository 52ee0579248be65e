import CreditBasics
import Foundation
import Reporting

/// What `manifest.json` says that a page needs.
struct Provenance {
  var version: String
  var scenario: String
  var seed: String
  var paths: Int
  var steps: Int?
  var threads: Int?
  var wallSeconds: Double?
  /// Names and SHA-256 checksums of the files.
  var files: [(name: String, sha256: String)]

  init(_ text: String, file: String) throws {
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
struct ScenarioFacts {
  /// A tranche's terms.
  struct Tranche {
    var miner: String
    var name: String
    var principal: Double
    /// Dollars that may still be drawn.
    var commitment: Double
    var heldShare: Double
    var minimumCoverage: Double?
    var callLTV: Double?
    var maturity: String
    var mayBeExtended: Bool
  }

  var asOf: String?
  var horizonYears: Double?
  var stepsPerYear: Double?
  var riskFreeRate: Double?
  var regimes: [String]
  var lenderRegime: String?
  var usefulLifeYears: Double?
  var tranches: [Tranche]
  /// What the scenario has on fixed dates, in their order.
  var events: [DatedEvent]
  /// What of the market reaches each miner.
  var reach: [String: MarketReach]
  var entities: [EntityFacts]
  /// Tranches with a pledge of machines whose contracts go with them to a buyer.
  var assignedContracts: Set<TrancheName>
  /// Dollars a year of all contracts and leases, named tenants or not.
  var contractedPerYear: Double

  init(_ node: JSONNode) {
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
  var heldPrincipal: Double { tranches.reduce(0) { $0 + $1.principal * $1.heldShare } }

  /// The same with what may still be drawn.
  var heldOrCommitted: Double {
    tranches.reduce(0) { $0 + ($1.principal + $1.commitment) * $1.heldShare }
  }

  /// What the lender holds of one miner's debt.
  func heldPrincipal(of miner: String) -> Double {
    tranches.filter { $0.miner == miner }.reduce(0) { $0 + $1.principal * $1.heldShare }
  }

  /// The miner's highest minimum coverage: its DSCR fan is measured against it.
  func minimumCoverage(of miner: String) -> Double? {
    tranches.filter { $0.miner == miner }.compactMap(\.minimumCoverage).max()
  }

  /// The date on which the last of the miner's debt with a covenant on coverage falls due; nil where it
  /// is not fixed.
  func lastCoverageTest(of miner: String) -> CalendarDate? {
    let covenanted = tranches.filter { $0.miner == miner && $0.minimumCoverage != nil }
    guard !covenanted.contains(where: \.mayBeExtended) else { return nil }
    let dates = covenanted.compactMap { CalendarDate($0.maturity) }
    return dates.count == covenanted.count ? dates.max { $1.years(since: $0) > 0 } : nil
  }

  /// The miner's lowest LTV at which a lender calls for margin.
  func lowestCall(of miner: String) -> Double? {
    tranches.filter { $0.miner == miner }.compactMap(\.callLTV).min()
  }
}
