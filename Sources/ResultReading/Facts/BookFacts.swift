import CreditBasics

/// A company as `scenario.json` describes its ties to others.
package struct EntityFacts {
  /// Help from the parent.
  package struct Support {
    /// Dollars that the parent may give in all; nil without a cap.
    package var cap: Double?
    /// Dollars of cash that the parent keeps for itself.
    package var keep: Double
  }

  /// What is paid out to the parent, or to owners.
  package struct Distributions {
    /// Share of spare cash, above 0.
    package var share: Double
    package var perYear: Double
    /// Coverage below which nothing is paid out.
    package var lockUp: Double?
  }

  package var name: String
  /// The company that owns it, and gets what it pays out.
  package var parent: String?
  /// Nil where the parent gives nothing.
  package var support: Support?
  /// Nil where nothing is paid out.
  package var distributions: Distributions?
  /// Values of its tags, in the order of the tags' names.
  package var tags: [String]

  package init(_ name: String, _ node: JSONNode) {
    self.name = name
    parent = node["parent"].text
    let (given, paid) = (node["support"], node["distributions"])
    if given != .null {
      support = Support(cap: given["cap"].number, keep: given["keep"].number ?? 0)
    }
    if let share = paid["share"].number, share > 0 {
      distributions = Distributions(
        share: share, perYear: paid["perYear"].number ?? 0, lockUp: paid["minDSCR"].number)
    }
    tags = node["tags"].members.compactMap(\.value.text)
  }
}

/// Dollars a year that contracts and leases bring in on the terms of the as-of date.
package enum ContractedRevenue {
  /// Dollars a year of one miner's let lots and leases, whoever the tenant is.
  package static func perYear(_ miner: JSONNode) -> Double {
    let lots = miner["gpuLots"].members.map { lot -> Double in
      let contract = lot.value["contract"]
      let unpaid = 1 - (contract["prepaid"].number ?? 0)
      return (lot.value["count"].number ?? 0) * (contract["share"].number ?? 0)
        * (contract["ratePerHour"].number ?? 0) * unpaid * TimeGrid.hoursPerYear
    }
    let leases = miner["leases"].members.map { $0.value["revenuePerYear"].number ?? 0 }
    return (lots + leases).reduce(0, +)
  }
}

/// Machines that are pledged together with their contracts.
package enum AssignedContracts {
  /// The tranches to which a lot with an assignable contract is pledged.
  package static func tranches(_ scenario: JSONNode) -> Set<TrancheName> {
    var found: Set<TrancheName> = []
    for (miner, node) in scenario["miners"].members {
      for lot in node["gpuLots"].members where lot.value["contract"]["assignable"].number == 1 {
        let holders = names(lot.value["pledgedTo"])
        for holder in holders { found.insert(TrancheName(miner, holder)) }
      }
    }
    return found
  }

  /// A name, or a list of names.
  private static func names(_ node: JSONNode) -> [String] {
    node.text.map { [$0] } ?? node.items.compactMap(\.text)
  }
}

/// Something of the scenario that probably is not meant, as `check` says it.
package struct ScenarioWarning: Sendable, Equatable {
  /// Path of the key; empty for the scenario as a whole.
  package var path: String
  /// The keys of the path; empty where it could not be split.
  package var keys: [String]
  /// What is unusual.
  package var message: String

  package init(path: String, keys: [String] = [], message: String) {
    (self.path, self.keys, self.message) = (path, keys, message)
  }
}

/// A tranche's place in a book.
package struct TrancheName: Hashable {
  package var miner: String
  package var tranche: String

  package init(_ miner: String, _ tranche: String) { (self.miner, self.tranche) = (miner, tranche) }
}

/// Which parts of the market matter to a miner.
package struct MarketReach {
  /// GPU classes of its lots.
  package var classes: Set<String>
  /// Whether it owns machines that mine.
  package var mines: Bool

  /// Reads a miner of `scenario.json`.
  package init(_ miner: JSONNode) {
    classes = Set(miner["gpuLots"].members.compactMap { $0.value["gpu"].text })
    mines = (miner["asics"]["petahash"].number ?? 0) > 0 || !miner["rigLots"].members.isEmpty
  }
}
