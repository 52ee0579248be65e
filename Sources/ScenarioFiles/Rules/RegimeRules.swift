extension FieldRules {
  static let regime = Section(
    "market.regimes.NAME", "What drivers, tenants and capital markets do while a regime lasts.",
    [
      FieldRule("btc", .block(coinDynamics("btc")), .empty, "Bitcoin's price."),
      FieldRule("eth", .block(coinDynamics("eth")), .empty, "Ether's price."),
      FieldRule(
        "networkHashrate", .block(volatility(of: "networkHashrate")), .empty,
        "The network's hashrate."),
      FieldRule("computeRent", .block(rentDynamics), .empty, "Rent of compute."),
    ] + quotedDynamics + [
      FieldRule("shortRate", .block(rateDynamics), .empty, "The short rate."),
      FieldRule(
        "correlation", .map(.driver, .map(.driver, .number(NumberRange(-1...1, percent: true)))),
        .empty,
        "Correlation of drivers, by pair; absent pairs are 0, a pair given twice must agree, and "
          + "the matrix must be positive semidefinite."),
      FieldRule(
        "utilisation", .number(.share), .one, "Share of uncontracted GPU hours that are let."),
      FieldRule(
        "tenantDefaultPerYear",
        .number(NumberRange(0...1000, "per year", percent: true).usually(0...1)), .zero,
        "Default intensity of a tenant of risk 1."),
      FieldRule(
        "refinancingOpen", .flag, .value(.flag(true)), "Whether maturing debt can be refinanced."),
      FieldRule(
        "refinancingPremium", .number(.stepUp), .zero,
        "Addition to the coupon or margin of what is refinanced."),
      FieldRule("equityOpen", .flag, .value(.flag(true)), "Whether equity can be issued."),
    ]
  ).called("regime")

  private static func coinDynamics(_ key: String) -> Section {
    Section(
      "market.regimes.NAME.\(key)", "A coin in one regime.",
      [
        FieldRule("drift", .number(.drifts), .zero, "Drift of the mean."),
        FieldRule("volatility", .number(.volatilityOfPrices), .zero, "Volatility."),
      ])
  }

  static func volatility(
    of key: String, _ range: NumberRange = .volatilityOfPrices
  ) -> Section {
    Section(
      "market.regimes.NAME.\(key)", "A driver in one regime.",
      [FieldRule("volatility", .number(range), .zero, "Volatility of its deviation.")])
  }

  static let rentDynamics = Section(
    "market.regimes.NAME.computeRent", "Rent in one regime.",
    [
      FieldRule(
        "annualDecline",
        .number(NumberRange(-10...1, "per year", percent: true).above.below.usually(-1...0.9)),
        .zero, "Share by which the trend falls in a year, not a log rate; negative rises."),
      FieldRule("volatility", .number(.volatilityOfPrices), .zero, "Volatility of its deviation."),
    ])

  static let rateDynamics = Section(
    "market.regimes.NAME.shortRate", "The short rate in one regime.",
    [
      FieldRule(
        "volatility",
        .number(NumberRange(0...1, "per √year", percent: true).usually(0...0.05)), .zero,
        "Volatility of the rate itself: 0.01 is one percentage point."),
      FieldRule(
        "mean", .number(.shortRate), .nothing("`market.shortRate.mean`"),
        "Rate to which it reverts."),
    ])

  static let jump = Section(
    "market.jumps.NAME", "A Poisson event, with one severity common to all that it touches.",
    [
      FieldRule(
        "intensity", .map(.regime, .number(.intensity.usually(0...50))), .empty,
        "Intensity in each regime; absent ones are 0."),
      FieldRule(
        "shape", .choice(["normal", "doubleExponential"], selects: true),
        .value(.text("normal")), "Law of the severity."),
      FieldRule(
        "upProbability", .number(.share), .value(.number("0.5")), "Probability of a jump upwards."
      ).only("doubleExponential"),
      FieldRule("btc", .block(move), .empty, "How it moves the log of Bitcoin's price."),
      FieldRule("eth", .block(move), .empty, "How it moves the log of Ether's price."),
      FieldRule("computeRent", .block(move), .empty, "How it moves the log of rent."),
    ]
  ).called("jump", essential: ["intensity"])

  static let move = Section(
    "market.jumps.NAME.FACTOR", "How an event moves one factor.",
    [
      FieldRule(
        "mean", .number(NumberRange(-10...10).usually(-1...1, or: .percent)), .zero, "Mean move."
      ).only("normal"),
      FieldRule(
        "sd", .number(NumberRange(0...10).usually(0...0.7, or: .percent)), .zero,
        "Standard deviation of the move."
      )
      .only("normal"),
      FieldRule(
        "up", .number(.meanJump), .zero,
        "Mean move upwards; below 1 for coins when jumps are compensated."
      ).only("doubleExponential"),
      FieldRule("down", .number(.meanJump), .zero, "Mean move downwards, as a size.")
        .only("doubleExponential"),
    ])
}
