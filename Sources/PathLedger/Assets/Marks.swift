import CreditBasics

/// What the miner's things are worth at mark, its own factor included.
extension MinerBooks {
  /// Dollars per coin.
  func mark(_ coin: Coin) -> Double { factor * market.coinUSD[coin] }

  /// Dollars of a GPU lot, in service or not, times the share paid of its order.
  func lotMark(_ lot: Int) -> Double {
    let terms = terms.miner.gpuLots[lot]
    return factor * terms.count * paidShare(terms.order) * market.resaleUSD[terms.gpu]
  }

  /// Dollars of a lot of rigs, times the share paid of its order.
  func rigMark(_ rig: Int) -> Double {
    let (fleet, share) = (terms.rigLots[rig].fleet, paidShare(terms.rigLots[rig].order))
    return factor * fleet.petahash * share * 1000 * fleet.resalePerTerahash * market.rigPriceRatio
  }

  /// Coins held, free and pledged.
  func held(_ coin: Coin) -> Double {
    loans.indices.reduce(free[coin]) { $0 + loans[$1].pledged[coin] }
  }

  /// Value pledged to a tranche.
  func pledgedValue(_ loan: Int) -> Double {
    let coins = Coin.allCases.reduce(0) { $0 + loans[loan].pledged[$1] * mark($1) }
    return terms.pledged[loan].isEmpty ? coins : lienValue(loan, from: coins, worth: mark)
  }

  /// Cash, also negative, reserves, coins, rigs, GPUs, leases and stakes in children.
  var markedAssets: Double {
    let coins = Coin.allCases.reduce(0) { $0 + held($1) * mark($1) }
    let rigs = rigs.indices.reduce(0) { $0 + rigMark($1) }
    let leases = leases.indices.reduce(0) { $0 + leaseValue($1) }
    return lots.indices.reduce(cash + leases + reserves + coins + rigs + group.stakes) {
      $0 + lotMark($1)
    }
  }

  /// Principal outstanding of all tranches.
  var outstanding: Double { loans.reduce(0) { $0 + $1.outstanding } }

  /// Marked assets less outstanding.
  var equity: Double { markedAssets - outstanding }

  /// Cash above the minimum.
  var spareCash: Double { max(0, cash - terms.miner.minimumCashUSD) }

  /// The steps of the trailing year, or since the as-of date.
  var trailingWindow: Range<Int> {
    max(0, cfads.count - terms.grid.stepsPerYear)..<cfads.count
  }

  /// CFADS over scheduled service of the trailing year or since the as-of date; nil without service.
  var debtServiceCoverage: Double? {
    let window = trailingWindow
    let due = service[window].reduce(0, +)
    return due > 0 ? cfads[window].reduce(0, +) / due : nil
  }
}
