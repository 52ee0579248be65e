import CreditBasics

/// Compares payments on fixed dates with the money that can be there to make them.
extension Plausibility {
  /// Warns of orders that cannot be paid, and of cash that is paid out although they need it.
  mutating func checkFunding(_ marks: [MarksToday], _ prices: TodaysPrices) {
    guard scenario.miners.contains(where: { !$0.orders.isEmpty || !$0.payments.isEmpty }) else {
      return
    }
    var means = zip(scenario.miners, marks).map { Means($0, $1, prices) }
    for index in scenario.stepOrder {
      let miner = scenario.miners[index]
      if let parent = miner.parent, miner.distributions != nil { means[parent].add(means[index]) }
      let payments = DatedNeed.all(miner, scenario.grid)
      guard !payments.isEmpty else { continue }
      let income = means[index].income(by: payments.map(\.date))
      checkSources(miner, payments, means[index], income)
      checkLeaks(miner, BuildingMoney(payments, income), means[index], prices)
    }
  }

  /// Warns where what falls due by some date is clearly more than what can be there by then.
  private mutating func checkSources(
    _ miner: Miner, _ payments: [DatedNeed], _ means: Means, _ income: [Double]
  ) {
    var (due, drawn) = (0.0, 0.0)
    var worst: (date: Double, due: Double, sources: Double)?
    for (payment, income) in zip(payments, income) where !payment.isCancellable {
      due += payment.amountUSD
      drawn += payment.drawnUSD
      let sources = drawn + means.atHand + means.sharesPerYear * payment.date + income
      if due > 1.01 * sources, due - sources > worst.map({ $0.due - $0.sources }) ?? 0 {
        worst = (payment.date, due, sources)
      }
    }
    guard let worst else { return }
    warn(
      ["miners", miner.name, miner.orders.isEmpty ? "payments" : "orders"],
      "$\(NumberText.digits(worst.due, 4)) is to be paid by \(day(worst.date)), and at today's prices "
        + "there is $\(NumberText.digits(worst.sources, 4)) at most (cash, reserves, coins, draws, "
        + "support, new shares and income until then): "
        + "$\(NumberText.digits(worst.due - worst.sources, 4)) is missing then",
      .grave)
  }

  /// Warns of sweeps and distributions that act while orders still need the cash.
  private mutating func checkLeaks(
    _ miner: Miner, _ needs: BuildingMoney, _ means: Means, _ prices: TodaysPrices
  ) {
    let keys = ["miners", miner.name]
    for tranche in miner.tranches {
      guard let sweep = tranche.sweep, sweep.share > 0, sweep.belowDSCR == .infinity,
        tranche.principalUSD > 0 || tranche.commitment != nil,
        let first = tranche.paymentDates.first
      else { continue }
      let leak = Leak(
        first: first, perYear: Double(tranche.paymentsPerYear), share: sweep.share,
        keptUSD: sweep.keepUSD + miner.minimumCashUSD)
      warn(
        of: leak, keys + ["tranches", tranche.name, "sweep"], needs, means,
        "has no belowDSCR: it prepays")
    }
    guard let terms = miner.distributions, terms.share > 0 else { return }
    if terms.minDSCR > 0,
      let coverage = DebtLadder(miner, of: scenario).coverage(IncomeToday(miner, prices)),
      coverage < Limit.least(terms.minDSCR)
    {
      return
    }
    let perYear = Double(terms.perYear)
    let first = (miner.lockedUntil * perYear + TimeGrid.dateTolerance).rounded(.down) + 1
    let leak = Leak(
      first: first / perYear, perYear: perYear, share: terms.share,
      keptUSD: terms.keepUSD + miner.minimumCashUSD)
    warn(of: leak, keys + ["distributions"], needs, means, "pays out")
  }

  private mutating func warn(
    of leak: Leak, _ keys: [String], _ needs: BuildingMoney, _ means: Means, _ verb: String
  ) {
    guard let need = needs.after(leak.first) else { return }
    let paid = needs.paid(by: leak.first)
    let spare = means.cash + means.income(by: [leak.first])[0] - paid - leak.keptUSD
    let lost = leak.lost(of: max(0, spare), by: need.date)
    let rest = means.atHand + means.sharesPerYear * need.date - paid - lost
    guard lost > 0, need.amountUSD > rest else { return }
    warn(
      keys,
      "\(verb) cash that orders still need: no commitment and no income pays "
        + "$\(NumberText.digits(need.amountUSD, 4)) of them due after \(day(leak.first)), by "
        + "\(day(need.date)); keep holds it back", .grave)
  }

  private func day(_ years: Double) -> String {
    CalendarDate(scenario.asOf)?.adding(years: years)?.text
      ?? "\(NumberText.years(years, 3)) on"
  }
}

extension MarksToday {
  /// Cash, reserves, coins and what a parent's support may come to, in dollars.
  func atHandUSD(of miner: Miner) -> Double {
    cash + reserves + coins.btc + coins.eth + miner.supportCapUSD
  }
}

extension Miner {
  /// The most that a parent may pay as support, in dollars; 0 without a parent.
  fileprivate var supportCapUSD: Double { parent == nil ? 0 : support?.capUSD ?? 0 }

  /// Years up to which its debt locks up distributions, by draws or capitalised interest.
  fileprivate var lockedUntil: Double {
    tranches.reduce(0) { latest, tranche in
      let owes = tranche.principalUSD > 0 || tranche.commitment != nil
      let draws = tranche.commitment.map { $0.amountUSD > 0 } ?? false
      return max(
        latest, draws ? tranche.endOfDraws ?? 0 : 0, owes ? tranche.pikUntil ?? 0 : 0)
    }
  }
}

/// A sweep or distribution: a share of the cash above `keptUSD` leaves on regular dates.
private struct Leak {
  /// Years to the first date.
  let first: Double
  let perYear: Double
  let share: Double
  let keptUSD: Double

  /// Dollars that have left by `date` if `spare` dollars lie above `keptUSD` before the first date.
  func lost(of spare: Double, by date: Double) -> Double {
    let times = Int(((date - first) * perYear + TimeGrid.dateTolerance).rounded(.down)) + 1
    return spare - (0..<times).reduce(spare) { rest, _ in rest * (1 - share) }
  }
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
  /// Dates, with the dollars that are needed by each: less income until then (`net`), and before
  /// income (`gross`).
  private var needs: [(date: Double, net: Double, gross: Double)] = []

  init(_ payments: [DatedNeed], _ income: [Double]) {
    var gross = 0.0
    for (payment, income) in zip(payments, income) where payment.isOrder {
      gross += payment.amountUSD - payment.drawnUSD
      needs.append((payment.date, gross - income, gross))
    }
  }

  /// Dollars that orders cost up to a date after draws, income not deducted.
  func paid(by date: Double) -> Double { needs.last { $0.date <= date }?.gross ?? 0 }

  /// The most that is needed after a date, and by when; nil for nothing.
  func after(_ date: Double) -> (date: Double, amountUSD: Double)? {
    let paid = paid(by: date)
    let most = needs.filter { $0.date > date }.max { $0.net < $1.net }
    return most.flatMap { $0.net > paid ? ($0.date, $0.net - paid) : nil }
  }
}

/// What a borrower can pay with, counted generously: nothing is delayed, no tenant fails, no principal is
/// repaid, and all coins are free.
private struct Means {
  /// Cash, reserves, coins at today's prices, and the parent's support, in dollars.
  private(set) var atHand: Double
  let cash: Double
  private let support: Double
  /// Dollars a year from new shares.
  private(set) var sharesPerYear: Double
  private var flows: [DatedIncome]

  init(_ miner: Miner, _ marks: MarksToday, _ prices: TodaysPrices) {
    support = miner.supportCapUSD
    cash = marks.cash
    atHand = marks.atHandUSD(of: miner)
    let debt = miner.tranches.reduce(0) { $0 + $1.principalUSD }
    let shares = miner.marketCap?.initialUSD ?? max(0, marks.total - debt)
    sharesPerYear = miner.equityIssuancePerWeek * shares * TimeGrid.daysPerYear / 7
    let earned = IncomeToday.dated(miner, prices).filter { $0.usdPerYear > 0 }
    let interest = miner.tranches.map {
      DatedIncome(
        usdPerYear: -$0.coupon * $0.principalUSD, from: max(0, $0.pikUntil ?? 0),
        until: $0.maturity)
    }
    let today = IncomeToday(miner, prices)
    let rest = DatedIncome(usdPerYear: today.treasury - today.overheads, from: 0)
    flows = earned + interest + [rest]
  }

  /// Adds a child's means, which it may distribute; its parent's own support is left out.
  mutating func add(_ child: Means) {
    atHand += child.support < .infinity ? child.atHand - child.support : child.cash
    flows += child.flows
  }

  /// Income less overheads and interest up to each of the ascending dates, at least 0, in dollars.
  func income(by dates: [Double]) -> [Double] {
    let changes = flows.filter { $0.from < $0.until }
      .flatMap { [(date: $0.from, rate: $0.usdPerYear), (date: $0.until, rate: -$0.usdPerYear)] }
      .sorted { $0.date < $1.date }
    var (next, rate, since, sum) = (0, 0.0, 0.0, 0.0)
    return dates.map { date in
      while next < changes.count, changes[next].date <= date {
        sum += rate * (changes[next].date - since)
        (since, rate) = (changes[next].date, rate + changes[next].rate)
        next += 1
      }
      return max(0, sum + rate * (date - since))
    }
  }
}
