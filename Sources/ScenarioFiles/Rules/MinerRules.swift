import CreditBasics

extension FieldRules {
  static let miner = Terms<Miner>(
    "miners.NAME", "A borrower: its assets, operations and debt.", blank: Miner(name: ""),
    entity + [
      Term("cash", .number(.money), .zero, "Cash at `asOf`.", \.cashUSD),
      Term(
        "cashYield", .number(.yield.usually(-0.05...0.15)), .zero, "Simple yield on positive cash.",
        \.cashYield),
      Term(
        "minimumCash", .number(.money), .zero, "Cash below which the treasurer raises money.",
        \.minimumCashUSD),
      Term(
        "graceDays", .number(NumberRange(0...36_525, "days").usually(0...365)), .zero,
        "Time in arrears that lenders tolerate.", \.graceDays),
      Term(
        "overheadPerYear", .number(.moneyPerYear), .zero, "Overheads.", \.overheadPerYear),
      Term(
        "idiosyncraticVolatility", .number(.volatility), .zero,
        "Volatility of the miner's own factor on its assets.", \.idiosyncraticVolatility),
      Term("treasury", treasury, .empty, "Coins held, kept and sold.", \.treasury),
      Term("asics", asics, .nothing("no mining"), "The mining fleet.", \.asics),
      Term(
        "rigLots", named: rigLot, count: 0...10_000, reserved: RigLot.reservedNames, .empty,
        "Further rigs, each lot run or idle by itself.", \.rigLots, name: \.name),
      Term("power", minerPower, .empty, "How the miner buys power.", \.power),
      Term("equity", within: equity, .empty, "At-the-market issuance."),
      Term(
        "distributions", distributions, .nothing("nothing leaves"), "What leaves to owners.",
        \.distributions),
      Term(
        "orders", named: order, count: 0...10_000, .empty, "Hardware on order.", \.orders,
        name: \.name),
      payments(
        "payments", .nothing("none"),
        "Taxes, dividends, guarantees by date: they leave cash before orders and are no costs.",
        \.payments),
      Term(
        "gpuLots", named: gpuLot, count: 0...10_000, .empty, "Lots of equal GPUs.", \.gpuLots,
        name: \.name),
      Term(
        "leases", named: lease, count: 0...10_000, .empty, "Colocation leases.", \.leases,
        name: \.name),
      Term(
        "tranches", named: tranche, count: 0...10_000, .empty, "Debt.", \.tranches, name: \.name),
      Term(
        "insolvency", insolvency, .nothing("no such test"), "A balance-sheet test.", \.insolvency),
      Term(
        "tags", .labelled(.text), .nothing("no tags"),
        "Free text by free names, such as `{ sector: \"AI cloud\" }`: groups of `groups.csv` and limits.",
        \.tags),
    ]
  ).called("miner", essential: ["tranches"])

  static let treasury = Terms<Treasury>(
    "miners.NAME.treasury", "Coins.", blank: Treasury(),
    [
      Term(
        "btc", .number(.bitcoins), .zero, "Bitcoin held, pledged ones included.", \.holdings.btc),
      Term("eth", .number(.coins), .zero, "Ether held, pledged ones included.", \.holdings.eth),
      Term(
        "ethStakingYield", .number(.yieldUp), .zero, "Yield on Ether, paid in Ether.",
        \.ethStakingYield),
      Term("hodl", .number(.share), .zero, "Share of mining revenue kept as Bitcoin.", \.hodl),
      Term(
        FieldRule(
          "saleOrder", .coins, .value(.list(saleOrder)),
          "Coins that may be pledged on a call and sold, in that order."),
        fill: { $0.saleOrder = $1.list("saleOrder").map { $0 == Coin.btc.key ? .btc : .eth } }),
      Term(
        "maxSaleSharePerWeek", .number(.share), .one, "Largest share of a holding sold in a week.",
        \.maxSaleSharePerWeek),
    ])

  static let asics = Terms<ASICFleet>(
    "miners.NAME.asics", "The mining fleet.", blank: ASICFleet(petahash: 0),
    [
      Term(
        "petahash", .number(.fleet), .required, "Hashrate of the fleet.", \.petahash),
      Term(
        "joulesPerTerahash",
        .number(
          NumberRange(0...1e6, "J/TH").usually(5...150, or: Slip(meant: "J/GH", factor: 1e3))),
        .zero, "Energy per hash.", \.joulesPerTerahash),
      Term("uptime", .number(.share), .one, "Share of time the fleet runs.", \.uptime),
      Term(
        "resalePerTerahash", .number(NumberRange(0...1e9, "$/TH").usually(0.1...200)), .zero,
        "Resale price at the hashprice of `asOf`.", \.resalePerTerahash),
    ])

  static let rigLot = Terms<RigLot>(
    "miners.NAME.rigLots.NAME", "A lot of mining rigs.",
    blank: RigLot(name: "", fleet: ASICFleet(petahash: 0)),
    asics.within(\.fleet) + service(from: \.inService, delay: \.meanDelayYears) + [
      awaits(\.order),
      pledgedTo(\.liens),
    ]
  ).called("rig lot")

  /// When a lot enters service.
  private static func service<Lot>(
    from date: any WritableKeyPath<Lot, Double?> & Sendable,
    delay: any WritableKeyPath<Lot, Double> & Sendable
  ) -> [Term<Lot>] {
    [
      Term(
        "inService", .date, .nothing("in service already"), "Date of entry into service.", date),
      Term(
        "meanDelayYears", .number(.wait), .zero, "Mean of an exponential delay of it.", delay),
    ]
  }

  static let minerPower = Terms<PowerContract>(
    "miners.NAME.power", "Power bought ahead, take-or-pay; the rest is bought at spot.",
    blank: PowerContract(),
    [
      Term("fixedPrice", .number(.pricePerMWh), .zero, "Price bought at.", \.fixedPrice),
      Term(
        "fixedShare", .number(.share), .zero, "Share of consumption bought ahead.", \.fixedShare),
      Term("until", .date, .nothing("never ends"), "Its end; then all power is at spot.", \.until),
      Term(
        "resaleShare", .number(.share), .one,
        "Share of a gain on power bought ahead that idling earns.", \.resaleShare),
    ])

  static let equity = Terms<Miner>(
    "miners.NAME.equity", "Issuance of shares when cash is short.", blank: Miner(name: ""),
    [
      Term(
        "perWeek", .number(.share.usually(0...0.1)), .zero,
        "Largest issue in a week, as a share of equity.", \.equityIssuancePerWeek),
      Term(
        "prefundWeeks", .number(NumberRange(0...5200, "weeks").usually(0...156)), .zero,
        "Weeks whose payments ahead are funded by what a step's limit leaves.", \.prefundWeeks),
    ] + marketCap
  )

  static let gpuLot = Terms<GPULot>(
    "miners.NAME.gpuLots.NAME", "A lot of equal GPUs.", blank: GPULot(name: "", gpu: 0, count: 0),
    [
      Term(
        FieldRule("gpu", .reference(.gpu), .required, "Its class."),
        fill: { $0.gpu = $1.place("gpu", in: .gpu) ?? 0 }),
      Term(
        "count", .number(NumberRange(0...1e12, "GPUs").usually(1...2e6)), .required, "How many.",
        \.count),
    ] + service(from: \.inService, delay: \.meanDelayYears) + [
      awaits(\.order),
      pledgedTo(\.liens),
      Term("contract", contract, .nothing("rented at spot"), "A rental contract.", \.contract),
    ]
  ).called("lot")

  static let contract = Terms<RentalContract>(
    "miners.NAME.gpuLots.NAME.contract", "A take-or-pay contract on a lot.",
    blank: RentalContract(ratePerHour: 0),
    [
      Term("share", .number(.share), .one, "Share of the lot under contract.", \.share),
      Term(
        "ratePerHour", .number(.perGPUHour), .required, "Contract rate.", \.ratePerHour),
      Term("until", .date, .nothing("never ends"), "Its end.", \.until),
      Term(
        "walkAwayBelow", .number(.ratio), .zero,
        "The tenant leaves when spot rent is below this share of the contract rate.",
        \.walkAwayBelow),
      Term(
        "tenantRisk", .number(.tenantRisk), .one, "Multiple of the regime's default intensity.",
        \.tenantRisk),
    ] + assignment)

  static let lease = Terms<Lease>(
    "miners.NAME.leases.NAME", "A colocation lease to a tenant.",
    blank: Lease(name: "", revenuePerYear: 0),
    [
      Term(
        "revenuePerYear", .number(.moneyPerYear), .required,
        "Revenue while let.", \.revenuePerYear),
      Term("costShare", .number(.share), .zero, "Share of revenue lost to costs.", \.costShare),
      Term("from", .date, .nothing("running already"), "Its start.", \.from),
      Term("until", .date, .nothing("never ends"), "Its end, not before its start.", \.until),
      Term(
        "meanDelayYears", .number(.wait), .zero, "Mean of an exponential delay of its start.",
        \.meanDelayYears),
      Term(
        "tenantRisk", .number(.tenantRisk), .one, "Multiple of the regime's default intensity.",
        \.tenantRisk),
      Term(
        "reletYears", .number(.wait), .zero, "Time without a tenant after a default.", \.reletYears
      ),
      Term(
        "reletShare", .number(.share), .one, "Revenue after re-letting, as a share of before.",
        \.reletShare),
      rents(\.tenant),
      Term(
        "discountRate", .number(.yieldUp.usually(0...0.4)), .nothing("it has no value"),
        "Rate at which it is valued in marks and sales.", \.discountRate),
      awaits(\.order),
      pledgedTo(\.liens),
    ]
  ).called("lease")

  static let insolvency = Terms<InsolvencyTest>(
    "miners.NAME.insolvency", "Default when marked assets fall below a multiple of debt.",
    blank: InsolvencyTest(),
    [
      Term("barrier", .number(NumberRange(0...100).asMultiple), .one, "That multiple.", \.barrier),
      Term(
        "tested", .choice(InsolvencyTest.Timing.allCases.map(\.rawValue), selects: false),
        .value(.text("everyStep")), "When the test is made.", \.tested),
    ])
}

extension NumberRange {
  static let yieldUp = NumberRange(0...1, "per year", percent: true)
}

extension FieldRules {
  /// Ether is sold first.
  private static let saleOrder = ["eth", "btc"].map {
    Node(.text($0), at: SourcePosition(SourceText(name: "placeholder")))
  }
}
