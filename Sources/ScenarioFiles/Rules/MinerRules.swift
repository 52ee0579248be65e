extension FieldRules {
  static let miner = Section(
    "miners.NAME", "A borrower: its assets, operations and debt.",
    [
      FieldRule("cash", .number(.money), .zero, "Cash at `asOf`."),
      FieldRule(
        "cashYield", .number(.yield.usually(-0.05...0.15)), .zero, "Simple yield on positive cash."),
      FieldRule(
        "minimumCash", .number(.money), .zero, "Cash below which the treasurer raises money."),
      FieldRule(
        "graceDays", .number(NumberRange(0...36_525, "days").usually(0...365)), .zero,
        "Time in arrears that lenders tolerate."),
      FieldRule(
        "overheadPerYear", .number(.moneyPerYear), .zero, "Overheads."),
      FieldRule(
        "idiosyncraticVolatility", .number(.volatility), .zero,
        "Volatility of the miner's own factor on its assets."),
      FieldRule("treasury", .block(treasury), .empty, "Coins held, kept and sold."),
      FieldRule("asics", .block(asics), .nothing("no mining"), "The mining fleet."),
      FieldRule("power", .block(minerPower), .empty, "How the miner buys power."),
      FieldRule("equity", .block(equity), .empty, "At-the-market issuance."),
      FieldRule(
        "gpuLots", .named(gpuLot, count: 0...10_000, reserved: []), .empty, "Lots of equal GPUs."),
      FieldRule(
        "leases", .named(lease, count: 0...10_000, reserved: []), .empty, "Colocation leases."),
      FieldRule(
        "tranches", .named(tranche, count: 0...10_000, reserved: []), .empty, "Debt."),
      FieldRule(
        "insolvency", .block(insolvency), .nothing("no such test"), "A balance-sheet test."),
      FieldRule(
        "tags", .labelled(.text), .nothing("no tags"),
        "Free text by free names, such as `{ sector: \"AI cloud\" }`. Nothing is computed from it."),
    ]
  ).called("miner", essential: ["tranches"])

  static let treasury = Section(
    "miners.NAME.treasury", "Coins.",
    [
      FieldRule("btc", .number(.coins), .zero, "Bitcoin held, pledged ones included."),
      FieldRule("eth", .number(.coins), .zero, "Ether held, pledged ones included."),
      FieldRule("ethStakingYield", .number(.yieldUp), .zero, "Yield on Ether, paid in Ether."),
      FieldRule("hodl", .number(.share), .zero, "Share of mining revenue kept as Bitcoin."),
      FieldRule(
        "saleOrder", .coins, .value(.list(saleOrder)),
        "Coins that may be pledged on a call and sold, in that order."),
      FieldRule(
        "maxSaleSharePerWeek", .number(.share), .one, "Largest share of a holding sold in a week."),
    ])

  static let asics = Section(
    "miners.NAME.asics", "The mining fleet.",
    [
      FieldRule(
        "petahash", .number(.fleet), .required, "Hashrate of the fleet."),
      FieldRule(
        "joulesPerTerahash",
        .number(
          NumberRange(0...1e6, "J/TH").usually(5...150, or: Slip(meant: "J/GH", factor: 1e3))),
        .zero, "Energy per hash."),
      FieldRule("uptime", .number(.share), .one, "Share of time the fleet runs."),
      FieldRule(
        "resalePerTerahash", .number(NumberRange(0...1e9, "$/TH").usually(0.1...200)), .zero,
        "Resale price at the hashprice of `asOf`."),
    ])

  static let minerPower = Section(
    "miners.NAME.power", "Power bought ahead, take-or-pay; the rest is bought at spot.",
    [
      FieldRule("fixedPrice", .number(.pricePerMWh), .zero, "Price bought at."),
      FieldRule("fixedShare", .number(.share), .zero, "Share of consumption bought ahead."),
    ])

  static let equity = Section(
    "miners.NAME.equity", "Issuance of shares when cash is short.",
    [
      FieldRule(
        "perWeek", .number(.share.usually(0...0.1)), .zero,
        "Largest issue in a week, as a share of equity.")
    ]
  )

  static let gpuLot = Section(
    "miners.NAME.gpuLots.NAME", "A lot of equal GPUs.",
    [
      FieldRule("gpu", .reference(.gpu), .required, "Its class."),
      FieldRule(
        "count", .number(NumberRange(0...1e12, "GPUs").usually(1...2e6)), .required, "How many."),
      FieldRule("inService", .date, .nothing("in service already"), "Date of entry into service."),
      FieldRule("meanDelayYears", .number(.delay), .zero, "Mean of an exponential delay of it."),
      FieldRule(
        "pledgedTo", .reference(.tranche), .nothing("pledged to none"),
        "Tranche to which it is pledged."),
      FieldRule("contract", .block(contract), .nothing("rented at spot"), "A rental contract."),
    ]
  ).called("lot")

  static let contract = Section(
    "miners.NAME.gpuLots.NAME.contract", "A take-or-pay contract on a lot.",
    [
      FieldRule("share", .number(.share), .one, "Share of the lot under contract."),
      FieldRule(
        "ratePerHour", .number(.perGPUHour), .required, "Contract rate."),
      FieldRule("until", .date, .nothing("never ends"), "Its end."),
      FieldRule(
        "walkAwayBelow", .number(.ratio), .zero,
        "The tenant leaves when spot rent is below this share of the contract rate."),
      FieldRule(
        "tenantRisk", .number(.multiple), .one, "Multiple of the regime's default intensity."),
    ])

  static let lease = Section(
    "miners.NAME.leases.NAME", "A colocation lease to a tenant.",
    [
      FieldRule(
        "revenuePerYear", .number(.moneyPerYear), .required,
        "Revenue while let."),
      FieldRule("costShare", .number(.share), .zero, "Share of revenue lost to costs."),
      FieldRule("from", .date, .nothing("running already"), "Its start."),
      FieldRule("until", .date, .nothing("never ends"), "Its end, not before its start."),
      FieldRule(
        "meanDelayYears", .number(.delay), .zero, "Mean of an exponential delay of its start."),
      FieldRule(
        "tenantRisk", .number(.multiple), .one, "Multiple of the regime's default intensity."),
      FieldRule("reletYears", .number(.delay), .zero, "Time without a tenant after a default."),
      FieldRule(
        "reletShare", .number(.share), .one, "Revenue after re-letting, as a share of before."),
    ]
  ).called("lease")

  static let insolvency = Section(
    "miners.NAME.insolvency", "Default when marked assets fall below a multiple of debt.",
    [
      FieldRule("barrier", .number(NumberRange(0...100)), .one, "That multiple."),
      FieldRule(
        "tested", .choice(["everyStep", "atHorizon"], selects: false),
        .value(.text("everyStep")), "When the test is made."),
    ])
}

extension NumberRange {
  static let yieldUp = NumberRange(0...1, "per year", percent: true)
}

extension FieldRules {
  /// Sellers part with Ether first.
  private static let saleOrder = ["eth", "btc"].map {
    Node(.text($0), at: SourcePosition(SourceText(name: "placeholder")))
  }
}
