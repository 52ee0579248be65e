import CreditBasics
import NumericCore

/// An order's place in a miner's books.
struct OrderPlaces: Sendable {
  /// Place of the share of its payments made, 0 once it is cancelled.
  let share: Int
  /// Place of the flag, 1 once it is cancelled; −1 if it cannot be.
  let cancelled: Int
}

/// What falls due on an order, or for the miner itself, in one step.
struct OrderEvent {
  let amount: Double
  /// Index of the order; −1 for the miner's own payments.
  let order: Int
  /// Tranche that is drawn for it; −1 if nothing can be.
  let funding: Int
  /// Dollars to draw for the payment, if so much is still undrawn.
  let wanted: Double
  /// Share of the order's total that is paid once this payment is made.
  let share: Double
}

/// Payments and orders of a miner, step by step: its own first, then orders in name order.
struct OrderAgenda: Sendable {
  /// Whether a cancelled order takes a lot or lease out of service.
  let endsOperations: Bool
  let events: StepLists<OrderEvent>
  let places: FixedArray<OrderPlaces>
  /// Places of the marks of lots on order, GPU lots first, then rig lots.
  let marks: FixedArray<Int>

  /// Whether there is nothing to pay and no lot on order.
  var isEmpty: Bool { events.isEmpty && marks.isEmpty }

  init(
    _ miner: Miner, grid: TimeGrid, _ columns: inout OptionalColumns, in storage: Storage
  ) {
    places = FixedArray(
      miner.orders.map { order in
        let total = order.payments.reduce(0) { $0 + $1.amountUSD }
        return OrderPlaces(
          share: columns.add(if: true, startingAt: total > 0 ? 0 : 1),
          cancelled: columns.add(if: order.isCancellable))
      }, in: storage)
    let lots = (miner.gpuLots.map(\.order) + miner.allRigLots.map(\.order)).compactMap { $0 }
    marks = FixedArray(lots.map { _ in columns.add(if: true) }, in: storage)
    var events: [Dated<OrderEvent>] = []
    for (step, amount) in Self.due(miner.payments, grid) where step < grid.stepCount {
      events.append((step, OrderEvent(amount: amount, order: -1, funding: -1, wanted: 0, share: 0)))
    }
    for (index, order) in miner.orders.enumerated() {
      events += Self.events(of: order, index, miner.tranches, grid)
    }
    self.events = StepLists(events, steps: grid.stepCount, in: storage)
    let stopping = miner.orders.indices.filter { miner.orders[$0].isCancellable }
    let awaited =
      miner.gpuLots.map(\.order) + miner.allRigLots.map(\.order) + miner.leases.map(\.order)
    endsOperations = awaited.contains { $0.map(stopping.contains) ?? false }
  }

  private static func events(
    of order: Order, _ index: Int, _ tranches: [Tranche], _ grid: TimeGrid
  ) -> [Dated<OrderEvent>] {
    let due = due(order.payments, grid)
    let total = due.reduce(0) { $0 + $1.amount }
    var paid = 0.0
    return due.filter { $0.step < grid.stepCount }.map { step, amount in
      paid += amount
      let funding = order.fundedBy.flatMap { tranche in
        step < tranches[tranche].drawEnd(grid) ? tranche : nil
      }
      return (
        step,
        OrderEvent(
          amount: amount, order: index, funding: funding ?? -1,
          wanted: order.advanceRate * amount, share: total > 0 ? paid / total : 1)
      )
    }
  }

  /// Dollars due by step: several payments in one step are one.
  private static func due(
    _ payments: [DatedPayment], _ grid: TimeGrid
  ) -> [(step: Int, amount: Double)] {
    let inSteps = payments.reduce(into: [Int: Double]()) {
      $0[grid.step(reaching: $1.date), default: 0] += $1.amountUSD
    }
    return inSteps.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension Tranche {
  /// The first step in which nothing of a commitment can be drawn; 0 without one.
  func drawEnd(_ grid: TimeGrid) -> Int {
    guard let end = endOfDraws else { return 0 }
    return grid.hasHappened(end, by: 0) ? 0 : grid.step(reaching: end) + 1
  }
}

/// What may still be drawn on a tranche, resolved to steps.
struct CommitmentPlan: Sendable {
  let tranche: Int
  /// Place of the dollars undrawn.
  let undrawn: Int
  /// Fee of a step on what is undrawn.
  let feePerStep: Double
  /// The first step in which nothing can be drawn.
  let endStep: Int

  init?(_ tranche: Tranche, _ index: Int, grid: TimeGrid, place: Int) {
    guard let commitment = tranche.commitment else { return nil }
    self.tranche = index
    undrawn = place
    feePerStep = commitment.feePerYear * grid.stepYears
    endStep = tranche.drawEnd(grid)
  }
}
