import CreditBasics
import Foundation

/// The law of the market in one world: what is the same for every path.
struct MarketLaw {
  let world: World
  /// How draws depart from their law; nil for plain sampling.
  let tilt: DrawTilt?
  let grid: TimeGrid
  let market: Market
  let lenderView: LenderView
  /// Probabilities of the first regime.
  let initialRegime: [Double]
  /// `P = exp(QΔ)`.
  let transition: [[Double]]
  /// The Cholesky factor `L_r` of each regime.
  let cholesky: [[[Double]]]
  /// Drift of each coin net of compensator per year, `μ_r − c_r`, by regime.
  let drift: [PerCoin<Double>]
  /// Decline `δ_r` of log rent's trend per year, by regime.
  let rentTrend: [Double]
  /// `δ₀`, the trend that resale prices expect.
  let expectedRentTrend: Double
  /// Jumps that happen in this world.
  let jumps: [JumpEvent]
  /// Launches that happen in this world.
  let launches: [Launch]
  /// Named tenants.
  let tenants: [Tenant]

  init(_ scenario: Scenario, world: World) {
    (grid, market, self.world) = (scenario.grid, scenario.market, world)
    (lenderView, tenants) = (scenario.lenderView, scenario.tenants)
    tilt = scenario.simulation.tilt
    initialRegime = tilt?.initialRegime.nonEmpty ?? scenario.market.initialRegime
    let lender = world == .lender
    let market = scenario.market
    jumps = lender ? [] : market.jumps
    launches = lender ? [] : market.launches
    transition =
      tilt?.transition.nonEmpty ?? Self.transition(market.switching, years: grid.stepYears)
    cholesky = market.regimes.indices.map { regime in
      choleskyFactor(
        market.regimes[lender ? scenario.lenderView.regime : regime].correlation)
    }
    rentTrend = market.regimes.map { -log(1 - $0.rentAnnualDecline) }
    expectedRentTrend = rentTrend[market.initiallyMostProbableRegime]
    let compensated = market.compensateJumps ? jumps : []
    drift = market.regimes.indices.map { regime in
      let coins = market.regimes[regime].coins
      func net(_ coin: Coin) -> Double {
        compensated.reduce(coins[coin].drift) {
          $0 - $1.intensityPerYear[regime] * meanRise($1.shape, coin)
        }
      }
      return PerCoin(btc: net(.btc), eth: net(.eth))
    }
  }

  /// The matrix of transition probabilities over one step.
  private static func transition(_ switching: [[Double]], years: Double) -> [[Double]] {
    matrixExponential(
      switching.indices.map { from in
        let leaving = switching.indices.reduce(0) { $1 == from ? $0 : $0 + switching[from][$1] }
        return switching.indices.map { to in
          (to == from ? -leaving : switching[from][to]) * years
        }
      })
  }

  /// Dollars at mark whose sale in one step divides a coin's price by e; nil is infinite.
  func coinDepth(_ coin: Coin) -> Double? {
    guard world == .full, let depth = market.coins[coin].depth else { return nil }
    return depth.usdPerDay * TimeGrid.daysPerYear * grid.stepYears
  }

  /// Fall of a coin's log price per dollar sold at mark that stays: `π / (7 · usdPerDay)`.
  func impactPerUSD(_ coin: Coin) -> Double {
    guard world == .full, let depth = market.coins[coin].depth else { return 0 }
    return depth.permanentShare / (7 * depth.usdPerDay)
  }

  /// The rigs' secondary market; nil is infinitely deep.
  var rigDepth: HardwareDepth? { world == .full ? market.rigDepth : nil }

  /// A GPU class's secondary market; nil is infinitely deep.
  func gpuDepth(_ gpu: Int) -> HardwareDepth? { world == .full ? market.gpus[gpu].depth : nil }
}

extension Array {
  /// The array; nil where it is empty.
  fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}

/// `E[e^{jump}] − 1` of one coin.
private func meanRise(_ shape: JumpShape, _ coin: Coin) -> Double {
  let factor = (coin == .btc ? JumpFactor.btc : .eth).rawValue
  switch shape {
  case .normal(let mean, let sd):
    return exp(mean[factor] + sd[factor] * sd[factor] / 2) - 1
  case .doubleExponential(let upProbability, let up, let down):
    return upProbability / (1 - up[factor]) + (1 - upProbability) / (1 + down[factor]) - 1
  }
}

/// Standard deviation over one step of a factor that reverts at speed `κ`,
/// `√((1 − e^{−2κΔ}) / 2κ)`, which tends to `√Δ`.
func reversionDeviation(speed: Double, years: Double) -> Double {
  speed * years < 1e-12
    ? years.squareRoot() : (-expm1(-2 * speed * years) / (2 * speed)).squareRoot()
}
