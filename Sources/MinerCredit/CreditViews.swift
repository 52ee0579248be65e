import CreditBasics
import NumericCore

/// What can be seen of a tile's miners from outside: read at the end of a step, in any world.
extension CreditTile {
  /// Number of miners.
  public var minerCount: Int { desks.count }

  /// Trailing debt service coverage after a monitored step; NaN in default and without service.
  public func coverage(of miner: Int, step: Int, group: Int) -> Lanes {
    let window = desks[miner].trailingCoverage(step: step, group: group)
    let isDefined = desks[miner].book.state[group].active .& (window.service .> 0)
    return (window.cfads / window.service).replacing(with: .nan, where: .!isDefined)
  }

  /// Outstanding over marked assets and, with a probe, over what the miner alone would fetch.
  ///
  /// NaN in default, 0 without debt, infinite with debt and without assets.
  public func loanToValue(
    of miner: Int, group: Int, probe: CollateralProbe?
  ) -> (headline: Lanes, liquidation: Lanes?) {
    let desk = desks[miner]
    let debt = desk.outstanding(group: group)
    let isAlive = desk.book.state[group].active
    func ratio(to value: Lanes) -> Lanes {
      let ratio = (debt / value).replacing(with: .infinity, where: value .<= 0)
      return keep(ratio, where: debt .> 0).replacing(with: .nan, where: .!isAlive)
    }
    let coins = PerCoin(
      btc: desk.coinMarks(.btc, group: group), eth: desk.coinMarks(.eth, group: group))
    let headline = desk.totalMarks(coins, group: group)
    let liquidation = probe.map { probe in
      let factors = probe.factorsAlone(miner, coins, group: group)
      return desk.totalProceeds(coins, factors, group: group)
    }
    return (ratio(to: headline), liquidation.map(ratio))
  }
}

extension MinerDesk {
  /// Principal outstanding of all tranches: exactly 0 when all are done, as the running total is not.
  func outstanding(group: Int) -> Lanes {
    var sum = Lanes.zero
    for index in plan.tranches.indices { sum += book.tranches[index].outstanding[group] }
    return sum
  }

  /// Marked assets of a miner whose coins at marks are at hand.
  func totalMarks(_ coins: PerCoin<Lanes>, group: Int) -> Lanes {
    hardwareMarks(group: group)
      .times(ownFactor[group], plus: coins.btc + coins.eth + book.cash[group])
  }

  /// What everything such a miner has fetches, cash at face, arrears aside.
  func totalProceeds(_ marks: PerCoin<Lanes>, _ factors: AssetFactors, group: Int) -> Lanes {
    let coins = marks.btc * factors.btc + marks.eth * factors.eth
    let asics = prices.hashprice[group] * (plan.asicUSDPerHashprice * factors.asics)
    let hardware = (gpuProceeds(plan.gpus, factors, group: group) + asics) * ownFactor[group]
    return coins + hardware + book.cash[group].atLeast(.zero)
  }

  /// What the collateral of one tranche fetches.
  func collateralProceeds(of index: Int, _ factors: AssetFactors, group: Int) -> Lanes {
    let tranche = book.tranches[index]
    let coins =
      tranche.pledgedBTC[group] * prices.btc[group] * factors.btc
      + tranche.pledgedETH[group] * prices.eth[group] * factors.eth
    let gpus =
      gpuProceeds(plan.tranches[index].pledgedGPUs, factors, group: group)
      * tranche.holdsGPUs[group]
    return (coins + gpus) * ownFactor[group]
  }
}
