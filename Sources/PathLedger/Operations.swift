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
    total += mine()
    total += resellPower()
    for lot in lots.indices { total += runLot(lot) }
    for lease in leases.indices { total += runLease(lease) }
    total -= terms.miner.overheadPerYear * years
    cash += total

    // Coins earned count in CFADS but are not cash.
    let staking = stakedETH * market.coinUSD.eth
    let kept = keptCoins
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

  /// MWh that the fleet uses in the step when it runs.
  private var fleetEnergy: Double {
    (terms.miner.asics?.megawatts ?? 0) * TimeGrid.hoursPerYear * terms.grid.stepYears
  }

  /// Gross mining revenue of the step when the fleet runs.
  private var grossMining: Double {
    guard let fleet = terms.miner.asics else { return 0 }
    let days = TimeGrid.daysPerYear * terms.grid.stepYears
    return fleet.petahash * fleet.uptime * market.hashprice * days
  }

  /// Whether the fleet runs: power at spot is worth no more than what it mines.
  private var fleetRuns: Bool { grossMining >= market.powerPerMWh * fleetEnergy }

  /// Dollars of gross mining revenue kept as BTC.
  private var keptCoins: Double { fleetRuns ? terms.miner.treasury.hodl * grossMining : 0 }

  private mutating func mine() -> Double {
    let earned = max(0, grossMining - market.powerPerMWh * fleetEnergy)
    log.note(.operations, .mining, earned)
    return earned
  }

  /// Power bought ahead for the fleet is resold at spot, running or not.
  private mutating func resellPower() -> Double {
    let power = terms.miner.power
    let gain = power.fixedShare * (market.powerPerMWh - power.fixedPrice) * fleetEnergy
    log.note(.operations, .powerResale, gain)
    return gain
  }
}

// MARK: - GPU lots

extension MinerBooks {
  private mutating func runLot(_ index: Int) -> Double {
    let lot = terms.miner.gpuLots[index]
    guard hasHappened(lots[index].start) else { return 0 }
    let contract = contractInForce(index)
    let share = contract?.share ?? 0
    let gpu = terms.law.market.gpus[lot.gpu]
    let hours = lot.count * TimeGrid.hoursPerYear * terms.grid.stepYears
    let spotHours = hours * (1 - share) * regime.utilisation
    let contractHours = hours * share
    let power = terms.miner.power
    let pricePerMWh =
      power.fixedShare * power.fixedPrice + (1 - power.fixedShare) * market.powerPerMWh
    let costPerHour = gpu.opexPerHour + gpu.kilowatts / 1000 * pricePerMWh
    let earned =
      contractHours * (contract?.ratePerHour ?? 0) + spotHours * market.rentPerHour[lot.gpu]
      - (contractHours + spotHours) * costPerHour
    log.note(.operations, .lot, earned, of: lot.name)
    return earned
  }

  /// The contract that is in force in this step, after the tenant had its chance to go.
  private mutating func contractInForce(_ index: Int) -> RentalContract? {
    let lot = terms.miner.gpuLots[index]
    guard let contract = lot.contract, lots[index].hasTenant, !hasHappened(contract.until)
    else { return nil }
    lots[index].hazard +=
      regime.tenantDefaultPerYear * contract.tenantRisk * terms.grid.stepYears
    if market.rentPerHour[lot.gpu] < contract.walkAwayBelow * contract.ratePerHour {
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
    guard hasHappened(leases[index].start), !hasHappened(lease.until),
      step >= leases[index].letFrom
    else { return 0 }
    leases[index].hazard += regime.tenantDefaultPerYear * lease.tenantRisk * terms.grid.stepYears
    if leases[index].hazard >= leases[index].threshold { loseTenant(index) }
    guard step >= leases[index].letFrom else { return 0 }
    let earned =
      lease.revenuePerYear * (1 - lease.costShare) * leases[index].share * terms.grid.stepYears
    log.note(.operations, .lease, earned, of: lease.name)
    return earned
  }

  /// The tenant defaults: the lease is let again later, at a lower rent.
  private mutating func loseTenant(_ index: Int) {
    let lease = terms.miner.leases[index]
    leases[index].share *= lease.reletShare
    leases[index].letFrom = terms.grid.step(
      reaching: terms.grid.time(step + 1) + lease.reletYears)
    leases[index].tenant += 1
    leases[index].hazard = 0
    leases[index].threshold = draws.exponential(
      "lease-tenant/\(terms.miner.name)/\(lease.name)", index: leases[index].tenant)
    log.note(.operations, .tenantDefault, 0, of: lease.name)
  }
}
