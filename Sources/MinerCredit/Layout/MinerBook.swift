import CreditBasics
import NumericCore

/// One tranche's state in one world of one tile.
struct TrancheColumns: Sendable {
  /// The layout.
  private enum Name: Int, ColumnNames {
    case outstanding, accrued, exposure, charges, coupon, schedule, breaches
    case pledgedBTC, pledgedETH, holdsLiens, claim, recovery, accruedSteps, accruedAnnuity, end
  }

  fileprivate let block: LaneBlock

  @inline(__always)
  static var count: Int { Name.count }

  var outstanding: LaneColumn { @inline(__always) get { block[Name.outstanding] } }
  var accrued: LaneColumn { @inline(__always) get { block[Name.accrued] } }
  var exposure: LaneColumn { @inline(__always) get { block[Name.exposure] } }
  var charges: LaneColumn { @inline(__always) get { block[Name.charges] } }
  var coupon: LaneColumn { @inline(__always) get { block[Name.coupon] } }
  var schedule: LaneColumn { @inline(__always) get { block[Name.schedule] } }
  var breaches: LaneColumn { @inline(__always) get { block[Name.breaches] } }
  var pledgedBTC: LaneColumn { @inline(__always) get { block[Name.pledgedBTC] } }
  var pledgedETH: LaneColumn { @inline(__always) get { block[Name.pledgedETH] } }
  /// 1 while the lots and leases pledged at the start still are, else 0.
  var holdsLiens: LaneColumn { @inline(__always) get { block[Name.holdsLiens] } }
  /// Claim at default in dollars.
  var claim: LaneColumn { @inline(__always) get { block[Name.claim] } }
  /// Recovery at default in dollars.
  var recovery: LaneColumn { @inline(__always) get { block[Name.recovery] } }
  /// Steps for which interest and exposure have been accrued.
  var accruedSteps: LaneColumn { @inline(__always) get { block[Name.accruedSteps] } }
  /// `Σ Δ e^{−r t}` over the ends of those steps.
  var accruedAnnuity: LaneColumn { @inline(__always) get { block[Name.accruedAnnuity] } }

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
  /// Whether some lane counts steps in arrears.
  var countsArrears: Bool
  /// Whether some finished tranche may still hold pledges.
  var awaitsRelease: Bool
  /// Whether some lane has sold coins in this step.
  var hasSold: Bool
  /// Whether the equity that its parent last read is that of an earlier step.
  var equityIsStale: Bool
  /// Whether debt may have been repaid since reserves were last looked at.
  var mayReturnReserve: Bool
  /// Tranches whose principal, coupon or schedule has changed since payments ahead were last added
  /// up: one bit each, which tranches sixty-four apart share.
  var owesAnew: UInt64
  /// The step in which payments ahead were last added up; −1 before the first time.
  var lookedAhead: Int32

  @inline(__always)
  static func bit(ofTranche index: Int) -> UInt64 { 1 << UInt64(index & 63) }
}

/// One miner's balance sheets in one world of one tile: `columns × lanes`, one address.
struct MinerBook: Sendable {
  /// The columns that come before those of the tranches.
  private enum Name: Int, ColumnNames {
    case cash, freeBTC, freeETH, debt, shares, arrearsSteps, balloonUnpaid
    case cumulativeCFADS, cumulativeService, soldBTC, soldETH, defaultStep, cause, closedStep
    /// The groups' states take three columns.
    case state, moreState, lastState, end
  }

  /// The running sums that a slot saves.
  private enum SavedSum: Int, ColumnNames {
    case cfads, service, end
  }

  private let block: LaneBlock

  static func columnCount(_ plan: MinerPlan) -> Int {
    Name.count + SavedSum.count * plan.coverage.slotCount
      + TrancheColumns.count * plan.tranches.count + plan.optionalStarts.count
  }

  init(plan: MinerPlan, table: LaneTable) {
    demand(
      MemoryLayout<GroupState>.stride
        <= (Name.count - Name.state.rawValue) * MemoryLayout<Lanes>.stride,
      "a group's state fits into its columns")
    // The saved sums lie before the rest, so that no address depends on how many there are.
    block = table.block(columns: Self.columnCount(plan))
      .from(SavedSum.count * plan.coverage.slotCount)
  }

  var cash: LaneColumn { @inline(__always) get { block[Name.cash] } }
  var freeBTC: LaneColumn { @inline(__always) get { block[Name.freeBTC] } }
  var freeETH: LaneColumn { @inline(__always) get { block[Name.freeETH] } }
  var debt: LaneColumn { @inline(__always) get { block[Name.debt] } }
  var shares: LaneColumn { @inline(__always) get { block[Name.shares] } }
  var arrearsSteps: LaneColumn { @inline(__always) get { block[Name.arrearsSteps] } }
  /// A `BalloonState`.
  var balloonUnpaid: LaneColumn { @inline(__always) get { block[Name.balloonUnpaid] } }
  /// Running sum of CFADS.
  var cumulativeCFADS: LaneColumn { @inline(__always) get { block[Name.cumulativeCFADS] } }
  /// Running sum of scheduled debt service.
  var cumulativeService: LaneColumn { @inline(__always) get { block[Name.cumulativeService] } }
  /// Marked dollars of BTC sold so far in this step.
  var soldBTC: LaneColumn { @inline(__always) get { block[Name.soldBTC] } }
  /// Marked dollars of ETH sold so far in this step.
  var soldETH: LaneColumn { @inline(__always) get { block[Name.soldETH] } }
  /// −1 without default.
  var defaultStep: LaneColumn { @inline(__always) get { block[Name.defaultStep] } }
  /// −1 without default.
  var cause: LaneColumn { @inline(__always) get { block[Name.cause] } }
  /// The step in which the miner failed owing nothing; −1 if it did not.
  var closedStep: LaneColumn { @inline(__always) get { block[Name.closedStep] } }
  /// One for each group of the tile.
  var state: UnsafeMutablePointer<GroupState> {
    @inline(__always) get { block.values(at: Name.state.rawValue, as: GroupState.self) }
  }
  var tranches: TrancheList {
    @inline(__always) get { TrancheList(block: block.from(Name.count)) }
  }

  /// Place of the first column that not all books have.
  static func firstOptional(tranches: Int) -> Int { Name.count + TrancheColumns.count * tranches }

  /// A column that not all books have, by its place from the plan's `OptionalColumns`.
  @inline(__always)
  func optional(_ place: Int) -> LaneColumn { block[place] }

  /// Notes that what is outstanding has changed on every tranche.
  func noteDebt(group: Int) {
    state[group].owesAnew = .max
    state[group].mayReturnReserve = true
  }

  /// Notes that what is outstanding on a tranche has changed.
  @inline(__always)
  func noteDebt(of tranche: Int, group: Int) {
    state[group].owesAnew |= GroupState.bit(ofTranche: tranche)
    state[group].mayReturnReserve = true
  }

  /// The running sum of CFADS as saved in a slot.
  @inline(__always)
  func savedCFADS(_ slot: Int) -> LaneColumn { saved(.cfads, slot) }

  /// The running sum of debt service as saved in a slot.
  @inline(__always)
  func savedService(_ slot: Int) -> LaneColumn { saved(.service, slot) }

  /// Slots lie before the other columns, the first slot nearest to them.
  @inline(__always)
  private func saved(_ sum: SavedSum, _ slot: Int) -> LaneColumn {
    block.from(-(slot + 1) * SavedSum.count)[sum]
  }

  @inline(__always)
  func free(_ coin: Coin) -> LaneColumn { coin == .btc ? freeBTC : freeETH }

  @inline(__always)
  func sold(_ coin: Coin) -> LaneColumn { coin == .btc ? soldBTC : soldETH }

  /// Puts eight paths back to the as-of date.
  func begin(plan: MinerPlan, group: Int) {
    let set = { (column: LaneColumn, value: Double) in column[group] = Lanes(repeating: value) }
    set(cash, plan.cash)
    set(freeBTC, plan.treasury.freeBTC)
    set(freeETH, plan.treasury.freeETH)
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
      begin(tranches[index], plan.tranches[index], set)
      total += plan.tranches[index].principal
    }
    set(debt, total)
    let first = Self.firstOptional(tranches: plan.tranches.count)
    for index in plan.optionalStarts.indices {
      set(optional(first + index), plan.optionalStarts[index])
    }
    state[group] = GroupState(
      active: LaneMask(repeating: true), defaulting: LaneMask(repeating: false),
      hasDefaulting: false, isAlive: true, recordsCharges: false, countsArrears: false,
      awaitsRelease: true, hasSold: false, equityIsStale: false,
      mayReturnReserve: true, owesAnew: .max, lookedAhead: -1)
  }

  private func begin(
    _ columns: TrancheColumns, _ plan: TranchePlan,
    _ set: (LaneColumn, Double) -> Void
  ) {
    set(columns.outstanding, plan.principal)
    set(columns.coupon, plan.coupon)
    set(columns.pledgedBTC, plan.pledgedBTC)
    set(columns.pledgedETH, plan.pledgedETH)
    set(columns.holdsLiens, 1)
    for column in [
      columns.accrued, columns.exposure, columns.charges, columns.schedule, columns.breaches,
      columns.claim, columns.recovery, columns.accruedSteps, columns.accruedAnnuity,
    ] { set(column, 0) }
  }
}
