import CreditBasics

/// The payments, puts and maturity of a tranche until it is next extended (model §3, stages 2 and 5).
struct DebtSchedule: Sendable {
  /// A payment of interest, principal or both.
  struct Payment: Sendable {
    let step: Int
    let paysInterest: Bool
    let principal: Double
  }

  /// A put or the maturity, and the schedule that an extension at it leads to.
  struct Exit: Sendable {
    let step: Int
    let isPut: Bool
    var extended: Int?
  }

  /// What an extension leads to.
  private struct Extension: Hashable {
    let maturity: Double
    let after: Int
  }

  let maturity: Double
  let payments: [Payment]
  var exits: [Exit]

  /// The original schedule, then every one that extensions before the horizon can lead to.
  ///
  /// What follows an extension depends only on the new maturity and its step, so the list is short.
  static func all(of tranche: Tranche, grid: TimeGrid) -> [DebtSchedule] {
    var schedules = [original(tranche, grid)]
    guard let term = tranche.refinance?.termYears else { return schedules }
    // By maturity and by the step that leads to it, compared exactly: terms of any length stay apart.
    var known: [Extension: Int] = [:]
    var position = 0
    while position < schedules.count {
      for index in schedules[position].exits.indices {
        let exit = schedules[position].exits[index]
        guard exit.step < grid.stepCount else { continue }
        let date = exit.isPut ? putDate(tranche, exit, grid) : schedules[position].maturity
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
      position += 1
    }
    return schedules
  }

  /// The first of the put dates in a step: holders ask once, as soon as they may.
  private static func putDate(_ tranche: Tranche, _ exit: Exit, _ grid: TimeGrid) -> Double {
    tranche.puts.first { grid.step(reaching: $0) == exit.step } ?? grid.time(exit.step + 1)
  }

  private static func original(_ tranche: Tranche, _ grid: TimeGrid) -> DebtSchedule {
    let dates = tranche.paymentDates
    var principal: [Int: Double] = [:]
    for (date, amount) in tranche.scheduledPrincipal {
      principal[grid.step(reaching: date), default: 0] += amount
    }
    let interest = Set(dates.map { grid.step(reaching: $0) })
    let steps = interest.union(principal.keys).filter { $0 < grid.stepCount }.sorted()
    return DebtSchedule(
      maturity: tranche.maturity,
      payments: steps.map {
        Payment(step: $0, paysInterest: interest.contains($0), principal: principal[$0] ?? 0)
      },
      exits: exits(tranche, maturity: tranche.maturity, after: -1, grid))
  }

  private static func extension_(
    of tranche: Tranche, from date: Double, to maturity: Double, after step: Int, _ grid: TimeGrid
  ) -> DebtSchedule {
    var dates: [Double] = []
    var j = 0
    while maturity - Double(j) / Double(tranche.paymentsPerYear) > date + TimeGrid.dateTolerance {
      dates.append(maturity - Double(j) / Double(tranche.paymentsPerYear))
      j += 1
    }
    let steps = Set(dates.map { max(grid.step(reaching: $0), step + 1) })
    return DebtSchedule(
      maturity: maturity,
      payments: steps.filter { $0 < grid.stepCount }.sorted().map {
        Payment(step: $0, paysInterest: true, principal: 0)
      },
      exits: exits(tranche, maturity: maturity, after: step, grid))
  }

  /// Puts strictly before the step of the maturity, then the maturity itself.
  private static func exits(
    _ tranche: Tranche, maturity: Double, after step: Int, _ grid: TimeGrid
  ) -> [Exit] {
    let last = max(grid.step(reaching: maturity), step + 1)
    let puts = Set(tranche.puts.map { grid.step(reaching: $0) }).filter { $0 > step && $0 < last }
    return (puts.sorted().map { Exit(step: $0, isPut: true) } + [Exit(step: last, isPut: false)])
      .filter { $0.step < grid.stepCount }
  }
}
