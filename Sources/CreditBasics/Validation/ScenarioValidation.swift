extension Scenario {
  /// Most steps × (miners, lots, leases and tranches): the schedules that a run keeps in memory.
  package static let mostScheduleCells = 200_000_000

  /// Miners, lots, leases and tranches: each has a schedule over the steps.
  ///
  /// `asics` does not count as a lot, here and in files.
  private var scheduleCount: Int {
    miners.reduce(0) {
      $0 + 1 + $1.gpuLots.count + $1.rigLots.count + $1.leases.count + $1.tranches.count
    }
  }

  /// Checks what the kernels trust, and throws the first fault.
  ///
  /// - Numbers are finite and within bounds at which nothing traps; infinity is allowed only where
  ///   it means no limit or no end. Clock, paths and schedules are of a size that can be run.
  /// - Indices are in range, lists have one entry for each regime, driver or factor, names are given
  ///   once, dates ascend.
  /// - Probabilities sum to 1, correlation matrices are symmetric, with ones on the diagonal, and
  ///   positive semidefinite.
  /// - What is held, mined, bought or followed has its price, network or rate; no coin is pledged
  ///   twice, and no more principal is scheduled than there is.
  ///
  /// Files are checked more strictly when they are read, and also for plausibility. A scenario made
  /// in code is checked when it is created, and again when a run resolves it, where a fault ends
  /// the program: call this after changing a scenario.
  /// - Throws: The first fault; there may be more.
  public func validate() throws(ScenarioFault) {
    try checkSize()
    try check("riskFreeRate", riskFreeRate, Bounds(-1...10))
    try check("lenderView", lenderView, MarketFigures.lenderView)
    try check("resolution", resolution, MarketFigures.resolution)
    try market.validate(lenderRegime: lenderView.regime)
    try check("miners", names: miners.map(\.name), reserved: Miner.reservedNames)
    try check("tenants", names: tenants.map(\.name))
    try checkOwners()
    for (index, tenant) in tenants.enumerated() {
      let place = "tenants.\(tenant.name)"
      try check(place, tenant, MarketFigures.tenant)
      guard let guarantor = tenant.guarantor else { continue }
      try check(place, index: guarantor, of: tenants.count, "tenants")
      try check(place, guarantor != index, "expected another tenant as guarantor")
    }
    for miner in miners {
      try miner.validate(gpuClasses: market.gpus.count, tenants: tenants.count)
    }
    try checkUse()
  }

  private func checkSize() throws(ScenarioFault) {
    try check("name", !name.isEmpty, "expected a name")
    try check("asOf", CalendarDate(asOf) != nil, "expected a day, YYYY-MM-DD, found \(asOf)")
    let paths = simulation.paths
    try check(
      "simulation.paths", 1...Simulation.mostPaths ~= paths,
      "expected at least 1, at most \(Simulation.mostPaths), found \(paths)")
    try check("miners", !miners.isEmpty, "expected at least one")
    let perYear = grid.stepsPerYear
    try check("stepsPerYear", 1...8766 ~= perYear, "expected 1 to 8766, found \(perYear)")
    try check("horizonYears", grid.horizonYears, Bounds(0...100).above)
    try check(
      "horizonYears", (grid.horizonYears * Double(perYear)).rounded() >= 1,
      "expected at least half a step, found \(grid.horizonYears)")
    let (cells, most) = (grid.stepCount * scheduleCount, Self.mostScheduleCells)
    try check(
      "horizonYears", cells <= most,
      "expected at most \(most) steps × (miners, lots, leases and tranches), found \(cells)")
  }

  private func checkOwners() throws(ScenarioFault) {
    for miner in miners {
      guard let parent = miner.parent else { continue }
      try check("miners.\(miner.name).parent", index: parent, of: miners.count, "miners")
    }
    if let circle = circleOfParents {
      try check("miners.\(miners[circle[0]].name).parent", false, "expected no circle of parents")
    }
  }

  /// Ends the program with the first fault, if there is one: for callers that cannot throw.
  ///
  /// It lives in this target because the kernels are compiled without checks.
  @inline(never)
  public func requireValid() {
    do throws(ScenarioFault) { try validate() } catch { fatalError("\(error)") }
  }
}
