import CreditBasics
import ScenarioFiles

/// Warns of figures that are usual by themselves, but of another size than those beside them.
extension Plausibility {
  mutating func checkSizes(of miner: Miner) {
    let debt = miner.tranches.reduce(0) { $0 + $1.principalUSD + ($1.commitment?.amountUSD ?? 0) }
    let keys = ["miners", miner.name]
    if let shares = miner.marketCap {
      checkDollars(
        shares.initialUSD, keys + ["equity", "marketCap"], debt,
        usual: (0.005 * debt)...(100 * debt))
    }
    checkDollars(
      miner.minimumCashUSD, keys + ["minimumCash"], debt, usual: (2e-5 * debt)...debt)
    checkDollars(miner.cashUSD, keys + ["cash"], debt, usual: (2e-6 * debt)...debt)
    checkFleet(of: miner, debt)
    checkRates(of: miner, keys)
    for tranche in miner.tranches { checkCoupon(of: tranche, keys + ["tranches", tranche.name]) }
  }

  /// Warns of dollars that are next to nothing beside the debt.
  private mutating func checkDollars(
    _ value: Double, _ keys: [String], _ debt: Double, usual: ClosedRange<Double>
  ) {
    guard value > 0, value < usual.lowerBound, NumberRange.money.doubt(about: value) == nil else {
      return
    }
    let slip = [Slip.millions, .thousands].first { usual.contains(value * $0.factor) }
    warn(
      keys,
      "\(JSONScalar.shortest(value)) is next to nothing beside debt of "
        + "$\(NumberText.digits(debt, 4))" + (slip.map { ": \($0.question(value))" } ?? ""),
      .mistake)
  }

  /// Warns of rigs that together are worth less than a thousandth of the debt.
  private mutating func checkFleet(of miner: Miner, _ debt: Double) {
    let worth = miner.allRigLots.reduce(0) { $0 + $1.markToday }
    guard worth > 0, worth < debt / 1000, 1000 * worth < 10 * debt,
      let lot = miner.allRigLots.max(by: { $0.fleet.petahash < $1.fleet.petahash }),
      NumberRange.fleet.doubt(about: lot.fleet.petahash) == nil,
      NumberRange.fleet.doubt(about: 1000 * lot.fleet.petahash) == nil
    else { return }
    let place = lot.name == "asics" ? ["asics"] : ["rigLots", lot.name]
    warn(
      ["miners", miner.name] + place + ["petahash"],
      "all rigs are worth $\(NumberText.digits(worth, 4)), beside debt of "
        + "$\(NumberText.digits(debt, 4)): \(Slip.exahash.question(lot.fleet.petahash))", .mistake)
  }

  /// Warns of contracts far from spot.
  private mutating func checkRates(of miner: Miner, _ keys: [String]) {
    let contracted = miner.gpuLots.filter { $0.contract != nil }
    // Every rate looks wrong beside a wrong price of its class.
    guard !contracted.isEmpty,
      !found.contains(where: { $0.weight == .mistake && $0.path.hasPrefix("market.gpus.") })
    else { return }
    for lot in contracted { checkRate(of: lot, keys + ["gpuLots", lot.name]) }
  }

  private mutating func checkRate(of lot: GPULot, _ keys: [String]) {
    let spot = scenario.market.gpus[lot.gpu].rentPerHour
    guard let rate = lot.contract?.ratePerHour, rate > 0, spot > 0,
      NumberRange.perGPUHour.doubt(about: rate) == nil, !(0.1...5).contains(rate / spot)
    else { return }
    warn(
      keys + ["contract", "ratePerHour"],
      "\(JSONScalar.shortest(rate)) is \(NumberText.digits(rate / spot, 2)) times spot rent, "
        + "\(JSONScalar.shortest(spot)): is it meant?", .grave)
  }

  /// Warns of a coupon below the risk-free rate that would be ordinary if it were a month's.
  private mutating func checkCoupon(of tranche: Tranche, _ keys: [String]) {
    let yearly = 12 * tranche.coupon
    guard tranche.kind != .convertible, tranche.floating == nil, tranche.coupon > 0,
      tranche.coupon < scenario.riskFreeRate, yearly > scenario.riskFreeRate, yearly <= 0.2
    else { return }
    warn(
      keys + ["coupon"],
      "\(JSONScalar.shortest(tranche.coupon)) is below riskFreeRate, "
        + "\(JSONScalar.shortest(scenario.riskFreeRate)): \(Slip.monthlyRate.question(tranche.coupon))",
      .mistake)
  }
}
