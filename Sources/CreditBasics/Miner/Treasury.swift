/// Coins held, kept and sold.
public struct Treasury: Sendable, Equatable {
  /// Coins held at the as-of date, pledged ones included.
  public var holdings: PerCoin<Double>
  /// Yield per year on ETH held, paid in free ETH.
  public var ethStakingYield: Double
  /// Share of gross mining revenue kept as free BTC while the fleet runs.
  public var hodl: Double
  /// Coins that may be pledged on a call and sold, in that order.
  public var saleOrder: [Coin]
  /// Largest share of a free holding sold in a week.
  public var maxSaleSharePerWeek: Double

  /// Creates a treasury.
  public init(
    holdings: PerCoin<Double> = PerCoin(btc: 0, eth: 0), ethStakingYield: Double = 0,
    hodl: Double = 0, saleOrder: [Coin] = [.eth, .btc], maxSaleSharePerWeek: Double = 1
  ) {
    self.holdings = holdings
    self.ethStakingYield = ethStakingYield
    self.hodl = hodl
    self.saleOrder = saleOrder
    self.maxSaleSharePerWeek = maxSaleSharePerWeek
  }
}
