import CreditBasics
import ScenarioFiles

/// Warns of tests that fail today and of debt that nothing carries, by the LTV and the DSCR of the lender's table.
extension Plausibility {
  /// LTV from which a secured loan is far above its collateral.
  private static let farAbove = 2.0

  mutating func checkToday(
    _ marks: [MarksToday], _ prices: TodaysPrices, _ ladders: [DebtLadder]
  ) {
    // Where a figure is in a wrong unit, coverage is wrong too and needs no warning of its own.
    let isMistaken = found.contains { $0.weight == .mistake }
    var received = Array(repeating: 0.0, count: scenario.miners.count)
    // What these will distribute to a parent is not known today.
    let growing = scenario.miners.filter { $0.distributions != nil && $0.isGrowing }
    let expectant = Set(growing.compactMap(\.parent))
    // Means are worked out only if a borrower with a parent cannot pay alone.
    let book = scenario
    lazy var means = FundingMeans.all(book, marks, prices)
    for index in scenario.stepOrder {
      let miner = scenario.miners[index]
      let debt = CarriedDebt(
        miner, marks[index], prices, ladders[index], receiving: received[index], of: scenario)
      let before = found.count
      let secured = checkTests(of: debt, CollateralToday.all(miner, prices))
      if let parent = miner.parent, found.count == before { received[parent] += debt.distributed }
      checkSecured(secured, debt)
      if !isMistaken, found.count == before, !expectant.contains(index) {
        checkCoverage(debt) { miner.supportCapUSD > 0 ? means[index].support(by: $0) : 0 }
      }
    }
  }

  /// Warns of tests that fail today, and returns the collateral that passes.
  private mutating func checkTests(
    of debt: CarriedDebt, _ collateral: [CollateralToday?]
  ) -> [CollateralToday] {
    var secured: [CollateralToday] = []
    for ((index, tranche), pledged) in zip(debt.miner.tranches.enumerated(), collateral)
    where tranche.principalUSD > 0 || debt.miner.draws(on: index) {
      let keys = ["miners", debt.miner.name, "tranches", tranche.name]
      if let covenant = tranche.covenant, covenant.maxLTV != nil, pledged == nil {
        warn(keys + ["covenant", "maxLTV"], "nothing is pledged: every test fails", .grave)
      }
      guard tranche.principalUSD > 0 else { continue }
      if pledged == nil { checkCall(tranche, debt, keys) }
      if let covenant = tranche.covenant { checkAccounts(covenant, debt, keys) }
      // What is on order may be paid for before anybody tests.
      guard let pledged, !pledged.waits else { continue }
      if !isBreached(pledged, keys) { secured.append(pledged) }
    }
    return secured
  }

  /// Warns of margin terms of a loan to which nothing is pledged, where free coins and cash cannot
  /// answer the call.
  private mutating func checkCall(_ tranche: Tranche, _ debt: CarriedDebt, _ keys: [String]) {
    guard let margin = tranche.margin else { return }
    let cash = max(0, debt.marks.cash - debt.miner.minimumCashUSD)
    let coins = debt.marks.coins.btc + debt.marks.coins.eth
    guard tranche.principalUSD - cash > Limit.most(margin.liquidationLTV) * coins else { return }
    warn(
      keys + ["margin"],
      "nothing is pledged: it is called at once, and coins and cash do not answer the call", .grave)
  }

  private mutating func checkAccounts(
    _ covenant: CovenantTerms, _ debt: CarriedDebt, _ keys: [String]
  ) {
    if let least = covenant.minDSCR, let coverage = debt.coverage(below: least) {
      warn(
        keys + ["covenant", "minDSCR"],
        "\(JSONScalar.shortest(least)) is failed today: DSCR is \(NumberText.digits(coverage, 3))",
        .grave)
    }
    let liquidity = debt.marks.cash + debt.marks.reserves
    if let least = covenant.minLiquidityUSD, liquidity < Limit.leastCash(least) {
      warn(
        keys + ["covenant", "minLiquidity"],
        "\(JSONScalar.shortest(least)) is failed today: cash and reserves are "
          + "$\(NumberText.digits(liquidity, 4))", .grave)
    }
  }

  /// Warns of the gravest limit on a loan's LTV that is broken today; returns whether one is.
  private mutating func isBreached(_ pledged: CollateralToday, _ keys: [String]) -> Bool {
    let margin = pledged.tranche.margin
    let limits = [
      (["margin", "liquidationLTV"], margin?.liquidationLTV),
      (["margin", "callLTV"], margin?.callLTV),
      (["covenant", "maxLTV"], pledged.tranche.covenant?.maxLTV),
    ]
    for (place, limit) in limits {
      guard let limit, pledged.isAbove(limit) else { continue }
      let today =
        pledged.loanToValue.map { "LTV is \(Self.percent($0))" }
        ?? "what is pledged is worth nothing"
      warn(keys + place, "\(JSONScalar.shortest(limit)) is broken today: \(today)", .grave)
      return true
    }
    return false
  }

  /// One warning for a borrower's loans that are far above their collateral, where its other assets
  /// do not cover them either.
  private mutating func checkSecured(_ secured: [CollateralToday], _ debt: CarriedDebt) {
    let far = secured.filter { !$0.isUndervalued && $0.valueUSD > 0 && $0.isAbove(Self.farAbove) }
    let owed = debt.miner.tranches.reduce(0) { $0 + $1.principalUSD }
    guard let worst = far.max(by: { $0.loanToValue ?? 0 < $1.loanToValue ?? 0 }),
      // Leverage that no desk would believe has been warned of already.
      owed > debt.marks.total, owed <= 5 * debt.marks.total
    else { return }
    let others = far.count > 1 ? ", the highest of \(far.count) of this borrower" : ""
    warn(
      ["miners", debt.miner.name, "tranches", worst.tranche.name],
      "LTV today is \(Self.percent(worst.loanToValue ?? 0))\(others): what is pledged covers less "
        + "than half of it, and all that the borrower owns less than its debt", .grave)
  }

  /// Warns where neither income nor what is at hand carries the debt: it lives on shares or extensions.
  ///
  /// - Parameter support: Dollars that the parent can have given by a date, at most: its own debt and its support of
  ///   other children are not deducted.
  private mutating func checkCoverage(_ debt: CarriedDebt, support: (Double) -> Double) {
    if debt.miner.isGrowing { return checkGrown(debt, support: support) }
    guard let coverage = debt.coverage(below: 1), debt.missingUSD > support(debt.end) else {
      return
    }
    warn(
      ["miners", debt.miner.name],
      "DSCR today is \(NumberText.digits(coverage, 3)), and cash, reserves, coins and support do not make "
        + "up for it: without new shares, extensions or better prices the debt is not paid", .slight
    )
  }

  /// Warns where what has still to begin will not carry the debt either.
  private mutating func checkGrown(_ debt: CarriedDebt, support: (Double) -> Double) {
    guard debt.received == 0, let coverage = debt.coverageOnceBegun, coverage < Limit.least(1),
      debt.missingOnceBegunUSD > support(debt.end)
    else { return }
    warn(
      ["miners", debt.miner.name],
      "DSCR will be \(NumberText.digits(coverage, 3)) at today's prices in the year after all has begun, "
        + "and cash, reserves, coins and support do not make up for it: without new shares, extensions or "
        + "better prices the debt is not paid", .slight)
  }

  private static func percent(_ share: Double) -> String {
    "\(NumberText.digits(100 * share, 4)) %"
  }
}

/// What a borrower owes, compared with what it earns at today's prices.
private struct CarriedDebt {
  let miner: Miner
  let marks: MarksToday
  private let income: IncomeToday
  private let ladder: DebtLadder
  /// Dollars that children distribute in a year.
  let received: Double
  private let prices: TodaysPrices
  private let grid: TimeGrid
  /// The calendar year in which the simulation ends.
  private let lastYear: Int

  init(
    _ miner: Miner, _ marks: MarksToday, _ prices: TodaysPrices, _ ladder: DebtLadder,
    receiving received: Double, of scenario: Scenario
  ) {
    (self.miner, self.marks, self.prices, self.received) = (miner, marks, prices, received)
    self.ladder = ladder
    income = IncomeToday(miner, prices)
    grid = scenario.grid
    lastYear = CalendarDate(scenario.asOf)?.adding(years: grid.endYears)?.year ?? Int.max
  }

  /// Today's DSCR, if it is below a limit and stays below with income from children and from what
  /// begins within the year; else nil.
  func coverage(below limit: Double) -> Double? {
    guard let today = ladder.coverage(income), today < Limit.least(limit) else { return nil }
    let begun = IncomeToday.dated(miner, prices).reduce(0) {
      $0 + max(0, $1.usdPerYear) * max(0, min(1, $1.until) - $1.from)
    }
    let coming = max(income.total, begun + income.treasury - income.overheads) + received
    return coming < Limit.least(limit) * ladder.nextYear.service ? today : nil
  }

  /// Dollars that it can distribute in a year.
  var distributed: Double {
    guard let terms = miner.distributions, coverage(below: terms.minDSCR) == nil else { return 0 }
    return terms.share * max(0, income.total + received - ladder.nextYear.service)
  }

  private var horizon: Double { grid.endYears }

  /// Coverage in years to come, computed when asked for: few borrowers need it.
  private var ahead: CoverageAhead { CoverageAhead(miner, prices, on: grid) }

  /// DSCR of the year after everything has begun, or of the last year in which something is owed.
  var coverageOnceBegun: Double? {
    let ahead = ahead
    return ahead.ratio(by: min(ahead.begun + 1, end))
  }

  /// Dollars that fall due within the horizon beyond income and its own cash, reserves and coins;
  /// negative if these suffice.
  var missingUSD: Double { due - (income.total + received) * end - marks.atHandUSD }

  /// `missingUSD` with the income of everything from its own date on.
  var missingOnceBegunUSD: Double {
    due - ahead.income(from: 0, to: end) - marks.atHandUSD
  }

  /// Years until nothing is owed any more, or to the horizon.
  var end: Double { min(horizon, miner.tranches.map(\.maturity).max() ?? 0) }

  /// Dollars that fall due within the horizon.
  private var due: Double {
    // The year in which the simulation ends is left out, as part of it lies beyond the horizon.
    ladder.years.filter { $0.year < lastYear }.reduce(0) {
      $0 + $1.rung.service + $1.rung.balloons + $1.rung.payments - $1.rung.draws
    }
  }
}

extension Miner {
  /// Whether something that it owns, has ordered or let does not earn yet.
  fileprivate var isGrowing: Bool {
    let starts =
      gpuLots.map { ($0.inService, $0.meanDelayYears) }
      + allRigLots.map { ($0.inService, $0.meanDelayYears) }
      + leases.map { ($0.from, $0.meanDelayYears) }
    return !orders.isEmpty || starts.contains { $0 ?? 0 > TimeGrid.dateTolerance || $1 > 0 }
  }
}
