import Foundation

/// A log deviation that reverts to zero, driven by normal noise.
///
/// Source: Uhlenbeck and Ornstein, "On the Theory of the Brownian Motion", *Physical Review* 36
/// (1930); Vasicek, "An equilibrium characterization of the term structure", *Journal of Financial
/// Economics* 5 (1977).
public struct MeanReversion: Sendable {
  /// Speed `κ` per year.
  public var speed: Double
  /// Volatility `σ` per √year.
  public var volatility: Double

  /// Creates the process.
  public init(speed: Double, volatility: Double) {
    self.speed = speed
    self.volatility = volatility
  }

  /// Variance after `years` from 0: `σ² (1 − e^{−2κt}) / 2κ`.
  public func variance(_ years: Double) -> Double {
    guard speed > 0 else { return volatility * volatility * years }
    return volatility * volatility * (1 - exp(-2 * speed * years)) / (2 * speed)
  }

  /// Share of a deviation that is left after `years`.
  public func decay(_ years: Double) -> Double { exp(-speed * years) }
}

/// Bitcoin's network hashrate, which follows mining revenue: `ln H` is linear in the normal shocks of
/// the coin and of the network, so its law and that of hashprice are lognormal.
///
/// With `y = ln(H/H₀) − g t`, `d = e^{−κΔ}`: `y ← d y + (1 − d) η ln(S_k R_k / S₀ R₀) + noise`. After
/// `N` steps the coin's shock of step `j` has moved `y` by `η σ√Δ (1 − d^{N−1−j})` and the
/// network's own by its deviation times `d^{N−1−j}`.
public struct NetworkLaw: Sendable {
  /// Log growth of the coin per step and its deviation.
  public var coin: (mean: Double, deviation: Double)
  /// Reversion of hashrate and its volatility.
  public var reversion: MeanReversion
  /// Growth `g` per year.
  public var growth: Double
  /// Elasticity `η`.
  public var elasticity: Double
  /// Correlation of the two shocks of a step.
  public var correlation: Double
  /// Length of a step in years.
  public var interval: Double
  /// `ln(R(t_k) / R(0))` at the start of step `k`.
  public var logReward: @Sendable (Int) -> Double

  /// Creates the law.
  public init(
    coin: (mean: Double, deviation: Double), reversion: MeanReversion, growth: Double,
    elasticity: Double, correlation: Double, interval: Double,
    logReward: @escaping @Sendable (Int) -> Double
  ) {
    self.coin = coin
    self.reversion = reversion
    self.growth = growth
    self.elasticity = elasticity
    self.correlation = correlation
    self.interval = interval
    self.logReward = logReward
  }

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
  public func hashrate(after steps: Int) -> FourMoments {
    let variance = variance(steps) { left in
      (elasticity * coin.deviation * (1 - left), noise * left)
    }
    return FourMoments(
      logMean: growth * Double(steps) * interval + meanDeviation(steps), logVariance: variance)
  }

  /// Moments of `(S_N R_N / H_N) / (S₀ R₀ / H₀)`.
  public func hashprice(after steps: Int) -> FourMoments {
    let variance = variance(steps) { left in
      (coin.deviation * (1 - elasticity * (1 - left)), -noise * left)
    }
    let n = Double(steps)
    return FourMoments(
      logMean: n * coin.mean + logReward(steps) - growth * n * interval - meanDeviation(steps),
      logVariance: variance)
  }
}
