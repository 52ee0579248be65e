/// What is wrong with a scenario made in code.
public struct ScenarioFault: Error, Equatable, CustomStringConvertible {
  /// Where it is wrong: a key path as in files, such as `miners.a.gpuLots.hall.gpu`.
  public let path: String
  /// What is wrong there, and what is allowed.
  public let message: String

  /// The path and the message.
  public var description: String { "\(path): \(message)" }
}

extension Scenario {
  /// Checks what the kernels trust: indices in range, lists with one entry for each regime, driver
  /// or factor, and valid volatilities, probabilities and correlations.
  ///
  /// Files are checked more strictly when they are read. A scenario made in code is checked when it
  /// is created, and again when a run resolves it, where a fault ends the program: call this after
  /// changing one.
  /// - Throws: The first fault.
  public func validate() throws(ScenarioFault) {
    try check("simulation.paths", simulation.paths >= 1, "expected at least 1")
    try check("miners", !miners.isEmpty, "expected at least one")
    let perYear = grid.stepsPerYear
    try check("stepsPerYear", 1...8766 ~= perYear, "expected 1 to 8766, found \(perYear)")
    try market.validate(lenderRegime: lenderView.regime)
    for miner in miners {
      guard let parent = miner.parent else { continue }
      try check("miners.\(miner.name).parent", index: parent, of: miners.count, "miners")
    }
    for (index, tenant) in tenants.enumerated() {
      guard let guarantor = tenant.guarantor else { continue }
      let place = "tenants.\(tenant.name)"
      try check(place, index: guarantor, of: tenants.count, "tenants")
      try check(place, guarantor != index, "expected another tenant as guarantor")
    }
    for miner in miners {
      let named = miner.gpuLots.map { ("gpuLots.\($0.name).contract", $0.contract?.tenant) }
      for (path, tenant) in named + miner.leases.map({ ("leases.\($0.name)", $0.tenant) }) {
        guard let tenant else { continue }
        let place = "miners.\(miner.name).\(path).tenant"
        try check(place, index: tenant, of: tenants.count, "tenants")
      }
    }
    if let circle = circleOfParents {
      try check("miners.\(miners[circle[0]].name).parent", false, "expected no circle of parents")
    }
    for miner in miners { try miner.validate(gpuClasses: market.gpus.count) }
  }

  /// Ends the program with the first fault, if there is one: for callers that cannot throw.
  ///
  /// It lives in this target because the kernels are compiled without checks.
  @inline(never)
  public func requireValid() {
    do throws(ScenarioFault) { try validate() } catch { fatalError("\(error)") }
  }
}

/// Throws where something does not hold.
private func check(
  _ path: @autoclosure () -> String, _ holds: Bool, _ message: @autoclosure () -> String
) throws(ScenarioFault) {
  if !holds { throw ScenarioFault(path: path(), message: message()) }
}

/// Throws where an index is outside a list.
private func check(
  _ path: @autoclosure () -> String, index: Int, of count: Int, _ what: String
) throws(ScenarioFault) {
  let allowed = count == 0 ? "there is none" : "expected 0 to \(count - 1)"
  try check(path(), 0..<count ~= index, "\(allowed) (\(what)), found \(index)")
}

/// Throws where a list does not have exactly one entry for each of something.
private func check(
  _ path: @autoclosure () -> String, count: Int, for expected: Int, _ what: String
) throws(ScenarioFault) {
  try check(path(), count == expected, "expected one for each \(what), \(expected), found \(count)")
}

extension Regime {
  fileprivate func validate(_ path: String) throws(ScenarioFault) {
    for driver in Driver.allCases {
      let volatility = volatility(of: driver)
      try check(
        "\(path).\(driver.key).volatility", volatility >= 0 && volatility.isFinite,
        "expected 0 or more, found \(volatility)")
    }
    let matrix = "\(path).correlation"
    try check(matrix, count: correlation.count, for: Driver.count, "driver")
    for row in correlation { try check(matrix, count: row.count, for: Driver.count, "driver") }
    if let (driver, pivot) = Regime.negativePivot(correlation) {
      try check(
        matrix, false,
        "expected a positive semidefinite matrix, found a pivot of \(pivot) at \(driver.key)")
    }
  }
}

extension Market {
  fileprivate func validate(lenderRegime: Int) throws(ScenarioFault) {
    let count = regimes.count
    try check("market.regimes", count >= 1, "expected at least one")
    try check("lenderView.regime", index: lenderRegime, of: count, "regimes")
    try check("market.initialRegime", count: initialRegime.count, for: count, "regime")
    let sum = initialRegime.reduce(0, +)
    try check(
      "market.initialRegime", initialRegime.allSatisfy { $0 >= 0 } && abs(sum - 1) <= 1e-9,
      "expected probabilities that sum to 1, found \(initialRegime)")
    try check("market.switching", count: switching.count, for: count, "regime")
    for (regime, row) in zip(regimes, switching) {
      try check("market.switching.\(regime.name)", count: row.count, for: count, "regime")
    }
    for regime in regimes { try regime.validate("market.regimes.\(regime.name)") }
    for jump in jumps {
      let path = "market.jumps.\(jump.name)"
      try check("\(path).intensity", count: jump.intensityPerYear.count, for: count, "regime")
      for list in jump.shape.lists {
        try check(path, count: list.count, for: JumpFactor.allCases.count, "factor")
      }
    }
    if let given {
      let drivers = Driver.allCases.count
      try check("market.given", count: given.values.count, for: drivers, "driver")
      for row in given.regimes {
        try check("market.given", index: row.value, of: count, "regimes")
      }
    }
    for launch in launches {
      for impact in launch.impacts {
        try check(
          "market.launches.\(launch.name).impact", index: impact.gpu, of: gpus.count, "GPU classes")
      }
    }
  }
}

extension Miner {
  private func checkNames(_ liens: [Int], _ order: Int?, _ path: String) throws(ScenarioFault) {
    if let order { try check("\(path).order", index: order, of: orders.count, "orders") }
    for tranche in liens {
      try check("\(path).pledgedTo", index: tranche, of: tranches.count, "tranches")
    }
  }

  fileprivate func validate(gpuClasses: Int) throws(ScenarioFault) {
    for lot in gpuLots {
      let path = "miners.\(name).gpuLots.\(lot.name)"
      try check("\(path).gpu", index: lot.gpu, of: gpuClasses, "GPU classes")
      try checkNames(lot.liens, lot.order, path)
    }
    for lot in rigLots {
      try checkNames(lot.liens, lot.order, "miners.\(name).rigLots.\(lot.name)")
    }
    for lease in leases {
      try checkNames(lease.liens, lease.order, "miners.\(name).leases.\(lease.name)")
    }
    for order in orders {
      guard let loan = order.fundedBy else { continue }
      let path = "miners.\(name).orders.\(order.name).fundedBy"
      try check(path, index: loan, of: tranches.count, "tranches")
    }
    for tranche in tranches {
      let path = "miners.\(name).tranches.\(tranche.name)"
      try check("\(path).paymentsPerYear", tranche.paymentsPerYear >= 1, "expected at least 1")
      let tests = tranche.covenant?.testsPerYear ?? 1
      try check("\(path).covenant.testsPerYear", tests >= 1, "expected at least 1")
    }
  }
}
