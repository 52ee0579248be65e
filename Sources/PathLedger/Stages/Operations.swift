import CreditBasics

/// Stage 1: what the miner earns before debt service.
extension MinerBooks {
  /// Runs the operations of the step; `cfads` gains an entry.
  mutating func operate() {
    let years = terms.grid.stepYears
    // Both yields are on what was held when the step began.
    let interest = max(0, cash) * terms.miner.cashYield * years
    let stakedETH = held(.eth) * terms.miner.treasury.ethStakingYield * years
    log.note(.operations, .openingCash, cash)
    log.note(.operations, .idiosyncraticFactor, factor)

    var total = interest
    let mined = mine()
    total += mined.earned
    total += mined.resold
    for lot in lots.indices { total += runLot(lot) }
    for lease in leases.indices { total += runLease(lease) }
    total -= terms.miner.overheadPerYear * years
    total += settleWithChildren()
    cash += total

    // Coins earned count in CFADS but are not cash.
    let staking = stakedETH * market.coinUSD.eth
    let kept = terms.miner.treasury.hodl * mined.gross
    if market.coinUSD.btc > 0 { free.btc += kept / market.coinUSD.btc }
    cash -= kept
    free.eth += stakedETH
    cfads.append(total + staking)

    log.note(.operations, .cashInterest, interest)
    log.note(.operations, .overhead, -terms.miner.overheadPerYear * years)
    log.note(.operations, .keptCoins, -kept, of: Coin.btc.key)
    log.note(.operations, .staking, staking, of: Coin.eth.key)
    log.note(.operations, .cfads, total + staking)
  }

  /// Share of consumption bought ahead in this step.
  var fixedShare: Double { hasHappened(terms.miner.power.until) ? 0 : terms.miner.power.fixedShare }

  /// Runs the rigs; returns dollars earned with power at spot, dollars gained on power bought
  /// ahead, and gross revenue of what ran.
  private mutating func mine() -> (earned: Double, resold: Double, gross: Double) {
    var (earned, resold, gross) = (0.0, 0.0, 0.0)
    for rig in rigs.indices
    where runs(from: rigs[rig].start, terms.rigLots[rig].order) {
      let lot = run(terms.rigLots[rig].fleet)
      earned += lot.earned
      resold += lot.resold
      gross += lot.gross
      let name = terms.rigLots[rig].name
      log.note(.operations, .mining, lot.earned, of: name == "asics" ? "" : name)
    }
    log.note(.operations, .powerResale, resold)
    return (earned, resold, gross)
  }

  /// One lot earns the greater of running and idling.
  ///
  /// Power bought ahead counts as resold at spot either way, but while idle only a share of a gain
  /// on it is earned: rigs may run although they lose against spot.
  private func run(_ fleet: ASICFleet) -> (earned: Double, resold: Double, gross: Double) {
    let (power, years) = (terms.miner.power, terms.grid.stepYears)
    let energy = fleet.megawatts * TimeGrid.hoursPerYear * years
    let gross = fleet.petahash * fleet.uptime * market.hashprice * (TimeGrid.daysPerYear * years)
    let resold = fixedShare * (market.powerPerMWh - power.fixedPrice) * energy
    let forgone = (1 - power.resaleShare) * max(0, resold)
    let margin = gross - market.powerPerMWh * energy
    guard margin >= Limit.arrearsUSD - forgone else { return (0, resold - forgone, 0) }
    return (margin, resold, gross)
  }
}

// MARK: - GPU lots

extension MinerBooks {
  /// Dollars per MWh consumed.
  var pricePerMWh: Double {
    fixedShare * terms.miner.power.fixedPrice + (1 - fixedShare) * market.powerPerMWh
  }

  /// Dollars per MWh not consumed: what power bought ahead earns or loses when it is resold.
  private var idleGainPerMWh: Double {
    let gain = market.powerPerMWh - terms.miner.power.fixedPrice
    return fixedShare * (gain > 0 ? terms.miner.power.resaleShare * gain : gain)
  }

  private mutating func runLot(_ index: Int) -> Double {
    let lot = terms.miner.gpuLots[index]
    breakContract(index)
    guard runs(from: lots[index].start, lot.order) else { return 0 }
    let contract = contractInForce(index)
    let share = contract?.share ?? 0
    let gpu = terms.law.market.gpus[lot.gpu]
    let hours = lot.count * TimeGrid.hoursPerYear * terms.grid.stepYears
    let spotHours = hours * (1 - share) * regime.utilisation
    let contractHours = hours * share
    let costPerHour = gpu.opexPerHour + gpu.kilowatts / 1000 * pricePerMWh
    let rent = market.rentPerHour[lot.gpu]
    let idle = gpu.kilowatts / 1000 * idleGainPerMWh
    let runs = rent - costPerHour >= idle
    let earned =
      contractHours * (contract.map { $0.ratePerHour * (1 - $0.prepaid) } ?? 0) + spotHours
      * (runs ? rent : idle)
      - (contractHours + (runs ? spotHours : 0)) * costPerHour
    log.note(.operations, .lot, earned, of: lot.name)
    return earned
  }

  /// A named tenant that has failed breaks its contract, begun or not.
  private mutating func breakContract(_ index: Int) {
    let lot = terms.miner.gpuLots[index]
    guard let contract = lot.contract, let tenant = contract.tenant, brokenTenants[tenant],
      lots[index].hasTenant
    else { return }
    lots[index].hasTenant = false
    if !hasHappened(contract.until) { log.note(.operations, .tenantDefault, 0, of: lot.name) }
  }

  /// The contract that is in force in this step; its tenant leaves or defaults first.
  private mutating func contractInForce(_ index: Int) -> RentalContract? {
    let lot = terms.miner.gpuLots[index]
    guard let contract = lot.contract, lots[index].hasTenant, !hasHappened(contract.until)
    else { return nil }
    if contract.tenant == nil {
      lots[index].hazard +=
        regime.tenantDefaultPerYear * contract.tenantRisk * terms.grid.stepYears
    }
    if market.rentPerHour[lot.gpu] < contract.walkAwayBelow * contract.ratePerHour * Limit.least(1)
    {
      lots[index].hasTenant = false
      log.note(.operations, .tenantLeft, 0, of: lot.name)
    } else if lots[index].hazard >= lots[index].threshold {
      lots[index].hasTenant = false
      log.note(.operations, .tenantDefault, 0, of: lot.name)
    }
    return lots[index].hasTenant ? contract : nil
  }
}

// MARK: - Leases

extension MinerBooks {
  private mutating func runLease(_ index: Int) -> Double {
    let lease = terms.miner.leases[index]
    let isBroken = leases[index].hasNamedTenant && brokenTenants[lease.tenant ?? 0]
    if isBroken {
      leases[index].hasNamedTenant = false
      loseTenant(index)
    }
    guard runs(from: leases[index].start, lease.order), !hasHappened(lease.until),
      step >= leases[index].letFrom
    else { return 0 }
    if !leases[index].hasNamedTenant, !isBroken {
      leases[index].hazard += regime.tenantDefaultPerYear * lease.tenantRisk * terms.grid.stepYears
      if leases[index].hazard >= leases[index].threshold { loseTenant(index) }
    }
    guard step >= leases[index].letFrom else { return 0 }
    let earned =
      lease.revenuePerYear * (1 - lease.costShare) * leases[index].share * terms.grid.stepYears
    log.note(.operations, .lease, earned, of: lease.name)
    return earned
  }

  /// The tenant defaults: after `reletYears` the lease is let again, at `reletShare` of its rent.
  private mutating func loseTenant(_ index: Int) {
    let lease = terms.miner.leases[index]
    leases[index].share *= lease.reletShare
    leases[index].letAt = terms.grid.time(step + 1) + lease.reletYears
    leases[index].letFrom = terms.grid.step(reaching: leases[index].letAt)
    leases[index].tenant += 1
    leases[index].hazard = 0
    leases[index].threshold = draws.exponential(
      "lease-tenant/\(terms.miner.name)/\(lease.name)", index: leases[index].tenant)
    log.note(.operations, .tenantDefault, 0, of: lease.name)
  }
}
