import CreditBasics

extension Market {
  init(_ market: Settled) {
    let regimes = market.named("regimes").map { Regime($0.name, $0.part) }
    let names = regimes.map(\.name)
    let gpus = FieldRules.gpu.values("gpus", of: market, name: \.name)
    let classes = gpus.map(\.name)
    self.init(
      regimes: regimes, initialRegime: market.numbers("initialRegime", by: names),
      switching: names.map { market.part("switching").numbers($0, by: names) },
      coins: market.perCoin { coin in
        CoinMarket(
          spotUSD: market.part(coin.key).optionalNumber("spot"),
          depth: market.part("coinDepth").optionalPart(coin.key).map(FieldRules.depth.value))
      },
      compensateJumps: market.flag("compensateJumps"),
      network: market.optionalPart("network").map(FieldRules.network.value),
      rentMeanReversion: market.part("computeRent").number("meanReversion"),
      shortRate: market.optionalPart("shortRate").map {
        ShortRateMarket(
          initial: $0.number("initial"), mean: $0.optionalNumber("mean"),
          meanReversion: $0.number("meanReversion"))
      },
      given: market.node["given"].map { _ in
        GivenPath(market, named: "given", regimes: names)
      },
      jumps: market.named("jumps").map { JumpEvent($0.name, $0.part, regimes: names) },
      rigElasticity: market.number("rigElasticity"),
      rigDepth: market.optionalPart("rigDepth").map(FieldRules.rigDepth.value),
      gpus: gpus,
      launches: market.named("launches").map { Launch($0.name, $0.part, classes: classes) })
    for driver in Driver.quoted {
      guard case .quote(let key, let spot) = driver.law else { continue }
      quotes[driver] = market.optionalPart(key).map {
        QuotedMarket(spot: $0.number(spot), meanReversion: $0.number("meanReversion"))
      }
    }
  }
}

extension Regime {
  fileprivate init(_ name: String, _ regime: Settled) {
    let rent = regime.part("computeRent")
    self.init(
      name: name,
      coins: regime.perCoin { coin in
        CoinDynamics(
          drift: regime.part(coin.key).number("drift"),
          volatility: regime.part(coin.key).number("volatility"))
      },
      hashrateVolatility: regime.part("networkHashrate").number("volatility"),
      rentAnnualDecline: rent.number("annualDecline"), rentVolatility: rent.number("volatility"),
      shortRateVolatility: regime.part("shortRate").number("volatility"),
      shortRateMean: regime.part("shortRate").optionalNumber("mean"),
      correlation: Self.matrix(regime.part("correlation")),
      utilisation: regime.number("utilisation"),
      tenantDefaultPerYear: regime.number("tenantDefaultPerYear"),
      refinancingOpen: regime.flag("refinancingOpen"),
      refinancingPremium: regime.number("refinancingPremium"), equityOpen: regime.flag("equityOpen")
    )
    for driver in Driver.quoted {
      quoteVolatility[driver] = regime.part(driver.key).number("volatility")
    }
  }

  private static func matrix(_ pairs: Settled) -> [[Double]] {
    Driver.allCases.map { row in
      Driver.allCases.map { column in
        if row == column { return 1 }
        let entry = pairs.node[row.key]?[column.key] ?? pairs.node[column.key]?[row.key]
        return entry?.double ?? 0
      }
    }
  }
}

extension JumpEvent {
  fileprivate init(_ name: String, _ jump: Settled, regimes: [String]) {
    func sizes(_ key: String) -> [Double] {
      JumpFactor.allCases.map { jump.part($0.key).number(key) }
    }
    let shape: JumpShape =
      jump.text("shape") == "normal"
      ? .normal(mean: sizes("mean"), sd: sizes("sd"))
      : .doubleExponential(
        upProbability: jump.number("upProbability"), up: sizes("up"), down: sizes("down"))
    self.init(
      name: name, intensityPerYear: jump.numbers("intensity", by: regimes), shape: shape)
  }
}

extension Launch {
  fileprivate init(_ name: String, _ launch: Settled, classes: [String]) {
    let impacts = launch.named("impact").compactMap { impact in
      classes.firstIndex(of: impact.name).map {
        LaunchImpact(
          gpu: $0, rentHaircut: impact.part.number("rent"),
          resaleHaircut: impact.part.number("resale"))
      }
    }
    self.init(
      name: name, date: launch.date("date"), meanDelayYears: launch.number("meanDelayYears"),
      impacts: impacts)
  }
}
