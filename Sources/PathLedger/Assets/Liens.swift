import CreditBasics

/// What can be pledged besides coins, to one tranche or to several in rank order.
enum PledgedThing {
  case lot(Int), rigs(Int), lease(Int)
}

/// What is pledged to each tranche of a miner besides coins, in the order in which liens are satisfied.
func pledgedThings(_ miner: Miner) -> [[PledgedThing]] {
  let things =
    miner.gpuLots.enumerated().map { (PledgedThing.lot($0), $1.liens) }
    + miner.allRigLots.enumerated().map { (.rigs($0), $1.liens) }
    + miner.leases.enumerated().map { (.lease($0), $1.liens) }
  var pledged: [[PledgedThing]] = miner.tranches.map { _ in [] }
  for (thing, liens) in things {
    for loan in Set(liens) { pledged[loan].append(thing) }
  }
  return pledged
}

extension MinerBooks {
  /// GPU lots, rig lots and leases, each kind in name order: the order in which liens are
  /// satisfied.
  var pledgedThings: [(thing: PledgedThing, liens: [Int])] {
    lots.indices.map { (.lot($0), lots[$0].liens) }
      + rigs.indices.map { (.rigs($0), rigs[$0].liens) }
      + leases.indices.map { (.lease($0), leases[$0].liens) }
  }

  /// The tranches that a thing is still pledged to, in rank order.
  private func liens(on thing: PledgedThing) -> [Int] {
    switch thing {
    case .lot(let lot): lots[lot].liens
    case .rigs(let rig): rigs[rig].liens
    case .lease(let lease): leases[lease].liens
    }
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
    var owed: [Int: Double] = [:]
    var value = coins
    for thing in terms.pledged[loan] {
      let liens = liens(on: thing)
      guard let rank = liens.firstIndex(of: loan) else { continue }
      var left = worth(thing)
      for senior in liens[..<rank] {
        let due = owed[senior] ?? loans[senior].outstanding
        let taken = min(left, due)
        owed[senior] = due - taken
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
    for thing in terms.pledged[loan] {
      switch thing {
      case .lot(let lot): lots[lot].liens.removeAll { $0 == loan }
      case .rigs(let rig): rigs[rig].liens.removeAll { $0 == loan }
      case .lease(let lease): leases[lease].liens.removeAll { $0 == loan }
      }
    }
  }
}
