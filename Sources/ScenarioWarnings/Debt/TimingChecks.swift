import CreditBasics
import ScenarioFiles

/// Warns where dates or the order of a step's stages make a ratio say something else than a banker reads in it.
extension Plausibility {
  /// Years from a date of tests within which a payment belongs to the same day of the year: leap days move dates by
  /// less than a day, and a quarter's end lies up to two days beside an exact quarter.
  private static let besides = 2.5 / TimeGrid.daysPerYear

  mutating func checkTiming(
    of miner: Miner, _ marks: MarksToday, _ prices: TodaysPrices, _ ladder: DebtLadder
  ) {
    checkStraddled(miner)
    checkStub(miner, ladder)
    checkLiquidity(miner, marks, prices, ladder)
  }

  // MARK: - Payments a step after tests

  /// A payment and what looks at a miner's cash or service on nearly the same day.
  private struct Straddled {
    let tranche: Int
    let date: Double
    let isLate: Bool
  }

  /// Warns of payments that two and a half days at most part from a distribution, or some of them from a test of DSCR, so that they
  /// fall into the step after: the distribution takes their cash, the test counts one less and a later one more.
  private mutating func checkStraddled(_ miner: Miner) {
    if let terms = miner.distributions {
      warn(
        ofLate: straddled(miner, perYear: terms.perYear).first(where: \.isLate), miner,
        "in which cash is distributed, which does not wait for it")
    }
    let covenants = miner.tranches.compactMap(\.covenant).filter { $0.minDSCR != nil }
    for perYear in covenants.map(\.testsPerYear).eachOnce {
      let near = straddled(miner, perYear: perYear)
      // Where all payments of a loan are late, every window has as many of them as it should.
      let punctual = Set(near.filter { !$0.isLate }.map(\.tranche))
      warn(
        ofLate: near.first { $0.isLate && punctual.contains($0.tranche) }, miner,
        "in which the DSCR is tested: that test counts one payment less than others, a later one more"
      )
    }
  }

  private mutating func warn(ofLate payment: Straddled?, _ miner: Miner, _ what: String) {
    guard let payment, let paid = CalendarDate(scenario.asOf)?.reached(years: payment.date) else {
      return
    }
    warn(
      ["miners", miner.name, "tranches", miner.tranches[payment.tranche].name],
      "what is due on \(paid.text) falls into the step after that \(what); dates a day or two earlier keep them "
        + "together", .grave)
  }

  /// The payments of debt within two and a half days of the ends of a year's equal parts, by date.
  private func straddled(_ miner: Miner, perYear: Int) -> [Straddled] {
    let grid = scenario.grid
    guard perYear > 0, grid.stepsPerYear > perYear else { return [] }
    var found: [Straddled] = []
    DebtLadder.walk(miner, drawing: miner.orderPayments(grid)) { tranche, date, usd, kind in
      guard usd > 0, date < grid.endYears else { return }
      let test = (date * Double(perYear)).rounded() / Double(perYear)
      guard test > 0, abs(date - test) < Self.besides,
        kind == \.interest || kind == \.principal || kind == \.balloons
      else { return }
      let isLate = grid.step(reaching: date) > grid.step(reaching: test)
      found.append(Straddled(tranche: tranche, date: date, isLate: isLate))
    }
    return found.stablySorted { $0.date < $1.date }
  }

  // MARK: - A year's service that is none

  /// Warns where the next twelve months hold much less interest than a year of today's debt accrues, as the first
  /// payment is for a part of its period: today's DSCR looks better than that of any later year.
  private mutating func checkStub(_ miner: Miner, _ ladder: DebtLadder) {
    let paying = miner.tranches.filter {
      $0.principalUSD > 0 && $0.maturity > 1 && $0.coupon > 0 && $0.pikUntil == nil
    }
    let yearly = paying.reduce(0) { $0 + $1.coupon * $1.principalUSD }
    let due = ladder.nextYear.service
    guard yearly > 0, due > 0, due < 0.6 * yearly else { return }
    warn(
      ["miners", miner.name],
      "the next twelve months hold $\(NumberText.digits(due, 3)) of service, while interest of "
        + "$\(NumberText.digits(yearly, 3)) a year accrues: the first payment is for part of a period, and "
        + "today's DSCR is better than later ones", .slight)
  }

  // MARK: - Cash that is tested before coins are sold

  /// Warns of a covenant on cash of a borrower that lives on its coins: it sells them later in the step, and only
  /// for its minimum cash.
  private mutating func checkLiquidity(
    _ miner: Miner, _ marks: MarksToday, _ prices: TodaysPrices, _ ladder: DebtLadder
  ) {
    guard miner.tranches.contains(where: { $0.covenant?.minLiquidityUSD != nil }),
      IncomeToday(miner, prices).total < ladder.nextYear.service
    else { return }
    let payment = largestPayment(miner)
    guard payment > 0 else { return }
    let coins = marks.coins.btc + marks.coins.eth
    for tranche in miner.tranches {
      guard let least = tranche.covenant?.minLiquidityUSD, coins > least + payment,
        miner.minimumCashUSD < least + payment
      else { continue }
      warn(
        ["miners", miner.name, "tranches", tranche.name, "covenant", "minLiquidity"],
        "is tested before coins are sold, which are sold up to minimumCash alone: with coins of "
          + "$\(NumberText.digits(coins, 3)) it may fail for a payment of $\(NumberText.digits(payment, 3)); a "
          + "minimumCash of $\(Self.atLeast(least + payment)) keeps cash for the test",
        .grave)
    }
  }

  /// Dollars of three digits that are no less than some.
  private static func atLeast(_ dollars: Double) -> String {
    var unit = 1.0
    while dollars / unit >= 1000 { unit *= 10 }
    return NumberText.digits((dollars / unit).rounded(.up) * unit, 3)
  }

  /// Dollars of the step of the next twelve months in which most falls due.
  private func largestPayment(_ miner: Miner) -> Double {
    var due: [Int: Double] = [:]
    DebtLadder.walk(miner, drawing: miner.orderPayments(scenario.grid)) { _, date, usd, kind in
      guard date <= DebtLadder.anniversary, kind == \.interest || kind == \.principal else {
        return
      }
      due[scenario.grid.step(reaching: date), default: 0] += usd
    }
    return due.values.max() ?? 0
  }
}
