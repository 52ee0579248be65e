/// What happens to the interest accrued by a payment date.
public enum DueInterest: Sendable {
  case paid
  /// It joins what is outstanding.
  case capitalised
}

/// When a tranche pays by its terms of the as-of date: nothing extended, converted, put or prepaid
/// (model §3, stage 2).
extension Tranche {
  /// Years by which payment dates, equal parts of a year apart, may miss the calendar's dates.
  private static let dateSlack = 0.01

  /// Payment dates in years, ascending: `maturity − j / paymentsPerYear`, those after 0.01 years.
  public var paymentDates: [Double] { paymentDates(after: Self.dateSlack, maturity: maturity) }

  /// Payment dates `maturity − j / paymentsPerYear` after a date, ascending, in years since the as-of date.
  public func paymentDates(after earliest: Double, maturity: Double) -> [Double] {
    var dates: [Double] = []
    var date = maturity
    while date > earliest {
      dates.append(date)
      date = maturity - Double(dates.count) / Double(paymentsPerYear)
    }
    return dates.reversed()
  }

  /// What happens to the interest of a payment date.
  public func interest(on date: Double) -> DueInterest {
    date <= capitalisesUntil ? .capitalised : .paid
  }

  /// The last date, in years, whose interest is capitalised; −∞ if none's is.
  package var capitalisesUntil: Double { (pikUntil ?? -.infinity) + Self.dateSlack }

  /// Whether scheduled principal is a share of what is outstanding, not of original principal: true
  /// of debt that may still grow.
  public var repaysShares: Bool { pikUntil != nil || commitment != nil }

  /// Scheduled principal in dollars by date, without the balloon: what the schedule leaves is due
  /// at maturity.
  ///
  /// Where shares add up to one but for rounding, the last payment takes the rest and no balloon is
  /// left.
  public var scheduledPrincipal: [(date: Double, amount: Double)] {
    let schedule = principalShares
    var amounts = schedule.parts.map { $0.share * principalUSD }
    if !amounts.isEmpty, schedule.balloon == 0 {
      amounts[amounts.count - 1] = amounts.dropLast().reduce(principalUSD, -)
    }
    return zip(schedule.parts, amounts).map { ($0.date, $1) }
  }

  /// Scheduled principal by date as shares of what is outstanding on that date, which may still
  /// grow: `w_j / (w_j + … + w_n + B)`.
  public var remainingShares: [PrincipalShare] {
    let schedule = principalShares
    var left = schedule.balloon
    return schedule.parts.reversed().map { part in
      left += part.share
      return PrincipalShare(date: part.date, share: left > 0 ? part.share / left : 0)
    }.reversed()
  }

  /// Dated shares `w_1 … w_n` of principal, and the share `B` that they leave to maturity.
  private var principalShares: (parts: [PrincipalShare], balloon: Double) {
    let first = (amortisationFrom ?? -.infinity) - Self.dateSlack
    let dates = paymentDates.filter { $0 >= first }
    let spread = 1 - balloonShare
    switch amortisation {
    case .bullet: return ([], 1)
    case .straightLine:
      let share = spread / Double(dates.count)
      return (dates.map { PrincipalShare(date: $0, share: share) }, balloonShare)
    case .annuity:
      let parts = annuityShares(dates.count, rate: coupon / Double(paymentsPerYear))
      return (
        zip(dates, parts).map { PrincipalShare(date: $0, share: spread * $1) }, balloonShare
      )
    case .custom(let shares):
      let parts = shares.filter { $0.date <= maturity + TimeGrid.dateTolerance }
      let left = 1 - parts.reduce(0) { $0 + $1.share }
      return (parts, left > 1e-15 * Double(parts.count) ? left : 0)
    }
  }

  /// Share of the schedule that falls due after the last step of a grid; 0 where nothing is owed or
  /// committed.
  public func shareBeyondHorizon(of grid: TimeGrid) -> Double {
    let isWithin = { (date: Double) in grid.step(reaching: date) < grid.stepCount }
    guard !isWithin(maturity) else { return 0 }
    guard principalUSD > 0 else {
      guard commitment.map({ $0.amountUSD > 0 }) ?? false else { return 0 }
      let parts = principalShares.parts.filter { isWithin($0.date) }
      return max(0, 1 - parts.reduce(0) { $0 + $1.share })
    }
    let within = scheduledPrincipal.reduce(0) { $0 + (isWithin($1.date) ? $1.amount : 0) }
    return max(0, 1 - within / principalUSD)
  }
}
