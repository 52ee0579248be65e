/// Cash flow available for debt service if the as-of date lasted a year, in dollars per year.
///
/// The sum of stage 1 of a miner's step at today's prices: what has not entered service, been let or
/// launched by then, or is delayed, earns nothing.
package struct IncomeToday {
  /// `max(0, gross − P·E) + fixedShare · (P − fixedPrice) · E` of the fleet.
  package let mining: Double
  /// Contracted and spot rent of lots in service, less opex and power.
  package let gpus: Double
  /// Leases that run, less their costs.
  package let leases: Double
  /// Interest on cash and staking at spot.
  package let treasury: Double
  /// Overheads, positive.
  package let overheads: Double

  /// Cash flow available for debt service.
  package var total: Double { mining + gpus + leases + treasury - overheads }

  package init(_ miner: Miner, _ prices: TodaysPrices) {
    mining = miner.asics.map { Self.mining($0, miner.power, prices) } ?? 0
    gpus = miner.gpuLots.reduce(0) { $0 + Self.rent($1, miner.power, prices) }
    leases = miner.leases.filter { Self.runs($0.from, $0.meanDelayYears, until: $0.until) }
      .reduce(0) { $0 + $1.revenuePerYear * (1 - $1.costShare) }
    treasury =
      max(0, miner.cashUSD) * miner.cashYield
      + miner.treasury.holdings.eth * miner.treasury.ethStakingYield * prices.coinUSD.eth
    overheads = miner.overheadPerYear
  }

  private static func mining(
    _ fleet: ASICFleet, _ power: PowerContract, _ prices: TodaysPrices
  ) -> Double {
    let energy = fleet.megawatts * TimeGrid.hoursPerYear
    let gross = fleet.petahash * fleet.uptime * prices.hashprice * TimeGrid.daysPerYear
    let ahead = power.fixedShare * (prices.powerPerMWh - power.fixedPrice) * energy
    return max(0, gross - prices.powerPerMWh * energy) + ahead
  }

  private static func rent(
    _ lot: GPULot, _ power: PowerContract, _ prices: TodaysPrices
  ) -> Double {
    guard runs(lot.inService, lot.meanDelayYears, until: .infinity) else { return 0 }
    let gpu = prices.gpus[lot.gpu]
    let spot = prices.rentPerHour[lot.gpu]
    // A tenant who would leave on the first day pays nothing today either.
    let contract = lot.contract.flatMap { terms in
      terms.until > TimeGrid.dateTolerance && spot >= terms.walkAwayBelow * terms.ratePerHour
        ? terms : nil
    }
    let contracted = contract?.share ?? 0
    let spotShare = (1 - contracted) * prices.utilisation
    let perMWh = power.fixedShare * power.fixedPrice + (1 - power.fixedShare) * prices.powerPerMWh
    let cost = gpu.opexPerHour + gpu.kilowatts / 1000 * perMWh
    let perHour =
      contracted * (contract?.ratePerHour ?? 0) + spotShare * spot - (contracted + spotShare) * cost
    return lot.count * TimeGrid.hoursPerYear * perHour
  }

  /// Whether something begun at a date runs on the as-of date.
  private static func runs(_ from: Double?, _ meanDelay: Double, until: Double) -> Bool {
    (from ?? 0) <= TimeGrid.dateTolerance && meanDelay == 0 && until > TimeGrid.dateTolerance
  }
}
