/// The correlated factors of the market, in the order of correlation matrices (model §2).
///
/// This is the only list of them: a case here and its line in `law` make a factor. Kernels, the
/// ledger, fans, files' keys and given paths walk the list. A new one goes to the end, so that no
/// draw of another one moves.
public enum Driver: Int, Sendable, CaseIterable {
  case btc, eth, networkHashrate, computeRent, powerPrice, shortRate

  /// Their number, a constant for layouts.
  @inlinable @inline(__always)
  public static var count: Int { Driver.shortRate.rawValue + 1 }

  /// The driver's key in scenario files and result tables.
  public var key: String { String(describing: self) }

  /// How the driver moves, and for a quoted price which key gives its price at the as-of date.
  public var law: FactorLaw {
    switch self {
    case .btc: .coin(.btc)
    case .eth: .coin(.eth)
    case .networkHashrate: .hashrate
    case .computeRent: .rent
    case .powerPrice: .quote(market: "power", spot: "spotPerMWh")
    case .shortRate: .rate
    }
  }

  /// The drivers that are quoted prices.
  public static let quoted = allCases.filter { if case .quote = $0.law { true } else { false } }
}

/// How a factor moves, apart from jumps and the impact of sales (model §2).
public enum FactorLaw: Sendable, Equatable {
  /// The logarithm of a coin's price drifts and diffuses.
  case coin(Coin)
  /// The logarithm of the network's hashrate reverts to what mining revenue attracts.
  case hashrate
  /// The logarithm of compute rent reverts to a trend.
  case rent
  /// The logarithm of a quoted price reverts to its value at the as-of date; files give that price
  /// as `market.MARKET.SPOT`.
  case quote(market: String, spot: String)
  /// A rate reverts to the target of the regime. It moves itself, not its logarithm, and may turn
  /// negative.
  case rate
}

/// The market of a quoted price.
public struct QuotedMarket: Sendable, Equatable {
  /// Price at the as-of date, in the unit of its key.
  public var spot: Double
  /// Speed of mean reversion of its log deviation per year.
  public var meanReversion: Double

  /// Creates a quoted market.
  public init(spot: Double, meanReversion: Double = 0) {
    (self.spot, self.meanReversion) = (spot, meanReversion)
  }
}

/// One number for each driver, 0 until it is set.
public struct PerDriver: Sendable, Equatable {
  private var values = Driver.allCases.map { _ in 0.0 }

  /// Creates zeros.
  public init() {}

  /// The number of a driver.
  public subscript(driver: Driver) -> Double {
    get { values[driver.rawValue] }
    set { values[driver.rawValue] = newValue }
  }
}

extension Market {
  /// A driver's value at the as-of date, in its unit; nil where the scenario does not have it.
  public func spot(of driver: Driver) -> Double? {
    switch driver.law {
    case .coin(let coin): coins[coin].spotUSD
    case .hashrate: network?.hashratePH
    case .rent: hasRent ? 1 : nil
    case .quote: quotes[driver]?.spot
    case .rate: shortRate?.initial
    }
  }

  /// Speed per year at which a driver reverts; 0 where it does not.
  public func meanReversion(of driver: Driver) -> Double {
    switch driver.law {
    case .coin: 0
    case .hashrate: network?.meanReversion ?? 0
    case .rent: rentMeanReversion
    case .quote: quotes[driver]?.meanReversion ?? 0
    case .rate: shortRate?.meanReversion ?? 0
    }
  }
}

extension Regime {
  /// Volatility of one driver per √year.
  public func volatility(of driver: Driver) -> Double {
    switch driver.law {
    case .coin(let coin): coins[coin].volatility
    case .hashrate: hashrateVolatility
    case .rent: rentVolatility
    case .quote: quoteVolatility[driver]
    case .rate: shortRateVolatility
    }
  }
}
