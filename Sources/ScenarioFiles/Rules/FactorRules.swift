import CreditBasics

/// The rule of a quoted price.
private struct QuoteRule {
  /// Its word in the sentences of the reference.
  let noun: String
  let range: NumberRange
  /// What it means when its key under `market` is absent.
  let absence: String

  init(_ noun: String, _ range: NumberRange, absence: String) {
    (self.noun, self.range, self.absence) = (noun, range, absence)
  }
}

extension Driver {
  /// The rule of a quoted price; nil for other drivers.
  fileprivate var quoteRule: QuoteRule? {
    switch self {
    case .powerPrice:
      QuoteRule(
        "power", .pricePerMWh, absence: "required when ASICs or GPUs buy power at spot")
    case .btc, .eth, .networkHashrate, .computeRent, .shortRate: nil
    }
  }
}

extension FieldRules {
  /// Markets of quoted prices, as lines of `market`.
  static var quotedMarkets: [Term<Market>] {
    quotes { driver, rule, market, spot in
      let terms = Terms<QuotedMarket>(
        "market.\(market)", rule.noun.prefix(1).uppercased() + rule.noun.dropFirst() + " at spot.",
        blank: QuotedMarket(spot: 0),
        [
          Term(spot, .number(rule.range), .required, "Price at `asOf`.", \.spot),
          Term(
            "meanReversion", .number(.reversion.usually(0...400)), .zero,
            "Speed at which deviations fade.", \.meanReversion),
        ])
      return Term(
        market, terms, .nothing(rule.absence), "The \(rule.noun) market.", \.quotes[driver])
    }
  }

  /// Keys of quoted prices in a regime.
  static var quotedDynamics: [Term<Regime>] {
    quotes { driver, rule, _, _ in
      // There is no usual range: prices that revert within days have volatilities of hundreds of
      // per cent.
      let terms = volatility(of: driver.key, \.quoteVolatility[driver], in: .volatility)
      return Term(driver.key, within: terms, .empty, "The price of \(rule.noun).")
    }
  }

  /// Columns of quoted prices in a table of given values.
  static var quotedValues: [FieldRule] {
    quotes { driver, rule, _, _ in
      FieldRule(
        driver.key, .number(positive(rule.range.unit, as: rule.range)), .nothing("not given"),
        "Price of \(rule.noun) at spot.")
    }
  }

  private static func quotes<Line>(
    _ make: (_ driver: Driver, _ rule: QuoteRule, _ market: String, _ spot: String) -> Line
  ) -> [Line] {
    Driver.quoted.compactMap { driver in
      guard case .quote(let market, let spot) = driver.law, let rule = driver.quoteRule
      else { return nil }
      return make(driver, rule, market, spot)
    }
  }
}
