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

  /// Creates a scenario without checking its parts: they have been checked, or will be.
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
