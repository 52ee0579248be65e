import CreditBasics
import NumericCore

/// The market of a scenario resolved to per-step constants (model §2).
public struct MarketPlan: Sendable {
  /// Owns what the arrays below point at.
  private let storage: Storage
  let grid: TimeGrid
  let seed: UInt64
  let regimes: FixedArray<RegimePlan>
  /// Cumulative probabilities of the first regime.
  let initialRegime: FixedArray<Double>
  let loadings: LoadingPlan
  let lenderLoadings: LoadingPlan
  /// Lane columns of regime constants, loadings of both views included.
  let regimeColumnCount: Int
  let drivers: FixedArray<DriverStream>
  let btcSpot: Double
  let ethSpot: Double
  let hashrate: HashratePlan?
  /// nil where rigs' prices are proportional to hashprice.
  let rigs: RigPricePlan?
  let hasRigPrices: Bool
  /// The values that a table gives; nil where everything follows its law.
  let given: GivenPlan?
  let followsTable: Bool
  let rentDecay: Double
  /// The quoted prices that the market has.
  let quotes: FixedArray<QuotePlan>
  /// nil without a short rate.
  let shortRate: ShortRatePlan?
  let jumps: FixedArray<JumpPlan>
  let gpus: FixedArray<GPUPlan>
  let launches: FixedArray<LaunchPlan>
  let coinDepth: PerCoin<CoinDepthPlan>
  /// Trend decline per year `δ₀` that resale prices expect.
  let expectedDecline: Double
  let usefulLifeYears: Double
  let usesRent: Bool
  let usesETH: Bool

  /// Resolves a valid scenario.
  public init(_ scenario: Scenario) {
    let storage = Storage()
    self.storage = storage
    let market = scenario.market
    let scaling = StepScaling(market: market, grid: scenario.grid)
    grid = scenario.grid
    seed = scenario.simulation.seed
    let full = market.regimes.map { scaling.loadings(of: $0, correlation: $0.correlation) }
    let lenderCorrelation = market.regimes[scenario.lenderView.regime].correlation
    let lender = market.regimes.map { scaling.loadings(of: $0, correlation: lenderCorrelation) }
    var slots = RegimeSlot.allCases.count
    let fullPlan = LoadingPlan(matrices: full, firstSlot: &slots, in: storage)
    let lenderPlan = LoadingPlan(matrices: lender, firstSlot: &slots, in: storage)
    loadings = fullPlan
    lenderLoadings = lenderPlan
    quotes = FixedArray(
      Driver.quoted.compactMap { driver in
        let row = driver.rawValue
        let sharesPath = zip(full, lender).allSatisfy { $0[row] == $1[row] }
        return QuotePlan(driver, market, lenderSharesPath: sharesPath, dt: scaling.dt)
      }, in: storage)
    regimeColumnCount = slots
    let tilted = scenario.simulation.tilt
    let transition = scaling.transitionMatrix(tilted)
    regimes = FixedArray(
      market.regimes.indices.map { r in
        let loadings = fullPlan.values(of: full[r]) + lenderPlan.values(of: lender[r])
        return RegimePlan(r, scaling, transition, tilted, loadings: loadings, in: storage)
      }, in: storage)
    initialRegime = FixedArray(scaling.cumulative(scaling.initialRegime(tilted)), in: storage)
    drivers = FixedArray(
      fullPlan.columnsUsed.union(lenderPlan.columnsUsed).sorted().map {
        DriverStream(index: $0, purpose: Purpose("driver/" + Driver.allCases[$0].key))
      }, in: storage)
    btcSpot = market.coins.btc.spotUSD ?? 0
    ethSpot = market.coins.eth.spotUSD ?? 0
    hashrate = HashratePlan(market, grid: scenario.grid, in: storage)
    rigs = RigPricePlan(market, grid: scenario.grid, in: storage)
    hasRigPrices = rigs != nil
    given = GivenPlan(market, grid: scenario.grid, in: storage)
    followsTable = given != nil
    rentDecay = exp(-market.rentMeanReversion * scaling.dt)
    shortRate = market.shortRate.map {
      ShortRatePlan(initial: $0.initial, decay: exp(-$0.meanReversion * scaling.dt))
    }
    jumps = FixedArray(market.jumps.map { JumpPlan($0, in: storage) }, in: storage)
    gpus = FixedArray(
      market.gpus.indices.map { GPUPlan(market.gpus, $0, dt: scaling.dt) }, in: storage)
    launches = FixedArray(market.launches.map { LaunchPlan($0, in: storage) }, in: storage)
    coinDepth = PerCoin(
      btc: CoinDepthPlan(market.coins.btc.depth),
      eth: CoinDepthPlan(market.coins.eth.depth))
    expectedDecline = rentDecline(market.regimes[market.initiallyMostProbableRegime])
    usefulLifeYears = scenario.lenderView.usefulLifeYears
    usesRent = market.hasRent
    usesETH = market.coins.eth.spotUSD != nil
  }
}

/// Decline of log rent per year, `δ_r = −ln(1 − annualDecline_r)`.
func rentDecline(_ regime: Regime) -> Double { -log1p(-regime.rentAnnualDecline) }

/// The random stream of one driver.
struct DriverStream {
  let index: Int
  let purpose: Purpose
}

/// A quoted price: `ln P` reverts to that of the as-of date.
struct QuotePlan {
  let driver: Driver
  let spot: Double
  let decay: Double
  /// Whether it takes the same path in the lender's view.
  let lenderSharesPath: Bool

  /// The plan of a quoted price; nil where the market does not have it.
  init?(_ driver: Driver, _ market: Market, lenderSharesPath: Bool, dt: Double) {
    guard let quote = market.quotes[driver] else { return nil }
    self.driver = driver
    self.lenderSharesPath = lenderSharesPath
    spot = quote.spot
    decay = exp(-quote.meanReversion * dt)
  }
}

/// The mean-reverting short rate; its target is a constant of each regime.
struct ShortRatePlan {
  let initial: Double
  let decay: Double
}

/// Permanent impact of sales on a coin's price.
struct CoinDepthPlan {
  /// `π / (7 · usdPerDay)`: fall of log price per marked dollar sold, whatever the length of a step; 0 without
  /// permanent impact.
  let impactPerUSD: Double

  init(_ depth: CoinDepth?) {
    impactPerUSD = depth.map { $0.permanentShare / max($0.usdPerDay * 7, 1e-200) } ?? 0
  }
}

/// The network's mean-reverting log hashrate.
struct HashratePlan {
  let logStart: Double
  let growthPerStep: Double
  let elasticity: Double
  /// `ln H_0 + g t_k + η ln[R(t_k) / (S_0 R(0))]` for each step `k`.
  let target: FixedArray<Double>
  let decay: Double
  /// `144 R(t_{k+1})`: coins a day shared by the network at the end of each step.
  let coinsPerDay: FixedArray<Double>

  init?(_ market: Market, grid: TimeGrid, in storage: Storage) {
    guard let network = market.network, let spot = market.coins.btc.spotUSD else { return nil }
    logStart = log(network.hashratePH)
    elasticity = network.revenueElasticity
    decay = exp(-network.meanReversion * grid.stepYears)
    growthPerStep = network.growth * grid.stepYears
    let start = network.reward(at: 0)
    let logRatio = { (time: Double) in start > 0 ? log(network.reward(at: time) / start) : 0 }
    target = FixedArray(
      (0..<grid.stepCount).map { k in
        log(network.hashratePH) + network.growth * grid.time(k)
          + network.revenueElasticity * (logRatio(grid.time(k)) - log(spot))
      }, in: storage)
    coinsPerDay = FixedArray(
      (0..<grid.stepCount).map {
        MiningNetwork.blocksPerDay * network.reward(at: grid.time($0 + 1))
      }, in: storage)
  }
}

/// A GPU class resolved to per-step constants.
struct GPUPlan {
  let rent: Double
  let resale: Double
  let newPrice: Double
  let declinePerYear: Double
  let sensitivity: Double
  /// Index of the first class with the same decline and sensitivity: their resale prices move
  /// together.
  let law: Int
  /// `1 / D_c`, 0 for a bottomless market.
  let inverseDepth: Double
  let absorption: Double

  init(_ classes: [GPUClass], _ index: Int, dt: Double) {
    let gpu = classes[index]
    law = classes.firstIndex {
      $0.resaleDecline == gpu.resaleDecline && $0.rentSensitivity == gpu.rentSensitivity
    }!
    rent = gpu.rentPerHour
    resale = gpu.resalePriceUSD
    newPrice = gpu.newPriceUSD
    declinePerYear = gpu.resaleDecline
    sensitivity = gpu.rentSensitivity
    // A depth of 0 would have an infinite inverse, and an overhang of 0 times infinity is NaN.
    inverseDepth = gpu.depth.map { 1 / max($0.units, 1e-200) } ?? 0
    absorption = exp(-(gpu.depth?.absorptionPerYear ?? 0) * dt)
  }
}

/// A launch: its date, delay and the factors it leaves of each class's prices.
struct LaunchPlan {
  let date: Double
  let meanDelayYears: Double
  let purpose: Purpose
  let impacts: FixedArray<LaunchImpact>

  init(_ launch: Launch, in storage: Storage) {
    date = launch.date
    meanDelayYears = launch.meanDelayYears
    purpose = Purpose("launch/" + launch.name)
    impacts = FixedArray(launch.impacts, in: storage)
  }
}
