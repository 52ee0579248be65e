import CreditBasics
import NumericCore

/// One tranche's state in one world of one tile.
struct TrancheColumns: Sendable {
  let outstanding, accrued, exposure, charges: LaneColumn
  let coupon, schedule, breaches: LaneColumn
  let pledgedBTC, pledgedETH: LaneColumn
  /// 1 while the GPUs pledged at the start still are, else 0.
  let holdsGPUs: LaneColumn
  /// Claim and recovery at default in dollars.
  let claim, recovery: LaneColumn
  /// Steps for which interest and exposure have been accrued, and the annuity of those steps.
  let accruedSteps, accruedAnnuity: LaneColumn

  static let count = 14

  init(table: LaneTable) {
    (outstanding, accrued) = (table.column(), table.column())
    (exposure, charges) = (table.column(), table.column())
    (coupon, schedule, breaches) = (table.column(), table.column(), table.column())
    (pledgedBTC, pledgedETH) = (table.column(), table.column())
    holdsGPUs = table.column()
    (claim, recovery) = (table.column(), table.column())
    (accruedSteps, accruedAnnuity) = (table.column(), table.column())
  }

  @inline(__always)
  func pledged(_ coin: Coin) -> LaneColumn { coin == .btc ? pledgedBTC : pledgedETH }
}

/// Values of the column that remembers balloons and puts among the charges; 0 for none.
enum BalloonState {
  /// One from an earlier step is among the charges since cash was last ≥ 0.
  static let unpaid = 1.0
  /// One falls due in this step.
  static let dueNow = 2.0
}

/// What is true of a whole group of eight paths of one miner, so that most steps skip most stages.
struct GroupState {
  /// Lanes not in default.
  var active: LaneMask
  /// Lanes that default in this step and await resolution.
  var defaulting: LaneMask
  /// Whether `defaulting` has any lane.
  var hasDefaulting: Bool
  /// Whether any lane is active.
  var isAlive: Bool
  /// Whether charges since cash was last ≥ 0 are being recorded.
  var recordsCharges: Bool
  /// Whether some lane counts days in arrears.
  var countsArrears: Bool
  /// Whether some finished tranche may still hold pledges.
  var awaitsRelease: Bool
  /// Whether some lane has sold coins in this step.
  var hasSold: Bool
}

/// One miner's balance sheets in one world of one tile: `columns × lanes`.
struct MinerBook: Sendable {
  let cash, freeBTC, freeETH, debt: LaneColumn
  let shares, arrearsSteps: LaneColumn
  /// A `BalloonState`.
  let balloonUnpaid: LaneColumn
  /// Running sums of CFADS and of scheduled debt service.
  let cumulativeCFADS, cumulativeService: LaneColumn
  let savedCFADS, savedService: FixedArray<LaneColumn>
  /// Marked dollars of each coin sold so far in this step.
  let soldBTC, soldETH: LaneColumn
  /// Default step and cause; −1 without default.
  let defaultStep, cause: LaneColumn
  let tranches: FixedArray<TrancheColumns>
  let state: FixedArray<GroupState>

  static func columnCount(_ plan: MinerPlan) -> Int {
    13 + 2 * plan.coverage.slotCount + TrancheColumns.count * plan.tranches.count
  }

  init(plan: MinerPlan, table: LaneTable) {
    (cash, freeBTC, freeETH) = (table.column(), table.column(), table.column())
    (debt, shares) = (table.column(), table.column())
    (arrearsSteps, balloonUnpaid) = (table.column(), table.column())
    (cumulativeCFADS, cumulativeService) = (table.column(), table.column())
    (soldBTC, soldETH) = (table.column(), table.column())
    (defaultStep, cause) = (table.column(), table.column())
    savedCFADS = table.columns(plan.coverage.slotCount)
    savedService = table.columns(plan.coverage.slotCount)
    tranches = FixedArray(plan.tranches.indices.map { _ in TrancheColumns(table: table) })
    let none = LaneMask(repeating: false)
    state = FixedArray(
      Array(
        repeating: GroupState(
          active: none, defaulting: none, hasDefaulting: false, isAlive: false,
          recordsCharges: false, countsArrears: false, awaitsRelease: false, hasSold: false),
        count: table.groups))
  }

  @inline(__always)
  func free(_ coin: Coin) -> LaneColumn { coin == .btc ? freeBTC : freeETH }

  @inline(__always)
  func sold(_ coin: Coin) -> LaneColumn { coin == .btc ? soldBTC : soldETH }

  /// Puts eight paths back to the as-of date.
  func begin(plan: MinerPlan, group: Int) {
    let set = { (column: LaneColumn, value: Double) in column[group] = Lanes(repeating: value) }
    set(cash, plan.cash)
    set(freeBTC, plan.freeBTC)
    set(freeETH, plan.freeETH)
    set(shares, 1)
    for column in [
      arrearsSteps, balloonUnpaid, cumulativeCFADS, cumulativeService, soldBTC, soldETH,
    ] {
      set(column, 0)
    }
    set(defaultStep, -1)
    set(cause, -1)
    var total = 0.0
    for index in plan.tranches.indices {
      begin(tranches[index], plan.tranches[index], group: group, set)
      total += plan.tranches[index].principal
    }
    set(debt, total)
    state[group] = GroupState(
      active: LaneMask(repeating: true), defaulting: LaneMask(repeating: false),
      hasDefaulting: false, isAlive: true, recordsCharges: false, countsArrears: false,
      awaitsRelease: true, hasSold: false)
  }

  private func begin(
    _ columns: TrancheColumns, _ plan: TranchePlan, group: Int,
    _ set: (LaneColumn, Double) -> Void
  ) {
    set(columns.outstanding, plan.principal)
    set(columns.coupon, plan.coupon)
    set(columns.pledgedBTC, plan.pledgedBTC)
    set(columns.pledgedETH, plan.pledgedETH)
    set(columns.holdsGPUs, 1)
    for column in [
      columns.accrued, columns.exposure, columns.charges, columns.schedule, columns.breaches,
      columns.claim, columns.recovery, columns.accruedSteps, columns.accruedAnnuity,
    ] { set(column, 0) }
  }
}
