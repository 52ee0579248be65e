/// What can be pledged besides coins, to one tranche or to several in rank order.
enum PledgedThing {
  case lot(Int), rigs(Int), lease(Int)
}

extension MinerBooks {
  /// GPU lots, rig lots and leases, each kind in name order: the order in which liens are
  /// satisfied.
  var pledgedThings: [(thing: PledgedThing, liens: [Int])] {
    lots.indices.map { (.lot($0), lots[$0].liens) }
      + rigs.indices.map { (.rigs($0), rigs[$0].liens) }
      + leases.indices.map { (.lease($0), leases[$0].liens) }
  }

  /// Dollars of a thing at mark.
  func mark(_ thing: PledgedThing) -> Double {
    switch thing {
    case .lot(let lot): lotMark(lot)
    case .rigs(let rig): rigMark(rig)
    case .lease(let lease): leaseValue(lease)
    }
  }

  /// `coins` plus what a tranche's liens are worth: what the tranches that rank before it leave of
  /// each thing pledged to it.
  ///
  /// Each of these takes what is outstanding on it, in total once over all things.
  func lienValue(_ loan: Int, from coins: Double, worth: (PledgedThing) -> Double) -> Double {
    var owed = loans.map(\.outstanding)
    var value = coins
    for (thing, liens) in pledgedThings {
      guard let rank = liens.firstIndex(of: loan) else { continue }
      var left = worth(thing)
      for senior in liens[..<rank] {
        let taken = min(left, owed[senior])
        owed[senior] -= taken
        left -= taken
      }
      value += left
    }
    return value
  }

  /// Dollars that each tranche takes of what is pledged to it, up to its claim: from `first`, its
  /// coins and its reserve, then thing by thing in the order of the liens.
  func takings(
    _ claims: [Double], first: [Double], worth: (PledgedThing) -> Double
  ) -> [Double] {
    var taken = zip(claims, first).map { min($0, $1) }
    for (thing, liens) in pledgedThings where !liens.isEmpty {
      var left = worth(thing)
      for loan in liens {
        let unpaid = claims[loan] - taken[loan]
        taken[loan] = left < unpaid ? taken[loan] + left : claims[loan]
        left = max(0, left - unpaid)
      }
    }
    return taken
  }

  /// Ends the liens of a tranche.
  mutating func endLiens(of loan: Int) {
    for lot in lots.indices { lots[lot].liens.removeAll { $0 == loan } }
    for rig in rigs.indices { rigs[rig].liens.removeAll { $0 == loan } }
    for lease in leases.indices { leases[lease].liens.removeAll { $0 == loan } }
  }
}
