import CreditBasics
import NumericCore

/// Measures what collateral is worth at marks and what it would fetch, without selling anything.
///
/// Alone, a miner sells all its own coins, rigs and GPUs; together, every miner alive at the step's
/// start sells all that it holds. Haircuts, costs and lag are those of resolution (model §4).
public final class CollateralProbe: @unchecked Sendable {
  let plan: ResolutionPlan
  let desks: FixedArray<MinerDesk>
  let market: MarketView
  private let table: LaneTable
  private let alone: LaneColumns
  /// Share of resale price that a miner's GPUs fetch when it alone sells: `miners × classes held`.
  private let sharesAlone: FixedArray<FixedArray<Double>>
  /// A miner's GPU counts times `sharesAlone`: their marks are what its GPUs fetch when it alone
  /// sells.
  private let fetchedAlone: FixedArray<FixedArray<ClassCount>>
  /// Share of marks that each miner's rigs fetch when it alone sells.
  private let rigShareAlone: FixedArray<Double>
  private let together: LaneColumns
  /// Dollars of each tranche of the book: marks, proceeds alone and proceeds together.
  private let values: LaneRecords<ValueName>

  private enum ValueName: Int, ColumnNames {
    case marked, alone, together, end
  }

  /// First tranche of each miner in the book's list.
  private let firstTranche: FixedArray<Int>

  init(
    plan: ResolutionPlan, desks: FixedArray<MinerDesk>, market: MarketView, gpuCount: Int
  ) {
    self.plan = plan
    self.desks = desks
    self.market = market
    var first = [0]
    for index in desks.indices { first.append(first[index] + desks[index].plan.tranches.count) }
    let tranches = first.last ?? 0
    let table = LaneTable(
      columns: 2 * gpuCount + LaneRecords<ValueName>.columnCount(tranches))
    self.table = table
    firstTranche = FixedArray(first, in: table)
    let sale = FireSale(plan: plan, market: market, impact: nil)
    sharesAlone = FixedArray(
      desks.indices.map { miner in
        let held = desks[miner].plan.gpus
        return FixedArray(
          held.indices.map {
            sale.plan.shareOfResale(held[$0].gpu, units: Lanes(repeating: held[$0].count))[0]
          }, in: table)
      }, in: table)
    rigShareAlone = FixedArray(
      desks.indices.map {
        sale.plan.shareOfRigMarks(petahash: Lanes(repeating: desks[$0].plan.rigs.petahash))[0]
      }, in: table)
    let shares = sharesAlone
    fetchedAlone = FixedArray(
      desks.indices.map { miner in
        let held = desks[miner].plan.gpus
        return FixedArray(
          held.indices.map {
            ClassCount(gpu: held[$0].gpu, count: held[$0].count * shares[miner][$0])
          }, in: table)
      }, in: table)
    alone = table.columns(gpuCount)
    together = table.columns(gpuCount)
    values = LaneRecords(tranches, in: table)
  }

  /// Collateral of a tranche of the book in a lane, as last measured.
  public func collateral(of tranche: Int, lane: Int) -> CollateralValue {
    CollateralValue(
      markedUSD: values[tranche, .marked][lane: lane],
      aloneUSD: values[tranche, .alone][lane: lane],
      togetherUSD: values[tranche, .together][lane: lane])
  }

  /// Measures the collateral of the miners that default in this step, before it is sold.
  func inspectDefaults(group: Int) {
    var isPooled = false
    for miner in desks.indices
    where desks[miner].book.state[group].hasDefaulting
      && desks[miner].plan.collateralTranches.count > 0
    {
      let pooled = isPooled ? nil : Optional(pool(group: group))
      isPooled = true
      if let pooled { coins = pooled }
      measure(miner, lanes: desks[miner].book.state[group].defaulting, group: group)
    }
  }

  /// Measures the collateral of every miner that is not in default.
  func inspectAll(group: Int) {
    coins = pool(group: group)
    for miner in desks.indices {
      measure(miner, lanes: desks[miner].book.state[group].active, group: group)
    }
  }

  /// Shares of marks that coins fetch when everybody sells.
  private var coins = PerCoin(btc: Lanes.zero, eth: Lanes.zero)

  /// Share of their mark that rigs fetch when everybody sells.
  private var rigs = Lanes.zero

  private func measure(_ miner: Int, lanes: LaneMask, group: Int) {
    let own = factorsAlone(miner, desks[miner].coinMarks(group: group), group: group)
    let all = AssetFactors(btc: coins.btc, eth: coins.eth, gpus: together, rigs: rigs)
    let secured = desks[miner].plan.collateralTranches
    for position in secured.indices {
      let index = secured[position]
      let tranche = firstTranche[miner] + index
      let marked = desks[miner].pledgedValue(of: index, group: group)
      values[tranche, .marked].set(marked, where: lanes, group: group)
      let one = desks[miner].collateralProceeds(of: index, own, group: group)
      values[tranche, .alone].set(one, where: lanes, group: group)
      let crowd = desks[miner].collateralProceeds(of: index, all, group: group)
      values[tranche, .together].set(crowd, where: lanes, group: group)
    }
  }

  private var sale: FireSale {
    @inline(__always) get { FireSale(plan: plan, market: market, impact: nil) }
  }

  /// Shares of marks that a miner's assets fetch when it alone sells all it has.
  private func factorsAlone(_ miner: Int, _ marks: PerCoin<Lanes>, group: Int) -> AssetFactors {
    let held = desks[miner].plan.gpus
    if desks[miner].plan.sellsByPath {
      return factorsWithOrders(miner, marks, group: group)
    }
    for position in held.indices {
      alone[held[position].gpu][group] = Lanes(repeating: sharesAlone[miner][position])
    }
    return AssetFactors(
      btc: sale.coinFactor(.btc, marked: marks.btc),
      eth: sale.coinFactor(.eth, marked: marks.eth),
      gpus: alone, rigs: Lanes(repeating: rigShareAlone[miner]))
  }

  /// `factorsAlone` of a miner with lots that count, or are dumped, on some paths only.
  private func factorsWithOrders(
    _ miner: Int, _ marks: PerCoin<Lanes>, group: Int
  ) -> AssetFactors {
    let plan = desks[miner].plan
    for gpu in alone.indices { alone[gpu][group] = .zero }
    for position in plan.gpus.indices {
      alone[plan.gpus[position].gpu][group] = Lanes(repeating: plan.gpus[position].count)
    }
    let petahash =
      desks[miner].poolOrdered(into: alone, lanes: LaneMask(repeating: true), group: group).petahash
      + plan.rigs.petahash
    desks[miner].takeAssigned(from: alone, lanes: LaneMask(repeating: true), group: group)
    for gpu in alone.indices {
      alone[gpu][group] = sale.plan.shareOfResale(gpu, units: alone[gpu][group])
    }
    return AssetFactors(
      btc: sale.coinFactor(.btc, marked: marks.btc),
      eth: sale.coinFactor(.eth, marked: marks.eth),
      gpus: alone, rigs: sale.plan.shareOfRigMarks(petahash: petahash))
  }

  /// Writes both loans to value of a miner.
  func writeLoansToValue(of miner: Int, headline: LaneColumn, liquidation: LaneColumn) {
    let desk = desks[miner]
    for group in 0..<tileGroups {
      let debt = desk.outstanding(group: group)
      let coins = desk.coinMarks(group: group)
      let marks = desk.totalMarks(coins, group: group)
      headline[group] = desk.ratio(of: debt, to: marks, group: group)
      let proceeds = totalProceedsAlone(miner, coins, group: group)
      liquidation[group] = desk.ratio(of: debt, to: proceeds, group: group)
    }
  }

  /// Dollars that all assets of a miner fetch when it alone sells them, plus its cash, which may be
  /// negative.
  @inline(__always)
  private func totalProceedsAlone(_ miner: Int, _ marks: PerCoin<Lanes>, group: Int) -> Lanes {
    let desk = desks[miner]
    if desk.plan.sellsByPath {
      return desk.allProceeds(
        factorsWithOrders(miner, marks, group: group), cash: desk.liquidity(group: group),
        group: group)
    }
    let coins =
      marks.btc * sale.coinFactor(.btc, marked: marks.btc)
      + marks.eth * sale.coinFactor(.eth, marked: marks.eth)
    let rigs = desk.rigProceeds(
      desk.plan.rigs, Lanes(repeating: rigShareAlone[miner]), group: group)
    let gpus = desk.gpuMarks(fetchedAlone[miner], group: group)
    return (gpus + rigs).times(
      desk.ownFactor[group],
      plus: coins + desk.liquidity(group: group) + desk.stakeProceeds(group: group))
  }

  /// Pools what all miners alive at the step's start hold; returns the factors of coins and leaves
  /// those of GPUs and rigs in `together` and `rigs`.
  private func pool(group: Int) -> PerCoin<Lanes> {
    var marked = PerCoin(btc: Lanes.zero, eth: Lanes.zero)
    var petahash = Lanes.zero
    for gpu in together.indices { together[gpu][group] = .zero }
    for miner in desks.indices {
      let alive = desks[miner].book.state[group].active .| desks[miner].book.state[group].defaulting
      marked.btc += keep(desks[miner].coinMarks(.btc, group: group), where: alive)
      marked.eth += keep(desks[miner].coinMarks(.eth, group: group), where: alive)
      let held = desks[miner].plan.gpus
      for position in held.indices {
        together[held[position].gpu][group] += keep(
          Lanes(repeating: held[position].count), where: alive)
      }
      petahash += keep(Lanes(repeating: desks[miner].plan.rigs.petahash), where: alive)
      petahash +=
        desks[miner].poolOrdered(into: together, lanes: alive, group: group).petahash
      desks[miner].takeAssigned(from: together, lanes: alive, group: group)
    }
    rigs = sale.plan.shareOfRigMarks(petahash: petahash)
    for gpu in together.indices {
      together[gpu][group] = sale.plan.shareOfResale(gpu, units: together[gpu][group])
    }
    return PerCoin(
      btc: sale.coinFactor(.btc, marked: marked.btc), eth: sale.coinFactor(.eth, marked: marked.eth)
    )
  }
}

/// Three values of what is pledged to a tranche, in dollars.
public struct CollateralValue: Sendable, Equatable {
  /// At marks.
  public var markedUSD: Double
  /// What it fetches when this miner alone sells all it has.
  public var aloneUSD: Double
  /// What it fetches when every miner alive at the step's start sells all it has.
  public var togetherUSD: Double
}
