import CreditBasics
import ScenarioFiles

extension Plausibility {
  mutating func check(_ miner: Miner, _ marks: MarksToday, _ prices: TodaysPrices) {
    let keys = ["miners", miner.name]
    let debt = miner.tranches.reduce(0) { $0 + $1.principalUSD }
    let undrawn = miner.tranches.reduce(0) { $0 + ($1.commitment?.amountUSD ?? 0) }
    if debt + undrawn == 0 {
      warn(keys, "owes nothing: it can cost no lender anything", .grave)
    } else if debt > 0 {
      checkLeverage(miner, debt, marks.total, prices)
    }
    for tranche in miner.tranches { checkMaturity(tranche, keys + ["tranches", tranche.name]) }
    for lot in miner.gpuLots where lot.pledgedTo != nil && lot.count > 0 && lot.order == nil {
      checkDelivery(lot.inService, delay: lot.meanDelayYears, keys + ["gpuLots", lot.name])
    }
    for lot in miner.rigLots where !lot.liens.isEmpty && lot.fleet.petahash > 0 && lot.order == nil
    {
      checkDelivery(lot.inService, delay: lot.meanDelayYears, keys + ["rigLots", lot.name])
    }
  }

  /// Warns of leverage that no desk has on its books, which points to a wrong unit.
  private mutating func checkLeverage(
    _ miner: Miner, _ debt: Double, _ marks: Double, _ prices: TodaysPrices
  ) {
    let keys = ["miners", miner.name]
    // Leases without a discount rate have no marks, so LTV says nothing about loans against their
    // income.
    let isMarked = miner.leases.allSatisfy { $0.discountRate != nil }
    if isMarked, marks > 0, !(0.005...5).contains(debt / marks) {
      warn(
        keys,
        "LTV today is \(NumberText.digits(100 * debt / marks, 3)) %, outside the usual 0.5 to 500 %: "
          + "debt of $\(NumberText.digits(debt, 4)) on marks of $\(NumberText.digits(marks, 4))",
        .mistake)
    }
    // Overheads may leave next to nothing of an income whose units are right, so they are added
    // back.
    let today = IncomeToday(miner, prices)
    let income = debt > today.total ? today.total + today.overheads : today.total
    if income > 0, !(0.02...1000).contains(debt / income) {
      warn(
        keys,
        "debt is \(NumberText.digits(debt / income, 3)) times today's yearly income, outside the usual "
          + "0.02 to 1,000: $\(NumberText.digits(debt, 4)) on $\(NumberText.digits(income, 4))",
        .mistake)
    }
  }

  private mutating func checkMaturity(_ tranche: Tranche, _ keys: [String]) {
    let horizon = scenario.grid.endYears
    guard tranche.principalUSD > 0 || tranche.commitment?.amountUSD ?? 0 > 0,
      tranche.maturity > horizon + TimeGrid.dateTolerance
    else { return }
    let tenth = (tranche.maturity * 10).rounded(.up) / 10
    let way =
      tenth > 100
      ? "horizonYears can be at most 100: is the date meant?"
      : "horizonYears \(NumberText.digits(tenth, 4)) counts it"
    warn(
      keys + ["maturity"],
      "principal falls due \(NumberText.years(tranche.maturity - horizon, 2)) after the horizon "
        + "of \(NumberText.digits(horizon, 4)): what is lost then is not counted; \(way)", .grave)
  }

  /// Warns of a pledged lot that is delivered after the as-of date.
  private mutating func checkDelivery(_ inService: Double?, delay: Double, _ keys: [String]) {
    if inService ?? 0 > TimeGrid.dateTolerance || delay > 0 {
      warn(
        keys + ["inService"],
        "counts as collateral from the as-of date on, though it is delivered later", .slight)
    }
  }
}
