import CreditBasics
import NumericCore

/// One tranche's state in one world of one tile.
struct TrancheColumns: Sendable {
  fileprivate let block: LaneBlock

  static let count = 14

  var outstanding: LaneColumn { @inline(__always) get { block[0] } }
  var accrued: LaneColumn { @inline(__always) get { block[1] } }
  var exposure: LaneColumn { @inline(__always) get { block[2] } }
  var charges: LaneColumn { @inline(__always) get { block[3] } }
  var coupon: LaneColumn { @inline(__always) get { block[4] } }
  var schedule: LaneColumn { @inline(__always) get { block[5] } }
  var breaches: LaneColumn { @inline(__always) get { block[6] } }
  var pledgedBTC: LaneColumn { @inline(__always) get { block[7] } }
  var pledgedETH: LaneColumn { @inline(__always) get { block[8] } }
  /// 1 while the GPUs pledged at the start still are, else 0.
  var holdsGPUs: LaneColumn { @inline(__always) get { block[9] } }
  /// Claim at default in dollars.
  var claim: LaneColumn { @inline(__always) get { block[10] } }
  /// Recovery at default in dollars.
  var recovery: LaneColumn { @inline(__always) get { block[11] } }
  /// Steps for which interest and exposure have been accrued.
  var accruedSteps: LaneColumn { @inline(__always) get { block[12] } }
  /// The annuity of those steps.
  var accruedAnnuity: LaneColumn { @inline(__always) get { block[13] } }

  @inline(__always)
  func pledged(_ coin: Coin) -> LaneColumn { coin == .btc ? pledgedBTC : pledgedETH }
}

/// A miner's tranches, by index.
struct TrancheList: Sendable {
  fileprivate let block: LaneBlock

  subscript(index: Int) -> TrancheColumns {
    @inline(__always) get { TrancheColumns(block: block.from(index * TrancheColumns.count)) }
  }
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
  /// Lanes neither in default nor closed.
  var active: LaneMask
  /// Lanes that fail in this step and await resolution.
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

/// One miner's balance sheets in one world of one tile: `columns × lanes`, one address.
struct MinerBook: Sendable {
  private let block: LaneBlock

  /// Columns before the tranches: the fourteen below and three that hold the groups' states.
  private static let ownColumns = 17

  static func columnCount(_ plan: MinerPlan) -> Int {
    ownColumns + 2 * plan.coverage.slotCount + TrancheColumns.count * plan.tranches.count
  }

  init(plan: MinerPlan, table: LaneTable) {
    demand(
      MemoryLayout<GroupState>.stride <= 3 * MemoryLayout<Lanes>.stride,
      "a group's state fits into its columns")
    // The saved sums lie before the rest, so that no address depends on how many there are.
    block = table.block(columns: Self.columnCount(plan)).from(2 * plan.coverage.slotCount)
  }

  var cash: LaneColumn { @inline(__always) get { block[0] } }
  var freeBTC: LaneColumn { @inline(__always) get { block[1] } }
  var freeETH: LaneColumn { @inline(__always) get { block[2] } }
  var debt: LaneColumn { @inline(__always) get { block[3] } }
  var shares: LaneColumn { @inline(__always) get { block[4] } }
  var arrearsSteps: LaneColumn { @inline(__always) get { block[5] } }
  /// A `BalloonState`.
  var balloonUnpaid: LaneColumn { @inline(__always) get { block[6] } }
  /// Running sum of CFADS.
  var cumulativeCFADS: LaneColumn { @inline(__always) get { block[7] } }
  /// Running sum of scheduled debt service.
  var cumulativeService: LaneColumn { @inline(__always) get { block[8] } }
  /// Marked dollars of BTC sold so far in this step.
  var soldBTC: LaneColumn { @inline(__always) get { block[9] } }
  /// Marked dollars of ETH sold so far in this step.
  var soldETH: LaneColumn { @inline(__always) get { block[10] } }
  /// −1 without default.
  var defaultStep: LaneColumn { @inline(__always) get { block[11] } }
  /// −1 without default.
  var cause: LaneColumn { @inline(__always) get { block[12] } }
  /// The step in which the miner failed owing nothing; −1 if it did not.
  var closedStep: LaneColumn { @inline(__always) get { block[13] } }
  /// One for each group of the tile.
  var state: UnsafeMutablePointer<GroupState> {
    @inline(__always) get { block.values(at: 14, as: GroupState.self) }
  }
  var tranches: TrancheList {
    @inline(__always) get { TrancheList(block: block.from(Self.ownColumns)) }
  }

  /// The running sum of CFADS as saved in a slot.
  @inline(__always)
  func savedCFADS(_ slot: Int) -> LaneColumn { block[-2 * slot - 1] }

  /// The running sum of debt service as saved in a slot.
  @inline(__always)
  func savedService(_ slot: Int) -> LaneColumn { block[-2 * slot - 2] }

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
    set(closedStep, -1)
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
