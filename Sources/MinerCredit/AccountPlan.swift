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
  /// For each step, whether distributions are made or a reserve or sweep has a payment date on some path.
  let hasDate: FixedArray<Bool>
  /// Each schedule of each tranche; empty where nobody looks ahead.
  let ahead: FixedArray<FixedArray<AheadSchedule>>
  /// For each step, a bit for each tranche that may pay in the weeks to be prefunded; tranches 64 apart share
  /// one, which costs time and no more.
  let paysAhead: FixedArray<UInt64>
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
      issues || tranche.hasAccount ? DebtSchedule.all(of: tranche, grid: grid) : []
    }
    let years = prefunding?.years ?? 0
    let ahead = schedules.map { list in
      FixedArray(
        list.map { AheadSchedule($0, years: years, grid: grid, in: storage) }, in: storage)
    }
    self.ahead = FixedArray(ahead, in: storage)
    paysAhead = FixedArray(
      (0..<(issues ? grid.stepCount : 0)).map { step in
        ahead.indices.reduce(0) { bits, tranche in
          let pays = ahead[tranche].indices.contains {
            !ahead[tranche][$0].windows[step].range.isEmpty
          }
          return pays ? bits | AccountPlan.bit(ofTranche: tranche) : bits
        }
      }, in: storage)
    let steps = { (tranche: Int) in schedules[tranche].flatMap { $0.payments.map(\.step) } }
    let accounts = miner.tranches.indices.filter { miner.tranches[$0].hasAccount }
    let dated = dates.union(accounts.flatMap(steps))
    let isEmpty = sweeps.isEmpty && reserves.isEmpty && distributions == nil
    self.isEmpty = isEmpty
    hasDate = FixedArray(
      (0..<(isEmpty ? 0 : grid.stepCount)).map(dated.contains), in: storage)
    testSteps.formUnion(
      sweeps.filter { $0.terms.belowDSCR.isFinite }.flatMap { steps($0.tranche) })
    testSteps.formUnion(dates)
  }

  @inline(__always)
  static func bit(ofTranche index: Int) -> UInt64 { 1 << UInt64(index & 63) }
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
  /// The miner's own payments in the weeks after each step.
  let payments: FixedArray<Double>
  /// Payments of orders by date, then by order.
  let ordered: FixedArray<Ordered>
  /// Those in the weeks after each step.
  let orderedAhead: FixedArray<AheadWindow>
  /// For each tranche, the place of what is undrawn while the payments are gone through; −1 without a
  /// commitment.
  let undrawn: FixedArray<Int>

  init(
    _ miner: Miner, grid: TimeGrid, _ columns: inout OptionalColumns, in storage: Storage
  ) {
    let years = miner.prefundWeeks * 7 / TimeGrid.daysPerYear
    self.years = years
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
