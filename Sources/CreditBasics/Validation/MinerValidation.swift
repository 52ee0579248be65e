extension Miner {
  /// Names that results give to something else than a miner.
  package static let reservedNames = ["PORTFOLIO", "portfolio", "any"]

  func validate(gpuClasses: Int, tenants: Int) throws(ScenarioFault) {
    let path = "miners.\(name)"
    try check(path, self, MinerFigures.miner)
    try check("\(path).support", optional: support, MinerFigures.support)
    try check("\(path).distributions", optional: distributions, MinerFigures.distributions)
    try check("\(path).equity", optional: marketCap, MinerFigures.marketCap)
    try check("\(path).insolvency", optional: insolvency, MinerFigures.insolvency)
    try check(
      "\(path).treasury.saleOrder", Set(treasury.saleOrder).count == treasury.saleOrder.count,
      "expected each coin at most once")
    try checkPayments(payments, "\(path).payments", .anyDollars)
    try checkOrders(path)
    try checkHardware(path, gpuClasses: gpuClasses, tenants: tenants)
    try check("\(path).tranches", names: tranches.map(\.name))
    for tranche in tranches { try tranche.validate("\(path).tranches.\(tranche.name)") }
    try checkPledges(path)
  }

  private func checkPayments(
    _ payments: [DatedPayment], _ path: String, _ amounts: Bounds
  ) throws(ScenarioFault) {
    if payments.isEmpty { return }
    for payment in payments {
      try check(path, payment.date, .date)
      try check(path, payment.amountUSD, amounts)
    }
    try check(path, ascending: payments.map(\.date))
  }

  private func checkOrders(_ path: String) throws(ScenarioFault) {
    try check("\(path).orders", names: orders.map(\.name))
    for order in orders {
      let path = "\(path).orders.\(order.name)"
      try check(path, order, MinerFigures.order)
      try checkPayments(order.payments, "\(path).payments", .dollars)
      guard let loan = order.fundedBy else { continue }
      try check("\(path).fundedBy", index: loan, of: tranches.count, "tranches")
    }
  }

  private func checkHardware(
    _ path: String, gpuClasses: Int, tenants: Int
  ) throws(ScenarioFault) {
    try check("\(path).gpuLots", names: gpuLots.map(\.name))
    for lot in gpuLots {
      let path = "\(path).gpuLots.\(lot.name)"
      try check("\(path).gpu", index: lot.gpu, of: gpuClasses, "GPU classes")
      try checkNames(lot.liens, lot.order, path)
      try check(path, lot, MinerFigures.gpuLot)
      try check("\(path).contract", optional: lot.contract, MinerFigures.contract)
      guard let tenant = lot.contract?.tenant else { continue }
      try check("\(path).contract.tenant", index: tenant, of: tenants, "tenants")
    }
    try check("\(path).asics", optional: asics, MinerFigures.fleet)
    try check(
      "\(path).rigLots", names: rigLots.map(\.name), reserved: RigLot.reservedNames)
    for lot in rigLots {
      let path = "\(path).rigLots.\(lot.name)"
      try checkNames(lot.liens, lot.order, path)
      try check(path, lot, MinerFigures.rigLot)
      try check(path, lot.fleet, MinerFigures.fleet)
    }
    try check("\(path).leases", names: leases.map(\.name))
    for lease in leases {
      let path = "\(path).leases.\(lease.name)"
      try checkNames(lease.liens, lease.order, path)
      try check(path, lease, MinerFigures.lease)
      try check(
        "\(path).discountRate", lease.discountRate != 0 || lease.until.isFinite,
        "expected more than 0 for a lease that never ends, found 0")
      guard let tenant = lease.tenant else { continue }
      try check("\(path).tenant", index: tenant, of: tenants, "tenants")
    }
  }

  private func checkNames(
    _ liens: [Int], _ order: Int?, _ path: String
  ) throws(ScenarioFault) {
    if let order {
      try check("\(path).order", index: order, of: orders.count, "orders")
    }
    for tranche in liens {
      try check("\(path).pledgedTo", index: tranche, of: tranches.count, "tranches")
    }
    try check(
      "\(path).pledgedTo", liens.count < 2 || Set(liens).count == liens.count,
      "expected each tranche at most once")
  }

  /// Throws where more coins are pledged than held; an excess from rounding alone is accepted.
  private func checkPledges(_ path: String) throws(ScenarioFault) {
    for coin in Coin.allCases {
      let pledged = tranches.reduce(0) { $0 + $1.pledge[coin] }
      let held = treasury.holdings[coin]
      try check(
        "\(path).treasury.\(coin.key)", pledged <= held * (1 + 1e-12),
        "expected at least the \(pledged) that tranches pledge, found \(held)")
    }
  }
}

extension RigLot {
  /// The name of a miner's own fleet among its lots.
  package static let reservedNames = ["asics"]
}

extension Tranche {
  fileprivate func validate(_ path: String) throws(ScenarioFault) {
    try check(path, self, DebtFigures.tranche)
    try check("\(path).floating", optional: floating, DebtFigures.floating)
    try check("\(path).commitment", optional: commitment, DebtFigures.commitment)
    try check("\(path).reserve", optional: reserve, DebtFigures.reserve)
    try check("\(path).sweep", optional: sweep, DebtFigures.sweep)
    try check("\(path).margin", optional: margin, DebtFigures.margin)
    try check("\(path).covenant", optional: covenant, DebtFigures.covenant)
    try check("\(path).refinance", optional: refinance, DebtFigures.refinance)
    for date in puts { try check("\(path).puts", date, .date) }
    try check("\(path).puts", ascending: puts)
    guard case .custom(let shares) = amortisation else { return }
    let place = "\(path).amortisation"
    for share in shares {
      try check(place, share.date, .date)
      try check(place, share.share, .share)
    }
    try check(place, ascending: shares.map(\.date))
    let sum = shares.filter { $0.date <= maturity + TimeGrid.dateTolerance }
      .reduce(0) { $0 + $1.share }
    try check(
      place, sum <= 1 + 1e-9,
      "expected shares of principal that sum to at most 1, found \(JSONScalar.shortest(sum))")
  }
}
