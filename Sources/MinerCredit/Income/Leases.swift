import CreditBasics
import NumericCore

/// A lease's state.
struct LeaseColumns: Sendable {
  private enum Name: Int, ColumnNames {
    case letFrom, share, threshold, defaultsAt, tenants, income, startStep, letAt, end
  }

  let block: LaneBlock

  @inline(__always)
  static var count: Int { Name.count }

  /// First step let to the present or next tenant.
  var letFrom: LaneColumn { @inline(__always) get { block[Name.letFrom] } }
  /// Share of the first tenant's revenue that it earns.
  var share: LaneColumn { @inline(__always) get { block[Name.share] } }
  /// Hazard at which that tenant defaults, counted from its first step; for a named tenant from the
  /// as-of date.
  var threshold: LaneColumn { @inline(__always) get { block[Name.threshold] } }
  /// Cumulative hazard at which the present tenant defaults; infinite without one.
  var defaultsAt: LaneColumn { @inline(__always) get { block[Name.defaultsAt] } }
  /// Tenants that have defaulted.
  var tenants: LaneColumn { @inline(__always) get { block[Name.tenants] } }
  /// Dollars a step; 0 without a tenant.
  var income: LaneColumn { @inline(__always) get { block[Name.income] } }
  /// First step in which it is let at all; only for leases that have a value.
  var startStep: LaneColumn { @inline(__always) get { block[Name.startStep] } }
  /// Time in years from which it is let again after a default; only for leases that have a value.
  var letAt: LaneColumn { @inline(__always) get { block[Name.letAt] } }
}

extension OperationsBook {
  func beginLease(_ index: Int, group: Int, paths: LaneBits, brokenAt: LaneColumns) {
    let lease = plan.leases[index]
    let state = state(ofLease: index)
    state.letFrom[group] = lease.start.steps(seed: plan.seed, paths: paths, grid: plan.grid)
    state.share[group] = Lanes(repeating: 1)
    state.threshold[group] = threshold(lease.tenant, risk: lease.firstTenantRisk, paths: paths)
    state.defaultsAt[group] = Lanes(repeating: .infinity)
    state.tenants[group] = .zero
    state.income[group] = .zero
    if lease.isValued {
      state.startStep[group] = state.letFrom[group]
      state.letAt[group] = Lanes(repeating: -.infinity)
    }
    if lease.namedTenant >= 0 {
      state.threshold[group] = brokenAt[lease.namedTenant][group]
      state.defaultsAt[group] = state.threshold[group]
    }
  }

  /// Lets to tenants that start in this step, then replaces those that default in it.
  func changeLease(
    _ index: Int, step: Int, group: Int, paths: LaneBits, market: MarketView
  ) {
    guard Double(step) < plan.leases[index].end else { return }
    let state = state(ofLease: index)
    let starting = state.letFrom[group] .== Double(step)
    var begins = state.threshold[group] + hazardBefore(group: group, market: market)
    if plan.leases[index].namedTenant >= 0 {
      // The named tenant is at risk from the as-of date on.
      begins = begins.replacing(
        with: state.threshold[group], where: state.tenants[group] .== 0)
    }
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
    // A named tenant may fail before its lease begins.
    let from = max(state.letFrom[lane: lane], Double(step) + lease.reletSteps)
    state.letFrom[lane: lane] = from
    if lease.isValued { state.letAt[lane: lane] = plan.grid.time(step + 1) + lease.reletYears }
    let bits = Philox.words(
      seed: plan.seed, path: path, purpose: lease.tenant, index: UInt64(next)
    ).0
    let hazard = -log(uniform(bits)) / lease.tenantRisk
    state.threshold[lane: lane] = hazard
    // A tenant that comes in this step is at risk from the next one; a later tenant from its first
    // step.
    let isLet = from == Double(step)
    state.defaultsAt[lane: lane] =
      isLet ? market.cumulativeTenantHazard[lane: lane] + hazard : .infinity
    state.income[lane: lane] = isLet ? state.share[lane: lane] * lease.incomePerStep : 0
  }
}
