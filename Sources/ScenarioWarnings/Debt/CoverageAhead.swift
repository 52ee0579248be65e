import CreditBasics

/// A borrower's DSCR in years to come at some prices, without what children distribute.
///
/// Everything begins on its date, no tenant fails, and nothing is extended, converted, put or prepaid.
struct CoverageAhead {
  private let incomes: [DatedIncome]
  /// Interest and scheduled principal by date, in dollars.
  private let service: [(date: Double, usd: Double)]
  /// Dollars a year.
  private let overheads: Double
  /// The latest date from which something earns, in years since the as-of date.
  let begun: Double

  init(_ miner: Miner, _ prices: TodaysPrices, on grid: TimeGrid) {
    begun = IncomeToday.dated(miner, prices).map(\.from).max() ?? 0
    incomes = IncomeToday.flows(miner, prices)
    var due: [(date: Double, usd: Double)] = []
    DebtLadder.walk(miner, drawing: miner.orderPayments(grid)) { _, date, usd, kind in
      if usd > 0, kind == \.interest || kind == \.principal { due.append((date, usd)) }
    }
    service = due
    overheads = miner.overheadPerYear
  }

  /// Income between two dates, in dollars.
  func income(from start: Double, to end: Double) -> Double {
    incomes.reduce(0) {
      $0 + $1.usdPerYear * max(0, min(end, $1.until) - max(start, $1.from))
    }
  }

  /// Income over service of the year up to a date, or since the as-of date; nil without service.
  func ratio(by end: Double) -> Double? {
    due(by: end).map { income(from: max(0, end - 1), to: end) / $0 }
  }

  /// `ratio` where overheads are paid and nothing is earned.
  func lowestRatio(by end: Double) -> Double? {
    due(by: end).map { -overheads * min(1, end) / $0 }
  }

  /// Service of the year up to a date, in dollars; nil without any.
  private func due(by end: Double) -> Double? {
    // Of dates a year apart the window has exactly one, even where one lies part of a day late.
    let last = end + 0.75 / TimeGrid.daysPerYear
    let due = service.reduce(0) {
      $0 + ($1.date > last - 1 && $1.date <= last ? $1.usd : 0)
    }
    return due > 0 ? due : nil
  }
}

extension IncomeToday {
  /// What earns, each from its own date on, and coins' yield less overheads from the as-of date on.
  static func flows(_ miner: Miner, _ prices: TodaysPrices) -> [DatedIncome] {
    let today = IncomeToday(miner, prices)
    return IncomeToday.dated(miner, prices).filter { $0.usdPerYear > 0 }
      + [DatedIncome(usdPerYear: today.treasury - today.overheads, from: 0)]
  }
}
