/// Cash flow available for debt service if the as-of date lasted a year, in dollars per year.
///
/// The sum of stage 1 of a miner's step at today's prices. What is not in service or let today, or
/// may be delayed, earns nothing; later launches do not count.
package struct IncomeToday {
  /// What rigs in service earn by running or by idling, whichever is more, with gains on power
  /// bought ahead.
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
    let rigs = miner.allRigLots.filter {
      Self.runs(miner, $0.order, $0.inService, $0.meanDelayYears, until: .infinity)
    }
    mining = rigs.reduce(0) { $0 + Self.mining($1.fleet, miner.power, prices) }
    let lots = miner.gpuLots.filter {
      Self.runs(miner, $0.order, $0.inService, $0.meanDelayYears, until: .infinity)
    }
    gpus = lots.reduce(0) { $0 + Self.rent($1, miner.power, prices) }
    let running = miner.leases.filter {
      Self.runs(miner, $0.order, $0.from, $0.meanDelayYears, until: $0.until)
    }
    leases = running.reduce(0) { $0 + $1.incomePerYear }
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
    let ahead = power.shareToday * (prices.powerPerMWh - power.fixedPrice) * energy
    let idle = ahead - (1 - power.resaleShare) * max(0, ahead)
    return max(gross - prices.powerPerMWh * energy + ahead, idle)
  }

  private static func rent(
    _ lot: GPULot, _ power: PowerContract, _ prices: TodaysPrices
  ) -> Double {
    let gpu = prices.gpus[lot.gpu]
    let spot = prices.rentPerHour[lot.gpu]
    // A tenant who would leave on the first day pays nothing today either.
    let contract = lot.contract.flatMap {
      $0.until > TimeGrid.dateTolerance && spot >= $0.walkAwayRent ? $0 : nil
    }
    let contracted = contract?.share ?? 0
    let spotShare = (1 - contracted) * prices.utilisation
    let ahead = power.shareToday
    let perMWh = ahead * power.fixedPrice + (1 - ahead) * prices.powerPerMWh
    let cost = gpu.opexPerHour + gpu.kilowatts / 1000 * perMWh
    let gain = prices.powerPerMWh - power.fixedPrice
    let idle = gpu.kilowatts / 1000 * ahead * (gain > 0 ? power.resaleShare * gain : gain)
    let perHour =
      contracted * ((contract?.earnedPerHour ?? 0) - cost) + spotShare * max(spot - cost, idle)
    return lot.count * TimeGrid.hoursPerYear * perHour
  }

  /// Whether something that begins at a date runs on the as-of date.
  ///
  /// What waits for an order runs only if the order costs nothing.
  private static func runs(
    _ miner: Miner, _ order: Int?, _ from: Double?, _ meanDelay: Double, until: Double
  ) -> Bool {
    miner.isPaid(order) && max(from ?? 0, miner.paid(order)) <= TimeGrid.dateTolerance
      && meanDelay == 0 && until > TimeGrid.dateTolerance
  }
}

/// Dollars a year at today's prices between two dates.
package struct DatedIncome {
  /// Dollars a year; negative for costs.
  package let usdPerYear: Double
  /// Start in years since the as-of date.
  package let from: Double
  /// End in years since the as-of date.
  package let until: Double

  package init(usdPerYear: Double, from: Double, until: Double = .infinity) {
    (self.usdPerYear, self.from, self.until) = (usdPerYear, from, until)
  }
}

extension IncomeToday {
  /// Income of everything that a miner owns, has ordered or has let, each from its own date on,
  /// without delays and defaults of tenants.
  package static func dated(_ miner: Miner, _ prices: TodaysPrices) -> [DatedIncome] {
    func income(
      _ usdPerYear: Double, _ from: Double?, _ order: Int?, until: Double = .infinity
    ) -> DatedIncome {
      DatedIncome(usdPerYear: usdPerYear, from: max(0, from ?? 0, miner.paid(order)), until: until)
    }
    return miner.allRigLots.map {
      income(mining($0.fleet, miner.power, prices), $0.inService, $0.order)
    }
      + miner.gpuLots.map { income(rent($0, miner.power, prices), $0.inService, $0.order) }
      + miner.leases.map { income($0.incomePerYear, $0.from, $0.order, until: $0.until) }
  }
}

extension PowerContract {
  /// Share of consumption bought ahead on the as-of date.
  fileprivate var shareToday: Double { until > TimeGrid.dateTolerance ? fixedShare : 0 }
}
