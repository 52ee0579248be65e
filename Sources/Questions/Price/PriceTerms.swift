import RiskMeasures

/// What a loan is priced for: hurdle, capital, funding, levels, the price of rent's risk, limits of the advance.
package struct PriceTerms: Sendable {
  /// Return on capital that is asked for, a fraction per year.
  package var hurdle = 0.15
  /// How capital is computed.
  package var capital = CapitalRule.expectedShortfall(thousandths: 999)
  /// The lender's cost of funds per year; nil is the risk-free rate.
  package var funding: Double?
  /// Levels of tail measures, in thousandths, ascending.
  package var levels = [990, 999]
  /// Price of rent's risk: what each unit of its volatility takes off its trend per year.
  package var rentPriceOfRisk = 0.3
  /// Limits of the advance: measures, each with the value that it must stay below.
  package var limits: [Target] = []

  /// The terms where no option changes them.
  package init() {}

  /// Reads a rate per year from 0 to 1.
  ///
  /// - Throws: What was expected and found, naming the option.
  package static func rate(_ text: String, option: String) throws(QuestionError) -> Double {
    guard let rate = TypedNumbers.value(text), rate >= 0, rate < 1 else {
      throw QuestionError(
        "--\(option): expected a rate per year from 0 and below 1, such as 0.05 or 5%, found \"\(text)\""
      )
    }
    return rate
  }

  /// Reads a price of risk.
  ///
  /// - Throws: What was expected and found.
  package static func priceOfRisk(_ text: String) throws(QuestionError) -> Double {
    guard let price = TypedNumbers.value(text), price >= 0, price <= 5 else {
      throw QuestionError(
        "--rent-price-of-risk: expected a number from 0 to 5, found \"\(text)\"")
    }
    return price
  }

  /// Reads levels separated by commas.
  ///
  /// - Throws: What was expected and found.
  package static func levels(_ text: String) throws(QuestionError) -> [Int] {
    var levels: Set<Int> = []
    for piece in TextPieces.split(text, at: ",") {
      guard let level = Measure.thousandths(piece) else {
        throw QuestionError("--levels: expected \(Measure.levelWords), found \"\(piece)\"")
      }
      levels.insert(level)
    }
    return levels.sorted()
  }

  /// Reads `MEASURE<VALUE`: the limit up to which the advance may be raised.
  ///
  /// - Throws: What was expected and found.
  package static func limit(
    _ text: String, book: BookShape
  ) throws(QuestionError) -> Target {
    try Target(parsing: text, book: book, option: "advance-limit", sign: "<")
  }
}
