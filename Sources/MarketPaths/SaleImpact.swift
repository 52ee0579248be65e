import CreditBasics
import NumericCore

/// How sales move the full world's prices, from the step after they are made (model §2 and §4).
extension MarketTile {
  /// Prices the full world: the bottomless prices times the factors that sales have left.
  @inline(__always)
  func priceFull(group: Int) {
    full.prices.btc[group] = core.prices.btc[group] * full.btcFactor[group]
    full.prices.eth[group] = core.prices.eth[group] * full.ethFactor[group]
    full.prices.hashprice[group] = core.prices.hashprice[group]
    for index in plan.quotes.indices {
      let driver = plan.quotes[index].driver
      full.prices.quote(of: driver)[group] = core.prices.quote(of: driver)[group]
    }
    if full.hasImpact[group], let network = plan.hashrate {
      // The hashrate responds to the lower price a step late: it has moved before this step's
      // impact.
      let pull = full.btcImpact[group] * (-network.elasticity * (1 - network.decay))
      full.hashShift[group] = full.hashShift[group].times(network.decay, plus: pull)
      full.prices.hashprice[group] =
        core.prices.hashprice[group] * full.btcFactor[group]
        * LaneMath.exp(-full.hashShift[group], coefficients)
    }
    if plan.hasRigPrices { priceFullRigs(group: group) }
    for gpu in plan.gpus.indices {
      full.prices.resale(gpu)[group] = core.prices.resale(gpu)[group]
      if full.hasOverhang[group], plan.gpus[gpu].inverseDepth > 0 {
        full.prices.resale(gpu)[group] *= LaneMath.exp(
          full.overhang[gpu][group] * -plan.gpus[gpu].inverseDepth, coefficients)
      }
    }
  }

  /// Ends a step: overhang is partly absorbed, what was dumped joins it, and permanent impact is
  /// applied.
  public func absorbSales() {
    for group in 0..<tileGroups where full.touched[group] || full.hasOverhang[group] {
      if plan.hasRigPrices { absorbRigs(group: group) }
      absorbGPUs(group: group)
      guard full.touched[group] else { continue }
      full.touched[group] = false
      full.rigsDumped[group] = .zero
      full.rigMarksDumped[group] = .zero
      absorbCoins(group: group)
    }
  }

  /// Whether in a group of paths something was dumped in the present step or still hangs over a market.
  public func hasInventory(group: Int) -> Bool { full.hasOverhang[group] || full.touched[group] }

  /// A class's overhang with what the present step has dumped, in units; 0 where its depth is infinite.
  @inline(__always)
  public func overhangAfterSales(_ gpu: Int, group: Int) -> Lanes {
    guard plan.gpus[gpu].inverseDepth > 0 else { return .zero }
    return full.overhang[gpu][group].times(
      plan.gpus[gpu].absorption, plus: full.dumped[gpu][group])
  }

  /// Rigs' overhang with what the present step has dumped, in PH/s; 0 where their depth is
  /// infinite.
  @inline(__always)
  public func rigOverhangAfterSales(group: Int) -> Lanes {
    guard let rigs = plan.rigs, rigs.inverseDepth > 0 else { return .zero }
    return full.rigOverhang[group].times(rigs.absorption, plus: full.rigsDumped[group])
  }

  private func absorbGPUs(group: Int) {
    for gpu in plan.gpus.indices where plan.gpus[gpu].inverseDepth > 0 {
      full.overhang[gpu][group] = overhangAfterSales(gpu, group: group)
      if full.touched[group], anyLane(full.dumped[gpu][group] .> 0) {
        full.hasOverhang[group] = true
      }
    }
    guard full.touched[group] else { return }
    for gpu in plan.gpus.indices { full.dumped[gpu][group] = Lanes(repeating: 0) }
  }

  private func absorbCoins(group: Int) {
    let btcMove = full.btcSold[group] * plan.coinDepth.btc.impactPerUSD
    let ethMove = full.ethSold[group] * plan.coinDepth.eth.impactPerUSD
    full.btcSold[group] = Lanes(repeating: 0)
    full.ethSold[group] = Lanes(repeating: 0)
    guard anyLane((btcMove .> 0) .| (ethMove .> 0)) else { return }
    full.hasImpact[group] = true
    // A price divided by e^600 is as good as nothing; divided further, it would be too small to
    // divide by.
    let most = Lanes(repeating: 600)
    full.btcImpact[group] = (full.btcImpact[group] + btcMove).atMost(most)
    full.ethImpact[group] = (full.ethImpact[group] + ethMove).atMost(most)
    full.btcFactor[group] = LaneMath.exp(-full.btcImpact[group], coefficients)
    full.ethFactor[group] = LaneMath.exp(-full.ethImpact[group], coefficients)
  }
}
