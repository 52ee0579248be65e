import CreditBasics

/// The rules of the whole scenario format, by section; `scenario` is the root.
enum FieldRules {
  static let scenario = Terms<Scenario>(
    "scenario", "The file's outermost object.",
    blank: Scenario(
      unchecked: "", asOf: "", grid: TimeGrid(horizonYears: 1, stepsPerYear: 1), riskFreeRate: 0,
      simulation: Simulation(), lenderView: LenderView(regime: 0), market: noMarket,
      resolution: ResolutionTerms(), miners: []),
    [
      Term("name", .name, .required, "Name; results go to `results/NAME` by default.", \.name),
      Term("asOf", .asOf, .required, "Time 0: every date counts from it.", \.asOf),
      // Makes the grid together with the next.
      Term(
        FieldRule(
          "horizonYears",
          .number(NumberRange(0...100, "years").above.usually(0...30, or: .months)),
          .computed("until the latest maturity and then the longest `graceDays` have passed"),
          "Years simulated; at least one step. Required where no miner has a tranche.")),
      Term(
        FieldRule(
          "stepsPerYear", .integer(1...8766), .value(.number("52")),
          "Steps in a year of 365.25 days: 52 are weeks."),
        fill: { scenario, root in
          scenario.grid = TimeGrid(
            horizonYears: root.number("horizonYears"), stepsPerYear: root.integer("stepsPerYear"))
        }),
      Term(
        "riskFreeRate", .number(.shortRate), .zero, "Flat rate, continuously compounded.",
        \.riskFreeRate),
      Term("simulation", simulation, .empty, "Paths and seed.", \.simulation),
      Term(
        "lenderView", lenderView, .empty, "What the lender's spreadsheet assumed.", \.lenderView),
      Term("market", market, .required, "The world in which all miners live.", \.market),
      Term(
        "tenants", named: tenant, count: 0...10_000, .empty,
        "Named tenants, which contracts and leases share.", \.tenants, name: \.name),
      Term(
        "resolution", resolution, .empty, "How a defaulted miner's assets are sold.", \.resolution),
      Term(
        "miners", named: miner, count: 1...10_000, reserved: Miner.reservedNames, .required,
        "The book, by miner.", \.miners, name: \.name),
    ])

  static let simulation = Terms<Simulation>(
    "simulation", "How much is drawn.", blank: Simulation(),
    [
      Term(
        "paths", .integer(1...Simulation.mostPaths), .value(.number("100000")), "Number of paths.",
        \.paths),
      Term("seed", .seed, .one, "Seed of every random stream.", \.seed),
    ])

  static let lenderView = Terms<LenderView>(
    "lenderView", "The same book as the lender's spreadsheet saw it.",
    blank: LenderView(regime: 0),
    [
      Term(
        FieldRule(
          "regime", .reference(.regime), .computed("the initially most probable regime"),
          "Regime whose correlations the lender uses in every regime."),
        fill: { $0.regime = $1.place("regime", in: .regime) ?? 0 }),
      Term(
        "usefulLifeYears",
        .number(NumberRange(0...100, "years").above.usually(1...20, or: .months)),
        .value(.number("6")), "Straight-line life of a GPU.", \.usefulLifeYears),
    ])

  static let resolution = Terms<ResolutionTerms>(
    "resolution", "From default to money.", blank: ResolutionTerms(),
    [
      Term(
        "costRate", .number(.share.usually(0...0.4)), .zero,
        "Share of GPU and ASIC proceeds lost to costs.", \.costRate),
      Term(
        "coinCostRate", .number(.share.usually(0...0.1)), .zero,
        "Share of coin proceeds lost to costs.", \.coinCostRate),
      Term(
        "lagYears", .number(.lag), .zero, "Time between default and the sale of hardware.",
        \.lagYears),
      Term(
        "relocationHaircut", .number(.share), .zero,
        "Share of hardware value lost because racks do not move.", \.relocationHaircut),
      Term(
        "scrapShare", .number(.share), .zero,
        "Least sale value of a GPU as a share of its resale price.", \.scrapShare),
      Term(
        "leaseHaircut", .number(.share), .zero,
        "Share of a lease's value, or of a contract's, lost in a sale.", \.leaseHaircut),
      Term(
        "leaseLagYears", .number(.lag), .zero, "Time between default and its sale.", \.leaseLagYears
      ),
      Term(
        "contractYield", .number(NumberRange(0...1, "per year", percent: true).usually(0...0.4)),
        .value(.number("0.12")), "Rate at which buyers discount a contract that is assigned.",
        \.contractYield),
      Term(
        "subsidiaryHaircut", .number(.share), .one,
        "Share of a child's positive equity lost when a stake in it is sold.", \.subsidiaryHaircut),
    ])

  /// Every section, in the order of the reference.
  static let sections: [Section] = {
    var found: [Section] = []
    collect(scenario.section, into: &found)
    return found
  }()

  private static func collect(_ section: Section, into found: inout [Section]) {
    if found.contains(where: { $0.path == section.path }) { return }
    found.append(section)
    for field in section.fields { collect(field.kind, into: &found) }
  }

  private static func collect(_ kind: FieldKind, into found: inout [Section]) {
    switch kind {
    case .block(let section), .named(let section, _, _), .given(let section):
      collect(section, into: &found)
    case .map(_, let inner): collect(inner, into: &found)
    default: break
    }
  }
}
