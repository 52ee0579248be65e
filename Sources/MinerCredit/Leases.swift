import CreditBasics
import NumericCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A lease's state.
struct LeaseColumns: Sendable {
  let block: LaneBlock
  static let count = 6

  /// First step let to the present or next tenant.
  var letFrom: LaneColumn { @inline(__always) get { block[0] } }
  /// Share of the first tenant's revenue that it earns.
  var share: LaneColumn { @inline(__always) get { block[1] } }
  /// Hazard at which that tenant defaults, counted from the start of its lease until then.
  var threshold: LaneColumn { @inline(__always) get { block[2] } }
  /// Cumulative hazard at which the present tenant defaults; infinite without one.
  var defaultsAt: LaneColumn { @inline(__always) get { block[3] } }
  /// Tenants that have defaulted.
  var tenants: LaneColumn { @inline(__always) get { block[4] } }
  /// Dollars a step; 0 without a tenant.
  var income: LaneColumn { @inline(__always) get { block[5] } }
}

extension OperationsBook {
  func beginLease(_ index: Int, group: Int, paths: LaneBits) {
    let lease = plan.leases[index]
    let state = state(ofLease: index)
    state.letFrom[group] = lease.start.steps(seed: plan.seed, paths: paths, grid: plan.grid)
    state.share[group] = Lanes(repeating: 1)
    state.threshold[group] = threshold(lease.tenant, risk: lease.tenantRisk, paths: paths)
    state.defaultsAt[group] = Lanes(repeating: .infinity)
    state.tenants[group] = .zero
    state.income[group] = .zero
  }

  /// Lets to tenants that start in this step, then replaces those that default in it.
  func changeLease(
    _ index: Int, step: Int, group: Int, paths: LaneBits, market: MarketView
  ) {
    guard Double(step) < plan.leases[index].end else { return }
    let state = state(ofLease: index)
    let starting = state.letFrom[group] .== Double(step)
    let begins = state.threshold[group] + hazardBefore(group: group, market: market)
    state.defaultsAt.set(begins, where: starting, group: group)
    let full = state.share[group] * plan.leases[index].incomePerStep
    state.income.set(full, where: starting, group: group)
    let lost = laneSet(market.cumulativeTenantHazard[group] .>= state.defaultsAt[group])
    for lane in 0..<laneCount where lost & (1 << UInt32(lane)) != 0 {
      relet(
        index, lane: group * laneCount + lane, path: paths[lane], step: step, market: market)
    }
  }

  /// Replaces a tenant that defaulted: the next one comes later, pays less and may default again.
  private func relet(_ index: Int, lane: Int, path: UInt64, step: Int, market: MarketView) {
    let lease = plan.leases[index]
    let state = state(ofLease: index)
    let next = state.tenants[lane: lane] + 1
    state.tenants[lane: lane] = next
    state.share[lane: lane] *= lease.reletShare
    state.letFrom[lane: lane] = Double(step) + lease.reletSteps
    let bits = Philox.words(
      seed: plan.seed, path: path, purpose: lease.tenant, index: UInt64(next)
    ).0
    let hazard = -log(uniform(bits)) / lease.tenantRisk
    state.threshold[lane: lane] = hazard
    // A tenant of the same step is at risk from the next one; a later one from the step it comes in.
    let isLet = lease.reletSteps == 0
    state.defaultsAt[lane: lane] =
      isLet ? market.cumulativeTenantHazard[lane: lane] + hazard : .infinity
    state.income[lane: lane] = isLet ? state.share[lane: lane] * lease.incomePerStep : 0
  }
}
