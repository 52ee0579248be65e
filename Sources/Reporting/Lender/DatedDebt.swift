import CreditBasics

/// How much of a tranche falls due or may be put on fixed days, by the ladder that `check` prints.
package struct DatedDebt {
  package let miner: String, tranche: String
  /// Today's principal in dollars.
  package let principalUSD: Double
  /// Dollars that may be drawn beyond it.
  package let commitmentUSD: Double
  /// Dollars of the commitment that orders draw.
  package private(set) var drawnUSD: Double
  /// Dollars left for the maturity.
  package private(set) var balloonUSD: Double
  /// Dollars that holders may ask for on put dates before maturity, by date.
  package private(set) var puts: [(date: CalendarDate, amountUSD: Double)]

  /// Creates a tranche's debt from amounts that are known.
  package init(
    _ miner: String, _ tranche: String, principalUSD: Double, commitmentUSD: Double = 0,
    drawnUSD: Double = 0, balloonUSD: Double = 0,
    puts: [(date: CalendarDate, amountUSD: Double)] = []
  ) {
    (self.miner, self.tranche) = (miner, tranche)
    (self.principalUSD, self.commitmentUSD) = (principalUSD, commitmentUSD)
    (self.drawnUSD, self.balloonUSD, self.puts) = (drawnUSD, balloonUSD, puts)
  }

  /// The debt of every tranche of a scenario; none without a calendar date as its start.
  package static func all(_ scenario: Scenario) -> [DatedDebt] {
    guard let start = CalendarDate(scenario.asOf) else { return [] }
    return scenario.miners.flatMap { all($0, scenario.grid, start) }
  }

  private static func all(
    _ miner: Miner, _ grid: TimeGrid, _ start: CalendarDate
  ) -> [DatedDebt] {
    var debts = miner.tranches.map {
      DatedDebt(
        miner.name, $0.name, principalUSD: $0.principalUSD,
        commitmentUSD: $0.commitment?.amountUSD ?? 0)
    }
    DebtLadder.walk(miner, drawing: miner.orderPayments(grid)) { tranche, date, amount, kind in
      if kind == \.draws { debts[tranche].drawnUSD += amount }
      if kind == \.balloons { debts[tranche].balloonUSD += amount }
      if kind == \.puts, let day = start.adding(years: date) {
        debts[tranche].puts.append((day, amount))
      }
    }
    return debts
  }
}
