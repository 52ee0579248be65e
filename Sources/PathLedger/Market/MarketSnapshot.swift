import CreditBasics

/// The market at the end of one step, before the permanent impact of that step's sales.
public struct MarketSnapshot: Sendable, Equatable {
  /// The step `k` that ends; −1 for the as-of date.
  public var step: Int
  /// Regime `r_k`.
  public var regime: Int
  /// Coin prices `S_{k+1}` in dollars.
  public var coinUSD: PerCoin<Double>
  /// Network hashrate in PH/s, 0 without a network.
  public var hashratePH: Double
  /// Hashprice in $/PH/day.
  public var hashprice: Double
  /// Hashprice over hashprice at the as-of date.
  public var hashpriceRatio: Double
  /// Price of rigs over that of the as-of date: `(hashprice ratio)^φ · e^{−O/D}`.
  public var rigPriceRatio: Double
  /// Rent index `ρ`.
  public var rentIndex: Double
  /// Each quoted price in its unit, 0 without it.
  public var quotes = PerDriver()
  /// Short rate, a fraction per year; 0 without one.
  public var shortRate: Double
  /// Spot rent of each GPU class in $/GPU-hour.
  public var rentPerHour: [Double]
  /// Resale price of each GPU class in dollars, overhang included (at cost in the lender's view).
  public var resaleUSD: [Double]

  /// Spot power in $/MWh.
  public var powerPerMWh: Double { quotes[.powerPrice] }

  /// A driver's value in its unit: dollars, PH/s, the rent index, a fraction per year.
  public func value(of driver: Driver) -> Double {
    switch driver.law {
    case .coin(let coin): coinUSD[coin]
    case .hashrate: hashratePH
    case .rent: rentIndex
    case .quote: quotes[driver]
    case .rate: shortRate
    }
  }
}
