import CreditBasics

/// A speed and its volatility as a scenario takes them: one means nothing without the other.
///
/// Where one exceeds what a scenario takes, both are reduced so that the deviation of the long run,
/// `σ/√2κ`, stays as fitted: at such speeds nothing else can be seen after a few days.
struct WrittenReversion {
  /// Speed of reversion per year.
  let speed: Double
  /// Volatility per √year.
  let volatility: Double
  /// A note on what was fitted, where the figures are reduced to the bound; nil where they are
  /// those fitted.
  let note: String?

  /// What the format takes of `meanReversion` and of a `volatility`.
  private static let mostSpeed = 1000.0, mostVolatility = 5.0

  init(_ speed: Fitted, _ volatility: Fitted) {
    let (kappa, sigma) = (speed.value, volatility.value)
    let ofSpeed = Self.mostSpeed / max(kappa, 1e-300)
    let ofVolatility = Self.mostVolatility * Self.mostVolatility / max(sigma * sigma, 1e-300)
    let share = min(1, ofSpeed, ofVolatility)
    // Without reversion there is no long-run deviation to keep: a volatility above the bound is
    // then refused as it is.
    guard share < 1, kappa > 0 else {
      (self.speed, self.volatility, note) = (kappa, sigma, nil)
      return
    }
    self.speed = kappa * share
    self.volatility = sigma * share.squareRoot()
    let number = RoundedNumber.text
    let figures = ["speed \(number(self.speed, 3))", "volatility \(number(self.volatility, 3))"]
    let (bound, other) =
      ofVolatility < ofSpeed ? (figures[1], figures[0]) : (figures[0], figures[1])
    note =
      "\(bound) is at the bound of what a scenario takes, and \(other) goes with it; \(number(kappa, 3)) and "
      + "\(number(sigma, 3)) were fitted, with the same deviation of the long run, "
      + number(sigma / (2 * kappa).squareRoot(), 3)
  }
}
