import CreditBasics
import NumericCore

/// What a miner earns without mining as a formula of the step's prices, and when it may change.
///
/// With power `P`, utilisation `u` and the rent `ρ_c` of each class of GPU, the income of a step is
/// `fixed + perPower P + u (perUtilisation + perUtilisedPower P + Σ_c openHours_c ρ_c)`.
struct IncomeTerms: Sendable {
  /// The columns that come before those of the GPU classes.
  private enum Name: Int, ColumnNames {
    case income, fixed, perPower, perUtilisation, perUtilisedPower, nextDate, nextDefault
    case changedIn, cancelled, end
  }

  /// The columns of each GPU class.
  private enum ClassName: Int, ColumnNames {
    case openHours, walkRent, end
  }

  let block: LaneBlock

  static func columnCount(_ plan: OperationsPlan) -> Int {
    Name.count + LaneRecords<ClassName>.columnCount(plan.classes.count)
  }

  /// Income of the step in dollars.
  var income: LaneColumn { @inline(__always) get { block[Name.income] } }
  /// Dollars whatever the prices: contracts and leases, less their costs, overheads and power
  /// bought ahead.
  var fixed: LaneColumn { @inline(__always) get { block[Name.fixed] } }
  /// MWh bought ahead and resold, less MWh bought at spot for contracts.
  var perPower: LaneColumn { @inline(__always) get { block[Name.perPower] } }
  /// Dollars of GPUs without contract: flat rent less opex and power bought ahead.
  var perUtilisation: LaneColumn { @inline(__always) get { block[Name.perUtilisation] } }
  /// MWh bought at spot for GPUs without contract, negative.
  var perUtilisedPower: LaneColumn { @inline(__always) get { block[Name.perUtilisedPower] } }
  /// The next step in which something starts or ends.
  var nextDate: LaneColumn { @inline(__always) get { block[Name.nextDate] } }
  /// Cumulative hazard at which the next tenant defaults.
  var nextDefault: LaneColumn { @inline(__always) get { block[Name.nextDefault] } }

  /// The step in which the terms last changed; −1 before the first.
  var changedIn: LaneColumn { @inline(__always) get { block[Name.changedIn] } }
  /// Orders cancelled, `2^i` for order `i`.
  var cancelled: LaneColumn { @inline(__always) get { block[Name.cancelled] } }

  /// Hours without contract of a class, by its position among the miner's.
  @inline(__always)
  func openHours(_ position: Int) -> LaneColumn { classes[position, .openHours] }

  /// The rent of a class below which some tenant walks away; 0 if none would.
  @inline(__always)
  func walkRent(_ position: Int) -> LaneColumn { classes[position, .walkRent] }

  @inline(__always)
  private var classes: LaneRecords<ClassName> { LaneRecords(block: block.from(Name.count)) }

  /// Makes the first step an event.
  func awaitFirstStep(_ plan: OperationsPlan, group: Int) {
    nextDate[group] = .zero
    nextDefault[group] = Lanes(repeating: .infinity)
    changedIn[group] = Lanes(repeating: -1)
    cancelled[group] = .zero
    for position in plan.classes.indices { walkRent(position)[group] = .zero }
  }

  /// Whether something starts, ends or is left in this step in any lane.
  @inline(__always)
  func hasEvent(step: Int, _ plan: OperationsPlan, group: Int, market: MarketView) -> Bool {
    let isDue =
      (nextDate[group] .<= Double(step))
      .| (nextDefault[group] .<= market.cumulativeTenantHazard[group])
    if anyLane(isDue) { return true }
    for index in plan.walks.indices {
      let position = plan.walks[index]
      let rent = market.rents[plan.gpus[position]][group]
      if anyLane(rent .< walkRent(position)[group]) { return true }
    }
    return false
  }

  /// The formula, at the prices of the step.
  @inline(__always)
  func earn(_ plan: OperationsPlan, group: Int, market: MarketView) {
    let power = market.prices.power[group]
    var total = power.times(perPower[group], plus: fixed[group])
    if !plan.lots.isEmpty {
      var utilised = power.times(perUtilisedPower[group], plus: perUtilisation[group])
      for position in plan.gpus.indices {
        let rent = market.rents[plan.gpus[position]][group]
        utilised = rent.times(openHours(position)[group], plus: utilised)
      }
      total = utilised.times(market.utilisation[group], plus: total)
    }
    income[group] = total
  }

  /// Resets the terms to those of a miner without lots and leases: overheads and resold power.
  func clear(_ plan: OperationsPlan, step: Double, group: Int) {
    let resold = step < plan.power.end ? plan.fixedMWh : 0
    fixed[group] = Lanes(repeating: -plan.overheadPerStep - resold * plan.power.price)
    perPower[group] = Lanes(repeating: resold)
    perUtilisation[group] = .zero
    perUtilisedPower[group] = .zero
    nextDate[group] = Lanes(repeating: .infinity)
    expect(Lanes(repeating: plan.power.end), after: step, group: group)
    nextDefault[group] = Lanes(repeating: .infinity)
    for position in plan.classes.indices {
      openHours(position)[group] = .zero
      walkRent(position)[group] = .zero
    }
  }

  /// Adds what a lot of rigs resells while it is in service.
  func add(_ rig: RigLotPlan, start: Lanes, _ power: PowerPlan, step: Double, group: Int) {
    let resold = keep(
      Lanes(repeating: rig.megawattHours * power.boughtShare(in: step)), where: start .<= step)
    fixed[group] -= resold * power.price
    perPower[group] += resold
    expect(start, after: step, group: group)
  }

  /// Adds a lot after the events of a step.
  func add(_ lot: LotPlan, _ state: LotColumns, _ power: PowerPlan, step: Double, group: Int) {
    let costPerHour = lot.costPerHour(power, step: step)
    let powerPerHour = lot.powerPerHour(power, step: step)
    let kept = state.keptShare[group] * state.hours[group]
    let open = state.hours[group] - kept
    perUtilisation[group] -= open * costPerHour
    perUtilisedPower[group] -= open * powerPerHour
    openHours(lot.position)[group] += open
    if let rent = lot.flatRent { perUtilisation[group] += open * rent }
    expect(state.start[group], after: step, group: group)
    guard lot.contract != nil else { return }
    fixed[group] += kept * (lot.earnedPerHour - costPerHour)
    perPower[group] -= kept * powerPerHour
    let isKept = state.keptShare[group] .> 0
    // A flat rent never falls: it is below the tenant's limit from the contract's beginning, or
    // never.
    if lot.flatRent == nil {
      let walk = keep(Lanes(repeating: lot.walkRent), where: isKept)
      walkRent(lot.position)[group] = walkRent(lot.position)[group].atLeast(walk)
    }
    nextDefault.set(
      nextDefault[group].atMost(state.threshold[group]), where: isKept, group: group)
    expect(Lanes(repeating: lot.contractEnd), after: step, group: group)
  }

  /// Adds a lease after the events of a step.
  func add(_ lease: LeasePlan, _ state: LeaseColumns, step: Double, group: Int) {
    guard step < lease.end else { return }
    fixed[group] += state.income[group]
    nextDefault[group] = nextDefault[group].atMost(state.defaultsAt[group])
    expect(state.letFrom[group], after: step, group: group)
    expect(Lanes(repeating: lease.end), after: step, group: group)
  }

  @inline(__always)
  private func expect(_ dates: Lanes, after step: Double, group: Int) {
    nextDate.set(nextDate[group].atMost(dates), where: dates .> step, group: group)
  }
}
