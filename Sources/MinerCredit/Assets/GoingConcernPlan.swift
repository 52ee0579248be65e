import CreditBasics
import NumericCore

/// A miner's assets that are sold as going concerns: leases with a discount rate, and GPU lots sold
/// with their contracts (model §3 and §4).
struct GoingConcernPlan: Sendable {
  let leases: FixedArray<LeaseValuePlan>
  let lots: FixedArray<AssignableLot>
  /// Share of its value that a lease fetches.
  let leaseFactor: Double

  var isEmpty: Bool { leases.isEmpty && lots.isEmpty }

  init(_ miner: Miner, _ scenario: Scenario, in storage: Storage) {
    let rules = scenario.resolution
    leaseFactor =
      (1 - rules.leaseHaircut) * (1 - rules.costRate)
      * exp(-scenario.riskFreeRate * rules.leaseLagYears)
    leases = FixedArray(
      miner.leases.indices.compactMap {
        LeaseValuePlan(miner.leases[$0], $0, of: miner, grid: scenario.grid, in: storage)
      }, in: storage)
    lots = FixedArray(
      miner.gpuLots.indices.compactMap {
        AssignableLot(miner.gpuLots[$0], $0, scenario, in: storage)
      },
      in: storage)
  }
}

/// A lease's income per year, and how it is valued.
struct LeaseIncome {
  private let perYear: Double
  private let rate: Double
  private let until: Double
  private let from: Double
  private let meanDelayYears: Double
  private let paid: Double

  init?(_ lease: Lease, of miner: Miner) {
    guard let rate = lease.discountRate else { return nil }
    self.rate = rate
    perYear = lease.incomePerYear
    until = lease.until
    from = lease.from ?? 0
    meanDelayYears = lease.meanDelayYears
    paid = miner.paid(lease.order)
  }

  /// Time in years at which a lease that has not started by `now` is expected to start.
  func start(asOf now: Double) -> Double { max(max(from, now) + meanDelayYears, paid) }

  /// Dollars at `now` of the first tenant's income from `start` on.
  func value(at now: Double, from start: Double) -> Double {
    guard start < until else { return 0 }
    return perYear * exp(-rate * (start - now)) * annuity(until - start, rate: rate)
  }
}

/// The value of a lease at the end of each step in dollars; entry 0 is the as-of date.
struct LeaseValuePlan: Sendable {
  /// Index among the miner's leases.
  let lease: Int
  let income: LeaseIncome
  /// Value once it has started.
  let running: FixedArray<Double>
  /// Value while it has not started.
  let waiting: FixedArray<Double>
  /// Time in years at which it is expected to start, while it has not.
  let waits: FixedArray<Double>

  init?(_ lease: Lease, _ index: Int, of miner: Miner, grid: TimeGrid, in storage: Storage) {
    guard let income = LeaseIncome(lease, of: miner) else { return nil }
    self.lease = index
    self.income = income
    let times = (0...grid.stepCount).map { grid.time($0) }
    running = FixedArray(times.map { income.value(at: $0, from: $0) }, in: storage)
    let starts = times.map { income.start(asOf: $0) }
    waits = FixedArray(starts, in: storage)
    waiting = FixedArray(
      times.indices.map { income.value(at: times[$0], from: starts[$0]) }, in: storage)
  }
}

/// A GPU lot that can be sold with its contract; figures are for the whole lot.
struct AssignableLot: Sendable {
  /// Index among the miner's lots.
  let lot: Int
  let gpu: Int
  let count: Double
  /// Contracted hours until the contract ends, discounted and less what a sale costs, at the end of
  /// each step; entry 0 is the as-of date.
  let hours: FixedArray<Double>
  /// Dollars that a contracted hour earns before power.
  let hourlyMargin: Double
  let megawatts: Double
  /// Multiple of one GPU's resale price that a buyer bids for the hardware after the contract, at
  /// the end of each step.
  let hardwareAfter: FixedArray<Double>
  /// Multiple of one GPU's resale price that the hardware alone would fetch in a bottomless market.
  ///
  /// Where the bid with the contract is higher, the lot is sold with its contract.
  let hardwareNow: Double

  init?(_ lot: GPULot, _ index: Int, _ scenario: Scenario, in storage: Storage) {
    guard let contract = lot.contract, contract.isAssignable else { return nil }
    let (rules, gpu) = (scenario.resolution, scenario.market.gpus[lot.gpu])
    self.lot = index
    self.gpu = lot.gpu
    count = lot.count
    hourlyMargin = contract.earnedPerHour - gpu.opexPerHour
    megawatts = gpu.kilowatts / 1000
    let left = (0...scenario.grid.stepCount).map { contract.until - scenario.grid.time($0) }
    let sold = lot.count * (1 - rules.leaseHaircut) * (1 - rules.costRate)
    hours = FixedArray(
      left.map {
        sold * contract.share * TimeGrid.hoursPerYear * annuity($0, rate: rules.contractYield)
      }, in: storage)
    let fade = rules.contractYield + gpu.resaleDecline
    hardwareAfter = FixedArray(
      left.map { $0.isFinite ? sold * (1 - rules.relocationHaircut) * exp(-fade * $0) : 0 },
      in: storage)
    hardwareNow =
      Limit.most(1) * lot.count * max(1 - rules.relocationHaircut, rules.scrapShare)
      * exp(-(gpu.resaleDecline + scenario.riskFreeRate) * rules.lagYears) * (1 - rules.costRate)
  }
}

/// A lease that has a value, and the share in which it counts.
struct ValuedLease {
  /// Its place among the leases that have a value.
  let place: Int
  /// Place of the share in which it counts; −1 if it always counts in full.
  let share: Int
}

extension Miner {
  /// Place of a lease among those that have a value; −1 without one.
  func valuePlace(ofLease index: Int) -> Int {
    leases[index].discountRate == nil
      ? -1 : leases[..<index].count(where: { $0.discountRate != nil })
  }

  /// Place of a lot among those with an assignable contract; −1 without one.
  func contractPlace(ofLot index: Int) -> Int {
    let isAssignable = { (lot: GPULot) in lot.contract?.isAssignable ?? false }
    return isAssignable(gpuLots[index]) ? gpuLots[..<index].count(where: isAssignable) : -1
  }

  /// The leases that have a value, each with its liens.
  func valuedLeases(_ orders: OrderAgenda) -> [(lease: ValuedLease, liens: [Int])] {
    leases.filter { $0.discountRate != nil }.enumerated().map { place, lease in
      let share = lease.order.map { orders.places[$0].share } ?? -1
      return (ValuedLease(place: place, share: share), lease.liens)
    }
  }
}
