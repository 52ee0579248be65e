import CreditBasics
import NumericCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The state of a miner's lots and leases in one tile, shared by worlds with the same rents.
public struct OperationsBook: Sendable {
  let plan: OperationsPlan
  let seed: UInt64
  let grid: TimeGrid
  private let block: LaneBlock

  static func columnCount(_ plan: OperationsPlan) -> Int {
    1 + LotColumns.count * plan.lots.count + LeaseColumns.count * plan.leases.count
  }

  init(plan: OperationsPlan, seed: UInt64, grid: TimeGrid, table: LaneTable) {
    self.plan = plan
    self.seed = seed
    self.grid = grid
    block = table.block(columns: Self.columnCount(plan))
  }

  /// Income of the step from lots, leases and resold power less overheads, in dollars.
  var income: LaneColumn { @inline(__always) get { block[0] } }

  @inline(__always)
  private func state(ofLot index: Int) -> LotColumns {
    LotColumns(block: block.from(1 + LotColumns.count * index))
  }

  @inline(__always)
  private func state(ofLease index: Int) -> LeaseColumns {
    LeaseColumns(
      block: block.from(
        1 + LotColumns.count * plan.lots.count + LeaseColumns.count * index))
  }

  /// Draws the delays and the first tenants of eight paths.
  func begin(group: Int, paths: LaneBits) {
    for index in plan.lots.indices {
      let lot = plan.lots[index]
      state(ofLot: index).start[group] = lot.start.steps(seed: seed, paths: paths, grid: grid)
      state(ofLot: index).tenantEnd[group] = Lanes(repeating: lot.contractEnd)
      state(ofLot: index).threshold[group] = threshold(
        lot.tenant, risk: lot.contract?.tenantRisk ?? 0, paths: paths)
    }
    for index in plan.leases.indices {
      let lease = plan.leases[index]
      state(ofLease: index).letFrom[group] = lease.start.steps(seed: seed, paths: paths, grid: grid)
      state(ofLease: index).share[group] = Lanes(repeating: 1)
      state(ofLease: index).tenants[group] = Lanes(repeating: 0)
      state(ofLease: index).threshold[group] = threshold(
        lease.tenant, risk: lease.tenantRisk, paths: paths)
    }
  }

  /// Cumulative hazard of a tenant of risk 1 at which this tenant defaults: `E / tenantRisk`.
  private func threshold(_ purpose: Purpose, risk: Double, paths: LaneBits) -> Lanes {
    guard risk > 0 else { return Lanes(repeating: .infinity) }
    let bits = Philox.words(seed: seed, paths: paths, purpose: purpose, index: 0).0
    return LaneMath.log(uniform(bits)) * (-1 / risk)
  }
}

/// A lot's state.
struct LotColumns: Sendable {
  fileprivate let block: LaneBlock
  static let count = 3

  /// First step in service.
  var start: LaneColumn { @inline(__always) get { block[0] } }
  /// First step without its tenant.
  var tenantEnd: LaneColumn { @inline(__always) get { block[1] } }
  /// Cumulative hazard at which the tenant defaults.
  var threshold: LaneColumn { @inline(__always) get { block[2] } }
}

/// A lease's state.
struct LeaseColumns: Sendable {
  fileprivate let block: LaneBlock
  static let count = 4

  /// First step let.
  var letFrom: LaneColumn { @inline(__always) get { block[0] } }
  /// Share of its first revenue that it earns.
  var share: LaneColumn { @inline(__always) get { block[1] } }
  /// Cumulative hazard at which the tenant defaults.
  var threshold: LaneColumn { @inline(__always) get { block[2] } }
  /// Tenants that have defaulted.
  var tenants: LaneColumn { @inline(__always) get { block[3] } }
}

extension OperationsBook {
  /// Stage 1 without mining: lots, leases, resold power and overheads of eight paths in one step.
  func operate(step: Int, group: Int, paths: LaneBits, market: MarketView) {
    var total = Lanes(repeating: -plan.overheadPerStep)
    let power = market.prices.power[group]
    if plan.fixedMWh > 0 { total += (power - plan.fixedPrice) * plan.fixedMWh }
    if !plan.lots.isEmpty {
      let powerCost = (power * (1 - plan.fixedShare) + plan.fixedShare * plan.fixedPrice) * 0.001
      for index in plan.lots.indices {
        total += lotIncome(
          index, step: Double(step), group: group, powerPerKWh: powerCost, market: market)
      }
    }
    for index in plan.leases.indices {
      total += leaseIncome(index, step: step, group: group, paths: paths, market: market)
    }
    income[group] = total
  }

  @inline(__always)
  private func lotIncome(
    _ index: Int, step: Double, group: Int, powerPerKWh: Lanes, market: MarketView
  ) -> Lanes {
    let lot = plan.lots[index]
    let spot = market.rents[lot.gpu][group]
    let now = Lanes(repeating: step)
    let inService = state(ofLot: index).start[group] .<= now
    var rate = market.utilisation[group] * spot
    var hoursRun = market.utilisation[group]
    if let contract = lot.contract, step < lot.contractEnd {
      let kept = tenantStays(
        index, contract, inService: inService, now: now, spot: spot, group: group, market: market)
      let share = Lanes(repeating: 0).replacing(with: contract.share, where: kept)
      rate = share.times(contract.ratePerHour, plus: rate - share * rate)
      hoursRun = hoursRun + (share - share * hoursRun)
    }
    let cost = powerPerKWh.times(lot.kilowatts, plus: Lanes(repeating: lot.opexPerHour))
    let income = (rate - hoursRun * cost) * lot.gpuHours
    return Lanes(repeating: 0).replacing(with: income, where: inService)
  }

  /// The lanes whose contract is in force after this step's walk-aways and tenant defaults.
  @inline(__always)
  private func tenantStays(
    _ index: Int, _ contract: RentalContract, inService: LaneMask, now: Lanes, spot: Lanes,
    group: Int, market: MarketView
  ) -> LaneMask {
    let lot = state(ofLot: index)
    if !plan.lots[index].start.isImmediate {
      rebase(lot.threshold, where: lot.start[group] .== now, group: group, market: market)
    }
    let inForce = inService .& (now .< lot.tenantEnd[group])
    let walks = spot .< contract.walkAwayBelow * contract.ratePerHour
    let defaults = market.cumulativeTenantHazard[group] .>= lot.threshold[group]
    let leaves = inForce .& (walks .| defaults)
    if anyLane(leaves) {
      lot.tenantEnd[group] = lot.tenantEnd[group].replacing(with: now, where: leaves)
    }
    return inForce .& .!leaves
  }

  /// Starts a tenant's hazard in this step for the lanes in `entering`.
  @inline(__always)
  private func rebase(
    _ threshold: LaneColumn, where entering: LaneMask, group: Int, market: MarketView
  ) {
    guard anyLane(entering) else { return }
    let before = market.cumulativeTenantHazard[group] - market.tenantHazard[group]
    threshold[group] = threshold[group].replacing(
      with: threshold[group] + before, where: entering)
  }

  @inline(__always)
  private func leaseIncome(
    _ index: Int, step: Int, group: Int, paths: LaneBits, market: MarketView
  ) -> Lanes {
    let lease = plan.leases[index]
    let state = state(ofLease: index)
    let now = Lanes(repeating: Double(step))
    guard Double(step) < lease.end else { return Lanes(repeating: 0) }
    let starting = state.letFrom[group] .== now
    rebase(state.threshold, where: starting, group: group, market: market)
    var isLet = state.letFrom[group] .<= now
    let defaults = isLet .& (market.cumulativeTenantHazard[group] .>= state.threshold[group])
    if anyLane(defaults) {
      relet(lease, state, lanes: defaults, step: step, group: group, paths: paths, market: market)
      isLet = state.letFrom[group] .<= now
    }
    let income = state.share[group] * lease.incomePerStep
    return Lanes(repeating: 0).replacing(with: income, where: isLet)
  }

  /// Replaces tenants that defaulted: the next one comes later, pays less and may default again.
  private func relet(
    _ lease: LeasePlan, _ state: LeaseColumns, lanes: LaneMask, step: Int, group: Int,
    paths: LaneBits, market: MarketView
  ) {
    let set = laneSet(lanes)
    for lane in 0..<laneCount where set & (1 << UInt32(lane)) != 0 {
      let position = group * laneCount + lane
      let next = state.tenants[lane: position] + 1
      state.tenants[lane: position] = next
      state.share[lane: position] *= lease.reletShare
      state.letFrom[lane: position] = Double(step) + lease.reletSteps
      let bits = Philox.words(
        seed: seed, path: paths[lane], purpose: lease.tenant, index: UInt64(next)
      ).0
      // A tenant of the same step is at risk from the next one; a later one is rebased when it comes.
      let base = lease.reletSteps == 0 ? market.cumulativeTenantHazard[lane: position] : 0
      state.threshold[lane: position] = base - log(uniform(bits)) / lease.tenantRisk
    }
  }
}
