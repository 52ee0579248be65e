import CreditBasics
import NumericCore

/// A coin market's depth over one step: dollars whose sale divides the price by e.
struct StepDepth: Sendable {
  let usd: Double
  /// `1 / usd`.
  let perUSD: Double

  init(usd: Double) {
    self.usd = usd
    perUSD = 1 / usd
  }

  var isFinite: Bool { usd.isFinite }
}

/// The parts of a desk that are read less often than its books and prices.
struct DeskSeat: Sendable {
  /// Index of the miner.
  let number: Int
  /// What all miners exchange with their relatives; empty where nobody has any.
  let kin: LaneBlock
  let parentBook: MinerBook?
  /// The desks of all miners, by index; empty where nobody has relatives.
  let relatives: FixedArray<MinerDesk?>
  let operatingIncome: LaneColumn
  let rigStarts: LaneColumns
  let operations: OperationsBook
  /// Working memory: what seniors have yet to be paid while liens are satisfied.
  let owed: LaneColumns
  /// Working memory: what lots of rigs earn and mine in a step.
  let mined: MinedColumns
  let market: MarketView
  let logs: PriceLogs
  let impact: MarketImpact?
  let btcDepth: StepDepth
  let ethDepth: StepDepth
  let ownFactor: LaneColumn
  /// For each group, whether some miner of the tile fails in this step.
  let defaults: FixedArray<Bool>
}

/// One miner in one world of one tile: its plan, its books and the market it faces.
///
/// The stages of a step are methods in files of their own. All work on eight paths at once; what happens in only some
/// lanes is masked. Nothing here allocates, throws or counts references.
///
/// It holds four addresses and no more, so that it is passed in registers.
public struct MinerDesk: Sendable {
  private let pinnedPlan: Pinned<MinerPlan>
  private let pinnedSeat: Pinned<DeskSeat>
  let book: MinerBook
  let prices: MarketPrices

  init(plan: MinerPlan, book: MinerBook, seat: DeskSeat, in storage: Storage) {
    pinnedPlan = Pinned(plan, in: storage)
    pinnedSeat = Pinned(seat, in: storage)
    self.book = book
    prices = seat.market.prices
  }

  var plan: MinerPlan {
    @inline(__always) unsafeAddress { pinnedPlan.address }
  }

  private var seat: DeskSeat {
    @inline(__always) unsafeAddress { pinnedSeat.address }
  }

  /// What the miner earned in the step without mining: the same in worlds with the same rents.
  var operatingIncome: LaneColumn { @inline(__always) get { seat.operatingIncome } }

  /// First step in service of each lot of rigs of `OperationsPlan.rigs`.
  var rigStarts: LaneColumns { @inline(__always) get { seat.rigStarts } }

  /// The lots and leases of this world, or of all worlds if no order can be cancelled.
  var operations: OperationsBook { @inline(__always) get { seat.operations } }

  /// Index of the miner.
  var number: Int { @inline(__always) get { seat.number } }

  var parentBook: MinerBook? { @inline(__always) get { seat.parentBook } }

  var relatives: FixedArray<MinerDesk?> { @inline(__always) get { seat.relatives } }

  /// What the miner with an index exchanges with its relatives.
  @inline(__always)
  func kin(_ miner: Int) -> KinColumns { KinColumns(seat.kin, miner: miner) }

  var owed: LaneColumns { @inline(__always) get { seat.owed } }

  var mined: MinedColumns { @inline(__always) get { seat.mined } }

  var market: MarketView { @inline(__always) get { seat.market } }

  var logs: PriceLogs { @inline(__always) get { seat.logs } }

  /// Where sales are recorded; nil in worlds of infinite depth.
  var impact: MarketImpact? { @inline(__always) get { seat.impact } }

  /// The miner's own factor `Z`; 1 without one.
  var ownFactor: LaneColumn { @inline(__always) get { seat.ownFactor } }

  @inline(__always)
  func depth(of coin: Coin) -> StepDepth {
    coin == .btc ? seat.btcDepth : seat.ethDepth
  }

  /// One step of a tile (model §3).
  ///
  /// It runs group after group in one function, because entering a function costs as much as a
  /// stage.
  func step(_ step: Int) {
    // Features that few miners have cost the others this one test.
    if plan.isExtended { stepExtended(step) } else { stepPlain(step) }
  }

  /// The order of these lines is the model.
  @inline(never)
  private func stepPlain(_ step: Int) {
    let duties = plan.duties[step]
    for group in 0..<tileGroups where book.state[group].isAlive {
      settleDebt(duties, step: step, group: group, extended: false)
      raiseLiquidity(step: step, group: group)
      releasePledges(step: step, group: group)
      testInsolvency(step: step, group: group)
    }
  }

  /// The same stages in passes over the groups, which do not depend on each other: a stage that is
  /// a function is then entered once for all groups.
  @inline(never)
  private func stepExtended(_ step: Int) {
    if plan.accruesBySteps { accrueBySteps(step: step) }
    if plan.operations.minesInLots { mineLots(step: step) }
    if !plan.ordered.isEmpty { markOrdered() }
    let duties = plan.duties[step]
    for group in 0..<tileGroups where book.state[group].isAlive {
      settleDebt(duties, step: step, group: group, extended: true)
      raiseCash(group: group)
    }
    if let prefunding = plan.accounts.prefunding { prefund(prefunding, step: step) }
    for group in 0..<tileGroups where book.state[group].isAlive {
      coverShortfall(step: step, group: group)
      if !plan.accounts.isEmpty { settleAccounts(step: step, group: group) }
      releasePledges(step: step, group: group)
      testInsolvency(step: step, group: group)
      if plan.hasParent { book.state[group].equityIsStale = true }
    }
  }

  /// Stages 1 to 5, in this order.
  @inline(__always)
  private func settleDebt(_ duties: StepDuties, step: Int, group: Int, extended: Bool) {
    book.state[group].hasSold = false
    operate(step: step, group: group, extended: extended)
    if extended, duties.include(StepDuties.orders) { payOrders(step: step, group: group) }
    if duties.include(StepDuties.service) { payDebtService(step: step, group: group) }
    if duties.include(StepDuties.savedCoverage) { saveCoverage(step: step, group: group) }
    callMargins(step: step, group: group)
    if extended { returnCoins(step: step, group: group) }
    if duties.include(StepDuties.covenants) { testCovenants(step: step, group: group) }
    if duties.include(StepDuties.exits) { settleExits(step: step, group: group) }
  }

  /// Marks lanes as failing in this step; later stages leave them alone.
  func fail(_ lanes: LaneMask, cause: Lanes, group: Int) {
    book.state[group].active = book.state[group].active .& .!lanes
    book.state[group].defaulting = book.state[group].defaulting .| lanes
    book.state[group].hasDefaulting = true
    seat.defaults[group] = true
    book.cause[group] = book.cause[group].replacing(with: cause, where: lanes)
  }

  /// Marks lanes as failing for one cause.
  func fail(_ lanes: LaneMask, _ cause: DefaultCause, group: Int) {
    fail(lanes, cause: Lanes(repeating: Double(cause.rawValue)), group: group)
  }

  /// Stage 7: fails lanes whose marked assets are below the barrier.
  @inline(__always)
  private func testInsolvency(step: Int, group: Int) {
    guard step >= plan.insolvencyFirstStep else { return }
    let barrier = book.debt[group] * plan.insolvencyBarrier
    let marks = plainMarks(group: group)
    var insolvent = (marks .< barrier) .& book.state[group].active
    guard anyLane(insolvent) else { return }
    if plan.hasOtherAssets {
      insolvent = isInsolvent(insolvent, marks, below: barrier, group: group)
    }
    if anyLane(insolvent) { failInsolvent(insolvent, group: group) }
  }

  /// Fails lanes below the barrier; those without debt only if assets are negative by more than
  /// rounding.
  @inline(never)
  private func failInsolvent(_ lanes: LaneMask, group: Int) {
    let isOwed = book.debt[group] .> -Limit.arrearsUSD
    let insolvent = lanes .& (isOwed .| (markedAssets(group: group) .< Limit.arrearsUSD))
    if anyLane(insolvent) { fail(insolvent, .insolvency, group: group) }
  }

  /// Those lanes in which all assets are below the barrier, among lanes in which cash, coins and
  /// hardware are.
  @inline(__always)
  private func isInsolvent(
    _ lanes: LaneMask, _ marks: Lanes, below barrier: Lanes, group: Int
  ) -> LaneMask {
    // Marks of what is on order are known already and can only add. Where they suffice, the rest
    // need not be valued; the factor allows for rounding.
    let more = orderedMarks(plan.ordered, group: group).times(ownFactor[group], plus: marks)
    guard anyLane(lanes .& (more .< barrier * Limit.most(1))) else {
      return .init(repeating: false)
    }
    return lanes .& (marks + otherMarks(group: group) .< barrier)
  }
}

/// A value in the lanes where a fact holds, zero in the others.
@inline(__always)
func keep(_ value: Lanes, where mask: LaneMask) -> Lanes {
  Lanes(repeating: 0).replacing(with: value, where: mask)
}

extension LaneColumn {
  /// Writes a value into the lanes where a fact holds.
  @inline(__always)
  func set(_ value: Lanes, where mask: LaneMask, group: Int) {
    self[group] = self[group].replacing(with: value, where: mask)
  }
}
