import CreditBasics

extension FieldRules {
  static let regime = Terms<Regime>(
    "market.regimes.NAME", "What drivers, tenants and capital markets do while a regime lasts.",
    blank: noRegime,
    [
      Term("btc", coinDynamics("btc"), .empty, "Bitcoin's price.", \.coins.btc),
      Term("eth", coinDynamics("eth"), .empty, "Ether's price.", \.coins.eth),
      Term(
        "networkHashrate", within: volatility(of: "networkHashrate", \.hashrateVolatility), .empty,
        "The network's hashrate."),
      Term("computeRent", within: rentDynamics, .empty, "Rent of compute."),
    ] + quotedDynamics + [
      Term("shortRate", within: rateDynamics, .empty, "The short rate."),
      Term(
        FieldRule(
          "correlation", .map(.driver, .map(.driver, .number(NumberRange(-1...1, percent: true)))),
          .empty,
          "Correlation of drivers, by pair; absent pairs are 0, a pair given twice must agree, and "
            + "the matrix must be positive semidefinite."),
        fill: { $0.correlation = matrix($1.part("correlation").node) }),
      Term(
        "utilisation", .number(.share), .one, "Share of uncontracted GPU hours that are let.",
        \.utilisation),
      Term(
        "tenantDefaultPerYear",
        .number(NumberRange(0...1000, "per year", percent: true).usually(0...1)), .zero,
        "Default intensity of a tenant of risk 1.", \.tenantDefaultPerYear),
      Term(
        "refinancingOpen", .flag, .value(.flag(true)), "Whether maturing debt can be refinanced.",
        \.refinancingOpen),
      Term(
        "refinancingPremium", .number(.stepUp), .zero,
        "Addition to the coupon or margin of what is refinanced.", \.refinancingPremium),
      Term(
        "equityOpen", .flag, .value(.flag(true)), "Whether equity can be issued.", \.equityOpen),
    ]
  ).called("regime")

  private static let noRegime = Regime(name: "")

  private static func matrix(_ pairs: Node) -> [[Double]] {
    Driver.allCases.map { row in
      Driver.allCases.map { column in
        if row == column { return 1 }
        let entry = pairs[row.key]?[column.key] ?? pairs[column.key]?[row.key]
        return entry?.double ?? 0
      }
    }
  }

  private static func coinDynamics(_ key: String) -> Terms<CoinDynamics> {
    Terms(
      "market.regimes.NAME.\(key)", "A coin in one regime.", blank: CoinDynamics(),
      [
        Term("drift", .number(.drifts), .zero, "Drift of the mean.", \.drift),
        Term("volatility", .number(.volatilityOfPrices), .zero, "Volatility.", \.volatility),
      ])
  }

  static func volatility(
    of key: String, _ property: any WritableKeyPath<Regime, Double> & Sendable,
    in range: NumberRange = .volatilityOfPrices
  ) -> Terms<Regime> {
    Terms(
      "market.regimes.NAME.\(key)", "A driver in one regime.", blank: noRegime,
      [Term("volatility", .number(range), .zero, "Volatility of its deviation.", property)])
  }

  private static let rentDynamics = Terms<Regime>(
    "market.regimes.NAME.computeRent", "Rent in one regime.", blank: noRegime,
    [
      Term(
        "annualDecline",
        .number(NumberRange(-10...1, "per year", percent: true).above.below.usually(-1...0.9)),
        .zero, "Share by which the trend falls in a year, not a log rate; negative rises.",
        \.rentAnnualDecline),
      Term(
        "volatility", .number(.volatilityOfPrices), .zero, "Volatility of its deviation.",
        \.rentVolatility),
    ])

  private static let rateDynamics = Terms<Regime>(
    "market.regimes.NAME.shortRate", "The short rate in one regime.", blank: noRegime,
    [
      Term(
        "volatility",
        .number(NumberRange(0...1, "per √year", percent: true).usually(0...0.05)), .zero,
        "Volatility of the rate itself: 0.01 is one percentage point.", \.shortRateVolatility),
      Term(
        "mean", .number(.shortRate), .nothing("`market.shortRate.mean`"),
        "Rate to which it reverts.", \.shortRateMean),
    ])
}
