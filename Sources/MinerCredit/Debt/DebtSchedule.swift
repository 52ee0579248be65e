import CreditBasics

/// The payments, puts and maturity of a tranche until it is next extended (model §3, stages 2 and 5).
struct DebtSchedule: Sendable {
  /// A payment of interest, principal or both.
  struct Payment: Sendable {
    let step: Int
    let interest: DueInterest?
    /// Dollars, or a share of what is outstanding for debt that may still grow.
    let principal: Double
  }

  /// A put or the maturity, and the schedule that an extension at it leads to.
  struct Exit: Sendable {
    let step: Int
    let kind: ExitKind
    var extended: Int?
  }

  /// Steps before maturity in which an extension is sought, and the schedule that it leads to.
  struct Window: Sendable {
    let steps: Range<Int>
    let extended: Int
  }

  /// What identifies the schedule after an extension: its maturity, and the step of the extension.
  private struct Extension: Hashable {
    let maturity: Double
    let after: Int
  }

  let maturity: Double
  let payments: [Payment]
  var exits: [Exit]
  var window: Window?
  /// First step in which the schedule can be in force: the step after the extension.
  var earliest = 0
  /// The payments by date, those after the horizon included.
  var ahead: [AheadPayment] = []

  /// The original schedule, then every one that extensions before the horizon can lead to.
  ///
  /// What follows an extension depends only on the new maturity and its step, so the list is short.
  static func all(of tranche: Tranche, grid: TimeGrid) -> [DebtSchedule] {
    var schedules = [original(tranche, grid)]
    guard let term = tranche.refinance?.termYears else { return schedules }
    // Schedules known so far, by maturity and by the step that leads to it. Both are compared
    // exactly, so that terms of any length stay apart.
    var known: [Extension: Int] = [:]
    var position = 0
    while position < schedules.count {
      for index in schedules[position].exits.indices {
        let exit = schedules[position].exits[index]
        guard exit.step < grid.stepCount else { continue }
        let date = exit.kind == .put ? putDate(tranche, exit, grid) : schedules[position].maturity
        let key = Extension(maturity: date + term, after: exit.step)
        if let number = known[key] {
          schedules[position].exits[index].extended = number
        } else {
          known[key] = schedules.count
          schedules[position].exits[index].extended = schedules.count
          schedules.append(
            extension_(of: tranche, from: date, to: key.maturity, after: exit.step, grid))
        }
      }
      if let steps = schedules[position].windowSteps(tranche, grid) {
        schedules[position].window = Window(steps: steps, extended: schedules.count)
        schedules.append(
          schedules[position].extendedEarly(tranche, by: term, after: steps.lowerBound, grid))
      }
      position += 1
    }
    return schedules
  }

  /// Steps of the window before maturity; nil without a window, or if it begins after the horizon.
  private func windowSteps(_ tranche: Tranche, _ grid: TimeGrid) -> Range<Int>? {
    guard let years = tranche.refinance?.windowYears, years > 0 else { return nil }
    let first = max(earliest, grid.step(reaching: maturity - years))
    let last = min(grid.step(reaching: maturity), grid.stepCount)
    return first < last ? first..<last : nil
  }

  /// The schedule after an extension before maturity: dates and instalments up to the old maturity
  /// stay, interest continues to the new one.
  private func extendedEarly(
    _ tranche: Tranche, by term: Double, after step: Int, _ grid: TimeGrid
  ) -> DebtSchedule {
    let later = Self.extension_(
      of: tranche, from: maturity, to: maturity + term, after: step, grid)
    var inSteps = Dictionary(uniqueKeysWithValues: payments.map { ($0.step, $0) })
    for payment in later.payments {
      inSteps[payment.step] = Payment(
        step: payment.step, interest: payment.interest,
        principal: inSteps[payment.step]?.principal ?? 0)
    }
    return DebtSchedule(
      maturity: later.maturity, payments: inSteps.values.sorted { $0.step < $1.step },
      exits: later.exits, earliest: later.earliest,
      ahead: Self.byDate(ahead + later.ahead))
  }

  /// The first of the put dates in a step: holders ask once, as soon as they may.
  private static func putDate(_ tranche: Tranche, _ exit: Exit, _ grid: TimeGrid) -> Double {
    tranche.puts.first { grid.step(reaching: $0) == exit.step } ?? grid.time(exit.step + 1)
  }

  private static func original(_ tranche: Tranche, _ grid: TimeGrid) -> DebtSchedule {
    let interest = interestPayments(tranche, tranche.paymentDates, after: -1, grid)
    let principal = principalPayments(tranche, grid)
    let steps = Set(interest.keys).union(principal.keys).filter { $0 < grid.stepCount }.sorted()
    return DebtSchedule(
      maturity: tranche.maturity,
      payments: steps.map {
        Payment(step: $0, interest: interest[$0], principal: principal[$0] ?? 0)
      },
      exits: exits(tranche, maturity: tranche.maturity, after: -1, grid),
      ahead: byDate(
        aheadInterest(tranche, tranche.paymentDates) + aheadPrincipal(tranche, grid)))
  }

  /// By date, interest before principal.
  private static func byDate(_ payments: [AheadPayment]) -> [AheadPayment] {
    payments.sorted {
      ($0.date, $0.interest == nil ? 1 : 0) < ($1.date, $1.interest == nil ? 1 : 0)
    }
  }

  private static func aheadInterest(_ tranche: Tranche, _ dates: [Double]) -> [AheadPayment] {
    dates.map { AheadPayment(date: $0, interest: tranche.interest(on: $0), principal: 0) }
  }

  private static func aheadPrincipal(_ tranche: Tranche, _ grid: TimeGrid) -> [AheadPayment] {
    let dates = tranche.paymentDates
    let parts =
      tranche.repaysShares
      ? tranche.remainingShares.map { ($0.date, $0.share) } : tranche.scheduledPrincipal
    return parts.map {
      AheadPayment(
        date: grid.paymentDate(of: $0.0, among: dates), interest: nil, principal: $0.1)
    }
  }

  /// What happens to interest in the steps of payment dates; of several dates in one step the last
  /// decides.
  private static func interestPayments(
    _ tranche: Tranche, _ dates: [Double], after step: Int, _ grid: TimeGrid
  ) -> [Int: DueInterest] {
    dates.reduce(into: [:]) {
      $0[max(grid.step(reaching: $1), step + 1)] = tranche.interest(on: $1)
    }
  }

  /// Scheduled principal by step, in dollars or as shares of what is outstanding.
  private static func principalPayments(_ tranche: Tranche, _ grid: TimeGrid) -> [Int: Double] {
    guard tranche.repaysShares else {
      return tranche.scheduledPrincipal.reduce(into: [:]) {
        $0[grid.step(reaching: $1.date), default: 0] += $1.amount
      }
    }
    return tranche.remainingShares.reduce(into: [:]) {
      // Of two dates in one step the second takes its share of what the first has left.
      let earlier = $0[grid.step(reaching: $1.date), default: 0]
      $0[grid.step(reaching: $1.date)] = 1 - (1 - earlier) * (1 - $1.share)
    }
  }

  private static func extension_(
    of tranche: Tranche, from date: Double, to maturity: Double, after step: Int, _ grid: TimeGrid
  ) -> DebtSchedule {
    let dates = tranche.paymentDates(after: date + TimeGrid.dateTolerance, maturity: maturity)
    let interest = interestPayments(tranche, dates, after: step, grid)
    return DebtSchedule(
      maturity: maturity,
      payments: interest.keys.filter { $0 < grid.stepCount }.sorted().map {
        Payment(step: $0, interest: interest[$0], principal: 0)
      },
      exits: exits(tranche, maturity: maturity, after: step, grid), earliest: step + 1,
      ahead: aheadInterest(tranche, dates))
  }

  /// Puts strictly before the step of the maturity, then the maturity itself.
  private static func exits(
    _ tranche: Tranche, maturity: Double, after step: Int, _ grid: TimeGrid
  ) -> [Exit] {
    let last = max(grid.step(reaching: maturity), step + 1)
    let puts = Set(tranche.puts.map { grid.step(reaching: $0) }).filter { $0 > step && $0 < last }
    return
      (puts.sorted().map { Exit(step: $0, kind: .put) } + [Exit(step: last, kind: .maturity)])
      .filter { $0.step < grid.stepCount }
  }
}
