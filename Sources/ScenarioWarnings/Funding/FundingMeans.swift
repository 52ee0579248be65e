import CreditBasics

/// What a borrower can pay with, counted generously: nothing is delayed, no tenant fails, no principal is
/// repaid, and all coins are free.
struct FundingMeans {
  /// Cash of the as-of date, in dollars.
  let cash: Double
  /// Cash, reserves and coins at today's prices, in dollars.
  private let own: Double
  /// Dollars a year from new shares.
  private let sharesPerYear: Double
  private let flows: [DatedIncome]
  /// Interest by date, in dollars.
  private let interest: [(date: Double, usd: Double)]
  /// The most that the parent's support may come to, in dollars.
  private let supportCap: Double
  /// Dollars that a supporting parent keeps.
  private let parentKeeps: Double
  /// Children that distribute.
  private var children: [FundingMeans] = []
  /// The parent, if its own means limit its support; at most one.
  private var parent: [FundingMeans] = []

  /// The means of every borrower of a book.
  static func all(
    _ scenario: Scenario, _ marks: [MarksToday], _ prices: TodaysPrices
  ) -> [FundingMeans] {
    let miners = scenario.miners
    let alone = zip(miners, marks).map { FundingMeans($0, $1, prices, of: scenario) }
    var means = alone
    var payers = miners.map { _ in 0 }
    for miner in miners where miner.distributions != nil {
      if let parent = miner.parent { payers[parent] += 1 }
    }
    for index in scenario.stepOrder {
      guard let parent = miners[index].parent else { continue }
      // A parent may pass on as support what its other children pay it.
      let others = payers[parent] - (miners[index].distributions == nil ? 0 : 1)
      if others == 0 { means[index].parent = [alone[parent]] }
      if miners[index].distributions != nil { means[parent].children.append(means[index]) }
    }
    return means
  }

  private init(
    _ miner: Miner, _ marks: MarksToday, _ prices: TodaysPrices, of scenario: Scenario
  ) {
    cash = marks.cash
    own = marks.atHandUSD
    (supportCap, parentKeeps) = (miner.supportCapUSD, miner.support?.keepUSD ?? 0)
    let debt = miner.tranches.reduce(0) { $0 + $1.principalUSD }
    let shares = miner.marketCap?.initialUSD ?? max(0, marks.total - debt)
    sharesPerYear = miner.equityIssuancePerWeek * shares * TimeGrid.daysPerYear / 7
    flows = IncomeToday.flows(miner, prices)
    var due: [(date: Double, usd: Double)] = []
    DebtLadder.walk(miner, drawing: miner.orderPayments(scenario.grid)) { _, date, usd, kind in
      if usd > 0, kind == \.interest { due.append((date, usd)) }
    }
    interest = due.sorted { $0.date < $1.date }
  }

  /// The first date of interest after another, in years since the as-of date.
  func nextInterest(after date: Double) -> Double? { interest.first { $0.date > date }?.date }

  /// Dollars of cash, reserves, coins, support and new shares up to a date, without income.
  func atHand(by date: Double) -> Double {
    children.reduce(own + sharesPerYear * date + support(by: date)) { $0 + $1.own }
  }

  /// Dollars that the parent can have given by a date: not more than it has had itself above what it keeps.
  func support(by date: Double) -> Double {
    guard supportCap > 0, let parent = parent.first else { return supportCap }
    let income = max(0, parent.income(by: [date])[0])
    return min(
      supportCap,
      max(
        0,
        parent.own + parent.supportCap + parent.sharesPerYear * date + income - parentKeeps))
  }

  /// Income less overheads and interest up to each of the ascending dates, with what children earn, in
  /// dollars.
  func income(by dates: [Double]) -> [Double] {
    children.reduce(earned(by: dates)) { sums, child in
      zip(sums, child.income(by: dates)).map { $0 + max(0, $1) }
    }
  }

  private func earned(by dates: [Double]) -> [Double] {
    let changes = flows.filter { $0.from < $0.until }
      .flatMap { [(date: $0.from, rate: $0.usdPerYear), (date: $0.until, rate: -$0.usdPerYear)] }
      .sorted { $0.date < $1.date }
    var (next, rate, since, sum) = (0, 0.0, 0.0, 0.0)
    var paid = 0
    return dates.map { date in
      while next < changes.count, changes[next].date <= date {
        sum += rate * (changes[next].date - since)
        (since, rate) = (changes[next].date, rate + changes[next].rate)
        next += 1
      }
      while paid < interest.count, interest[paid].date <= date + TimeGrid.dateTolerance {
        sum -= interest[paid].usd
        paid += 1
      }
      return sum + rate * (date - since)
    }
  }
}
