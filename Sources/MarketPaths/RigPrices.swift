import CreditBasics
import NumericCore

/// The price of rigs where it is not proportional to hashprice (model §2, rigs).
///
/// `(hashprice / hashprice(0))^φ · exp(−O / D)`, `O` the overhang and `D` the depth in PH/s.
struct RigPricePlan {
  let elasticity: Double
  /// `φ ln(144 R(t_{k+1}) / hashprice(0))` of each step `k`.
  let shift: FixedArray<Double>
  /// `1 / D`, 0 for a bottomless market.
  let inverseDepth: Double
  let absorption: Double

  init?(_ market: Market, grid: TimeGrid, in storage: Storage) {
    guard market.rigsHaveOwnPrice, let network = market.network,
      let spot = market.coins.btc.spotUSD
    else { return nil }
    let elasticity = market.rigElasticity
    self.elasticity = elasticity
    let reward = network.reward(at: 0)
    shift = FixedArray(
      (0..<grid.stepCount).map { step in
        let share = reward > 0 ? network.reward(at: grid.time(step + 1)) / reward : 0
        if elasticity == 0 { return 0 }
        // Rigs are worth nothing where mining earns nothing.
        return share > 0 ? elasticity * log(share * network.hashratePH / spot) : -1e4
      }, in: storage)
    inverseDepth = market.rigDepth.map { 1 / max($0.units, 1e-200) } ?? 0
    absorption = exp(-(market.rigDepth?.absorptionPerYear ?? 0) * grid.stepYears)
  }
}

extension MarketTile {
  /// Prices rigs before the effects of sales.
  @inline(never)
  func priceRigs(_ state: MarketColumns, step: Int, group: Int) {
    guard let rigs = plan.rigs else { return }
    let revenue = state.logBTC[group] - state.logHashrate[group]
    state.prices.rigs[group] = LaneMath.exp(
      revenue.times(rigs.elasticity, plus: Lanes(repeating: rigs.shift[step])))
  }

  /// Prices rigs after the effects of sales on hashprice and on the rigs' own market.
  @inline(never)
  func priceFullRigs(group: Int) {
    guard let rigs = plan.rigs else { return }
    full.prices.rigs[group] = core.prices.rigs[group]
    guard full.hasImpact[group] || full.hasOverhang[group] else { return }
    let revenueFall = full.btcImpact[group] + full.hashShift[group]
    let pressure = full.rigOverhang[group] * rigs.inverseDepth
    full.prices.rigs[group] *= LaneMath.exp(
      revenueFall.times(-rigs.elasticity, plus: Lanes.zero - pressure))
  }

  /// Ends a step: overhang is partly absorbed, and what was dumped joins it.
  @inline(never)
  func absorbRigs(group: Int) {
    guard let rigs = plan.rigs, rigs.inverseDepth > 0 else { return }
    full.rigOverhang[group] = rigOverhangAfterSales(group: group)
    if full.touched[group], anyLane(full.rigsDumped[group] .> 0) { full.hasOverhang[group] = true }
  }
}
