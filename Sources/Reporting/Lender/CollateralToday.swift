import CreditBasics

/// What is pledged to one tranche on the as-of date, at marks.
struct CollateralToday {
  let tranche: Tranche
  /// GPUs pledged.
  let gpuCount: Double
  /// Value of what is pledged in dollars.
  let valueUSD: Double
  /// Value of the pledged bitcoin in dollars.
  let btcUSD: Double

  /// The collateral of a miner's tranche; nil when nothing is pledged to it.
  init?(_ miner: Miner, tranche index: Int, _ prices: TodaysPrices) {
    tranche = miner.tranches[index]
    let lots = miner.gpuLots.filter { $0.pledgedTo == index }
    gpuCount = lots.reduce(0) { $0 + $1.count }
    btcUSD = tranche.pledge.btc * prices.coinUSD.btc
    valueUSD = lots.reduce(btcUSD + tranche.pledge.eth * prices.coinUSD.eth) {
      $0 + $1.count * prices.resaleUSD[$1.gpu]
    }
    guard gpuCount > 0 || tranche.pledge.btc > 0 || tranche.pledge.eth > 0 else { return nil }
  }

  /// Outstanding over value; nil when what is pledged is worth nothing.
  var loanToValue: Double? { valueUSD > 0 ? tranche.principalUSD / valueUSD : nil }

  /// The fall of bitcoin, everything else unchanged, that takes the LTV to the call: 0 when the call is
  /// made already, nil when no fall does or the loan has no margin terms.
  var fallToCall: Double? {
    guard let call = tranche.margin?.callLTV, tranche.principalUSD > 0 else { return nil }
    let room = valueUSD - tranche.principalUSD / call
    if room < 0 { return 0 }
    return btcUSD > 0 && room < btcUSD ? room / btcUSD : nil
  }
}
