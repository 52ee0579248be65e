import Foundation

/// Diffusion with normal jumps in the logarithm: a Poisson mixture of lognormal laws.
///
/// Source: Merton, "Option Pricing When Underlying Stock Returns Are Discontinuous", *Journal of
/// Financial Economics* 3 (1976).
struct MertonJumps: Sendable {
  /// Jumps per year `λ`.
  var intensity: Double
  /// Mean `m` of a jump.
  var mean: Double
  /// Standard deviation `s` of a jump.
  var deviation: Double

  /// `E[e^J] − 1 = e^{m + s²/2} − 1`.
  var meanRelativeJump: Double { expm1(mean + deviation * deviation / 2) }

  /// Probabilities of 0, 1, … jumps in `years`, to 1e-17.
  func counts(in years: Double) -> [Double] {
    var probability = exp(-intensity * years)
    var all = [probability]
    while probability > 1e-17 || Double(all.count) < intensity * years {
      probability *= intensity * years / Double(all.count)
      all.append(probability)
    }
    return all
  }

  /// The firm whose assets jumped `count` times: normal jumps add to mean and variance.
  func firm(_ firm: MertonFirm, jumps count: Int) -> MertonFirm {
    var given = firm
    let n = Double(count)
    let variance =
      firm.volatility * firm.volatility * firm.years + n * deviation * deviation
    given.volatility = (variance / firm.years).squareRoot()
    given.drift = firm.drift + n * (mean + deviation * deviation / 2) / firm.years
    return given
  }

  /// The mean over numbers of jumps of a firm's value given that number.
  func expectation(_ firm: MertonFirm, _ value: (MertonFirm) -> Double) -> Double {
    counts(in: firm.years).enumerated().reduce(0) {
      $0 + $1.element * value(self.firm(firm, jumps: $1.offset))
    }
  }
}

/// Diffusion with double exponential jumps: up by `up·E` with probability `p`, else down by `down·E`.
///
/// Source: Kou, "A Jump-Diffusion Model for Option Pricing", *Management Science* 48 (2002).
struct KouJumps: Sendable {
  /// Jumps per year `λ`.
  var intensity: Double
  /// Probability `p` of going up.
  var upProbability: Double
  /// Mean size upward, below 1.
  var up: Double
  /// Mean size downward.
  var down: Double

  /// `E[e^J] − 1 = p/(1 − up) + (1 − p)/(1 + down) − 1`.
  var meanRelativeJump: Double {
    upProbability / (1 - up) + (1 - upProbability) / (1 + down) - 1
  }

  /// `E[e^{pJ}]` for real `p < 1/up`.
  func moment(_ power: Double) -> Double {
    upProbability / (1 - power * up) + (1 - upProbability) / (1 + power * down)
  }

  /// The law of the log of assets after `firm.years`, jumps added to the firm's diffusion.
  func terminalLaw(_ firm: MertonFirm) -> CharacteristicLaw {
    let sigma = firm.volatility
    let centre = log(firm.assets) + (firm.drift - sigma * sigma / 2) * firm.years
    let (rate, p, up, down) = (intensity * firm.years, upProbability, up, down)
    return CharacteristicLaw(lastFrequency: 9 / (sigma * firm.years.squareRoot())) { u in
      let jump = (p / Complex(1, -u * up)) + ((1 - p) / Complex(1, u * down)) + Complex(-1)
      let diffusion = Complex(-sigma * sigma * firm.years * u * u / 2, u * centre)
      return Complex.exponential(diffusion + rate * jump)
    }
  }
}
