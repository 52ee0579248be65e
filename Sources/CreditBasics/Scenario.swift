/// Everything a run depends on, valid and in base units: dollars, years since the as-of date.
///
/// Named things are arrays in sorted name order, which is the order in which they are processed;
/// references between them are indices into those arrays.
public struct Scenario: Sendable, Equatable {
  /// The scenario's name, used for the default result directory.
  public var name: String
  /// The as-of date as written, `YYYY-MM-DD`: time 0 of the model.
  public var asOf: String
  /// Horizon and steps.
  public var grid: TimeGrid
  /// Flat continuously compounded risk-free rate `r` per year.
  public var riskFreeRate: Double
  /// Number of paths and seed.
  public var simulation: Simulation
  /// What the lender's spreadsheet assumed (model §5).
  public var lenderView: LenderView
  /// Regimes, drivers, jumps, GPU classes, launches and depths (model §2).
  public var market: Market
  /// Named tenants in name order (model §2).
  public var tenants: [Tenant]
  /// How a defaulted miner's assets are sold (model §4).
  public var resolution: ResolutionTerms
  /// The book, in name order (model §3).
  public var miners: [Miner]

  /// Creates a scenario from its parts, and checks it.
  /// - Throws: The first fault of `validate`.
  public init(
    name: String, asOf: String, grid: TimeGrid, riskFreeRate: Double, simulation: Simulation,
    lenderView: LenderView, market: Market, tenants: [Tenant] = [], resolution: ResolutionTerms,
    miners: [Miner]
  ) throws(ScenarioFault) {
    self.init(
      unchecked: name, asOf: asOf, grid: grid, riskFreeRate: riskFreeRate, simulation: simulation,
      lenderView: lenderView, market: market, tenants: tenants, resolution: resolution,
      miners: miners)
    try validate()
  }

  /// Creates a scenario of parts that were checked, or will be.
  package init(
    unchecked name: String, asOf: String, grid: TimeGrid, riskFreeRate: Double,
    simulation: Simulation,
    lenderView: LenderView, market: Market, tenants: [Tenant] = [], resolution: ResolutionTerms,
    miners: [Miner]
  ) {
    self.name = name
    self.asOf = asOf
    self.grid = grid
    self.riskFreeRate = riskFreeRate
    self.simulation = simulation
    self.lenderView = lenderView
    self.market = market
    self.tenants = tenants
    self.resolution = resolution
    self.miners = miners
  }
}

/// How many paths are drawn, and from which seed.
public struct Simulation: Sendable, Equatable {
  /// Most paths of a run: their numbers have 32 bits.
  public static let mostPaths = 4_294_967_295

  /// Number of paths, at least 1.
  public var paths: Int
  /// Seed of every random stream.
  public var seed: UInt64
  /// How draws depart from their law; nil for plain sampling.
  public var tilt: DrawTilt?

  /// Creates the simulation's size.
  public init(paths: Int = 100_000, seed: UInt64 = 1) {
    self.paths = paths
    self.seed = seed
  }
}

/// What the lender's spreadsheet assumed.
public struct LenderView: Sendable, Equatable {
  /// Index of the regime whose correlation matrix the lender uses in every regime.
  public var regime: Int
  /// Straight-line life of a GPU in years.
  public var usefulLifeYears: Double

  /// Creates the lender's assumptions.
  public init(regime: Int, usefulLifeYears: Double = 6) {
    self.regime = regime
    self.usefulLifeYears = usefulLifeYears
  }
}

/// How a defaulted miner's assets turn into money (model §4).
public struct ResolutionTerms: Sendable, Equatable {
  /// Share of GPU and ASIC proceeds lost to costs.
  public var costRate: Double
  /// Share of coin proceeds lost to costs.
  public var coinCostRate: Double
  /// Years between default and the sale of hardware.
  public var lagYears: Double
  /// Share of hardware value lost because racks do not move.
  public var relocationHaircut: Double
  /// Floor of a GPU's sale value as a share of its resale price.
  public var scrapShare: Double
  /// Share of a lease's value, or of a contract's, lost in a sale.
  public var leaseHaircut: Double
  /// Years between default and the sale of a lease.
  public var leaseLagYears: Double
  /// Rate per year at which buyers discount a contract that goes with its GPUs.
  public var contractYield: Double
  /// Share of a child's positive equity lost when a stake in it is sold.
  public var subsidiaryHaircut: Double

  /// Creates resolution terms.
  public init(
    costRate: Double = 0, coinCostRate: Double = 0, lagYears: Double = 0,
    relocationHaircut: Double = 0, scrapShare: Double = 0,
    leaseHaircut: Double = 0, leaseLagYears: Double = 0, contractYield: Double = 0.12,
    subsidiaryHaircut: Double = 1
  ) {
    self.costRate = costRate
    self.coinCostRate = coinCostRate
    self.lagYears = lagYears
    self.relocationHaircut = relocationHaircut
    self.scrapShare = scrapShare
    self.leaseHaircut = leaseHaircut
    self.leaseLagYears = leaseLagYears
    self.contractYield = contractYield
    self.subsidiaryHaircut = subsidiaryHaircut
  }
}
