import CreditBasics

/// What the measures need to know of a scenario: names, terms and dates, no dynamics.
public struct BookShape: Sendable, Equatable {
  /// A miner of the book.
  public struct Miner: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its tranches, as numbers in the book's list.
    public var tranches: Range<Int>
    /// The highest `minDSCR` of its covenants; nil without one.
    public var highestMinimumCoverage: Double?
    /// Its tags: free text by free names.
    public var tags: [String: String] = [:]
  }

  /// A tranche of the book.
  public struct Tranche: Sendable, Equatable {
    /// Its miner, as a number in the book's list.
    public var miner: Int
    /// Its name.
    public var name: String
    /// Its kind.
    public var kind: TrancheKind
    /// Principal at the as-of date in dollars, the whole tranche.
    public var principalUSD: Double
    /// Initial coupon.
    public var coupon: Double
    /// Share of the tranche in the portfolio.
    public var heldShare: Double
    /// A quoted spread over the short rate as a fraction, if any.
    public var marketSpread: Double?
    /// What may be drawn beyond principal, in dollars.
    public var committedUSD = 0.0
    /// Share of the schedule that falls due after the horizon.
    public var beyondHorizon: Double
    /// Whether its holders are also paid in optionality: of the convertible kind or with conversion terms.
    public var isConvertible: Bool
    /// Whether coins, lots or leases are or can become pledged to it.
    public var isSecured = false
  }

  /// Hardware of one kind that defaulters sell: a GPU class in GPUs, or rigs in PH/s.
  public struct Hardware: Sendable, Equatable {
    /// The class's name, `rigs` for rigs.
    public var name: String
    /// Whether its depth is finite.
    public var hasDepth: Bool
  }

  /// The scenario's name.
  public var scenarioName: String
  /// Horizon and steps.
  public var grid: TimeGrid
  /// Risk-free rate per year.
  public var riskFreeRate: Double
  /// Paths of the whole run, over all shards.
  public var plannedPaths: Int
  /// Seed.
  public var seed: UInt64
  /// Miners in name order.
  public var miners: [Miner]
  /// Tranches of the whole book: miners in name order, each one's tranches in name order.
  public var tranches: [Tranche]
  /// GPU classes of the market in name order, then rigs if any miner has some.
  public var hardware: [Hardware]
  /// Named tenants in name order.
  public var tenants: [NamedTenant]
  /// Regimes in name order, then those with refinancing shut as one state.
  public var marketStates: [MarketState]
  /// What is estimated beyond the basics.
  public var extras: Extras
  /// Number of miners from which on pairs are counted only when asked for: pairs grow with the
  /// square of miners.
  public static let manyMiners = 300

  /// Whether pairs of miners are counted.
  public var countsPairs: Bool { miners.count < Self.manyMiners || extras.contains(.everyPair) }

  /// The shape of a scenario's book.
  public init(_ scenario: Scenario, extras: Extras = []) {
    self.extras = extras
    scenarioName = scenario.name
    grid = scenario.grid
    riskFreeRate = scenario.riskFreeRate
    plannedPaths = scenario.simulation.paths
    seed = scenario.simulation.seed
    hardware = scenario.market.gpus.map { Hardware(name: $0.name, hasDepth: $0.depth != nil) }
    if scenario.miners.contains(where: { !$0.allRigLots.isEmpty }) {
      hardware.append(Hardware(name: "rigs", hasDepth: scenario.market.rigDepth != nil))
    }
    tenants = Self.namedTenants(scenario)
    marketStates = Self.marketStates(scenario.market)
    miners = []
    tranches = []
    for miner in scenario.miners {
      let first = tranches.count
      for (index, tranche) in miner.tranches.enumerated() {
        let isSecured =
          tranche.margin != nil || tranche.pledge.btc > 0 || tranche.pledge.eth > 0
          || miner.gpuLots.contains { $0.liens.contains(index) }
          || miner.rigLots.contains { $0.liens.contains(index) }
          || miner.leases.contains { $0.liens.contains(index) }
        tranches.append(
          Tranche(
            miner: miners.count, name: tranche.name, kind: tranche.kind,
            principalUSD: tranche.principalUSD, coupon: tranche.coupon,
            heldShare: tranche.heldShare, marketSpread: tranche.marketSpread,
            committedUSD: tranche.commitment?.amountUSD ?? 0,
            beyondHorizon: tranche.shareBeyondHorizon(of: scenario.grid),
            isConvertible: tranche.kind == .convertible || tranche.conversionPremium != nil,
            isSecured: isSecured))
      }
      miners.append(
        Miner(
          name: miner.name, tranches: first..<tranches.count,
          highestMinimumCoverage: miner.tranches.compactMap { $0.covenant?.minDSCR }.max(),
          tags: miner.tags))
    }
  }

  /// Dates of the fans of coverage and loan to value, `j/4` up to the quarter that contains the horizon.
  public var quarters: [FanMoment] { FactorFanPlan.moments(grid, perYear: 4) }

  /// Months from the as-of date that cover every step's end, the last perhaps in part.
  public var monthCount: Int {
    let end = grid.endYears
    return max(1, Int(((end - TimeGrid.dateTolerance) * 12).rounded(.up)))
  }

  /// The first month `m` (from 1) with `t_{k+1} ≤ m/12`, for each step `k`.
  var monthOfStep: [Int] {
    (0..<grid.stepCount).map { step in
      let end = grid.time(step + 1)
      var month = max(1, Int((end * 12).rounded(.down)))
      while end > Double(month) / 12 + TimeGrid.dateTolerance { month += 1 }
      return month
    }
  }
}
