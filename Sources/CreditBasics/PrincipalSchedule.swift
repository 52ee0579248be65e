/// When a tranche pays by its terms of the as-of date: nothing extended, converted, put or prepaid
/// (model §3, stage 2).
extension Tranche {
  /// Payment dates in years, ascending: `maturity − j / paymentsPerYear`, those after 0.01 years.
  public var paymentDates: [Double] {
    var dates: [Double] = []
    var date = maturity
    while date > 0.01 {
      dates.append(date)
      date = maturity - Double(dates.count) / Double(paymentsPerYear)
    }
    return dates.reversed()
  }

  /// Dollars of principal by date, without the balloon: what the maturity leaves unpaid is due then.
  ///
  /// Shares that add up to one but for rounding leave nothing.
  public var scheduledPrincipal: [(date: Double, amount: Double)] {
    let shares = principalShares
    var amounts = shares.map { $0.share * principalUSD }
    if !shares.isEmpty, addUpToOne(shares) {
      amounts[amounts.count - 1] = amounts.dropLast().reduce(principalUSD, -)
    }
    return zip(shares, amounts).map { ($0.date, $1) }
  }

  /// Whether nothing is left for a balloon.
  private func addUpToOne(_ shares: [PrincipalShare]) -> Bool {
    guard case .custom = amortisation else { return true }
    let rounding = 1e-15 * Double(shares.count)
    return abs(1 - shares.reduce(0) { $0 + $1.share }) <= rounding
  }

  /// Dated shares of principal, without the balloon.
  private var principalShares: [PrincipalShare] {
    let dates = paymentDates
    switch amortisation {
    case .bullet: return []
    case .straightLine:
      return dates.map { PrincipalShare(date: $0, share: 1 / Double(dates.count)) }
    case .annuity:
      let rate = coupon / Double(paymentsPerYear)
      return zip(dates, annuityShares(dates.count, rate: rate)).map(PrincipalShare.init)
    case .custom(let shares):
      return shares.filter { $0.date <= maturity + TimeGrid.dateTolerance }
    }
  }

  /// Share of the principal that falls due after the last step of a grid; 0 without principal.
  public func shareBeyondHorizon(of grid: TimeGrid) -> Double {
    let isWithin = { (date: Double) in grid.step(reaching: date) < grid.stepCount }
    guard principalUSD > 0, !isWithin(maturity) else { return 0 }
    let within = scheduledPrincipal.reduce(0) { $0 + (isWithin($1.date) ? $1.amount : 0) }
    return max(0, 1 - within / principalUSD)
  }
}
