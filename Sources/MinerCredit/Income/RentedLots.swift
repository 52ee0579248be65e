import CreditBasics
import NumericCore

/// A GPU lot's state.
struct LotColumns: Sendable {
  private enum Name: Int, ColumnNames {
    case start, hours, keptShare, threshold, end
  }

  let block: LaneBlock

  @inline(__always)
  static var count: Int { Name.count }

  /// First step in service.
  var start: LaneColumn { @inline(__always) get { block[Name.start] } }
  /// GPU-hours of a step once it is in service, else 0.
  var hours: LaneColumn { @inline(__always) get { block[Name.hours] } }
  /// Share of the lot under contract while the tenant stays, else 0.
  var keptShare: LaneColumn { @inline(__always) get { block[Name.keptShare] } }
  /// Cumulative hazard at which the tenant defaults.
  var threshold: LaneColumn { @inline(__always) get { block[Name.threshold] } }
}

extension OperationsBook {
  func beginLot(_ index: Int, group: Int, paths: LaneBits, brokenAt: LaneColumns) {
    let lot = plan.lots[index]
    let state = state(ofLot: index)
    state.start[group] = lot.start.steps(seed: plan.seed, paths: paths, grid: plan.grid)
    state.hours[group] = .zero
    state.keptShare[group] = .zero
    state.threshold[group] =
      lot.namedTenant >= 0
      ? brokenAt[lot.namedTenant][group]
      : threshold(lot.tenant, risk: lot.tenantRisk, paths: paths)
    if lot.runsToday {
      enterService(index, lanes: LaneMask(repeating: true), step: 0, group: group)
    }
  }

  private func enterService(_ index: Int, lanes: LaneMask, step: Double, group: Int) {
    let lot = plan.lots[index]
    let state = state(ofLot: index)
    state.hours.set(Lanes(repeating: lot.gpuHours), where: lanes, group: group)
    // A contract in force on the as-of date counts even if it ends within the first step;
    // `changeLot` then ends it.
    if let contract = lot.contract,
      step < lot.contractEnd || lot.runsToday && contract.until > 0
    {
      // An assignable contract on a share of 0 is in force too: it gets a share too small to earn
      // anything.
      let share = contract.isAssignable ? max(contract.share, 1e-300) : contract.share
      state.keptShare.set(Lanes(repeating: share), where: lanes, group: group)
    }
  }

  /// Takes a lot into service, and ends its contract when it expires or the tenant leaves or
  /// defaults.
  func changeLot(_ index: Int, step: Double, group: Int, market: MarketView) {
    let lot = plan.lots[index]
    let state = state(ofLot: index)
    let starting = state.start[group] .== step
    if !lot.runsToday, anyLane(starting) {
      // A named tenant is at risk from the as-of date on.
      if lot.namedTenant < 0 {
        let before = hazardBefore(group: group, market: market)
        state.threshold.set(state.threshold[group] + before, where: starting, group: group)
      }
      enterService(index, lanes: starting, step: step, group: group)
    }
    guard step < lot.contractEnd else { return state.keptShare[group] = .zero }
    let walks = market.rents[lot.gpu][group] .< lot.walkRent
    let defaults = market.cumulativeTenantHazard[group] .>= state.threshold[group]
    state.keptShare.set(.zero, where: walks .| defaults, group: group)
  }
}
