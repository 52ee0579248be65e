import CreditBasics
import NumericCore

/// Selling coins through finite depth (model §2, coin depth).
extension MinerDesk {
  /// Sells one coin for up to `need` dollars of proceeds and at most `limit` coins.
  ///
  /// With `A₀` sold of it already in this step, selling marked dollars `A` brings
  /// `D (e^{−A₀/D} − e^{−(A₀+A)/D})`. The caller takes the coins out of the holding they come from.
  /// - Returns: Proceeds in dollars and coins sold; zero where `need` or `limit` is zero.
  func sell(
    _ coin: Coin, need: Lanes, limit: Lanes, group: Int
  ) -> (proceeds: Lanes, coins: Lanes) {
    let price = prices.price(of: coin)[group] * ownFactor[group]
    let available = limit * price
    let depth = depth(of: coin)
    guard depth.isFinite else {
      let short = need .< available
      let marked = available.replacing(with: need, where: short)
      record(marked, of: coin, group: group)
      return (marked, limit.replacing(with: need / price, where: short))
    }
    var needed = need * depth.perUSD
    if book.state[group].hasSold { needed = needed / priceLeft(coin, depth, group: group) }
    let wanted = negativeLogOneMinus(needed) * depth.usd
    let short = wanted .< available
    let marked = available.replacing(with: wanted, where: short)
    var proceeds = need
    if anyLane(.!short) {
      proceeds = wholeSale(coin, available, depth, group: group)
        .replacing(with: need, where: short)
    }
    record(marked, of: coin, group: group)
    return (proceeds, limit.replacing(with: wanted / price, where: short))
  }

  /// What selling `limit` coins would bring.
  func saleValue(_ coin: Coin, limit: Lanes, group: Int) -> Lanes {
    let available = limit * prices.price(of: coin)[group] * ownFactor[group]
    let depth = depth(of: coin)
    guard depth.isFinite else { return available }
    return wholeSale(coin, available, depth, group: group)
  }

  /// Proceeds of selling all of `marked` dollars.
  @inline(__always)
  private func wholeSale(
    _ coin: Coin, _ marked: Lanes, _ depth: StepDepth, group: Int
  ) -> Lanes {
    let proceeds = oneMinusExp(marked * depth.perUSD) * depth.usd
    guard book.state[group].hasSold else { return proceeds }
    return proceeds * priceLeft(coin, depth, group: group)
  }

  /// The share `e^{−A₀/D}` of the price that this step's earlier sales have left.
  @inline(__always)
  private func priceLeft(_ coin: Coin, _ depth: StepDepth, group: Int) -> Lanes {
    LaneMath.exp(book.sold(coin)[group] * -depth.perUSD)
  }

  /// Cash after a debt was paid from spare cash, and from coins sold for the gap beyond it.
  ///
  /// Where coins covered the gap, cash is set exactly to the minimum, or to `opening` if that was
  /// lower.
  @inline(__always)
  func cashAfterPaying(
    opening: Lanes, gap: Lanes, uncovered: Lanes, group: Int
  ) -> Lanes {
    book.cash[group].replacing(
      with: opening.atMost(Lanes(repeating: plan.minimumCash)),
      where: (gap .> 0) .& (uncovered .<= 0))
  }

  /// Adds marked dollars to this miner's sale of the step and to the market's.
  @inline(__always)
  private func record(_ marked: Lanes, of coin: Coin, group: Int) {
    guard let impact else { return }
    if !book.state[group].hasSold {
      book.state[group].hasSold = true
      book.soldBTC[group] = .zero
      book.soldETH[group] = .zero
    }
    book.sold(coin)[group] += marked
    impact.soldUSD(of: coin)[group] += marked
    impact.touched[group] = true
  }
}

/// `−ln(1 − x)` for `x` ≥ 0, infinite from 1 on.
///
/// Below 0.01, where almost all sales are, by a series; above, by the logarithm with Kahan's
/// correction.
@inline(__always)
func negativeLogOneMinus(_ x: Lanes) -> Lanes {
  var series = x.times(1.0 / 8, plus: Lanes(repeating: 1.0 / 7))
  for k in [6.0, 5, 4, 3, 2, 1] { series = series.times(x, plus: Lanes(repeating: 1 / k)) }
  series *= x
  let isLarge = x .>= 0.01
  guard anyLane(isLarge) else { return series }
  let rest = 1 - x
  let safe = rest.replacing(with: 0.5, where: rest .<= 0)
  let direct = LaneMath.log(safe) * x / (safe - 1).replacing(with: 1, where: .!isLarge)
  return series.replacing(with: direct, where: isLarge)
    .replacing(with: .infinity, where: rest .<= 0)
}

/// `1 − e^{−a}` for `a` ≥ 0; a series below 0.01, where the difference would cancel.
@inline(__always)
func oneMinusExp(_ a: Lanes) -> Lanes {
  let series = averageSeries(a) * a
  let isLarge = a .>= 0.01
  guard anyLane(isLarge) else { return series }
  return series.replacing(with: 1 - LaneMath.exp(Lanes.zero - a), where: isLarge)
}

/// `(1 − e^{−a}) / a`, the average price of a sale as a share of the mark; 1 at 0.
@inline(__always)
func averageSaleFactor(_ a: Lanes) -> Lanes {
  let series = averageSeries(a)
  let isLarge = a .>= 0.01
  guard anyLane(isLarge) else { return series }
  let safe = a.replacing(with: 1, where: .!isLarge)
  return series.replacing(with: (1 - LaneMath.exp(Lanes.zero - safe)) / safe, where: isLarge)
}

/// `(1 − e^{−a}) / a` for `a` below 0.01.
@inline(__always)
private func averageSeries(_ a: Lanes) -> Lanes {
  var series = a.times(-1.0 / 6, plus: Lanes(repeating: 1))
  for k in [5.0, 4, 3, 2] { series = (series * a).times(-1 / k, plus: Lanes(repeating: 1)) }
  return series
}
