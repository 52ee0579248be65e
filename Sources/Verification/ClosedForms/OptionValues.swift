import Foundation

/// Means of options on normal and lognormal quantities, undiscounted.
enum OptionValues {
  /// `E max(c, X)` of a normal `X`: `c + (m − c) Φ(d) + s φ(d)`, `d = (m − c) / s`.
  ///
  /// Source: Bachelier, "Théorie de la spéculation", *Annales scientifiques de l'École Normale
  /// Supérieure* 17 (1900).
  static func greater(of floor: Double, mean: Double, deviation: Double) -> Double {
    guard deviation > 0 else { return max(floor, mean) }
    let distance = (mean - floor) / deviation
    return floor + (mean - floor) * NormalLaw.distribution(distance)
      + deviation * NormalLaw.density(distance)
  }

  /// `E (A − B)⁺` of two lognormals: `E A Φ(d₁) − E B Φ(d₁ − √v)`, `d₁ = (ln(E A / E B) + v/2) / √v`, `v`
  /// the variance of `ln A − ln B`.
  ///
  /// Source: Margrabe, "The Value of an Option to Exchange One Asset for Another", *Journal of Finance*
  /// 33 (1978).
  static func exchange(_ a: Double, for b: Double, variance: Double) -> Double {
    let deviation = variance.squareRoot()
    let distance = (log(a / b) + variance / 2) / deviation
    return a * NormalLaw.distribution(distance) - b * NormalLaw.distribution(distance - deviation)
  }
}
