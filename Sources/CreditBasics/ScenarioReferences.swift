/// A part of a scenario made in code that points at nothing.
public struct ScenarioFault: Error, Equatable, CustomStringConvertible {
  /// Where: a key path as files have them, as `miners.a.gpuLots.hall.gpu`.
  public let path: String
  /// What is wrong there, and what is allowed.
  public let message: String

  /// The path and the message.
  public var description: String { "\(path): \(message)" }
}

extension Scenario {
  /// Checks that everything that points at a part of the scenario points at one there is: indices in
  /// range, and one entry of each list for each regime, driver or factor it is for.
  ///
  /// Files are checked when they are read, and more strictly. What is made or changed in code is not, and
  /// the kernels trust it.
  /// - Throws: The first fault.
  public func checkReferences() throws(ScenarioFault) {
    try check("simulation.paths", simulation.paths >= 1, "expected at least 1")
    try check("miners", !miners.isEmpty, "expected at least one")
    let perYear = grid.stepsPerYear
    try check("stepsPerYear", 1...8766 ~= perYear, "expected 1 to 8766, found \(perYear)")
    try market.checkReferences(lenderRegime: lenderView.regime)
    for miner in miners {
      guard let parent = miner.parent else { continue }
      try check("miners.\(miner.name).parent", index: parent, of: miners.count, "miners")
    }
    for tenant in tenants {
      guard let guarantor = tenant.guarantor else { continue }
      try check("tenants.\(tenant.name)", index: guarantor, of: tenants.count, "tenants")
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
    for miner in miners { try miner.checkReferences(gpuClasses: market.gpus.count) }
  }

  /// Ends the program with the first fault, if there is one: for those who cannot throw.
  ///
  /// Kept in a target with its checks: the kernels have none.
  @inline(never)
  public func requireReferences() {
    do throws(ScenarioFault) { try checkReferences() } catch { fatalError("\(error)") }
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

/// Throws where a list has not one entry for each of something.
private func check(
  _ path: @autoclosure () -> String, count: Int, for expected: Int, _ what: String
) throws(ScenarioFault) {
  try check(path(), count == expected, "expected one for each \(what), \(expected), found \(count)")
}

extension Market {
  fileprivate func checkReferences(lenderRegime: Int) throws(ScenarioFault) {
    let count = regimes.count
    try check("market.regimes", count >= 1, "expected at least one")
    try check("lenderView.regime", index: lenderRegime, of: count, "regimes")
    try check("market.initialRegime", count: initialRegime.count, for: count, "regime")
    try check("market.switching", count: switching.count, for: count, "regime")
    for (regime, row) in zip(regimes, switching) {
      try check("market.switching.\(regime.name)", count: row.count, for: count, "regime")
    }
    for regime in regimes {
      let path = "market.regimes.\(regime.name).correlation"
      let drivers = Driver.allCases.count
      try check(path, count: regime.correlation.count, for: drivers, "driver")
      for row in regime.correlation { try check(path, count: row.count, for: drivers, "driver") }
    }
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
        try check("market.given", index: row.regime, of: count, "regimes")
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

  fileprivate func checkReferences(gpuClasses: Int) throws(ScenarioFault) {
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
