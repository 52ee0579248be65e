import CreditBasics
import NumericCore

/// The pooled sale of all miners that default in one step, in one group of eight paths (model §4).
///
/// What each asset fetches depends on how much of it is sold together; the factors found here turn
/// a defaulter's marks into proceeds.
struct FireSale {
  let plan: ResolutionPlan
  let market: MarketView
  let impact: MarketImpact?

  /// Share of its mark that a coin fetches, net, when `marked` dollars of it are sold together.
  @inline(__always)
  func coinFactor(_ coin: Coin, marked: Lanes) -> Lanes {
    let depth = coin == .btc ? plan.btcDepth : plan.ethDepth
    guard depth.isFinite, anyLane(marked .> 0) else { return Lanes(repeating: plan.coinFactor) }
    return averageSaleFactor(marked * (1 / depth.usd)) * plan.coinFactor
  }
}

extension ResolutionPlan {
  /// Share of resale price that a GPU of a class fetches, net, when `units` of it are sold together.
  public func shareOfResale(_ gpu: Int, units: Lanes) -> Lanes {
    var share = Lanes(repeating: relocatedShare)
    if inverseDepth[gpu] > 0 {
      share *= averageSaleFactor(units * inverseDepth[gpu])
    }
    return share.atLeast(Lanes(repeating: scrapShare)) * gpuFactor[gpu]
  }

  /// Share of their mark that rigs fetch, net of costs, when `petahash` PH/s are sold together.
  public func shareOfRigMarks(petahash: Lanes) -> Lanes {
    var share = Lanes(repeating: relocatedShare)
    if inverseRigDepth > 0 { share *= averageSaleFactor(petahash * inverseRigDepth) }
    return share.atLeast(Lanes(repeating: scrapShare)) * rigDiscount * rigCost
  }
}

/// Runs the resolution of a step for one world: pools, sells, distributes (model §4).
public struct Resolver: Sendable {
  let plan: ResolutionPlan
  let desks: FixedArray<MinerDesk>
  let market: MarketView
  let impact: MarketImpact?
  /// GPUs of each class in the pool; once they are recorded, the share of resale price that they
  /// fetch.
  let gpuPool: LaneColumns

  init(
    plan: ResolutionPlan, desks: FixedArray<MinerDesk>, market: MarketView, impact: MarketImpact?,
    gpuCount: Int, table: LaneTable
  ) {
    self.plan = plan
    self.desks = desks
    self.market = market
    self.impact = impact
    gpuPool = table.columns(gpuCount)
  }

  /// Resolves the defaults of this step among some miners, in a group of lanes.
  func resolve(_ miners: Range<Int>, step: Int, group: Int) {
    for gpu in gpuPool.indices { gpuPool[gpu][group] = .zero }
    var coins = PerCoin(btc: Lanes.zero, eth: Lanes.zero)
    var rigs = (petahash: Lanes.zero, marks: Lanes.zero)
    for index in miners where desks[index].book.state[group].hasDefaulting {
      let lanes = desks[index].book.state[group].defaulting
      coins.btc += keep(desks[index].coinMarks(.btc, group: group), where: lanes)
      coins.eth += keep(desks[index].coinMarks(.eth, group: group), where: lanes)
      for position in desks[index].plan.gpus.indices {
        let held = desks[index].plan.gpus[position]
        gpuPool[held.gpu][group] += keep(Lanes(repeating: held.count), where: lanes)
      }
      let ordered = desks[index].poolOrdered(into: gpuPool, lanes: lanes, group: group)
      let held = desks[index].plan.rigs
      rigs.petahash += keep(Lanes(repeating: held.petahash), where: lanes) + ordered.petahash
      if impact != nil {
        rigs.marks +=
          keep(desks[index].rigMarks(held, group: group), where: lanes) + ordered.marks
      }
      desks[index].takeAssigned(from: gpuPool, lanes: lanes, group: group)
    }
    record(coins, rigs: rigs, group: group)
    let sale = FireSale(plan: plan, market: market, impact: impact)
    let btcFactor = sale.coinFactor(.btc, marked: coins.btc)
    let ethFactor = sale.coinFactor(.eth, marked: coins.eth)
    let rigFactor = sale.plan.shareOfRigMarks(petahash: rigs.petahash)
    for gpu in gpuPool.indices {
      gpuPool[gpu][group] = sale.plan.shareOfResale(gpu, units: gpuPool[gpu][group])
    }
    for index in miners where desks[index].book.state[group].hasDefaulting {
      desks[index].distribute(
        AssetFactors(
          btc: btcFactor, eth: ethFactor, gpus: gpuPool, rigs: rigFactor),
        step: step, group: group)
    }
  }

  /// Records what the pool sells, which moves prices from the next step on.
  private func record(
    _ coins: PerCoin<Lanes>, rigs: (petahash: Lanes, marks: Lanes), group: Int
  ) {
    guard let impact else { return }
    impact.btcSoldUSD[group] += coins.btc
    impact.ethSoldUSD[group] += coins.eth
    for gpu in gpuPool.indices { impact.dumped[gpu][group] += gpuPool[gpu][group] }
    impact.rigsDumped[group] += rigs.petahash
    impact.rigMarksDumped[group] += rigs.marks
    impact.touched[group] = true
  }
}

/// Shares of marks that a defaulter's assets fetch in this step's pooled sale.
struct AssetFactors {
  let btc: Lanes
  let eth: Lanes
  let gpus: LaneColumns
  let rigs: Lanes
}
