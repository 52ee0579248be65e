import CreditBasics

extension Market {
  init(_ market: Settled) {
    let regimes = market.named("regimes").map { Regime($0.name, $0.part) }
    let names = regimes.map(\.name)
    let gpus = market.named("gpus").map { GPUClass($0.name, $0.part) }
    let classes = gpus.map(\.name)
    self.init(
      regimes: regimes, initialRegime: market.numbers("initialRegime", by: names),
      switching: names.map { market.part("switching").numbers($0, by: names) },
      coins: market.perCoin { coin in
        CoinMarket(
          spotUSD: market.part(coin.key).optionalNumber("spot"),
          depth: market.part("coinDepth").optionalPart(coin.key).map(CoinDepth.init))
      },
      compensateJumps: market.flag("compensateJumps"),
      network: market.optionalPart("network").map(MiningNetwork.init),
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
      rigDepth: market.optionalPart("rigDepth").map {
        HardwareDepth(
          units: $0.number("petahash"), absorptionPerYear: $0.number("absorptionPerYear"))
      },
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

extension CoinDepth {
  fileprivate init(_ depth: Settled) {
    self.init(
      usdPerDay: depth.number("usdPerDay"), permanentShare: depth.number("permanentShare"))
  }
}

extension MiningNetwork {
  fileprivate init(_ network: Settled) {
    self.init(
      hashratePH: network.number("hashrate"), growth: network.number("growth"),
      revenueElasticity: network.number("revenueElasticity"),
      meanReversion: network.number("meanReversion"),
      blockSubsidy: network.number("blockSubsidy"), feeShare: network.number("feeShare"),
      halvings: network.dates("halvings"))
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

extension GPUClass {
  fileprivate init(_ name: String, _ gpu: Settled) {
    self.init(
      name: name, rentPerHour: gpu.optionalNumber("rentPerHour") ?? 0,
      newPriceUSD: gpu.number("newPrice"), resalePriceUSD: gpu.optionalNumber("resalePrice") ?? 0,
      resaleDecline: gpu.number("resaleDecline"),
      rentSensitivity: gpu.number("rentSensitivity"), kilowatts: gpu.number("kilowatts"),
      opexPerHour: gpu.number("opexPerHour"),
      depth: gpu.optionalPart("depth").map {
        HardwareDepth(
          units: $0.number("units"), absorptionPerYear: $0.number("absorptionPerYear"))
      })
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
