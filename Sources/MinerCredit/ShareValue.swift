import CreditBasics
import NumericCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The market value of a miner's shares of the as-of date, resolved to logarithms (model §3).
///
/// `M = M₀ · (S_btc / S_btc(0))^β_btc · (S_eth / S_eth(0))^β_eth · ρ^β_rent · Z`
struct MarketCapPlan {
  let initialUSD: Double
  /// Elasticities to the coins' prices; 0 for coins without a price.
  let beta: PerCoin<Double>
  let rentBeta: Double
  /// `Σ β ln S(0)` over the coins.
  let logStart: Double

  init?(_ miner: Miner, _ market: Market) {
    guard let cap = miner.marketCap else { return nil }
    initialUSD = cap.initialUSD
    let spots = PerCoin(btc: market.coins.btc.spotUSD, eth: market.coins.eth.spotUSD)
    let beta = PerCoin(
      btc: spots.btc == nil ? 0 : cap.beta.btc, eth: spots.eth == nil ? 0 : cap.beta.eth)
    self.beta = beta
    rentBeta = cap.rentBeta
    logStart = beta.btc * log(spots.btc ?? 1) + beta.eth * log(spots.eth ?? 1)
  }
}

extension MinerDesk {
  /// Market value of a share, of which there was one at the as-of date.
  @inline(never)
  func marketValue(group: Int) -> Lanes {
    guard let cap = plan.marketCap else { return .zero }
    var logarithm = Lanes(repeating: -cap.logStart)
    for coin in Coin.allCases where cap.beta[coin] != 0 {
      let price = LaneMath.log(prices.price(of: coin)[group])
      logarithm = price.times(cap.beta[coin], plus: logarithm)
    }
    if cap.rentBeta != 0 {
      let rent = LaneMath.log(market.rentIndex[group])
      logarithm = rent.times(cap.rentBeta, plus: logarithm)
    }
    return LaneMath.exp(logarithm) * cap.initialUSD * ownFactor[group]
  }

  /// Value of all shares on which they are issued: market value where there is one, else marked equity.
  @inline(__always)
  func issuanceValue(group: Int) -> Lanes {
    let equity = equity(group: group)
    return plan.hasMarketCap ? marketValue(group: group) * book.shares[group] : equity
  }

  /// Where a share is worth at least so much.
  @inline(__always)
  func sharesReach(_ price: Lanes, group: Int) -> LaneMask {
    if !plan.hasMarketCap { return equity(group: group) .>= price * book.shares[group] }
    return marketValue(group: group) .>= price
  }
}
