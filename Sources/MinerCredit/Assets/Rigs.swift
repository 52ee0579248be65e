import CreditBasics
import NumericCore

/// All rigs of a miner, or some, as they are valued and sold, whether in service or not.
struct RigHolding: Sendable {
  /// Dollars at mark per unit of the price that they follow.
  let usdPerPrice: Double
  /// Whether they follow a price of their own; otherwise they follow hashprice.
  let haveOwnPrice: Bool
  /// PH/s.
  let petahash: Double

  var isEmpty: Bool { usdPerPrice <= 0 }

  init(_ lots: [RigLot], _ market: Market) {
    haveOwnPrice = market.rigsHaveOwnPrice
    let start = haveOwnPrice ? 1 : market.hashpriceToday ?? 0
    usdPerPrice =
      start > 0
      ? lots.reduce(0) { $0 + $1.fleet.petahash * 1000 * $1.fleet.resalePerTerahash / start } : 0
    petahash = lots.reduce(0) { $0 + $1.fleet.petahash }
  }
}

extension Market {
  /// Price of rigs at the as-of date relative to itself: 1, or 0 where they can earn nothing.
  var rigPriceAtStart: Double {
    (hashpriceToday ?? 0) > 0 || (rigsHaveOwnPrice && rigElasticity == 0) ? 1 : 0
  }
}

extension MinerDesk {
  /// Rigs at marks, before the miner's own factor.
  @inline(__always)
  func rigMarks(_ rigs: RigHolding, group: Int) -> Lanes {
    (rigs.haveOwnPrice ? prices.rigs : prices.hashprice)[group] * rigs.usdPerPrice
  }

  /// What rigs fetch at a share of their marks, before the miner's own factor.
  @inline(__always)
  func rigProceeds(_ rigs: RigHolding, _ share: Lanes, group: Int) -> Lanes {
    (rigs.haveOwnPrice ? prices.rigs : prices.hashprice)[group] * (share * rigs.usdPerPrice)
  }
}

/// A lot of rigs that runs or idles by itself, for miners with several, or whose power bought ahead
/// is worth less when idle.
struct RigLotPlan: Sendable {
  /// Gross revenue of a step in dollars per $/PH/day of hashprice: PH · uptime · days.
  let petahashDays: Double
  /// Energy of a step in MWh.
  let megawattHours: Double
  let start: StartPlan
  /// Index of the order that it waits for; −1 for none.
  let order: Int

  init(_ lot: RigLot, of miner: Miner, grid: TimeGrid) {
    let hours = TimeGrid.hoursPerYear * grid.stepYears
    petahashDays = lot.fleet.petahash * lot.fleet.uptime * hours / 24
    megawattHours = lot.fleet.megawatts * hours
    start = StartPlan(
      date: lot.inService ?? 0, meanDelayYears: lot.meanDelayYears,
      purpose: Purpose("rig-delay/\(miner.name)/\(lot.name)"), paid: miner.paid(lot.order))
    order = lot.order ?? -1
  }
}

/// What the lots of rigs of the miner whose turn it is earn in a step.
struct MinedColumns: Sendable {
  private enum Name: Int, ColumnNames {
    case earned, gross, end
  }

  let block: LaneBlock

  static var count: Int { Name.count }

  /// Dollars earned beyond what reselling all power bought ahead at spot would earn.
  var earned: LaneColumn { @inline(__always) get { block[Name.earned] } }
  /// Gross revenue of those that run.
  var gross: LaneColumn { @inline(__always) get { block[Name.gross] } }
}

extension MinerDesk {
  /// What the only lot earns and its gross revenue in a step: as `mineLots`, for a lot that is
  /// always in service.
  @inline(__always)
  func mineLot(step: Int, group: Int) -> (earned: Lanes, gross: Lanes) {
    let operations = plan.operations
    let lot = operations.rigs[0]
    let power = prices.power[group]
    let revenue = prices.hashprice[group] * lot.petahashDays
    let margin = revenue - power * lot.megawattHours
    let forgone = operations.power.forgone(atSpot: power, step: step) * lot.megawattHours
    let idle = Lanes.zero - forgone
    let runs = margin .>= idle + Limit.arrearsUSD
    return (idle.replacing(with: margin, where: runs), keep(revenue, where: runs))
  }

  /// Finds what the lots of rigs in service earn, and their gross revenue, in a step (model §3,
  /// stage 1).
  ///
  /// A lot runs if that earns more than idling, which forgoes a share of the gain on its power.
  @inline(never)
  func mineLots(step: Int) {
    let operations = plan.operations
    for group in 0..<tileGroups where book.state[group].isAlive {
      let power = prices.power[group]
      let hashprice = prices.hashprice[group]
      let forgone = operations.power.forgone(atSpot: power, step: step)
      var earned = Lanes.zero
      var gross = Lanes.zero
      for index in operations.rigs.indices {
        let lot = operations.rigs[index]
        let revenue = hashprice * lot.petahashDays
        let margin = revenue - power * lot.megawattHours
        let idle = Lanes.zero - forgone * lot.megawattHours
        let inService = rigStarts[index][group] .<= Double(step)
        let runs = margin .>= idle + Limit.arrearsUSD
        earned += keep(idle.replacing(with: margin, where: runs), where: inService)
        gross += keep(revenue, where: runs .& inService)
      }
      mined.earned[group] = earned
      mined.gross[group] = gross
    }
  }
}
