import CreditBasics

extension FieldRules {
  static let market = Terms<Market>(
    "market", "Regimes, prices, jumps, GPU classes and depths.", blank: noMarket,
    [
      Term(
        "regimes", named: regime, count: 1...6, reserved: Regime.reservedNames, .required,
        "States of the world, one to six.", \.regimes, name: \.name),
      Term(
        "initialRegime", by: .regime, .number(.share),
        .computed("the first regime in name order, with 1"),
        "Probability of each regime over the first step; they sum to 1, absent ones are 0.",
        \.initialRegime),
      Term(
        FieldRule(
          "switching", .map(.regime, .map(.regime, .number(.intensity))), .empty,
          "Intensity of switching, from regime to regime; absent ones are 0."),
        fill: { market, part in
          let rates = part.part("switching")
          market.switching = market.regimes.map { rates.numbers($0.name, by: .regime) }
        }),
      Term("btc", coin("btc", .priceOfBitcoin), .empty, "Bitcoin.", \.coins.btc),
      Term("eth", coin("eth", .priceOfEther), .empty, "Ether.", \.coins.eth),
      Term(
        "compensateJumps", .flag, .value(.flag(false)),
        "Whether coin drifts are reduced so that jumps leave the mean unchanged.",
        \.compensateJumps),
      Term(
        "network", network, .nothing("required when a miner has rigs"), "The Bitcoin network.",
        \.network),
      Term("computeRent", within: computeRent, .empty, "Rent of compute, relative to today's."),
    ] + quotedMarkets + [
      Term(
        "shortRate", shortRate, .nothing("required when debt floats"),
        "The short rate that floating debt follows; it discounts nothing.", \.shortRate),
      Term(
        FieldRule(
          "given", .given(givenRow), .nothing("everything is simulated"),
          "A path that a table fixes: a CSV file beside this one with a column `date` and any of the keys "
            + "below; factors and regimes go on by their laws after it."),
        fill: { market, part in
          if part.node["given"] != nil { market.given = GivenPath(part, named: "given") }
        }),
      Term(
        "jumps", named: jump, count: 0...100, .empty, "Events that move several factors at once.",
        \.jumps, name: \.name),
      Term(
        "rigElasticity", .number(NumberRange(0...10).usually(0.3...3)), .one,
        "Elasticity of rigs' resale prices to hashprice.", \.rigElasticity),
      Term(
        "rigDepth", rigDepth, .nothing("a bottomless market"), "The secondary market of rigs.",
        \.rigDepth),
      Term(
        "gpus", named: gpu, count: 0...1000, reserved: GPUClass.reservedNames, .empty,
        "Classes of GPU.", \.gpus, name: \.name),
      Term(
        "launches", named: launch, count: 0...1000, .empty, "Launches of new GPU generations.",
        \.launches, name: \.name),
      Term("coinDepth", within: coinDepth, .empty, "How many coins the market can take."),
      Term(
        FieldRule(
          "calibratedOn", .labelled(.day), .nothing("not said"),
          "Last day of the data behind each input, by its name: `{ btc: \"2025-12-26\" }`. Nothing is "
            + "computed from it.")),
    ])

  static let noMarket = Market(regimes: [], initialRegime: [], switching: [])

  private static func coin(_ key: String, _ price: NumberRange) -> Terms<CoinMarket> {
    Terms(
      "market.\(key)", "A coin's price.", blank: CoinMarket(),
      [
        Term(
          "spot", .number(price), .nothing("required when the coin is used"),
          "Spot price. A coin is used when it is held, pledged or mined; the network uses btc.",
          \.spotUSD)
      ])
  }

  static let network = Terms<MiningNetwork>(
    "market.network", "Hashrate and block rewards.",
    blank: MiningNetwork(hashratePH: 0),
    [
      Term(
        "hashrate", .number(.wholeNetwork), .required, "Hashrate of the whole network.",
        \.hashratePH),
      Term(
        "growth", .number(.drift.usually(-1...2)), .zero, "Trend growth of log hashrate.", \.growth),
      Term(
        "revenueElasticity", .number(NumberRange(0...1)), .zero,
        "Elasticity of the hashrate that mining revenue attracts.", \.revenueElasticity),
      Term(
        "meanReversion", .number(.slowReversion), .zero, "Speed of reversion to it.",
        \.meanReversion),
      Term(
        "blockSubsidy", .number(NumberRange(0...1e6, "coins per block")), .zero,
        "Subsidy at `asOf`, before halvings dated then.", \.blockSubsidy),
      Term(
        "feeShare", .number(.share.usually(0...0.5)), .zero, "Fees as a share of the subsidy.",
        \.feeShare),
      Term("halvings", .dates, .value(.list([])), "Dates on which the subsidy halves.", \.halvings),
    ])

  static let computeRent = Terms<Market>(
    "market.computeRent", "Rent of compute.", blank: noMarket,
    [
      Term(
        "meanReversion", .number(.slowReversion), .zero,
        "Speed at which deviations from trend fade.", \.rentMeanReversion)
    ])

  static let shortRate = Terms<ShortRateMarket>(
    "market.shortRate", "A policy rate such as term SOFR; it may turn negative.",
    blank: ShortRateMarket(initial: 0),
    [
      Term("initial", .number(.shortRate), .required, "Rate at `asOf`.", \.initial),
      Term(
        FieldRule("mean", .number(.shortRate), .nothing("`initial`"), "Rate to which it reverts."),
        fill: { $0.mean = $1.optionalNumber("mean") ?? $0.initial }),
      Term(
        "meanReversion", .number(.reversion.usually(0...20, or: .percent)), .zero,
        "Speed of reversion to it.", \.meanReversion),
    ])

  static let rigDepth = Terms<HardwareDepth>(
    "market.rigDepth", "How many rigs the secondary market can take.",
    blank: HardwareDepth(units: 0),
    [
      Term(
        "petahash", .number(.fleet.above), .required, "Hashrate whose sale divides the price by e.",
        \.units),
      Term(
        "absorptionPerYear", .number(.intensity), .zero, "Rate at which dumped rigs are absorbed.",
        \.absorptionPerYear),
    ])

  static let gpu = Terms<GPUClass>(
    "market.gpus.NAME", "A class of GPU.",
    blank: GPUClass(name: ""),
    [
      Term(
        "rentPerHour", .number(.perGPUHour),
        .nothing("required when a lot is of this class"), "Spot rent at `asOf`.", \.rentPerHour),
      Term(
        "newPrice", .number(.pricePerGPU), .zero,
        "Price of a new one, installed: the lender's view of its cost.", \.newPriceUSD),
      Term(
        "resalePrice", .number(.pricePerGPU), .nothing("required when a lot is of this class"),
        "Resale price at `asOf`.", \.resalePriceUSD),
      Term(
        "resaleDecline", .number(.drift.usually(-0.5...1.5)), .zero,
        "Decline of log resale price: a log rate d, by which a share 1 − exp(−d) is lost in a year; "
          + "`annualDecline` of rent is that share itself.", \.resaleDecline),
      Term(
        "rentSensitivity", .number(NumberRange(-10...10)), .zero,
        "Change of log resale price with a surprise in log rent.", \.rentSensitivity),
      Term(
        "kilowatts", .number(NumberRange(0...1000, "kW per GPU").usually(0.1...5, or: .watts)),
        .zero, "Power, all in.", \.kilowatts),
      Term(
        "opexPerHour", .number(.perGPUHour), .zero,
        "Operating cost of an hour run.", \.opexPerHour),
      Term(
        "depth", gpuDepth, .nothing("a bottomless market"), "The secondary market.", \.depth),
    ]
  ).called("GPU class", essential: ["rentPerHour", "resalePrice"])

  static let gpuDepth = Terms<HardwareDepth>(
    "market.gpus.NAME.depth", "How many GPUs the secondary market can take.",
    blank: HardwareDepth(units: 0),
    [
      Term(
        "units", .number(NumberRange(0...1e12, "GPUs").above.usually(100...1e7)), .required,
        "Number whose sale divides the price by e.", \.units),
      Term(
        "absorptionPerYear", .number(.intensity), .zero, "Rate at which dumped GPUs are absorbed.",
        \.absorptionPerYear),
    ])

  static let launch = Terms<Launch>(
    "market.launches.NAME", "A new generation, which devalues older ones.",
    blank: Launch(name: "", date: 0),
    [
      Term("date", .date, .computed("`asOf`"), "Announced date.", \.date),
      Term(
        "meanDelayYears", .number(.wait), .zero, "Mean of an exponential delay after it.",
        \.meanDelayYears),
      Term(
        FieldRule(
          "impact", .map(.gpu, .block(launchImpact.section)), .empty, "Haircuts, by class of GPU."),
        fill: { launch, part in
          launch.impacts = part.named("impact").compactMap { name, haircuts in
            guard let gpu = part.places[.gpu]?[name] else { return nil }
            var impact = LaunchImpact(gpu: gpu)
            launchImpact.fill(&impact, haircuts)
            return impact
          }
        }),
    ]
  ).called("launch", essential: ["date", "impact"])

  static let launchImpact = Terms<LaunchImpact>(
    "market.launches.NAME.impact.GPU", "What a launch takes off one class.",
    blank: LaunchImpact(gpu: 0),
    [
      Term("rent", .number(.share), .zero, "Share taken off its rent.", \.rentHaircut),
      Term(
        "resale", .number(.share), .zero, "Share taken off its resale price.", \.resaleHaircut),
    ])

  static let coinDepth = Terms<Market>(
    "market.coinDepth", "Depth of the coin markets.", blank: noMarket,
    [
      Term(
        "btc", depth, .nothing("a bottomless market"), "Depth for Bitcoin.", \.coins.btc.depth),
      Term("eth", depth, .nothing("a bottomless market"), "Depth for Ether.", \.coins.eth.depth),
    ])

  static let depth = Terms<CoinDepth>(
    "market.coinDepth.COIN", "Exponential inverse demand.",
    blank: CoinDepth(usdPerDay: 0),
    [
      Term(
        "usdPerDay",
        .number(
          NumberRange(0...1e18, "dollars per day").above.usually(
            1e6...1e12, or: .billions, .millions)), .required,
        "Dollars whose sale in a day divides the price by e.", \.usdPerDay),
      Term(
        "permanentShare", .number(.share), .zero, "Share of the impact that stays.",
        \.permanentShare),
    ])
}
