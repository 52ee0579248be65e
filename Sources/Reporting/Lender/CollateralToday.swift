import CreditBasics

/// What is pledged to one tranche on the as-of date, at marks, net of what ranks before it.
struct CollateralToday {
  let tranche: Tranche
  /// GPUs pledged and paid for.
  let gpuCount: Double
  /// Value of what is pledged in dollars.
  let valueUSD: Double
  /// Value of the pledged bitcoin in dollars.
  let btcUSD: Double

  /// The collateral of a miner's tranche; nil when nothing is pledged to it.
  init?(_ miner: Miner, tranche index: Int, _ prices: TodaysPrices) {
    tranche = miner.tranches[index]
    let things = PledgedToday.all(miner, prices).filter { $0.liens.contains(index) }
    gpuCount = things.reduce(0) { $0 + $1.gpus }
    btcUSD = tranche.pledge.btc * prices.coinUSD.btc
    valueUSD =
      btcUSD + tranche.pledge.eth * prices.coinUSD.eth
      + PledgedToday.left(of: things, to: index, miner.tranches)
    guard !things.isEmpty || tranche.pledge.btc > 0 || tranche.pledge.eth > 0 else { return nil }
  }

  /// Outstanding over value; nil when what is pledged is worth nothing.
  var loanToValue: Double? { valueUSD > 0 ? tranche.principalUSD / valueUSD : nil }

  /// The fall of bitcoin, everything else unchanged, that takes the LTV to the call: 0 when the call is
  /// made already, nil when no fall does or the loan has no margin terms.
  var fallToCall: Double? {
    guard let call = tranche.margin?.callLTV, tranche.principalUSD > 0 else { return nil }
    let room = valueUSD - tranche.principalUSD / call
    if room < 0 { return 0 }
    return btcUSD > 0 && room < btcUSD ? room / btcUSD : nil
  }
}

/// A lot or lease that is pledged, at today's mark as far as it is paid for.
struct PledgedToday {
  let name: String
  /// Indices of the tranches in rank order.
  let liens: [Int]
  let valueUSD: Double
  var gpus = 0.0

  /// GPU lots, rig lots and leases of a miner, each in name order: the order in which liens are gone
  /// through.
  static func all(_ miner: Miner, _ prices: TodaysPrices) -> [PledgedToday] {
    let share = { (order: Int?) in miner.isPaid(order) ? 1.0 : 0 }
    let lots = miner.gpuLots.map {
      PledgedToday(
        name: $0.name, liens: $0.liens, valueUSD: share($0.order) * $0.markToday(prices),
        gpus: share($0.order) * $0.count)
    }
    let rigs = miner.allRigLots.map {
      PledgedToday(name: $0.name, liens: $0.liens, valueUSD: share($0.order) * $0.markToday)
    }
    let leases = miner.leases.map {
      PledgedToday(name: $0.name, liens: $0.liens, valueUSD: share($0.order) * $0.valueToday)
    }
    return (lots + rigs + leases).filter { !$0.liens.isEmpty }
  }

  /// What is left of things to a tranche once those that rank before it have taken what is outstanding
  /// on them, once over all of them.
  static func left(of things: [PledgedToday], to index: Int, _ tranches: [Tranche]) -> Double {
    var owed = tranches.map(\.principalUSD)
    return things.reduce(0) { value, thing in
      var left = thing.valueUSD
      for senior in thing.liens.prefix(while: { $0 != index }) {
        let taken = min(left, owed[senior])
        owed[senior] -= taken
        left -= taken
      }
      return value + left
    }
  }
}
