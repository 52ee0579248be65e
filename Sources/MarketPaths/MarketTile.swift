import CreditBasics
import NumericCore

/// The market of one tile of paths: its state and the columns that miners read (model §2).
///
/// The bottomless world is the reference: the full one differs from it only by permanent impact and
/// overhang, kept as factors, so what has not been touched by a sale is computed once.
public final class MarketTile: @unchecked Sendable {
  let plan: MarketPlan
  let groups: Int
  let lanes: Int
  let table: LaneTable
  let events: RareEvents
  let runsLender: Bool

  let streams: FixedArray<LaneStream>
  /// Normals of this step pair: driver `d`, parity `j` at `2d + j`.
  let normals: FixedArray<LaneColumn>
  let regimeColumns: FixedArray<LaneColumn>
  let pendingJumps: FixedArray<PendingJump>
  let core: MarketColumns
  let lender: MarketColumns
  let full: ImpactColumns

  /// Allocates the market of tiles of `8 · groups` paths; `lender` adds the lender's view.
  public init(plan: MarketPlan, groups: Int, lender runsLender: Bool) {
    self.plan = plan
    self.groups = groups
    self.runsLender = runsLender
    lanes = groups * laneCount
    let columns =
      MarketColumns.count(plan) * 2 + ImpactColumns.count(plan)
      + plan.regimeColumnCount + 2 * Driver.allCases.count
    table = LaneTable(columns: columns, groups: groups)
    events = RareEvents(plan: plan, lanes: lanes)
    let unseeded = LaneStream(seed: 0, paths: LaneBits(repeating: 0), purpose: Purpose(""))
    streams = FixedArray(Array(repeating: unseeded, count: plan.drivers.count * groups))
    pendingJumps = FixedArray(
      Array(repeating: PendingJump(lane: 0, btc: 0, eth: 0, rent: 0), count: lanes))
    normals = table.columns(2 * Driver.allCases.count)
    regimeColumns = table.columns(plan.regimeColumnCount)
    core = MarketColumns(plan: plan, table: table)
    lender = MarketColumns(plan: plan, table: table)
    full = ImpactColumns(plan: plan, table: table)
  }

  /// Starts new paths at the as-of date: eight path numbers for each group.
  public func begin(paths: [LaneBits]) {
    for group in 0..<groups {
      for index in plan.drivers.indices {
        streams[index * groups + group] = LaneStream(
          seed: plan.seed, paths: paths[group], purpose: plan.drivers[index].purpose)
      }
      for lane in 0..<laneCount {
        let position = group * laneCount + lane
        events.begin(lane: position, path: paths[group][lane])
        enterRegime(lane: position)
      }
    }
    core.reset(plan: plan, groups: groups)
    lender.reset(plan: plan, groups: groups)
    full.reset(plan: plan, groups: groups)
    for gpu in plan.gpus.indices { lender.rents[gpu].fill(plan.gpus[gpu].rent, groups: groups) }
  }

  /// Copies a regime's constants into a lane.
  func enterRegime(lane: Int) {
    let constants = plan.regimes[events.regime[lane]].constants
    for slot in constants.indices { regimeColumns[slot][lane: lane] = constants[slot] }
  }

  func regimeColumn(_ slot: RegimeSlot) -> LaneColumn { regimeColumns[slot.rawValue] }

  /// What miners of one world see.
  public func view(of world: World) -> MarketView {
    let own = world == .lender ? lender : core
    return MarketView(
      btc: world == .full ? full.btc : own.btc, eth: world == .full ? full.eth : own.eth,
      hashprice: world == .full ? full.hashprice : own.hashprice, power: own.power,
      rents: own.rents, resale: world == .full ? full.resale : own.resale,
      utilisation: regimeColumn(.utilisation), tenantHazard: regimeColumn(.tenantHazard),
      cumulativeTenantHazard: core.tenantHazard,
      refinancingOpen: regimeColumn(.refinancingOpen), equityOpen: regimeColumn(.equityOpen))
  }

  /// Where the full world's miners record what they sell in a step.
  public var impact: MarketImpact {
    MarketImpact(
      btcSoldUSD: full.btcSold, ethSoldUSD: full.ethSold, dumped: full.dumped,
      touched: full.touched)
  }

  /// Network hashrate's logarithm and the regime of each lane, for fans and ledgers.
  public var logHashrate: (core: LaneColumn, shift: LaneColumn) {
    (core.logHashrate, full.hashShift)
  }

  /// The compute rent index `ρ`.
  public var rentIndex: LaneColumn { core.rentIndex }

  /// The regime of a lane in the present step.
  public func regime(lane: Int) -> Int { events.regime[lane] }
}

/// State and prices of one view of the market without sales.
struct MarketColumns {
  let logBTC, logETH, logHashrate, rentTrend, rentDeviation, powerDeviation: LaneColumn
  let btc, eth, hashprice, power, rentIndex, tenantHazard: LaneColumn
  let rents, resale, rentFactor, resaleFactor: FixedArray<LaneColumn>

  static func count(_ plan: MarketPlan) -> Int { 12 + 4 * plan.gpus.count }

  init(plan: MarketPlan, table: LaneTable) {
    (logBTC, logETH) = (table.column(), table.column())
    (logHashrate, rentTrend) = (table.column(), table.column())
    (rentDeviation, powerDeviation) = (table.column(), table.column())
    (btc, eth, hashprice) = (table.column(), table.column(), table.column())
    (power, rentIndex, tenantHazard) = (table.column(), table.column(), table.column())
    rents = table.columns(plan.gpus.count)
    resale = table.columns(plan.gpus.count)
    rentFactor = table.columns(plan.gpus.count)
    resaleFactor = table.columns(plan.gpus.count)
  }

  /// Sets the as-of date's values.
  func reset(plan: MarketPlan, groups: Int) {
    logBTC.fill(plan.btcSpot > 0 ? naturalLog(plan.btcSpot) : 0, groups: groups)
    logETH.fill(plan.ethSpot > 0 ? naturalLog(plan.ethSpot) : 0, groups: groups)
    logHashrate.fill(plan.hashrate?.logStart ?? 0, groups: groups)
    for column in [rentTrend, rentDeviation, powerDeviation, tenantHazard] {
      column.fill(0, groups: groups)
    }
    rentIndex.fill(1, groups: groups)
    power.fill(plan.powerSpot, groups: groups)
    for gpu in plan.gpus.indices {
      rentFactor[gpu].fill(plan.gpus[gpu].rent, groups: groups)
      resaleFactor[gpu].fill(plan.gpus[gpu].resale, groups: groups)
    }
  }
}

/// What sales have done to the full world, as shifts and factors on the bottomless one.
struct ImpactColumns {
  let btc, eth, hashprice, btcFactor, ethFactor, btcImpact, ethImpact, hashShift: LaneColumn
  let btcSold, ethSold: LaneColumn
  let resale, overhang, dumped: FixedArray<LaneColumn>
  /// Whether a step's sales await in a group.
  let touched: FixedArray<Bool>
  /// Whether permanent impact, and overhang, have ever been felt in a group of this tile.
  let hasImpact, hasOverhang: FixedArray<Bool>

  static func count(_ plan: MarketPlan) -> Int { 10 + 3 * plan.gpus.count }

  init(plan: MarketPlan, table: LaneTable) {
    (btc, eth, hashprice) = (table.column(), table.column(), table.column())
    (btcFactor, ethFactor) = (table.column(), table.column())
    (btcImpact, ethImpact) = (table.column(), table.column())
    (hashShift, btcSold, ethSold) = (table.column(), table.column(), table.column())
    resale = table.columns(plan.gpus.count)
    overhang = table.columns(plan.gpus.count)
    dumped = table.columns(plan.gpus.count)
    let none = Array(repeating: false, count: table.groups)
    (touched, hasImpact, hasOverhang) = (FixedArray(none), FixedArray(none), FixedArray(none))
  }

  func reset(plan: MarketPlan, groups: Int) {
    for column in [btcFactor, ethFactor] { column.fill(1, groups: groups) }
    for column in [btcImpact, ethImpact, hashShift, btcSold, ethSold] {
      column.fill(0, groups: groups)
    }
    for gpu in plan.gpus.indices {
      overhang[gpu].fill(0, groups: groups)
      dumped[gpu].fill(0, groups: groups)
    }
    for group in 0..<groups {
      touched[group] = false
      hasImpact[group] = false
      hasOverhang[group] = false
    }
  }
}
