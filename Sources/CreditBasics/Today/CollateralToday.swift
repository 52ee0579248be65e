/// What is pledged to one tranche on the as-of date, at marks, net of the debt that ranks before
/// it.
package struct CollateralToday {
  package let tranche: Tranche
  /// GPUs pledged and paid for.
  package let gpuCount: Double
  /// Value of what is pledged in dollars.
  package let valueUSD: Double
  /// Value of the pledged bitcoin in dollars.
  package let btcUSD: Double
  /// Whether something pledged waits for an order that is not paid.
  package let waits: Bool
  /// Whether something pledged is worth more to a buyer than its mark: a lot sold with its
  /// contract, or a lease that is valued at nothing because it has no discount rate.
  package let isUndervalued: Bool

  /// The collateral of each tranche of a miner; nil where nothing is pledged to it.
  package static func all(_ miner: Miner, _ prices: TodaysPrices) -> [CollateralToday?] {
    let things = PledgedToday.all(miner, prices)
    var pledged: [Int: [PledgedToday]] = [:]
    for thing in things {
      for tranche in Set(thing.liens) { pledged[tranche, default: []].append(thing) }
    }
    return miner.tranches.indices.map {
      CollateralToday(pledged[$0] ?? [], to: $0, miner.tranches, prices)
    }
  }

  private init?(
    _ things: [PledgedToday], to index: Int, _ tranches: [Tranche], _ prices: TodaysPrices
  ) {
    tranche = tranches[index]
    guard !things.isEmpty || tranche.pledge.btc > 0 || tranche.pledge.eth > 0 else { return nil }
    gpuCount = things.reduce(0) { $0 + $1.gpus }
    waits = things.contains(where: \.waits)
    isUndervalued = things.contains(where: \.isUndervalued)
    btcUSD = tranche.pledge.btc * prices.coinUSD.btc
    valueUSD =
      btcUSD + tranche.pledge.eth * prices.coinUSD.eth
      + PledgedToday.left(of: things, to: index, tranches)
  }

  /// Outstanding over value; nil when what is pledged is worth nothing.
  package var loanToValue: Double? { valueUSD > 0 ? tranche.principalUSD / valueUSD : nil }

  /// Whether the LTV is above a limit by more than rounding; any limit is exceeded where something
  /// is owed on collateral worth nothing.
  package func isAbove(_ limit: Double) -> Bool {
    tranche.principalUSD > Limit.most(limit) * valueUSD
  }

  /// The fall of bitcoin, everything else unchanged, that takes the LTV to the call: 0 when the call is
  /// made already, nil when no fall does or the loan has no margin terms.
  package var fallToCall: Double? {
    guard let call = tranche.margin?.callLTV, tranche.principalUSD > 0 else { return nil }
    let room = valueUSD - tranche.principalUSD / call
    if room < 0 { return 0 }
    return btcUSD > 0 && room < btcUSD ? room / btcUSD : nil
  }
}

/// A lot or lease that is pledged, at today's mark as far as it is paid for.
package struct PledgedToday {
  /// The name of the lot or lease.
  package let name: String
  /// Indices of the tranches in rank order.
  package let liens: [Int]
  /// Dollars.
  package let valueUSD: Double
  /// GPUs that are paid for.
  package var gpus = 0.0
  /// Whether it waits for an order that is not paid.
  package let waits: Bool
  /// Whether a buyer would pay for something that the mark leaves out.
  package var isUndervalued = false

  /// The pledged GPU lots, rig lots and leases of a miner, each kind in name order: the order in
  /// which liens are satisfied.
  package static func all(_ miner: Miner, _ prices: TodaysPrices) -> [PledgedToday] {
    let lots = miner.gpuLots.map {
      let isPaid = miner.isPaid($0.order)
      return PledgedToday(
        name: $0.name, liens: $0.liens, valueUSD: isPaid ? $0.markToday(prices) : 0,
        gpus: isPaid ? $0.count : 0, waits: !isPaid,
        isUndervalued: $0.contract?.isAssignable ?? false)
    }
    let rigs = miner.allRigLots.map {
      let isPaid = miner.isPaid($0.order)
      return PledgedToday(
        name: $0.name, liens: $0.liens, valueUSD: isPaid ? $0.markToday : 0, waits: !isPaid)
    }
    let leases = miner.leases.map {
      let isPaid = miner.isPaid($0.order)
      return PledgedToday(
        name: $0.name, liens: $0.liens, valueUSD: isPaid ? $0.valueToday : 0, waits: !isPaid,
        isUndervalued: $0.discountRate == nil)
    }
    return (lots + rigs + leases).filter { !$0.liens.isEmpty }
  }

  /// Value in dollars left to a tranche after those that rank before it.
  ///
  /// Each of these takes what is outstanding on it, in total once over all things.
  static func left(of things: [PledgedToday], to index: Int, _ tranches: [Tranche]) -> Double {
    var owed: [Int: Double] = [:]
    return things.reduce(0) { value, thing in
      var left = thing.valueUSD
      for senior in thing.liens.prefix(while: { $0 != index }) {
        let due = owed[senior] ?? tranches[senior].principalUSD
        let taken = min(left, due)
        owed[senior] = due - taken
        left -= taken
      }
      return value + left
    }
  }
}
