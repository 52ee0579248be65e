import CreditBasics

/// The rule of a quoted price: its range, and its sentences in the reference.
private struct QuoteRule {
  let range: NumberRange
  /// Meaning of its key under `market`.
  let line: String
  /// What it means when the key under `market` is absent.
  let absence: String
  /// Sentence under the heading of its block.
  let heading: String
  /// Meaning of its key in a regime.
  let regime: String
  /// Meaning of its column in a table of given values.
  let given: String
}

extension Driver {
  /// The rule of a quoted price; nil for other drivers.
  fileprivate var quoteRule: QuoteRule? {
    switch self {
    case .powerPrice:
      QuoteRule(
        range: .pricePerMWh, line: "The power market.",
        absence: "required when ASICs or GPUs buy power at spot", heading: "Power at spot.",
        regime: "The price of power.", given: "Price of power at spot.")
    case .btc, .eth, .networkHashrate, .computeRent, .shortRate: nil
    }
  }
}

extension FieldRules {
  /// Markets of quoted prices, as lines of `market`.
  static var quotedMarkets: [FieldRule] {
    quotes { driver, rule, market, spot in
      let section = Section(
        "market.\(market)", rule.heading,
        [
          FieldRule(spot, .number(rule.range), .required, "Price at `asOf`."),
          FieldRule(
            "meanReversion", .number(.reversion.usually(0...400)), .zero,
            "Speed at which deviations fade."),
        ])
      return FieldRule(market, .block(section), .nothing(rule.absence), rule.line)
    }
  }

  /// Keys of quoted prices in a regime.
  static var quotedDynamics: [FieldRule] {
    quotes { driver, rule, _, _ in
      // There is no usual range: prices that revert within days have volatilities of hundreds of
      // per cent.
      FieldRule(driver.key, .block(volatility(of: driver.key, .volatility)), .empty, rule.regime)
    }
  }

  /// Columns of quoted prices in a table of given values.
  static var quotedValues: [FieldRule] {
    quotes { driver, rule, _, _ in
      FieldRule(
        driver.key, .number(positive(rule.range.unit, as: rule.range)), .nothing("not given"),
        rule.given)
    }
  }

  private static func quotes(
    _ make: (_ driver: Driver, _ rule: QuoteRule, _ market: String, _ spot: String) -> FieldRule
  ) -> [FieldRule] {
    Driver.quoted.compactMap { driver in
      guard case .quote(let market, let spot) = driver.law, let rule = driver.quoteRule
      else { return nil }
      return make(driver, rule, market, spot)
    }
  }
}
