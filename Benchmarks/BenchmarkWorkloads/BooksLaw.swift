import NumericCore

/// What W2 adds to W1: two regimes, a jump event on two factors, and eight balance sheets.
enum BooksLaw {
  /// Probability, in a step, of leaving the calm and the stressed regime.
  static let leaving = [0.5 / 52, 2.0 / 52]
  /// Volatilities are multiplied by this in each regime.
  static let volatilityScale = [1, 1.5]
  /// Probability of a jump in a step, by regime.
  static let jumpProbability = [1.0 / 52, 6.0 / 52]
  /// Mean and deviation of the jump's log-size on the first two factors; one normal moves both.
  static let jumpMean = [-0.10, -0.12]
  static let jumpDeviation = [0.08, 0.10]

  /// `E S_i(T)` of every factor: a product of 2 × 2 matrices along the regimes.
  ///
  /// In a step in regime `r` the factor's mean is multiplied by `e^{μΔ} (1 + p_r (E e^J − 1))`,
  /// whatever the volatility, as each step's drift is corrected for its own variance.
  static func means(factor: Int) -> [Double] {
    let jump =
      factor < 2
      ? exponential(jumpMean[factor] + jumpDeviation[factor] * jumpDeviation[factor] / 2) : 1
    let growth = (0..<2).map {
      exponential(FactorLaw.drift[factor] * FactorLaw.stepYears)
        * (1 + jumpProbability[$0] * (jump - 1))
    }
    var calm = 1.0
    var stressed = 0.0
    var means = [1.0]
    for _ in 0..<FactorLaw.steps {
      let (a, b) = (calm * growth[0], stressed * growth[1])
      means.append(a + b)
      calm = a * (1 - leaving[0]) + b * leaving[1]
      stressed = a * leaving[0] + b * (1 - leaving[1])
    }
    return means
  }

  /// The mean final cash of the first book, which has no debt and so much cash that it is never
  /// short.
  static var firstBookCash: Double {
    let book = SheetTerms(0)
    return (1...FactorLaw.steps).reduce(book.cash - SheetTerms.overhead * Double(FactorLaw.steps)) {
      $0 + SheetTerms.coinIncome * means(factor: 0)[$1] + book.rentIncome * means(factor: 2)[$1]
        - SheetTerms.power * means(factor: 3)[$1]
    }
  }
}

/// The terms of one balance sheet, flows per step.
@frozen
@usableFromInline
struct SheetTerms {
  static let assetFloor = 0.9
  static let recovery = 0.6
  static let hardware = 0.5
  static let cushion = 0.2

  static let coinIncome = 0.3 * FactorLaw.stepYears
  static let power = 0.25 * FactorLaw.stepYears
  static let overhead = 0.1 * FactorLaw.stepYears

  /// Number of books.
  static let count = 8

  let cash: Double
  let coins: Double
  let debt: Double
  let rentIncome: Double
  let interest: Double
  let amortisation: Double

  /// The terms of book `number` in 0..<count.
  init(_ number: Int) {
    let m = Double(number)
    let dt = FactorLaw.stepYears
    cash = number == 0 ? 1000 : 0.2
    coins = number == 0 ? 0 : 0.3 + 0.05 * m
    debt = number == 0 ? 0 : 0.3 + 0.1 * m
    rentIncome = (0.25 + 0.02 * m) * dt
    interest = (0.06 + 0.01 * m) * dt
    amortisation = 0.1 * debt * dt
  }
}
