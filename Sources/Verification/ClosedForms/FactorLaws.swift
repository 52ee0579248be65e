import Foundation

/// A log deviation that reverts to zero, driven by normal noise.
///
/// Source: Uhlenbeck and Ornstein, "On the Theory of the Brownian Motion", *Physical Review* 36
/// (1930); Vasicek, "An equilibrium characterization of the term structure", *Journal of Financial
/// Economics* 5 (1977).
struct MeanReversion: Sendable {
  /// Speed `κ` per year.
  var speed: Double
  /// Volatility `σ` per √year.
  var volatility: Double

  /// Variance after `years` from 0: `σ² (1 − e^{−2κt}) / 2κ`.
  func variance(_ years: Double) -> Double {
    guard speed > 0 else { return volatility * volatility * years }
    return volatility * volatility * (1 - exp(-2 * speed * years)) / (2 * speed)
  }

  /// Share of a deviation that is left after `years`.
  func decay(_ years: Double) -> Double { exp(-speed * years) }
}

/// Bitcoin's network hashrate, which follows mining revenue: `ln H` is linear in the normal shocks of
/// the coin and of the network, so its law and that of hashprice are lognormal.
///
/// With `y = ln(H/H₀) − g t`, `d = e^{−κΔ}`: `y ← d y + (1 − d) η ln(S_k R_k / S₀ R₀) + noise`. After
/// `N` steps the coin's shock of step `j` has moved `y` by `η σ√Δ (1 − d^{N−1−j})` and the
/// network's own by its deviation times `d^{N−1−j}`.
struct NetworkLaw: Sendable {
  /// Log growth of the coin per step and its deviation.
  var coin: (mean: Double, deviation: Double)
  /// Reversion of hashrate and its volatility.
  var reversion: MeanReversion
  /// Growth `g` per year.
  var growth: Double
  /// Elasticity `η`.
  var elasticity: Double
  /// Correlation of the two shocks of a step.
  var correlation: Double
  /// Length of a step in years.
  var interval: Double
  /// `ln(R(t_k) / R(0))` at the start of step `k`.
  var logReward: @Sendable (Int) -> Double

  private var noise: Double { reversion.variance(interval).squareRoot() }

  private func meanDeviation(_ steps: Int) -> Double {
    let d = reversion.decay(interval)
    return (0..<steps).reduce(0) { sum, k in
      sum + (1 - d) * elasticity * pow(d, Double(steps - 1 - k))
        * (Double(k) * coin.mean + logReward(k))
    }
  }

  private func variance(_ steps: Int, _ coefficients: (Double) -> (Double, Double)) -> Double {
    let d = reversion.decay(interval)
    return (0..<steps).reduce(0) { sum, j in
      let (a, b) = coefficients(pow(d, Double(steps - 1 - j)))
      return sum + a * a + b * b + 2 * correlation * a * b
    }
  }

  /// Moments of `H_N / H₀`.
  func hashrate(after steps: Int) -> FourMoments {
    let variance = variance(steps) { left in
      (elasticity * coin.deviation * (1 - left), noise * left)
    }
    return FourMoments(
      logMean: growth * Double(steps) * interval + meanDeviation(steps), logVariance: variance)
  }

  /// Moments of `(S_N R_N / H_N) / (S₀ R₀ / H₀)`.
  func hashprice(after steps: Int) -> FourMoments {
    let variance = variance(steps) { left in
      (coin.deviation * (1 - elasticity * (1 - left)), -noise * left)
    }
    let n = Double(steps)
    return FourMoments(
      logMean: n * coin.mean + logReward(steps) - growth * n * interval - meanDeviation(steps),
      logVariance: variance)
  }
}
