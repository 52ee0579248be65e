import CreditBasics
import NumericCore

/// The part of a tranche's terms that a test for a margin call reads.
struct MarginTest: Sendable {
  let tranche: Int
  /// LTV above which a call is made, with slack.
  let mostLTV: Double
  /// GPUs on which it has the first lien.
  let gpus: FixedArray<ClassCount>
  /// Whether it has no other liens.
  let isPlain: Bool
  /// Whether other tranches rank before it on something.
  let hasJuniorLiens: Bool
  /// Whether ether can be pledged to it.
  let takesETH: Bool

  /// The test of a tranche; nil if it never calls.
  init?(_ plans: [TranchePlan], tranche: Int, takesETH: Bool) {
    guard let margin = plans[tranche].margin else { return nil }
    self.tranche = tranche
    mostLTV = Limit.most(margin.callLTV)
    gpus = plans[tranche].liens.gpus
    isPlain = plans[tranche].liens.isPlain
    hasJuniorLiens = !plans[tranche].liens.juniors.isEmpty
    self.takesETH = takesETH
  }
}

/// The part of a tranche's terms that a return of coins reads.
struct CoinRelease: Sendable {
  let tranche: Int
  let releaseLTV: Double
}

/// Stage 3: margin calls, tranche by tranche in name order (model §3).
extension MinerDesk {
  @inline(__always)
  func callMargins(step: Int, group: Int) {
    for position in plan.marginTests.indices {
      let test = plan.marginTests[position]
      let value = pledgedValue(
        of: test.tranche, test.gpus, withETH: test.takesETH, group: group)
      let called = isCalled(test, value, group: group)
      if anyLane(called) { call(test, called, beyond: value, step: step, group: group) }
    }
  }

  /// Makes the call in lanes in which other pledges do not suffice either.
  @inline(never)
  private func call(
    _ test: MarginTest, _ lanes: LaneMask, beyond plain: Lanes, step: Int, group: Int
  ) {
    var (called, value) = (lanes, plain)
    // Other liens can only add value, so they are valued only where the first test has failed.
    if !test.isPlain {
      addSeniorLiens(of: test.tranche, to: &value, group: group)
      called = isCalled(test, value, group: group)
    }
    if test.hasJuniorLiens, anyLane(called) {
      called = isCalled(test, pledgedValue(of: test.tranche, group: group), group: group)
    }
    if anyLane(called) { meetCall(test.tranche, lanes: called, step: step, group: group) }
  }

  /// Returns coins that are not needed, after the calls of all tranches.
  @inline(__always)
  func returnCoins(step: Int, group: Int) {
    for position in plan.coinReleases.indices {
      let release = plan.coinReleases[position]
      let tranche = book.tranches[release.tranche]
      if anyLane((tranche.pledgedBTC[group] .> 0) .| (tranche.pledgedETH[group] .> 0)) {
        releaseCoins(release, step: step, group: group)
      }
    }
  }

  @inline(__always)
  private func isCalled(_ test: MarginTest, _ value: Lanes, group: Int) -> LaneMask {
    (book.tranches[test.tranche].outstanding[group] .> value * test.mostLTV)
      .& book.state[group].active
  }

  /// Returns coins of a tranche whose LTV is below `releaseLTV`, until it is reached; not after a
  /// step that ended in arrears.
  private func releaseCoins(_ release: CoinRelease, step: Int, group: Int) {
    let tranche = book.tranches[release.tranche]
    let outstanding = tranche.outstanding[group]
    let needed = outstanding / release.releaseLTV
    var value = pledgedValue(of: release.tranche, group: group)
    // Lanes in which more is pledged than needed: returning one coin cannot add lanes for the next
    // coin.
    var lanes =
      (value .> needed) .& book.state[group].active
      .& (book.arrearsSteps[group] .== 0)
    guard anyLane(lanes) else { return }
    lanes = lanes .& .!canDraw(release.tranche, after: step, group: group)
    for position in plan.treasury.saleOrder.indices {
      let coin = plan.treasury.saleOrder[position]
      if position > 0 { value = pledgedValue(of: release.tranche, group: group) }
      let price = prices.price(of: coin)[group] * ownFactor[group]
      let excess = value - needed
      // An excess within rounding does not return.
      let returns = lanes .& (excess .> value * Limit.slack) .& (price .> 0)
      guard anyLane(returns) else { continue }
      let held = tranche.pledged(coin)[group]
      // Where nothing is owed the whole holding returns, to the last digit.
      let most = (excess / price).atMost(held).replacing(with: held, where: outstanding .<= 0)
      let coins = keep(most, where: returns)
      tranche.pledged(coin)[group] = held - coins
      book.free(coin)[group] += coins
    }
  }

  /// Pledges free coins, then pays down; what is still above the liquidation LTV meets the remedy.
  private func meetCall(_ index: Int, lanes: LaneMask, step: Int, group: Int) {
    let terms = plan.tranches[index].margin!
    let tranche = book.tranches[index]
    accrue(index, through: step, where: lanes, group: group)
    var value = pledgedValue(of: index, group: group)
    for position in plan.treasury.saleOrder.indices {
      let coin = plan.treasury.saleOrder[position]
      let price = prices.price(of: coin)[group] * ownFactor[group]
      let missing = (tranche.outstanding[group] / terms.restoreLTV - value).atLeast(.zero)
      let free = book.free(coin)[group]
      let pledge = keep((missing / price).atMost(free), where: lanes)
      book.free(coin)[group] = free - pledge
      tranche.pledged(coin)[group] += pledge
      value += pledge * price
    }
    let outstanding = tranche.outstanding[group]
    let excess = (book.cash[group] - plan.minimumCash).atLeast(.zero)
    let wanted = (outstanding - value * terms.restoreLTV).atLeast(.zero)
    let paid = keep(wanted.atMost(excess).atMost(outstanding), where: lanes)
    book.cash[group] -= paid
    book.debt[group] -= paid
    tranche.outstanding[group] = outstanding - paid
    book.noteDebt(of: index, group: group)
    endCommitment(
      index, where: lanes .& (tranche.outstanding[group] .< Tranche.nothingUSD), group: group)
    if anyLane(tranche.outstanding[group] .<= 0) { book.state[group].awaitsRelease = true }
    let unmet =
      lanes .& (tranche.outstanding[group] .> value * plan.tranches[index].limits.liquidationLTV)
    guard anyLane(unmet) else { return }
    switch terms.remedy {
    case .default: fail(unmet, .margin, group: group)
    case .seize: seize(index, lanes: unmet, group: group)
    }
  }

  /// The lender sells all coins pledged to it; a shortfall is charged now, a surplus joins cash.
  private func seize(_ index: Int, lanes: LaneMask, group: Int) {
    let tranche = book.tranches[index]
    var proceeds = Lanes.zero
    for coin in Coin.allCases {
      let coins = keep(tranche.pledged(coin)[group], where: lanes)
      guard anyLane(coins .> 0) else { continue }
      proceeds +=
        sell(
          coin, need: keep(Lanes(repeating: .infinity), where: lanes), limit: coins, group: group
        ).proceeds
      tranche.pledged(coin).set(.zero, where: lanes, group: group)
    }
    let owed = keep(tranche.outstanding[group] + tranche.accrued[group], where: lanes)
    book.cash[group] += proceeds - owed
    recordCharges(group: group)
    tranche.charges[group] += (owed - proceeds).atLeast(.zero)
    tranche.holdsLiens.set(.zero, where: lanes, group: group)
    extinguish(index, where: lanes, group: group)
  }
}
