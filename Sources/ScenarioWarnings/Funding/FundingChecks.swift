import CreditBasics
import ScenarioFiles

/// Compares payments on fixed dates with the money that can be there to make them.
extension Plausibility {
  /// Warns of orders that cannot be paid, and of cash that is paid out although orders need it.
  mutating func checkFunding(_ marks: [MarksToday], _ prices: TodaysPrices) {
    guard scenario.miners.contains(where: { !$0.orders.isEmpty || !$0.payments.isEmpty }) else {
      return
    }
    let means = FundingMeans.all(scenario, marks, prices)
    for index in scenario.stepOrder {
      let miner = scenario.miners[index]
      var payments = DatedNeed.all(miner, scenario.grid)
      guard !payments.isEmpty else { continue }
      // The money that is left must also pay the next interest.
      payments += Set(payments.compactMap { means[index].nextInterest(after: $0.date) })
        .filter { scenario.grid.step(reaching: $0) < scenario.grid.stepCount }
        .map {
          DatedNeed(date: $0, amountUSD: 0, drawnUSD: 0, isOrder: false, isCancellable: false)
        }
      payments.sort { $0.date < $1.date }
      let income = means[index].income(by: payments.map(\.date))
      checkSources(miner, payments, means[index], income)
      checkLeaks(miner, BuildingMoney(payments, income), means[index], prices)
    }
  }

  /// Warns where what falls due by some date is clearly more than what can be there by then.
  private mutating func checkSources(
    _ miner: Miner, _ payments: [DatedNeed], _ means: FundingMeans, _ income: [Double]
  ) {
    var (due, drawn) = (0.0, 0.0)
    var worst: (date: Double, due: Double, sources: Double)?
    for (payment, income) in zip(payments, income) where !payment.isCancellable {
      due += payment.amountUSD
      drawn += payment.drawnUSD
      let sources = max(0, drawn + means.atHand(by: payment.date) + income)
      if due > 1.01 * sources, due - sources > worst.map({ $0.due - $0.sources }) ?? 0 {
        worst = (payment.date, due, sources)
      }
    }
    guard let worst else { return }
    warn(
      ["miners", miner.name, miner.orders.isEmpty ? "payments" : "orders"],
      "$\(NumberText.digits(worst.due, 4)) is to be paid by \(day(worst.date)), and at today's prices "
        + "there is $\(NumberText.digits(worst.sources, 4)) at most (cash, reserves, coins, draws, "
        + "support, new shares and income less interest until then): "
        + "$\(NumberText.digits(worst.due - worst.sources, 4)) is missing then",
      .grave)
  }

  /// Warns of sweeps, reserves and distributions that take cash while orders still need it.
  private mutating func checkLeaks(
    _ miner: Miner, _ needs: BuildingMoney, _ means: FundingMeans, _ prices: TodaysPrices
  ) {
    guard let last = needs.last else { return }
    let keys = ["miners", miner.name]
    let grid = scenario.grid
    lazy var ahead = CoverageAhead(miner, prices, on: grid)
    for (index, tranche) in miner.tranches.enumerated()
    where tranche.principalUSD > 0 || tranche.commitment != nil {
      let place = keys + ["tranches", tranche.name]
      let sweep = Leak(of: tranche, miner, by: last) { ahead }
      warn(
        of: sweep, place + ["sweep"], needs, means,
        tranche.sweep?.belowDSCR == .infinity
          ? "has no belowDSCR: it prepays" : "acts while DSCR is low: it prepays",
        "keep holds it back")
      for date in tranche.paymentDates.prefix(while: { $0 < last }) {
        let filling = Leak(into: index, miner, on: date, grid)
        let verb = "is filled from"
        if warn(
          of: filling, place + ["reserve"], needs, means, verb, "initial is there beforehand")
        {
          break
        }
      }
    }
    guard let terms = miner.distributions, terms.share > 0 else { return }
    if terms.minDSCR > 0,
      let coverage = DebtLadder(miner, of: scenario).coverage(IncomeToday(miner, prices)),
      coverage < Limit.least(terms.minDSCR)
    {
      return
    }
    warn(
      of: Leak(terms, miner, by: last), keys + ["distributions"], needs, means, "pays out",
      "keep holds it back")
  }

  /// Warns of a leak that takes what orders need, and returns whether it does.
  @discardableResult
  private mutating func warn(
    of leak: Leak?, _ keys: [String], _ needs: BuildingMoney, _ means: FundingMeans,
    _ verb: String, _ remedy: String
  ) -> Bool {
    guard let leak, let first = leak.dates.first, let need = needs.after(first) else {
      return false
    }
    let paid = needs.paid(by: first)
    // Interest of the same step may come out of a reserve.
    let before = max(first, need.date - 1 / Double(scenario.grid.stepsPerYear))
    let income = means.income(by: [first, before])
    let spare = means.cash + income[0] - paid - leak.keptUSD
    let lost = leak.lost(of: max(0, spare), by: need.date)
    let rest = means.atHand(by: need.date) + min(0, income[1]) - paid - lost
    guard lost > 0, need.amountUSD > 1.01 * rest else { return false }
    warn(
      keys,
      "\(verb) cash that orders still need: no commitment and no income pays "
        + "$\(NumberText.digits(need.amountUSD, 4)) of them due after \(day(first)), by "
        + "\(day(need.date)); \(remedy)", .grave)
    return true
  }

  private func day(_ years: Double) -> String {
    CalendarDate(scenario.asOf)?.adding(years: years)?.text
      ?? "\(NumberText.years(years, 3)) on"
  }
}

extension MarksToday {
  /// Cash, reserves and coins, in dollars.
  var atHandUSD: Double { cash + reserves + coins.btc + coins.eth }
}

extension Miner {
  /// The most that a parent may pay as support, in dollars; 0 without a parent.
  var supportCapUSD: Double { parent == nil ? 0 : support?.capUSD ?? 0 }
}

/// A dated payment within the horizon.
private struct DatedNeed {
  let date: Double
  let amountUSD: Double, drawnUSD: Double
  /// Whether it is for hardware.
  let isOrder: Bool
  let isCancellable: Bool

  /// A miner's payments for orders and on other dates, by date.
  static func all(_ miner: Miner, _ grid: TimeGrid) -> [DatedNeed] {
    let orders = miner.orderPayments(grid).map {
      DatedNeed(
        date: $0.date, amountUSD: $0.amountUSD, drawnUSD: $0.drawnUSD, isOrder: true,
        isCancellable: miner.orders[$0.order].isCancellable)
    }
    let others = miner.payments.map {
      DatedNeed(
        date: $0.date, amountUSD: $0.amountUSD, drawnUSD: 0, isOrder: false, isCancellable: false)
    }
    return (orders + others).filter { grid.step(reaching: $0.date) < grid.stepCount }
      .sorted { $0.date < $1.date }
  }
}

/// Cost of orders that draws do not cover, by date.
private struct BuildingMoney {
  /// Dates, with the dollars that are needed by each: net of income until then, and gross.
  private var needs: [(date: Double, net: Double, gross: Double)] = []

  init(_ payments: [DatedNeed], _ income: [Double]) {
    var gross = 0.0
    for (payment, income) in zip(payments, income) where payment.isOrder {
      gross += payment.amountUSD - payment.drawnUSD
      needs.append((payment.date, gross - max(0, income), gross))
    }
  }

  /// The date of the last payment; nil without any.
  var last: Double? { needs.last?.date }

  /// Dollars that orders cost up to a date after draws, income not deducted.
  func paid(by date: Double) -> Double { needs.last { $0.date <= date }?.gross ?? 0 }

  /// The most that is needed after a date, and by when; nil for nothing.
  func after(_ date: Double) -> (date: Double, amountUSD: Double)? {
    let paid = paid(by: date)
    let most = needs.filter { $0.date > date }.max { $0.net < $1.net }
    return most.flatMap { $0.net > paid ? ($0.date, $0.net - paid) : nil }
  }
}
