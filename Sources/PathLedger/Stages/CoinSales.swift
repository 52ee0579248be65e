import CreditBasics
import Foundation

/// A sale of one coin.
struct CoinSale {
  /// Coins sold.
  var coins = 0.0
  /// Dollars received after depth.
  var proceeds = 0.0
}

/// Sales through the depth of the market: all sales of a miner in one step are one sale.
extension MinerBooks {
  /// What selling `marked` dollars more of a coin yields: `D(e^{−A₀/D} − e^{−(A₀+A)/D})`.
  func yield(of marked: Double, _ coin: Coin) -> Double {
    guard let depth = terms.law.coinDepth(coin) else { return marked }
    return -depth * exp(-sold[coin] / depth) * expm1(-marked / depth)
  }

  /// Dollars at mark to sell for proceeds of `wanted` dollars; infinite when no sale would bring
  /// them.
  ///
  /// `A = −D ln(e^{−A₀/D} − X/D) − A₀`, written so that small sales keep their digits.
  func marked(toRaise wanted: Double, _ coin: Coin) -> Double {
    guard let depth = terms.law.coinDepth(coin) else { return wanted }
    let share = wanted / depth * exp(sold[coin] / depth)
    return share < 1 ? -depth * log1p(-share) : .infinity
  }

  /// The sale of at most `available` coins for `wanted` dollars, without making it.
  func offer(_ coin: Coin, upTo available: Double, for wanted: Double) -> CoinSale {
    let price = mark(coin)
    guard available > 0, wanted > 0, price > 0 else { return CoinSale() }
    let needed = marked(toRaise: wanted, coin)
    return needed < available * price
      ? CoinSale(coins: needed / price, proceeds: wanted)
      : CoinSale(coins: available, proceeds: yield(of: available * price, coin))
  }

  /// Sells at most `available` coins for `wanted` dollars; the caller takes the coins away.
  mutating func sell(
    _ coin: Coin, upTo available: Double, for wanted: Double, in stage: LedgerStage
  ) -> CoinSale {
    let sale = offer(coin, upTo: available, for: wanted)
    guard sale.coins > 0 else { return sale }
    sold[coin] += sale.coins * mark(coin)
    log.note(stage, .coinsSold, sale.coins, of: coin.key)
    log.note(stage, .saleProceeds, sale.proceeds, of: coin.key)
    return sale
  }

  /// Whether a balloon or put is among the charges since cash was last ≥ 0 that no reserve has paid.
  var owesBalloon: Bool { loans.contains(where: \.owesBalloon) }

  /// Whether the weekly limit is lifted: a balloon or put falls due now or is unpaid.
  var sellsWithoutLimit: Bool { balloonFellDue || (owesBalloon && cash < Limit.arrearsUSD) }

  /// The share of a free holding that may be sold in one stage of this step.
  var saleShare: Double { sellsWithoutLimit ? 1 : terms.saleShare }

  /// Cash after paying `due`: from spare cash, and from coins sold for the `gap` beyond it, of
  /// which `raised` dollars came in and `missing` dollars did not.
  ///
  /// When the coins cover the gap, cash is left at its minimum exactly: rounding must not leave a
  /// miner slightly below zero. `missing` decides whether they cover it, as `raised` may differ
  /// from the gap in its last digit.
  func cash(
    afterPaying due: Double, gap: Double, raised: Double, missing: Double
  ) -> Double {
    gap > 0 && missing <= 0 ? cash - spareCash : cash + raised - due
  }
}
