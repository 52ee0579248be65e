import CreditBasics

/// What a lender's analyst works out before any simulation: marks, loan-to-value, coverage, debt ladder, collateral.
///
/// Everything is at the prices of the as-of date and as the contracts are written; no path is drawn.
public enum LenderTable {
  /// The tables of every miner, at most 80 columns for names and amounts of ordinary length.
  public static func render(_ scenario: Scenario) -> String {
    let prices = TodaysPrices(scenario.market)
    let marks = MarksToday.all(scenario, prices)
    let miners = zip(scenario.miners, marks).map { miner, marks in
      ([miner.name] + body(miner, marks, scenario, prices).map { $0.isEmpty ? "" : "  " + $0 })
        .joined(separator: "\n")
    }
    let parts =
      [head(scenario, prices)] + miners + LenderTenants.table(scenario)
      + LenderTerms.conventions(scenario) + [notes]
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static let notes = """
    LTV: outstanding / marks, no haircut for selling. DSCR: income at today's prices
    over interest and scheduled principal of the next 12 months, without balloons.
    Ladder: as written, orders drawn for, nothing extended, converted or put; puts
    are what holders may ask for. BTC fall: from today's price to the call, all else
    unchanged. What is on order counts for nothing until it is paid.
    """

  private static func head(_ scenario: Scenario, _ prices: TodaysPrices) -> String {
    var quotes: [String] = []
    for coin in Coin.allCases where prices.coinUSD[coin] > 0 {
      quotes.append("\(coin.symbol) $\(ScreenFormat.count(prices.coinUSD[coin]))")
    }
    if prices.hashprice > 0 { quotes.append("hashprice $\(cents(prices.hashprice))/PH/day") }
    if prices.powerPerMWh > 0 { quotes.append("power $\(cents(prices.powerPerMWh))/MWh") }
    let debt = scenario.miners.flatMap(\.tranches).reduce(0) { $0 + $1.principalUSD }
    let miners = scenario.miners.count == 1 ? "1 miner" : "\(scenario.miners.count) miners"
    let title =
      "\(scenario.name) as of \(scenario.asOf): \(miners), debt \(ScreenFormat.dollars(debt))"
    let given = GivenMarket(scenario)?.screenLines(for: "a run") ?? []
    return ([title] + given + (quotes.isEmpty ? [] : [quotes.joined(separator: ", ")]))
      .joined(separator: "\n")
  }

  private static func body(
    _ miner: Miner, _ marks: MarksToday, _ scenario: Scenario, _ prices: TodaysPrices
  ) -> [String] {
    let ladder = DebtLadder(miner, of: scenario)
    let income = IncomeToday(miner, prices)
    var lines = balanceSheet(miner, marks, scenario.market.gpus)
    lines += coverage(income, ladder)
    let terms = LenderTerms(scenario, prices)
    for table in [terms.debt(miner), terms.contracts(miner)] where table.count > 1 {
      lines += [""] + ScreenFormat.columns(table)
    }
    if !ladder.years.isEmpty { lines += [""] + ScreenFormat.columns(rungs(ladder)) }
    let collateral = CollateralToday.all(miner, prices).compactMap(\.self)
    if !collateral.isEmpty { lines += [""] + ScreenFormat.columns(pledges(collateral)) }
    return lines
  }

  /// Most classes whose counts stand in words.
  private static let mostClasses = 3

  /// GPUs and sites that are paid for, by class: `6,000 H100 + 48 site MW + 2 more classes`; nil without any.
  private static func hardware(_ miner: Miner, _ classes: [GPUClass]) -> String? {
    var counts: [Int: Double] = [:]
    for lot in miner.gpuLots where lot.count > 0 && miner.isPaid(lot.order) {
      counts[lot.gpu, default: 0] += lot.count
    }
    let words = counts.sorted { $0.key < $1.key }.prefix(mostClasses).map {
      "\(ScreenFormat.count($0.value)) \(classes[$0.key].name)"
    }
    let more = counts.count - words.count
    let rest = more > 0 ? [NumberWords.count(more, "more class", "more classes")] : []
    return words.isEmpty ? nil : (words + rest).joined(separator: " + ")
  }

  private static func balanceSheet(
    _ miner: Miner, _ marks: MarksToday, _ gpus: [GPUClass]
  ) -> [String] {
    let held = miner.treasury.holdings
    var assets = ["cash \(ScreenFormat.dollars(marks.cash))"]
    if marks.reserves > 0 { assets.append("reserves \(ScreenFormat.dollars(marks.reserves))") }
    for coin in Coin.allCases where held[coin] > 0 {
      let value = ScreenFormat.dollars(marks.coins[coin])
      assets.append("\(ScreenFormat.count(held[coin])) \(coin.symbol) \(value)")
    }
    if let hardware = hardware(miner, gpus) {
      assets.append("\(hardware) \(ScreenFormat.dollars(marks.gpus))")
    }
    let petahash = miner.allRigLots.filter { miner.isPaid($0.order) }.reduce(0) {
      $0 + $1.fleet.petahash
    }
    if petahash > 0 {
      assets.append("\(ScreenFormat.count(petahash)) PH/s \(ScreenFormat.dollars(marks.asics))")
    }
    if marks.leases > 0 { assets.append("leases \(ScreenFormat.dollars(marks.leases))") }
    if marks.stakes > 0 { assets.append("children \(ScreenFormat.dollars(marks.stakes))") }
    let debt = miner.tranches.reduce(0) { $0 + $1.principalUSD }
    let ltv = marks.total > 0 ? ScreenFormat.percent(debt / marks.total, 1) : ScreenFormat.nothing
    return list("assets  \(ScreenFormat.dollars(marks.total)):", assets)
      + ["debt    \(ScreenFormat.dollars(debt)), headline LTV \(ltv)"]
  }

  private static func coverage(_ income: IncomeToday, _ ladder: DebtLadder) -> [String] {
    let parts = [
      ("mining", income.mining), ("GPUs", income.gpus), ("leases", income.leases),
      ("cash and staking", income.treasury), ("overheads", -income.overheads),
    ].filter { $0.1 != 0 }.map { "\($0.0) \(ScreenFormat.dollars($0.1))" }
    let service = ScreenFormat.dollars(ladder.nextYear.service)
    let dscr = ladder.coverage(income).map(cents) ?? ScreenFormat.nothing
    return list(
      "income  \(ScreenFormat.dollars(income.total)) a year\(parts.isEmpty ? "" : ":")", parts)
      + ["service \(service) in the next 12 months, DSCR today \(dscr)"]
  }

  /// Everything below a miner's name is indented by two.
  private static func list(_ label: String, _ items: [String]) -> [String] {
    ScreenFormat.wrapped(label, items, indent: 8, width: 78)
  }

  private static func rungs(_ ladder: DebtLadder) -> [[String]] {
    func cell(_ amount: Double) -> String {
      amount < 0.005 ? ScreenFormat.nothing : ScreenFormat.dollars(amount)
    }
    let (draws, payments) = (ladder.hasDraws, ladder.hasPayments)
    let rows = ladder.years.map { year, rung in
      ["\(year)"] + (payments ? [cell(rung.payments)] : []) + (draws ? [cell(rung.draws)] : [])
        + [cell(rung.interest), cell(rung.principal), cell(rung.balloons), cell(rung.puts)]
    }
    let head =
      ["year"] + (payments ? ["orders and payments"] : []) + (draws ? ["draws"] : [])
    return [head + ["interest", "principal", "balloons", "puts"]] + rows
  }

  private static func pledges(_ collateral: [CollateralToday]) -> [[String]] {
    func cell(_ count: Double) -> String {
      count == 0 ? ScreenFormat.nothing : ScreenFormat.count(count)
    }
    func share(_ value: Double?, _ decimals: Int) -> String {
      value.map { ScreenFormat.percent($0, decimals) } ?? ScreenFormat.nothing
    }
    let rows = collateral.map { row in
      [
        row.tranche.name.shortened(20), cell(row.tranche.pledge.btc),
        cell(row.tranche.pledge.eth), cell(row.gpuCount), ScreenFormat.dollars(row.valueUSD),
        share(row.loanToValue, 1), share(row.tranche.margin?.callLTV, 0),
        share(row.tranche.margin?.liquidationLTV, 0), share(row.fallToCall, 1),
      ]
    }
    let header = [
      "collateral of", "BTC", "ETH", "units", "value", "LTV", "call", "liq.", "BTC fall",
    ]
    return [header] + rows
  }

  private static func cents(_ number: Double) -> String { ScreenFormat.decimals(number, 2) }
}
