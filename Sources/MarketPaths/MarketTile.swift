import CreditBasics
import NumericCore

/// The market of one tile of paths: its state and the columns that miners read (model §2).
///
/// The bottomless world is the reference. The full world differs from it only by permanent impact
/// and overhang, which are kept as factors; until something is sold both worlds are computed once.
public final class MarketTile: @unchecked Sendable {
  let plan: MarketPlan
  let lanes: Int
  let table: LaneTable
  private let pinnedEvents: Pinned<RareEvents>
  let runsLender: Bool

  let streams: FixedArray<LaneStream>
  /// Normals of each driver in this pair of steps.
  let normals: LaneRecords<StepParity>
  let regimeColumns: LaneColumns
  let pendingJumps: FixedArray<PendingJump>
  let core: MarketColumns
  let lender: MarketColumns
  let full: ImpactColumns
  let coefficients: StoredCoefficients

  /// Allocates the market of a tile; `lender` adds the lender's view.
  public init(plan: MarketPlan, lender runsLender: Bool) {
    self.plan = plan
    self.runsLender = runsLender
    lanes = tileGroups * laneCount
    let columns =
      MarketColumns.count(plan) * 2 + ImpactColumns.count(plan)
      + plan.regimeColumnCount
      + LaneRecords<StepParity>.columnCount(Driver.allCases.count)
    table = LaneTable(columns: columns)
    pinnedEvents = Pinned(RareEvents(plan: plan, lanes: lanes, in: table), in: table)
    let unseeded = LaneStream(seed: 0, paths: LaneBits(repeating: 0), purpose: Purpose(""))
    streams = FixedArray(
      Array(repeating: unseeded, count: plan.drivers.count * tileGroups), in: table)
    pendingJumps = FixedArray(
      Array(repeating: PendingJump(lane: 0, btc: 0, eth: 0, rent: 0), count: lanes), in: table)
    normals = LaneRecords(Driver.allCases.count, in: table)
    regimeColumns = table.columns(plan.regimeColumnCount)
    core = MarketColumns(plan: plan, table: table)
    lender = MarketColumns(plan: plan, table: table)
    full = ImpactColumns(plan: plan, table: table)
    coefficients = StoredCoefficients(in: table)
  }

  var events: RareEvents {
    @inline(__always) unsafeAddress { pinnedEvents.address }
  }

  /// Starts new paths at the as-of date: eight path numbers for each group.
  public func begin(paths: [LaneBits]) {
    for group in 0..<tileGroups {
      for index in plan.drivers.indices {
        streams[index * tileGroups + group] = LaneStream(
          seed: plan.seed, paths: paths[group], purpose: plan.drivers[index].purpose)
      }
      for lane in 0..<laneCount {
        let position = group * laneCount + lane
        events.begin(lane: position, path: paths[group][lane])
        enterRegime(lane: position)
      }
    }
    core.reset(plan: plan)
    lender.reset(plan: plan)
    full.reset(plan: plan)
    for gpu in plan.gpus.indices { lender.rents[gpu].fill(plan.gpus[gpu].rent) }
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
      prices: world == .full ? full.prices : own.prices, rents: own.rents, rentIndex: own.rentIndex,
      utilisation: regimeColumn(.utilisation), tenantHazard: regimeColumn(.tenantHazard),
      cumulativeTenantHazard: core.tenantHazard, shortRate: own.openingShortRate,
      refinancingOpen: regimeColumn(.refinancingOpen),
      refinancingPremium: regimeColumn(.refinancingPremium), equityOpen: regimeColumn(.equityOpen))
  }

  /// Room for the prices and regimes of every step; nil where they take more than `most` bytes.
  public func history(steps: Int, most: Int) -> LaneHistory? {
    LaneHistory.bytesPerStep(of: table) * steps <= most
      ? LaneHistory(of: table, steps: steps) : nil
  }

  /// Where the full world's miners record what they sell in a step.
  public var impact: MarketImpact {
    MarketImpact(
      btcSoldUSD: full.btcSold, ethSoldUSD: full.ethSold, dumped: full.dumped,
      rigsDumped: full.rigsDumped, rigMarksDumped: full.rigMarksDumped, touched: full.touched)
  }

  /// Logarithm of network hashrate without sales, and the shift by which sales have moved it, for
  /// fans and ledgers.
  public var logHashrate: (core: LaneColumn, shift: LaneColumn) {
    (core.logHashrate, full.hashShift)
  }

  /// The short rate at the step's end, a fraction per year.
  public var shortRate: LaneColumn { core.shortRate }

  /// The compute rent index `ρ`.
  public var rentIndex: LaneColumn { core.rentIndex }

  /// The regime of each lane in the present step.
  public var regimes: FixedArray<Int> { events.regime }

  /// The regime of a lane in the present step.
  public func regime(lane: Int) -> Int { events.regime[lane] }
}

/// State and prices of one view of the market without sales.
struct MarketColumns {
  /// The columns that lie between the drivers' levels and the prices.
  private enum Name: Int, ColumnNames {
    case rentTrend, rentIndex, tenantHazard, openingShortRate, end
  }

  /// Lists of columns after the prices, each with one column for each GPU class.
  private enum ClassName: Int, ColumnNames {
    case rents, rentFactor, resaleFactor, resaleMove, end
  }

  private let block: LaneBlock
  private let gpus: Int

  static func count(_ plan: MarketPlan) -> Int {
    Driver.count + Name.count + MarketPrices.columnCount(gpus: plan.gpus.count)
      + ClassName.count * plan.gpus.count
  }

  init(plan: MarketPlan, table: LaneTable) {
    block = table.block(columns: Self.count(plan))
    gpus = plan.gpus.count
  }

  /// Where a driver is: the logarithm of a coin or the hashrate, the deviation of rent or of a quoted
  /// price, the short rate itself.
  @inline(__always)
  func level(of driver: Driver) -> LaneColumn { block[driver.rawValue] }

  var logBTC: LaneColumn { @inline(__always) get { level(of: .btc) } }
  var logETH: LaneColumn { @inline(__always) get { level(of: .eth) } }
  var logHashrate: LaneColumn { @inline(__always) get { level(of: .networkHashrate) } }
  var rentDeviation: LaneColumn { @inline(__always) get { level(of: .computeRent) } }
  var shortRate: LaneColumn { @inline(__always) get { level(of: .shortRate) } }
  var rentTrend: LaneColumn { @inline(__always) get { rest[Name.rentTrend] } }
  var rentIndex: LaneColumn { @inline(__always) get { rest[Name.rentIndex] } }
  var tenantHazard: LaneColumn { @inline(__always) get { rest[Name.tenantHazard] } }
  /// The short rate at the step's start.
  var openingShortRate: LaneColumn { @inline(__always) get { rest[Name.openingShortRate] } }
  var prices: MarketPrices {
    @inline(__always) get { MarketPrices(block: rest.from(Name.count)) }
  }

  private var rest: LaneBlock { @inline(__always) get { block.from(Driver.count) } }
  var rents: LaneColumns { @inline(__always) get { perClass(.rents) } }
  var rentFactor: LaneColumns { @inline(__always) get { perClass(.rentFactor) } }
  var resaleFactor: LaneColumns { @inline(__always) get { perClass(.resaleFactor) } }
  /// Factor by which resale prices have moved since the as-of date, kept for the first class of
  /// each law.
  var resaleMove: LaneColumns { @inline(__always) get { perClass(.resaleMove) } }

  @inline(__always)
  private func perClass(_ name: ClassName) -> LaneColumns {
    prices.list(name.rawValue, gpus: gpus)
  }

  /// Sets the as-of date's values.
  func reset(plan: MarketPlan) {
    logBTC.fill(plan.btcSpot > 0 ? log(plan.btcSpot) : 0)
    logETH.fill(plan.ethSpot > 0 ? log(plan.ethSpot) : 0)
    logHashrate.fill(plan.hashrate?.logStart ?? 0)
    for column in [rentTrend, rentDeviation, tenantHazard] { column.fill(0) }
    for index in plan.quotes.indices {
      level(of: plan.quotes[index].driver).fill(0)
      prices.quote(of: plan.quotes[index].driver).fill(plan.quotes[index].spot)
    }
    for column in [shortRate, openingShortRate] { column.fill(plan.shortRate?.initial ?? 0) }
    rentIndex.fill(1)
    for gpu in plan.gpus.indices {
      rentFactor[gpu].fill(plan.gpus[gpu].rent)
      resaleFactor[gpu].fill(plan.gpus[gpu].resale)
    }
  }
}

/// How sales have moved the full world: shifts and factors on the bottomless one.
struct ImpactColumns {
  /// The columns that come before the prices.
  private enum Name: Int, ColumnNames {
    case btcFactor, ethFactor, btcImpact, ethImpact, hashShift, btcSold, ethSold
    case rigOverhang, rigsDumped, rigMarksDumped, end
  }

  /// Lists of columns after the prices, each with one column for each GPU class.
  private enum ClassName: Int, ColumnNames {
    case overhang, dumped, end
  }

  private let block: LaneBlock
  private let gpus: Int
  /// Whether a group of lanes has sales that `absorbSales` has not taken in yet.
  let touched: FixedArray<Bool>
  /// Whether permanent impact, and overhang, have ever been felt in a group of this tile.
  let hasImpact, hasOverhang: FixedArray<Bool>

  static func count(_ plan: MarketPlan) -> Int {
    Name.count + MarketPrices.columnCount(gpus: plan.gpus.count)
      + ClassName.count * plan.gpus.count
  }

  init(plan: MarketPlan, table: LaneTable) {
    block = table.block(columns: Self.count(plan))
    gpus = plan.gpus.count
    let none = Array(repeating: false, count: tileGroups)
    touched = FixedArray(none, in: table)
    hasImpact = FixedArray(none, in: table)
    hasOverhang = FixedArray(none, in: table)
  }

  var prices: MarketPrices { @inline(__always) get { MarketPrices(block: block.from(Name.count)) } }
  var btcFactor: LaneColumn { @inline(__always) get { block[Name.btcFactor] } }
  var ethFactor: LaneColumn { @inline(__always) get { block[Name.ethFactor] } }
  var btcImpact: LaneColumn { @inline(__always) get { block[Name.btcImpact] } }
  var ethImpact: LaneColumn { @inline(__always) get { block[Name.ethImpact] } }
  var hashShift: LaneColumn { @inline(__always) get { block[Name.hashShift] } }
  var btcSold: LaneColumn { @inline(__always) get { block[Name.btcSold] } }
  var ethSold: LaneColumn { @inline(__always) get { block[Name.ethSold] } }
  /// PH/s of rigs dumped and not yet absorbed.
  var rigOverhang: LaneColumn { @inline(__always) get { block[Name.rigOverhang] } }
  var rigsDumped: LaneColumn { @inline(__always) get { block[Name.rigsDumped] } }
  var rigMarksDumped: LaneColumn { @inline(__always) get { block[Name.rigMarksDumped] } }
  var overhang: LaneColumns { @inline(__always) get { perClass(.overhang) } }
  var dumped: LaneColumns { @inline(__always) get { perClass(.dumped) } }

  @inline(__always)
  private func perClass(_ name: ClassName) -> LaneColumns {
    prices.list(name.rawValue, gpus: gpus)
  }

  func reset(plan: MarketPlan) {
    for column in [btcFactor, ethFactor] { column.fill(1) }
    for column in [
      btcImpact, ethImpact, hashShift, btcSold, ethSold, rigOverhang, rigsDumped, rigMarksDumped,
    ] {
      column.fill(0)
    }
    for index in plan.quotes.indices {
      prices.quote(of: plan.quotes[index].driver).fill(plan.quotes[index].spot)
    }
    for gpu in plan.gpus.indices {
      overhang[gpu].fill(0)
      dumped[gpu].fill(0)
    }
    for group in 0..<tileGroups {
      touched[group] = false
      hasImpact[group] = false
      hasOverhang[group] = false
    }
  }
}
