extension Market {
  func validate(lenderRegime: Int) throws(ScenarioFault) {
    try checkRegimes(lenderRegime)
    try check("market", self, MarketFigures.market)
    for coin in Coin.allCases {
      try check(
        "market.coinDepth.\(coin.key)", optional: coins[coin].depth, MarketFigures.coinDepth)
    }
    try check("market.rigDepth", optional: rigDepth, MarketFigures.rigDepth)
    try check("market.shortRate", optional: shortRate, MarketFigures.shortRate)
    for driver in Driver.quoted {
      guard case .quote(let key, let spot) = driver.law else { continue }
      try check("market.\(key)", optional: quotes[driver], MarketFigures.quote(spot))
    }
    if let network {
      try check("market.network", network, MarketFigures.network)
      let place = "market.network.halvings"
      for date in network.halvings { try check(place, date, .date) }
      try check(place, ascending: network.halvings)
    }
    try check("market.jumps", names: jumps.map(\.name))
    for jump in jumps {
      let up = compensateJumps ? Bounds(0...1).below : Bounds(0...10)
      try jump.validate("market.jumps.\(jump.name)", regimes: regimes.count, up: up)
    }
    try checkHardware()
    if let given { try checkGiven(given) }
  }

  private func checkRegimes(_ lenderRegime: Int) throws(ScenarioFault) {
    let count = regimes.count
    try check("market.regimes", count >= 1, "expected at least one")
    try check("market.regimes", names: regimes.map(\.name), reserved: Regime.reservedNames)
    try check("lenderView.regime", index: lenderRegime, of: count, "regimes")
    try check("market.initialRegime", count: initialRegime.count, for: count, "regime")
    let sum = initialRegime.reduce(0, +)
    try check(
      "market.initialRegime", initialRegime.allSatisfy { $0 >= 0 } && abs(sum - 1) <= 1e-9,
      "expected probabilities that sum to 1, found \(initialRegime)")
    try check("market.switching", count: switching.count, for: count, "regime")
    for (regime, row) in zip(regimes, switching) {
      try check("market.switching.\(regime.name)", count: row.count, for: count, "regime")
      for (other, value) in zip(regimes, row) {
        try check("market.switching.\(regime.name).\(other.name)", value, .intensity)
      }
    }
    for regime in regimes { try regime.validate("market.regimes.\(regime.name)") }
  }

  private func checkHardware() throws(ScenarioFault) {
    try check("market.gpus", names: gpus.map(\.name), reserved: GPUClass.reservedNames)
    for gpu in gpus {
      try check("market.gpus.\(gpu.name)", gpu, MarketFigures.gpu)
      try check("market.gpus.\(gpu.name).depth", optional: gpu.depth, MarketFigures.gpuDepth)
    }
    try check("market.launches", names: launches.map(\.name))
    for launch in launches {
      let path = "market.launches.\(launch.name)"
      try check(path, launch, MarketFigures.launch)
      for impact in launch.impacts {
        try check("\(path).impact", index: impact.gpu, of: gpus.count, "GPU classes")
        try check("\(path).impact.\(gpus[impact.gpu].name)", impact, MarketFigures.impact)
      }
    }
  }

  private func checkGiven(_ given: GivenPath) throws(ScenarioFault) {
    let drivers = Driver.allCases.count
    try check("market.given", count: given.values.count, for: drivers, "driver")
    for driver in Driver.allCases {
      let (path, rows) = ("market.given.\(driver.key)", given.values[driver.rawValue])
      try check(path, ascending: rows.map(\.date), strictly: true)
      for row in rows {
        try check(path, row.date, Bounds(0...1000).above)
        try check(path, row.value, driver.law == .rate ? .rate : .price)
      }
      try check(
        path, rows.isEmpty || spot(of: driver) != nil,
        "expected a value at the as-of date, from which it goes on, found none")
    }
    let path = "market.given.regime"
    try check(path, ascending: given.regimes.map(\.date), strictly: true)
    for row in given.regimes {
      try check(path, row.date, .date)
      try check(path, index: row.value, of: regimes.count, "regimes")
    }
  }
}

extension GPUClass {
  /// The name that results give to rigs among classes of hardware.
  package static let reservedNames = ["rigs"]
}

extension JumpEvent {
  /// - Parameter up: Bounds of mean sizes of upward double exponential jumps. Where jumps are
  ///   compensated, 1 and more are excluded: `E[e^{jump}]` would be infinite.
  fileprivate func validate(
    _ path: String, regimes: Int, up upward: Bounds
  ) throws(ScenarioFault) {
    try check("\(path).intensity", count: intensityPerYear.count, for: regimes, "regime")
    for value in intensityPerYear { try check("\(path).intensity", value, .intensity) }
    for list in shape.lists {
      try check(path, count: list.count, for: JumpFactor.allCases.count, "factor")
    }
    let size = Bounds(0...10)
    for factor in JumpFactor.allCases {
      let (place, index) = ("\(path).\(factor.key)", factor.rawValue)
      switch shape {
      case .normal(let mean, let sd):
        try check("\(place).mean", mean[index], Bounds(-100...100))
        try check("\(place).sd", sd[index], size)
      case .doubleExponential(let upProbability, let up, let down):
        try check("\(path).upProbability", upProbability, .share)
        try check("\(place).up", up[index], factor == .computeRent ? size : upward)
        try check("\(place).down", down[index], size)
      }
    }
  }
}

extension Regime {
  /// The name that results give to all regimes without refinancing together.
  package static let reservedNames = ["CRUNCH"]

  fileprivate func validate(_ path: String) throws(ScenarioFault) {
    for driver in Driver.allCases {
      try check("\(path).\(driver.key).volatility", volatility(of: driver), .volatility)
    }
    try check(path, self, MarketFigures.regime)
    let matrix = "\(path).correlation"
    try check(matrix, count: correlation.count, for: Driver.count, "driver")
    for row in correlation { try check(matrix, count: row.count, for: Driver.count, "driver") }
    for row in Driver.allCases {
      for column in Driver.allCases {
        let value = correlation[row.rawValue][column.rawValue]
        let place = "\(matrix).\(row.key).\(column.key)"
        try check(place, value, Bounds(-1...1))
        try check(place, row != column || value == 1, "expected 1, found \(value)")
        let twin = correlation[column.rawValue][row.rawValue]
        try check(
          place, value == twin || row.rawValue < column.rawValue,
          "expected \(twin) as in \(column.key).\(row.key), found \(value)")
      }
    }
    if let (driver, pivot) = Regime.negativePivot(correlation) {
      try check(
        matrix, false,
        "expected a positive semidefinite matrix, found a pivot of \(pivot) at \(driver.key)")
    }
  }
}
