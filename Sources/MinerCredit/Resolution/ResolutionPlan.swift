import CreditBasics
import NumericCore

/// How defaulted miners' assets are sold, resolved to factors (model §4).
public struct ResolutionPlan: Sendable {
  /// Per GPU class: `e^{−(d_c + r) lag} (1 − costRate)`.
  let gpuFactor: FixedArray<Double>
  /// Per GPU class: `1 / D_c`, 0 when bottomless.
  let inverseDepth: FixedArray<Double>
  /// `1 / D` of rigs, 0 when bottomless.
  let inverseRigDepth: Double
  /// `e^{−r lag}`, and `1 − costRate`.
  let rigDiscount, rigCost: Double
  let relocatedShare: Double
  let scrapShare: Double
  let coinFactor: Double
  let btcDepth: StepDepth
  let ethDepth: StepDepth

  /// Resolves the terms for one world: depth is infinite in all but the full one.
  init(_ scenario: Scenario, world: World, in storage: Storage) {
    let terms = scenario.resolution
    let gpus = scenario.market.gpus
    gpuFactor = FixedArray(
      gpus.map {
        exp(-($0.resaleDecline + scenario.riskFreeRate) * terms.lagYears) * (1 - terms.costRate)
      }, in: storage)
    inverseDepth = FixedArray(
      gpus.map { world == .full ? $0.depth.map { 1 / max($0.units, 1e-200) } ?? 0 : 0 }, in: storage
    )
    relocatedShare = 1 - terms.relocationHaircut
    let rigDepth = world == .full ? scenario.market.rigDepth : nil
    inverseRigDepth = rigDepth.map { 1 / max($0.units, 1e-200) } ?? 0
    rigDiscount = exp(-scenario.riskFreeRate * terms.lagYears)
    rigCost = 1 - terms.costRate
    scrapShare = terms.scrapShare
    coinFactor = 1 - terms.coinCostRate
    btcDepth = StepDepth(scenario.market.coins.btc.depth, grid: scenario.grid, world: world)
    ethDepth = StepDepth(scenario.market.coins.eth.depth, grid: scenario.grid, world: world)
  }
}

extension StepDepth {
  /// `D = usdPerDay · 365.25 Δ` in the full world, infinite elsewhere or without depth.
  init(_ depth: CoinDepth?, grid: TimeGrid, world: World) {
    // A depth too small to divide by is replaced by a very small one.
    let finite = depth.map { max($0.usdPerDay * TimeGrid.daysPerYear * grid.stepYears, 1e-200) }
    self.init(usd: world == .full ? finite ?? .infinity : .infinity)
  }
}
