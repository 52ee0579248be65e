import CreditBasics
import Glibc

/// What shares are worth: their market value where one is given, else marked equity.
extension MinerBooks {
  /// Market value `M` of a share, of which there was one at the as-of date; nil without one.
  var marketValue: Double? {
    guard let cap = terms.miner.marketCap else { return nil }
    let coins = Coin.allCases.reduce(cap.initialUSD) { value, coin in
      guard let start = terms.law.market.coins[coin].spotUSD else { return value }
      return value * pow(market.coinUSD[coin] / start, cap.beta[coin])
    }
    return coins * pow(market.rentIndex, cap.rentBeta) * factor
  }

  /// Dollars at which all shares are valued when new ones are issued; nil without positive equity.
  var issuanceValue: Double? {
    if let value = marketValue { return value * shares }
    return hasEquity ? equity : nil
  }

  /// Whether marked equity is more than what rounding leaves.
  var hasEquity: Bool { equity > Limit.slack * outstanding }

  /// Notes equity at the as-of date, when there is one share; a remainder within rounding is 0.
  mutating func openEquity() { equityAtStart = hasEquity ? equity : min(0, equity) }

  /// Price of a share at which a premium converts; nil when equity at the as-of date was not
  /// positive.
  func conversionPrice(_ premium: Double) -> Double? {
    if let cap = terms.miner.marketCap { return (1 + premium) * cap.initialUSD }
    return equityAtStart > 0 ? (1 + premium) * equityAtStart : nil
  }
}
