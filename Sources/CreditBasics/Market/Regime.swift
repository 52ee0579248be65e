import NumericCore

/// Drift and volatility of a coin in one regime, per year.
public struct CoinDynamics: Sendable, Equatable {
  /// Drift `μ` of the mean per year.
  public var drift: Double
  /// Volatility `σ` per √year.
  public var volatility: Double

  /// Creates a coin's dynamics.
  public init(drift: Double = 0, volatility: Double = 0) {
    self.drift = drift
    self.volatility = volatility
  }
}

/// One state of the world: what the drivers, tenants and capital markets do while it lasts.
public struct Regime: Sendable, Equatable {
  /// The regime's name.
  public var name: String
  /// Drift and volatility of the coins.
  public var coins: PerCoin<CoinDynamics>
  /// Volatility of the network hashrate's deviation per √year.
  public var hashrateVolatility: Double
  /// Share by which compute rent's trend falls in a year, below 1 (negative: rises).
  public var rentAnnualDecline: Double
  /// Volatility of compute rent's deviation per √year.
  public var rentVolatility: Double
  /// Volatility of each quoted price's deviation per √year; other drivers' numbers are not read.
  public var quoteVolatility = PerDriver()
  /// Volatility of the short rate, a fraction per year, per √year.
  public var shortRateVolatility: Double
  /// Rate to which the short rate reverts; nil is the market's.
  public var shortRateMean: Double?
  /// Symmetric correlation matrix in the order of `Driver`, ones on the diagonal.
  public var correlation: [[Double]]
  /// Share of uncontracted GPU hours that find a customer.
  public var utilisation: Double
  /// Default intensity `λ_r` of a tenant of risk 1 per year.
  public var tenantDefaultPerYear: Double
  /// Whether maturing debt can be refinanced.
  public var refinancingOpen: Bool
  /// What the regime adds to the rate of debt that is extended, a fraction per year.
  public var refinancingPremium: Double
  /// Whether equity can be issued.
  public var equityOpen: Bool

  /// Creates a regime.
  public init(
    name: String,
    coins: PerCoin<CoinDynamics> = PerCoin(btc: CoinDynamics(), eth: CoinDynamics()),
    hashrateVolatility: Double = 0, rentAnnualDecline: Double = 0, rentVolatility: Double = 0,
    powerVolatility: Double = 0, shortRateVolatility: Double = 0, shortRateMean: Double? = nil,
    correlation: [[Double]] = Regime.uncorrelated,
    utilisation: Double = 1, tenantDefaultPerYear: Double = 0, refinancingOpen: Bool = true,
    refinancingPremium: Double = 0, equityOpen: Bool = true
  ) {
    self.name = name
    self.coins = coins
    self.hashrateVolatility = hashrateVolatility
    self.rentAnnualDecline = rentAnnualDecline
    self.rentVolatility = rentVolatility
    quoteVolatility[.powerPrice] = powerVolatility
    self.shortRateVolatility = shortRateVolatility
    self.shortRateMean = shortRateMean
    self.correlation = correlation
    self.utilisation = utilisation
    self.tenantDefaultPerYear = tenantDefaultPerYear
    self.refinancingOpen = refinancingOpen
    self.refinancingPremium = refinancingPremium
    self.equityOpen = equityOpen
  }

  /// Volatility of the power price's deviation per √year.
  public var powerVolatility: Double {
    get { quoteVolatility[.powerPrice] }
    set { quoteVolatility[.powerPrice] = newValue }
  }

  /// The first driver at which a correlation matrix proves not to be positive semidefinite, and the
  /// pivot there; nil for a matrix that can be factored.
  package static func negativePivot(_ matrix: [[Double]]) -> (driver: Driver, pivot: Double)? {
    do throws(CholeskyFactor.NegativePivot) {
      _ = try CholeskyFactor(of: matrix)
      return nil
    } catch { return (Driver.allCases[error.row], error.pivot) }
  }

  /// The identity matrix.
  public static let uncorrelated: [[Double]] = Driver.allCases.map { row in
    Driver.allCases.map { $0 == row ? 1 : 0 }
  }
}
