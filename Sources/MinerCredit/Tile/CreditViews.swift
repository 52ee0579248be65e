import CreditBasics
import NumericCore

/// What other targets read of a tile's miners at the end of a step, in any world.
extension CreditTile {
  /// Number of miners.
  public var minerCount: Int { desks.count }

  /// Writes trailing debt service coverage after a monitored step; NaN in default and without service.
  public func writeCoverage(of miner: Int, step: Int, to column: LaneColumn) {
    let desk = desks[miner]
    for group in 0..<tileGroups {
      let window = desk.trailingCoverage(step: step, group: group)
      let isDefined = desk.book.state[group].active .& (window.service .> 0)
      column[group] = (window.cfads / window.service).replacing(with: .nan, where: .!isDefined)
    }
  }

  /// Writes outstanding over marked assets, and over what these would fetch if the miner alone sold
  /// them; nothing in a tile without a probe.
  ///
  /// NaN in default, 0 without debt, infinite with debt and without assets.
  public func writeLoansToValue(
    of miner: Int, headline: LaneColumn, liquidation: LaneColumn
  ) {
    probe?.writeLoansToValue(of: miner, headline: headline, liquidation: liquidation)
  }

  /// Writes outstanding over marked assets only.
  public func writeLoanToValue(of miner: Int, to column: LaneColumn) {
    let desk = desks[miner]
    for group in 0..<tileGroups {
      let marks = desk.totalMarks(desk.coinMarks(group: group), group: group)
      column[group] = desk.ratio(of: desk.outstanding(group: group), to: marks, group: group)
    }
  }
}

extension CreditTile {
  /// Writes what is outstanding on a miner's tranche to a column's groups from `start` on, for which there must
  /// be room; 0 in default and after closure.
  public func writeOutstanding(
    of miner: Int, tranche: Int, to column: LaneColumn, from start: Int
  ) {
    let book = desks[miner].book
    for group in 0..<tileGroups {
      column[start + group] = keep(
        book.tranches[tranche].outstanding[group], where: book.state[group].active)
    }
  }
}

extension MinerDesk {
  /// Loan to value: NaN in default, 0 without debt, infinite with debt and no value.
  @inline(__always)
  func ratio(of debt: Lanes, to value: Lanes, group: Int) -> Lanes {
    let ratio = (debt / value).replacing(with: .infinity, where: value .<= 0)
    return keep(ratio, where: debt .> 0)
      .replacing(with: .nan, where: .!book.state[group].active)
  }

  /// Principal outstanding of all tranches: exactly 0 when all are repaid, unlike the running total
  /// `debt`.
  @inline(__always)
  func outstanding(group: Int) -> Lanes {
    var sum = Lanes.zero
    for index in plan.tranches.indices { sum += book.tranches[index].outstanding[group] }
    return sum
  }

  /// Marked assets of the miner, given its coins at marks.
  @inline(__always)
  func totalMarks(_ coins: PerCoin<Lanes>, group: Int) -> Lanes {
    let marks = hardwareMarks(group: group)
      .times(ownFactor[group], plus: coins.btc + coins.eth + book.cash[group])
    return plan.hasOtherAssets ? marks + otherMarks(group: group) : marks
  }

  /// What the collateral of one tranche fetches.
  func collateralProceeds(of index: Int, _ factors: AssetFactors, group: Int) -> Lanes {
    let tranche = book.tranches[index]
    let liens = plan.tranches[index].liens
    let coins =
      tranche.pledgedBTC[group] * prices.btc[group] * factors.btc
      + tranche.pledgedETH[group] * prices.eth[group] * factors.eth
    var hardware = gpuProceeds(liens.gpus, factors, group: group)
    if !liens.rigs.isEmpty { hardware += rigProceeds(liens.rigs, factors.rigs, group: group) }
    if !liens.ordered.isEmpty {
      hardware += orderedProceeds(liens.ordered, factors, group: group)
    }
    var value = (coins + hardware * tranche.holdsLiens[group]) * ownFactor[group]
    if plan.hasConcerns { value += concernProceeds(of: index, factors, group: group) }
    if liens.juniors.isEmpty { return value }
    return value
      + juniorValue(of: index, group: group) { proceeds($0, factors, group: group) }
  }

  /// What the coins pledged to a tranche fetch.
  func coinProceeds(of tranche: TrancheColumns, _ factors: AssetFactors, group: Int) -> Lanes {
    (tranche.pledgedBTC[group] * prices.btc[group] * factors.btc
      + tranche.pledgedETH[group] * prices.eth[group] * factors.eth) * ownFactor[group]
  }
}
