import NumericCore

/// A miner's assets at the marks of the as-of date, in dollars: no haircut, no depth.
package struct MarksToday {
  package let cash: Double
  /// Dollars in reserve accounts.
  package let reserves: Double
  package let coins: PerCoin<Double>
  package let gpus: Double
  package let asics: Double
  /// Value of the leases that have a discount rate.
  package let leases: Double
  /// Positive equity of children.
  package let stakes: Double

  /// Marked assets.
  package var total: Double {
    cash + reserves + coins.btc + coins.eth + gpus + asics + leases + stakes
  }

  /// The marks of one miner, whose children are worth `stakes`.
  package init(_ miner: Miner, _ prices: TodaysPrices, stakes: Double = 0) {
    cash = miner.cashUSD
    reserves = miner.tranches.reduce(0) { $0 + ($1.reserve?.initialUSD ?? 0) }
    let held = miner.treasury.holdings
    coins = PerCoin(btc: held.btc * prices.coinUSD.btc, eth: held.eth * prices.coinUSD.eth)
    let lots = miner.gpuLots.filter { miner.isPaid($0.order) }
    gpus = lots.reduce(0) { $0 + $1.markToday(prices) }
    asics = miner.allRigLots.filter { miner.isPaid($0.order) }.reduce(0) { $0 + $1.markToday }
    leases = miner.leases.filter { miner.isPaid($0.order) }.reduce(0) { $0 + $1.valueToday }
    self.stakes = stakes
  }

  /// The marks of every miner of a book: parents hold the positive equity of their children.
  package static func all(_ scenario: Scenario, _ prices: TodaysPrices) -> [MarksToday] {
    var stakes = Array(repeating: 0.0, count: scenario.miners.count)
    var marks: [MarksToday?] = scenario.miners.map { _ in nil }
    for index in scenario.stepOrder {
      let miner = scenario.miners[index]
      let own = MarksToday(miner, prices, stakes: stakes[index])
      marks[index] = own
      guard let parent = miner.parent else { continue }
      let debt = miner.tranches.reduce(0) { $0 + $1.principalUSD }
      stakes[parent] += max(0, own.total - debt)
    }
    return marks.compactMap(\.self)
  }
}

extension Miner {
  /// Whether something counts on the as-of date: if it waits for no order or for one that costs
  /// nothing, as no instalment has been paid yet.
  package func isPaid(_ order: Int?) -> Bool {
    guard let order else { return true }
    return orders[order].payments.allSatisfy { $0.amountUSD == 0 }
  }

  /// The date of an order's last payment, before which nothing that waits for it starts; −∞ without
  /// one.
  package func paid(_ order: Int?) -> Double {
    order.flatMap { orders[$0].payments.map(\.date).max() } ?? -.infinity
  }
}

extension GPULot {
  /// Dollars at today's resale price.
  package func markToday(_ prices: TodaysPrices) -> Double { count * prices.resaleUSD[gpu] }
}

extension RigLot {
  /// Dollars at today's resale price.
  package var markToday: Double { fleet.petahash * 1000 * fleet.resalePerTerahash }
}

extension Lease {
  /// Its income from start to end, discounted to the as-of date, in dollars; 0 without a discount
  /// rate.
  ///
  /// A lease is taken to start on its date plus its mean delay.
  package var valueToday: Double {
    guard let discountRate else { return 0 }
    let start = max(0, from ?? 0) + meanDelayYears
    guard start < until else { return 0 }
    return incomePerYear * exp(-discountRate * start) * annuity(until - start, rate: discountRate)
  }
}
