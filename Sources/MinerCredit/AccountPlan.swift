import CreditBasics
import NumericCore

/// A tranche's reserve account.
struct ReservePlan {
  let tranche: Int
  /// Payment dates whose service it should hold.
  let dates: Int
}

/// A share of spare cash that prepays a tranche on its payment dates.
struct SweepPlan {
  let tranche: Int
  let terms: SweepTerms
}

/// Reserves, sweeps and distributions of a miner, and what it looks ahead for (model §3, stage 6).
struct AccountPlan: Sendable {
  let reserves: FixedArray<ReservePlan>
  let sweeps: FixedArray<SweepPlan>
  let distributions: DistributionTerms?
  /// For each step, whether distributions are made.
  let distributes: FixedArray<Bool>
  /// Payments by date of each schedule of each tranche; empty where nobody looks ahead.
  let ahead: FixedArray<FixedArray<FixedArray<AheadPayment>>>
  /// Issuing for payments to come; nil where none is.
  let prefunding: PrefundingPlan?
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
          return ReservePlan(tranche: index, dates: Int((dates - 1e-9).rounded(.up)))
        }
      }, in: storage)
    let sweeps = miner.tranches.indices.compactMap { index in
      miner.tranches[index].sweep.map { SweepPlan(tranche: index, terms: $0) }
    }
    self.sweeps = FixedArray(sweeps, in: storage)
    let distributions = miner.distributions
    self.distributions = distributions
    let dates = Set(distributions.map { grid.stepsOfDates(perYear: $0.perYear) } ?? [])
    distributes = FixedArray((0..<grid.stepCount).map(dates.contains), in: storage)
    let issues = miner.prefundWeeks > 0 && miner.equityIssuancePerWeek > 0
    prefunding = issues ? PrefundingPlan(miner, grid: grid, &columns, in: storage) : nil
    let schedules = miner.tranches.map { tranche in
      issues || tranche.reserve != nil || tranche.sweep?.belowDSCR.isFinite == true
        ? DebtSchedule.all(of: tranche, grid: grid) : []
    }
    ahead = FixedArray(
      schedules.map { list in
        FixedArray(list.map { FixedArray($0.ahead, in: storage) }, in: storage)
      }, in: storage)
    let tested = sweeps.filter { $0.terms.belowDSCR.isFinite }.flatMap { sweep in
      schedules[sweep.tranche].flatMap { $0.payments.map(\.step) }
    }
    testSteps.formUnion(tested)
    testSteps.formUnion(dates)
    isEmpty = sweeps.isEmpty && reserves.isEmpty && distributions == nil
  }
}

/// What a miner pays in the weeks to come, apart from debt service.
struct PrefundingPlan {
  /// A payment of an order that is not made yet.
  struct Ordered {
    let date: Double
    let amount: Double
    let order: Int
    /// Tranche that can be drawn for it; −1 if none.
    let funding: Int
    let wanted: Double
  }

  let years: Double
  /// The miner's own payments.
  let payments: FixedArray<DatedPayment>
  /// Payments of orders by date, then by order.
  let ordered: FixedArray<Ordered>
  /// For each tranche, the place of what is undrawn while the payments are gone through; −1 without a
  /// commitment.
  let undrawn: FixedArray<Int>

  init(
    _ miner: Miner, grid: TimeGrid, _ columns: inout OptionalColumns, in storage: Storage
  ) {
    years = miner.prefundWeeks * 7 / TimeGrid.daysPerYear
    payments = FixedArray(miner.payments, in: storage)
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
    self.ordered = FixedArray(
      ordered.sorted { ($0.date, $0.order) < ($1.date, $1.order) }, in: storage)
    undrawn = FixedArray(miner.tranches.map { columns.add(if: $0.commitment != nil) }, in: storage)
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
