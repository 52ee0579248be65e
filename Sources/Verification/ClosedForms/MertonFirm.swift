import Foundation

/// A firm whose assets follow a lognormal diffusion and whose debt is tested at one horizon.
///
/// Source: Merton, "On the Pricing of Corporate Debt: The Risk Structure of Interest Rates",
/// *Journal of Finance* 29 (1974). Probabilities here are physical: assets grow at `drift`.
struct MertonFirm: Sendable {
  /// Assets `V₀`.
  var assets: Double
  /// Face of the debt `F`; default when `V_T < F`.
  var debt: Double
  /// Growth `μ` of mean assets per year.
  var drift: Double
  /// Volatility `σ` per √year.
  var volatility: Double
  /// Horizon `T` in years.
  var years: Double

  private var deviation: Double { volatility * years.squareRoot() }

  /// `d₂ = (ln(V₀/F) + (μ − σ²/2) T) / σ√T`.
  var distanceToDefault: Double {
    (log(assets / debt) + (drift - volatility * volatility / 2) * years) / deviation
  }

  /// `Φ(−d₂)`.
  var defaultProbability: Double { NormalLaw.distribution(-distanceToDefault) }

  /// `E[(F − V_T)⁺] = F Φ(−d₂) − V₀ e^{μT} Φ(−d₂ − σ√T)`, undiscounted.
  var expectedLoss: Double {
    debt * defaultProbability - assets * exp(drift * years)
      * NormalLaw.distribution(-distanceToDefault - deviation)
  }

  /// The `p`-quantile of `V_T`.
  func assetQuantile(_ p: Double) -> Double {
    let middle = log(assets) + (drift - volatility * volatility / 2) * years
    return exp(middle + deviation * NormalLaw.quantile(p))
  }

  /// Value at risk of the loss `F − V_T` at a level with `1 − level ≤ PD`.
  func valueAtRisk(_ level: Double) -> Double { debt - assetQuantile(1 - level) }

  /// Density of the loss at that value at risk.
  func lossDensity(atLevel level: Double) -> Double {
    let z = NormalLaw.quantile(1 - level)
    return NormalLaw.density(z) / (assetQuantile(1 - level) * deviation)
  }

  /// Expected shortfall at such a level: `F − V₀ e^{μT} Φ(z − σ√T) / (1 − α)`, `z = Φ⁻¹(1 − α)`.
  func expectedShortfall(_ level: Double) -> Double {
    let z = NormalLaw.quantile(1 - level)
    return debt - assets * exp(drift * years) * NormalLaw.distribution(z - deviation)
      / (1 - level)
  }
}
