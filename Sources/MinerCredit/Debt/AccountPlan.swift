import CreditBasics
import NumericCore

/// A tranche's reserve account.
struct ReservePlan {
  let tranche: Int
  /// Payment dates whose service it should hold.
  let dateCount: Int
}

/// A share of spare cash that prepays a tranche on its payment dates.
struct SweepPlan {
  let tranche: Int
  let terms: SweepTerms
  /// Coverage above which nothing is swept.
  let mostCoverage: Double
}

/// Reserves, sweeps and distributions of a miner, and what it looks ahead for (model §3, stage 6).
struct AccountPlan: Sendable {
  let reserves: FixedArray<ReservePlan>
  let sweeps: FixedArray<SweepPlan>
  let distributions: DistributionTerms?
  /// Coverage below which distributions are locked up.
  let leastCoverage: Double
  /// For each step, whether distributions are made.
  let distributes: FixedArray<Bool>
  /// For each step, whether distributions are made or a reserve or sweep has a payment date on some path.
  let hasDate: FixedArray<Bool>
  /// The schedules of each tranche, for looking ahead; empty where nothing needs that.
  let ahead: FixedArray<FixedArray<AheadSchedule>>
  /// Issuing equity for payments to come; nil where the miner does not.
  let prefunding: PrefundingPlan?
  /// Whether the miner issues equity for payments to come.
  let prefunds: Bool
  /// Whether there are neither reserves nor sweeps nor distributions.
  let isEmpty: Bool

  /// Resolves a miner's accounts; `testSteps` gains the steps in which they look at coverage.
  init(
    _ miner: Miner, grid: TimeGrid, testSteps: inout Set<Int>, _ columns: inout OptionalColumns,
    in storage: Storage
  ) {
    reserves = FixedArray(
      miner.tranches.indices.compactMap { index in
        let tranche = miner.tranches[index]
        return tranche.reserve.map {
          let dates = $0.months * Double(tranche.paymentsPerYear) / 12
          return ReservePlan(tranche: index, dateCount: max(1, Int((dates - 1e-9).rounded(.up))))
        }
      }, in: storage)
    let sweeps = miner.tranches.indices.compactMap { index in
      miner.tranches[index].sweep.map {
        SweepPlan(tranche: index, terms: $0, mostCoverage: Limit.most($0.belowDSCR))
      }
    }
    self.sweeps = FixedArray(sweeps, in: storage)
    let distributions = miner.distributions
    self.distributions = distributions
    leastCoverage = Limit.least(distributions?.minDSCR ?? 0)
    let dates = Set(distributions.map { grid.stepsOfDates(perYear: $0.perYear) } ?? [])
    distributes = FixedArray((0..<grid.stepCount).map(dates.contains), in: storage)
    let issues = miner.prefundWeeks > 0 && miner.equityIssuancePerWeek > 0
    let schedules = miner.tranches.map { tranche in
      issues || tranche.hasAccount ? DebtSchedule.all(of: tranche, grid: grid) : []
    }
    let years = issues ? miner.prefundWeeks * 7 / TimeGrid.daysPerYear : 0
    let accounts = reserves
    let ahead = schedules.indices.map { tranche in
      let reserve = accounts.indices.first { accounts[$0].tranche == tranche }
      let dates = reserve.map { accounts[$0].dateCount } ?? 0
      return FixedArray(
        schedules[tranche].map {
          AheadSchedule($0, years: years, dates: dates, grid: grid, in: storage)
        }, in: storage)
    }
    self.ahead = FixedArray(ahead, in: storage)
    prefunds = issues
    prefunding =
      issues
      ? PrefundingPlan(miner, ahead, years: years, grid: grid, &columns, in: storage) : nil
    let steps = { (tranche: Int) in schedules[tranche].flatMap { $0.payments.map(\.step) } }
    let watched = miner.tranches.indices.filter { miner.tranches[$0].hasAccount }
    let dated = dates.union(watched.flatMap(steps))
    let isEmpty = sweeps.isEmpty && reserves.isEmpty && distributions == nil
    self.isEmpty = isEmpty
    hasDate = FixedArray(
      (0..<(isEmpty ? 0 : grid.stepCount)).map(dated.contains), in: storage)
    testSteps.formUnion(
      sweeps.filter { $0.terms.belowDSCR.isFinite }.flatMap { steps($0.tranche) })
    testSteps.formUnion(dates)
  }
}

/// The service that a tranche charges in the weeks after a step, and how it is added up.
struct ServiceAhead {
  /// How its payments are added up.
  enum Form {
    /// Their sum does not change from step to step.
    case known
    /// Their sum follows the rate of the step: a number of periods' interest, and a principal.
    case linear
    /// Their sum follows the rate and is added up in every step.
    case floating
  }

  let form: Form
  let tranche: Int32
  /// The step since which the same payments have been in view, on every schedule.
  let since: Int32
  /// Place of the payments' sum; for floating debt the place of what a period charges per dollar,
  /// which the number of periods and the principal follow.
  let place: Int32
}

/// What a miner pays in the weeks to come.
struct PrefundingPlan {
  /// A coming payment of an order.
  struct Ordered {
    let date: Double
    let amount: Double
    let order: Int
    /// Tranche that can be drawn for it; −1 if none.
    let funding: Int
    let wanted: Double
  }

  /// Debt service in the weeks after each step.
  let services: StepLists<ServiceAhead>
  /// For each step, the latest step in which a payment of one of these services came into or went
  /// out of view.
  let changes: FixedArray<Int32>
  /// The miner's own payments in the weeks after each step.
  let payments: FixedArray<Double>
  /// Payments of orders by date, then by order.
  let ordered: FixedArray<Ordered>
  /// The payments of `ordered` that fall in the weeks after each step.
  let orderedAhead: FixedArray<AheadWindow>
  /// For each tranche, the place that its `ServiceAhead` names.
  let places: FixedArray<Int>
  /// For each tranche, the place of what is still undrawn while payments ahead are added up; −1
  /// without a commitment.
  let undrawn: FixedArray<Int>

  init(
    _ miner: Miner, _ ahead: [FixedArray<AheadSchedule>], years: Double, grid: TimeGrid,
    _ columns: inout OptionalColumns, in storage: Storage
  ) {
    let windows = { (dates: [Double]) in AheadWindow.all(of: dates, years: years, grid: grid) }
    let own = miner.payments.sorted { $0.date < $1.date }
    payments = FixedArray(
      windows(own.map(\.date)).map { own[$0.range].reduce(0) { $0 + $1.amountUSD } }, in: storage)
    let ordered = miner.orders.enumerated().flatMap { index, order in
      order.payments.map { payment in
        let funding = order.fundedBy.flatMap { loan in
          grid.step(reaching: payment.date) < miner.tranches[loan].drawEnd(grid) ? loan : nil
        }
        return Ordered(
          date: payment.date, amount: payment.amountUSD, order: index, funding: funding ?? -1,
          wanted: order.advanceRate * payment.amountUSD)
      }
    }
    let byDate = ordered.sorted { ($0.date, $0.order) < ($1.date, $1.order) }
    self.ordered = FixedArray(byDate, in: storage)
    orderedAhead = FixedArray(windows(byDate.map(\.date)), in: storage)
    undrawn = FixedArray(miner.tranches.map { columns.add(if: $0.commitment != nil) }, in: storage)
    let places = miner.tranches.map { tranche in
      let place = columns.add(if: true)
      for _ in 0..<2 { _ = columns.add(if: tranche.floating != nil) }
      return place
    }
    self.places = FixedArray(places, in: storage)
    let services = Self.services(miner, ahead, places: places, steps: grid.stepCount)
    var changes = Array(repeating: Int32(-1), count: grid.stepCount)
    for (step, service) in services { changes[step] = max(changes[step], service.since) }
    self.changes = FixedArray(changes, in: storage)
    self.services = StepLists(services, steps: grid.stepCount, in: storage)
  }

  /// For each step, the tranches that may pay in the weeks after it.
  private static func services(
    _ miner: Miner, _ ahead: [FixedArray<AheadSchedule>], places: [Int], steps: Int
  ) -> [Dated<ServiceAhead>] {
    var since = Array(repeating: 0, count: ahead.count)
    return (0..<steps).flatMap { step in
      ahead.indices.compactMap { tranche -> Dated<ServiceAhead>? in
        let schedules = ahead[tranche]
        let window = { (number: Int, step: Int) in schedules[number].windows[step].range }
        let isNew = { (number: Int) in window(number, step) != window(number, step - 1) }
        if step > 0, schedules.indices.contains(where: isNew) { since[tranche] = step }
        guard schedules.indices.contains(where: { !window($0, step).isEmpty }) else { return nil }
        let isLinear = schedules.indices.allSatisfy {
          schedules[$0].isLinear(schedules[$0].windows[step])
        }
        let isFloating = miner.tranches[tranche].floating != nil
        return (
          step,
          ServiceAhead(
            form: isFloating ? isLinear ? .linear : .floating : .known, tranche: Int32(tranche),
            since: Int32(since[tranche]), place: Int32(places[tranche]))
        )
      }
    }
  }
}

extension AccountPlan {
  /// The floating debt among a miner's tranches.
  func floatingDebt(of tranches: [TranchePlan]) -> [FloatingPlan] {
    tranches.compactMap(\.floating).map {
      var terms = $0
      if let prefunding { terms.perDate = prefunding.places[terms.tranche] }
      return terms
    }
  }
}

extension TimeGrid {
  /// Steps of the dates `j / perYear`, each once.
  func stepsOfDates(perYear: Int) -> [Int] {
    guard perYear > 0 else { return [] }
    var steps: [Int] = []
    var j = 1
    while true {
      let step = step(reaching: Double(j) / Double(perYear))
      guard step < stepCount else { return steps }
      if steps.last != step { steps.append(step) }
      j += 1
    }
  }
}
