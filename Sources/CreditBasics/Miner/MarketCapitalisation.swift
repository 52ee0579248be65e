/// What the stock market pays for all shares of the as-of date (model §3, market capitalisation).
///
/// `M = M₀ · (S_btc / S_btc(0))^β_btc · (S_eth / S_eth(0))^β_eth · ρ^β_rent · Z`
public struct MarketCapitalisation: Sendable, Equatable {
  /// `M₀`, at the as-of date, in dollars, above 0.
  public var initialUSD: Double
  /// Elasticities to the coins' prices.
  public var beta: PerCoin<Double>
  /// Elasticity to the rent index.
  public var rentBeta: Double

  /// Creates a capitalisation.
  public init(
    initialUSD: Double, beta: PerCoin<Double> = PerCoin(btc: 0, eth: 0), rentBeta: Double = 0
  ) {
    self.initialUSD = initialUSD
    self.beta = beta
    self.rentBeta = rentBeta
  }
}
