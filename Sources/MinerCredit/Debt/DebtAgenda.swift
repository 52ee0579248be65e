import CreditBasics
import NumericCore

/// A payment of one tranche on one of its schedules.
///
/// `principal` is in dollars, or a share of what is outstanding for debt that may still grow.
struct PaymentEvent {
  let tranche: Int
  let schedule: Int
  let interest: DueInterest?
  /// Whether `principal` is a share, interest may be capitalised, or a reserve or sweep needs the
  /// date.
  let isSpecial: Bool
  let principal: Double
}

/// What may end a schedule.
enum ExitKind: Sendable {
  case put, maturity
  /// A step before maturity in which an extension is sought.
  case window
}

/// A put, a maturity, or a step of the window before it, of one tranche on one of its schedules.
struct ExitEvent {
  let tranche: Int
  let schedule: Int
  let kind: ExitKind
  /// Schedule after an extension; −1 when it lies beyond the horizon and never matters.
  let extended: Int
}

/// Payments, exits and covenant tests of a miner's debt in each step.
struct DebtAgenda: Sendable {
  let payments: StepLists<PaymentEvent>
  let exits: StepLists<ExitEvent>
  /// Indices of the tranches whose covenant is tested.
  let tests: StepLists<Int>

  init(_ miner: Miner, grid: TimeGrid, in storage: Storage) {
    let steps = grid.stepCount
    var payments: [Dated<PaymentEvent>] = []
    var exits: [Dated<ExitEvent>] = []
    var tests: [Dated<Int>] = []
    for (index, tranche) in miner.tranches.enumerated() {
      let schedules = DebtSchedule.all(of: tranche, grid: grid)
      for (number, schedule) in schedules.enumerated() {
        for payment in schedule.payments {
          let event = PaymentEvent(
            tranche: index, schedule: number, interest: payment.interest,
            isSpecial: tranche.repaysShares || tranche.hasAccount, principal: payment.principal)
          payments.append((payment.step, event))
        }
        for exit in schedule.exits {
          let event = ExitEvent(
            tranche: index, schedule: number, kind: exit.kind, extended: exit.extended ?? -1)
          exits.append((exit.step, event))
        }
      }
      // Window steps are listed after the exits, so that in one step what falls due comes first; a
      // step with a put is no window step.
      let puts = Set(tranche.puts.map { grid.step(reaching: $0) })
      for (number, schedule) in schedules.enumerated() {
        guard let window = schedule.window else { continue }
        let event = ExitEvent(
          tranche: index, schedule: number, kind: .window, extended: window.extended)
        exits += window.steps.filter { !puts.contains($0) }.map { ($0, event) }
      }
      for step in Self.testSteps(tranche.covenant, grid: grid) { tests.append((step, index)) }
    }
    self.payments = StepLists(payments, steps: steps, in: storage)
    self.exits = StepLists(exits, steps: steps, in: storage)
    self.tests = StepLists(tests, steps: steps, in: storage)
  }

  /// Steps of the test dates `j / testsPerYear`, each once.
  private static func testSteps(_ covenant: CovenantTerms?, grid: TimeGrid) -> [Int] {
    covenant.map { grid.stepsOfDates(perYear: $0.testsPerYear) } ?? []
  }
}

/// Where trailing sums of cash flow and debt service are kept for the steps that need them.
///
/// A window is the difference of two running sums; only the sums that a later step will ask for are
/// saved, in slots reused when that step has passed.
struct CoveragePlan: Sendable {
  /// Slot in which the sums at the end of a step are saved; −1 for none.
  let saveSlot: FixedArray<Int16>
  /// Slot of the sums a year before the end of a step; −1 when the window starts at the as-of date.
  let loadSlot: FixedArray<Int16>
  let slotCount: Int
  /// Whether any step needs a window.
  let isUsed: Bool

  init(
    agenda: DebtAgenda, miner: Miner, grid: TimeGrid, monitored: Set<Int>, in storage: Storage
  ) {
    let refinances = miner.tranches.contains { $0.refinance != nil }
    let needsWindow = { (step: Int) in
      !agenda.tests.range(in: step).isEmpty || monitored.contains(step)
        || (refinances && !agenda.exits.range(in: step).isEmpty)
    }
    var save = Array(repeating: Int16(-1), count: grid.stepCount)
    var load = save
    var isUsed = false
    var free: [Int16] = []
    var slots = Int16(0)
    for step in 0..<grid.stepCount {
      let later = step + grid.stepsPerYear
      if needsWindow(step) { isUsed = true }
      if later < grid.stepCount, needsWindow(later) {
        if free.isEmpty {
          free.append(slots)
          slots += 1
        }
        save[step] = free.removeLast()
      }
      // The slot read in this step was filled a year ago and can be reused from the next step on.
      let past = step - grid.stepsPerYear
      if past >= 0, save[past] >= 0 {
        load[step] = save[past]
        free.append(save[past])
      }
    }
    saveSlot = FixedArray(save, in: storage)
    loadSlot = FixedArray(load, in: storage)
    slotCount = Int(slots)
    self.isUsed = isUsed
  }
}
