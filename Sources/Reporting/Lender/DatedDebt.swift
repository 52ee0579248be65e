import CreditBasics

/// What of a tranche falls due or may be put on fixed days, by the ladder that `check` prints.
package struct DatedDebt {
  package let miner: String, tranche: String
  /// Today's principal in dollars.
  package let principalUSD: Double
  /// Dollars that may be drawn beyond it.
  package let commitmentUSD: Double
  /// Dollars of these that orders draw.
  package private(set) var drawnUSD: Double
  /// Dollars left for the maturity.
  package private(set) var balloonUSD: Double
  /// Dollars that holders may ask for on put dates before it, in their order.
  package private(set) var puts: [(date: CalendarDate, amountUSD: Double)]

  /// A tranche's debt as it is known.
  package init(
    _ miner: String, _ tranche: String, principalUSD: Double, commitmentUSD: Double = 0,
    drawnUSD: Double = 0, balloonUSD: Double = 0,
    puts: [(date: CalendarDate, amountUSD: Double)] = []
  ) {
    (self.miner, self.tranche) = (miner, tranche)
    (self.principalUSD, self.commitmentUSD) = (principalUSD, commitmentUSD)
    (self.drawnUSD, self.balloonUSD, self.puts) = (drawnUSD, balloonUSD, puts)
  }

  /// That of every tranche of a scenario; none without a calendar.
  package static func all(_ scenario: Scenario) -> [DatedDebt] {
    guard let start = CalendarDate(scenario.asOf) else { return [] }
    return scenario.miners.flatMap { miner in
      miner.tranches.indices.map { all(miner, $0, scenario.grid, start) }
    }
  }

  private static func all(
    _ miner: Miner, _ index: Int, _ grid: TimeGrid, _ start: CalendarDate
  ) -> DatedDebt {
    let tranche = miner.tranches[index]
    var debt = DatedDebt(
      miner.name, tranche.name, principalUSD: tranche.principalUSD,
      commitmentUSD: tranche.commitment?.amountUSD ?? 0)
    let draws = miner.orderPayments(grid).filter {
      $0.drawnUSD > 0 && miner.orders[$0.order].fundedBy == index
    }
    DebtLadder.walk(tranche, drawing: draws) { date, amount, kind in
      if kind == \.draws { debt.drawnUSD += amount }
      if kind == \.balloons { debt.balloonUSD += amount }
      if kind == \.puts, let day = start.adding(years: date) { debt.puts.append((day, amount)) }
    }
    return debt
  }
}
