import CreditBasics
import NumericCore

/// Turns a market's yearly figures into those of one step (model §2).
struct StepScaling {
  let market: Market
  let dt: Double

  init(market: Market, grid: TimeGrid) {
    self.market = market
    dt = grid.stepYears
  }

  /// `P = exp(QΔ)` of the switching generator, or the matrix that a tilt puts in its place.
  func transitionMatrix(_ tilt: DrawTilt?) -> [[Double]] {
    if let tilt, !tilt.transition.isEmpty { return tilt.transition }
    var generator = market.switching.map { row in row.map { $0 * dt } }
    for regime in generator.indices {
      generator[regime][regime] = 0
      generator[regime][regime] = -generator[regime].reduce(0, +)
    }
    return matrixExponential(generator)
  }

  /// The Cholesky factor of a correlation matrix, each row scaled to its driver's noise in a step.
  func loadings(of regime: Regime, correlation: [[Double]]) -> [[Double]] {
    guard let factor = try? CholeskyFactor(of: correlation) else {
      fatalError("correlations are validated when a scenario is read")
    }
    return Driver.allCases.map { driver in
      let scale = regime.volatility(of: driver) * noiseScale(of: driver)
      return factor.rows[driver.rawValue].map { $0 * scale }
    }
  }

  /// `√Δ` for coins; `√((1 − e^{−2κΔ}) / 2κ)` for the mean-reverting drivers.
  private func noiseScale(of driver: Driver) -> Double {
    let speed = market.meanReversion(of: driver)
    return speed > 0 ? sqrt(-expm1(-2 * speed * dt) / (2 * speed)) : sqrt(dt)
  }

  /// A regime's constants in the order of `RegimeSlot`.
  func constants(of r: Int) -> [Double] {
    let regime = market.regimes[r]
    return RegimeSlot.allCases.map { slot in
      switch slot {
      case .btcDrift: drift(regime.coins.btc, compensator: compensator(of: .btc, in: r))
      case .ethDrift: drift(regime.coins.eth, compensator: compensator(of: .eth, in: r))
      case .lenderBTCDrift: drift(regime.coins.btc, compensator: 0)
      case .lenderETHDrift: drift(regime.coins.eth, compensator: 0)
      case .rentDecline: rentDecline(regime) * dt
      case .utilisation: regime.utilisation
      case .tenantHazard: regime.tenantDefaultPerYear * dt
      case .refinancingOpen: regime.refinancingOpen ? 1 : 0
      case .refinancingPremium: regime.refinancingPremium
      case .equityOpen: regime.equityOpen ? 1 : 0
      case .shortRateTarget: regime.shortRateMean ?? market.shortRate?.mean ?? 0
      }
    }
  }

  private func drift(_ coin: CoinDynamics, compensator: Double) -> Double {
    (coin.drift - coin.volatility * coin.volatility / 2 - compensator) * dt
  }

  /// `c_r = Σ_e λ_{e,r} (E[e^jump] − 1)` when jumps are compensated, else 0.
  private func compensator(of factor: JumpFactor, in regime: Int) -> Double {
    guard market.compensateJumps else { return 0 }
    return market.jumps.reduce(0) {
      $0 + $1.intensityPerYear[regime] * $1.shape.meanRelativeJump(of: factor)
    }
  }

  func logStay(_ probability: Double) -> Double {
    probability >= 1 ? 0 : log(max(probability, 0))
  }

  func cumulative(_ probabilities: [Double]) -> [Double] {
    var sum = 0.0
    return probabilities.map {
      sum += $0
      return sum
    }
  }

  /// Cumulative shares of `P_rj / (1 − P_rr)` over `j ≠ r`.
  func destinations(from r: Int, _ transition: [[Double]]) -> [Double] {
    let leaving = transition[r].indices.reduce(0) { $0 + ($1 == r ? 0 : transition[r][$1]) }
    return cumulative(
      transition[r].indices.map { $0 == r || leaving <= 0 ? 0 : transition[r][$0] / leaving })
  }
}

extension JumpShape {
  /// `E[e^jump] − 1` of one factor.
  func meanRelativeJump(of factor: JumpFactor) -> Double {
    switch self {
    case .normal(let mean, let sd):
      expm1(mean[factor.rawValue] + sd[factor.rawValue] * sd[factor.rawValue] / 2)
    case .doubleExponential(let p, let up, let down):
      p / (1 - up[factor.rawValue]) + (1 - p) / (1 + down[factor.rawValue]) - 1
    }
  }
}

/// A jump event ready to be drawn.
struct JumpPlan {
  let purpose: Purpose
  let isNormal: Bool
  let upProbability: Double
  /// Means or sizes upward, in the order of `JumpFactor`.
  let first: FixedArray<Double>
  /// Standard deviations or sizes downward.
  let second: FixedArray<Double>

  init(_ event: JumpEvent, in storage: Storage) {
    purpose = Purpose("jump/" + event.name)
    switch event.shape {
    case .normal(let mean, let sd):
      (isNormal, upProbability) = (true, 0)
      (first, second) = (FixedArray(mean, in: storage), FixedArray(sd, in: storage))
    case .doubleExponential(let p, let up, let down):
      (isNormal, upProbability) = (false, p)
      (first, second) = (FixedArray(up, in: storage), FixedArray(down, in: storage))
    }
  }
}
