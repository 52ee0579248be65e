import CreditBasics
import NumericCore

/// One step of the market: rare events, then flat passes over the lanes (model §2).
extension MarketTile {
  /// Moves every path from `t_k` to `t_{k+1}`.
  public func advance(step: Int) { move(step: step, jumping: draw(step: step)) }

  /// Moves every path of a tilted run by one step: normals are shifted after they are drawn and
  /// before they are used.
  @inline(never)
  public func advance(step: Int, by shifts: NormalShifts) {
    let jumping = draw(step: step)
    shifts.apply(to: self, step: step)
    move(step: step, jumping: jumping)
  }

  /// Draws what happens in a step; returns how many lanes jump in it.
  @inline(__always)
  private func draw(step: Int) -> Int {
    if plan.followsTable { followRegimes(step: step) }
    let jumping = handleRareEvents(step: step)
    if step & 1 == 0 { drawNormals() }
    return jumping
  }

  @inline(__always)
  private func move(step: Int, jumping: Int) {
    for group in 0..<tileGroups {
      moveCoins(core, plan.loadings, drifts: (.btcDrift, .ethDrift), step: step, group: group)
      moveRent(step: step, group: group)
      for index in plan.quotes.indices {
        moveQuote(plan.quotes[index], core, plan.loadings, step: step, group: group)
      }
      moveShortRate(step: step, group: group)
      if runsLender { moveLender(step: step, group: group) }
    }
    applyJumps(count: jumping)
    if plan.followsTable { followTable(step: step) }
    for group in 0..<tileGroups {
      priceCoins(core, step: step, group: group)
      for index in plan.quotes.indices { price(plan.quotes[index], core, group: group) }
      priceGPUs(step: step, group: group)
      if runsLender {
        priceCoins(lender, step: step, group: group)
        priceLenderQuotes(group: group)
        priceLenderGPUs(step: step, group: group)
      }
      priceFull(group: group)
      core.tenantHazard[group] += regimeColumn(.tenantHazard)[group]
    }
    if plan.followsTable { keepHashrate(step: step) }
  }

  /// Returns how many lanes jump in this step.
  private func handleRareEvents(step: Int) -> Int {
    var jumping = 0
    for group in 0..<tileGroups {
      var due = events.due(by: step, group: group)
      while due != 0 {
        let lane = group * laneCount + due.trailingZeroBitCount
        due &= due - 1
        if let jump = happen(lane: lane, step: step) {
          pendingJumps[jumping] = jump
          jumping += 1
        }
      }
    }
    return jumping
  }

  /// Changes a lane's regime, draws its jumps and launches what is due in this step.
  private func happen(lane: Int, step: Int) -> PendingJump? {
    if events.leaveStep[lane] == step {
      events.changeRegime(lane: lane, step: step)
      enterRegime(lane: lane)
    }
    var jump = PendingJump(lane: lane, btc: 0, eth: 0, rent: 0)
    let jumps = events.drawJumps(lane: lane, step: step, pending: &jump)
    if events.nextLaunch[lane] == step { launch(lane: lane, step: step) }
    events.scheduleNext(lane: lane)
    return jumps ? jump : nil
  }

  private func launch(lane: Int, step: Int) {
    for index in plan.launches.indices {
      let position = index * lanes + lane
      guard events.launchStep[position] == step else { continue }
      events.launchStep[position] = RareEvents.never
      let impacts = plan.launches[index].impacts
      for item in impacts.indices {
        core.rentFactor[impacts[item].gpu][lane: lane] *= 1 - impacts[item].rentHaircut
        core.resaleFactor[impacts[item].gpu][lane: lane] *= 1 - impacts[item].resaleHaircut
      }
    }
    events.awaitLaunch(lane: lane)
  }

  /// Draws the normals of this step and the next.
  private func drawNormals() {
    for index in plan.drivers.indices {
      let driver = plan.drivers[index].index
      for group in 0..<tileGroups {
        let pair = streams[index * tileGroups + group].normalPair(coefficients)
        normals[driver, .even][group] = pair.0
        normals[driver, .odd][group] = pair.1
      }
    }
  }

  /// A driver's correlated, scaled noise in this step.
  @inline(__always)
  private func noise(_ driver: Driver, _ loadings: LoadingPlan, step: Int, group: Int) -> Lanes {
    let row = loadings.rows[driver.rawValue]
    var sum = Lanes(repeating: 0)
    for index in row.indices {
      let loading = row[index]
      sum = regimeColumns[loading.slot][group].times(
        normals[loading.column, .of(step)][group], plus: sum)
    }
    return sum
  }

  /// Moves the coins and the hashrate that mining revenue attracts.
  ///
  /// The hashrate moves first: it sees `S_k`.
  @inline(__always)
  private func moveCoins(
    _ state: MarketColumns, _ loadings: LoadingPlan, drifts: (RegimeSlot, RegimeSlot), step: Int,
    group: Int
  ) {
    if let network = plan.hashrate {
      let target = state.logBTC[group].times(
        network.elasticity, plus: Lanes(repeating: network.target[step]))
      let noise = noise(.networkHashrate, loadings, step: step, group: group)
      let pulled = (state.logHashrate[group] - target).times(network.decay, plus: target)
      state.logHashrate[group] = pulled + (noise + network.growthPerStep)
    }
    state.logBTC[group] +=
      regimeColumn(drifts.0)[group] + noise(.btc, loadings, step: step, group: group)
    if plan.usesETH {
      state.logETH[group] +=
        regimeColumn(drifts.1)[group] + noise(.eth, loadings, step: step, group: group)
    }
  }

  @inline(__always)
  private func moveRent(step: Int, group: Int) {
    guard plan.usesRent else { return }
    core.rentTrend[group] += regimeColumn(.rentDecline)[group]
    core.rentDeviation[group] = core.rentDeviation[group].times(
      plan.rentDecay, plus: noise(.computeRent, plan.loadings, step: step, group: group))
  }

  @inline(__always)
  private func moveQuote(
    _ quote: QuotePlan, _ state: MarketColumns, _ loadings: LoadingPlan, step: Int, group: Int
  ) {
    let deviation = state.level(of: quote.driver)
    deviation[group] = deviation[group].times(
      quote.decay, plus: noise(quote.driver, loadings, step: step, group: group))
  }

  /// Moves the short rate towards the regime's target; debt reads the rate of the step's start.
  @inline(__always)
  private func moveShortRate(step: Int, group: Int) {
    guard let rate = plan.shortRate else { return }
    let opening = core.shortRate[group]
    let target = regimeColumn(.shortRateTarget)[group]
    core.openingShortRate[group] = opening
    core.shortRate[group] = (opening - target).times(
      rate.decay, plus: target + noise(.shortRate, plan.loadings, step: step, group: group))
  }

  private func moveLender(step: Int, group: Int) {
    moveCoins(
      lender, plan.lenderLoadings, drifts: (.lenderBTCDrift, .lenderETHDrift), step: step,
      group: group)
    for index in plan.quotes.indices where !plan.quotes[index].lenderSharesPath {
      moveQuote(plan.quotes[index], lender, plan.lenderLoadings, step: step, group: group)
    }
  }

  private func applyJumps(count: Int) {
    for index in 0..<count {
      let jump = pendingJumps[index]
      core.logBTC[lane: jump.lane] += jump.btc
      core.logETH[lane: jump.lane] += jump.eth
      core.rentDeviation[lane: jump.lane] += jump.rent
    }
  }

  /// Prices coins, hashprice and rigs.
  @inline(__always)
  private func priceCoins(_ state: MarketColumns, step: Int, group: Int) {
    let logBTC = state.logBTC[group]
    state.prices.btc[group] = LaneMath.exp(logBTC, coefficients)
    if plan.usesETH { state.prices.eth[group] = LaneMath.exp(state.logETH[group], coefficients) }
    if let network = plan.hashrate {
      state.prices.hashprice[group] =
        LaneMath.exp(logBTC - state.logHashrate[group], coefficients)
        * network.coinsPerDay[step]
      if plan.hasRigPrices { priceRigs(state, step: step, group: group) }
    }
  }

  @inline(__always)
  private func price(_ quote: QuotePlan, _ state: MarketColumns, group: Int) {
    state.prices.quote(of: quote.driver)[group] =
      LaneMath.exp(state.level(of: quote.driver)[group], coefficients) * quote.spot
  }

  private func priceLenderQuotes(group: Int) {
    for index in plan.quotes.indices {
      let quote = plan.quotes[index]
      guard quote.lenderSharesPath else {
        price(quote, lender, group: group)
        continue
      }
      lender.prices.quote(of: quote.driver)[group] = core.prices.quote(of: quote.driver)[group]
    }
  }

  /// Prices rents and resale before overhang.
  @inline(__always)
  private func priceGPUs(step: Int, group: Int) {
    guard plan.usesRent else { return }
    let index = LaneMath.exp(core.rentDeviation[group] - core.rentTrend[group], coefficients)
    core.rentIndex[group] = index
    let time = plan.grid.time(step + 1)
    let surprise =
      core.rentDeviation[group] - (core.rentTrend[group] - plan.expectedDecline * time)
    for gpu in plan.gpus.indices {
      core.rents[gpu][group] = core.rentFactor[gpu][group] * index
      if plan.gpus[gpu].law == gpu {
        let decline = Lanes(repeating: -plan.gpus[gpu].declinePerYear * time)
        core.resaleMove[gpu][group] = LaneMath.exp(
          surprise.times(plan.gpus[gpu].sensitivity, plus: decline), coefficients)
      }
      core.prices.resale(gpu)[group] =
        core.resaleFactor[gpu][group] * core.resaleMove[plan.gpus[gpu].law][group]
    }
  }

  /// Prices GPUs at cost, written down in a straight line over their useful life.
  private func priceLenderGPUs(step: Int, group: Int) {
    let share = max(0, 1 - plan.grid.time(step + 1) / plan.usefulLifeYears)
    for gpu in plan.gpus.indices {
      lender.prices.resale(gpu)[group] = Lanes(repeating: plan.gpus[gpu].newPrice * share)
    }
  }
}
