import CreditBasics

/// Cash that leaves before orders are paid: a share of what lies above `keptUSD`, on each of some dates.
struct Leak {
  /// Years since the as-of date, ascending.
  let dates: [Double]
  let share: Double
  let keptUSD: Double
  /// The most that leaves in all, in dollars.
  var mostUSD = Double.infinity

  /// Dollars that have left by `date` if `spare` dollars lie above `keptUSD` before the first date.
  func lost(of spare: Double, by date: Double) -> Double {
    let kept = dates.prefix { $0 <= date + TimeGrid.dateTolerance }
      .reduce(spare) { rest, _ in rest * (1 - share) }
    return min(mostUSD, spare - kept)
  }
}

extension Leak {
  /// A sweep on the payment dates on which DSCR at today's prices lets it act; nil without a sweep.
  init?(of tranche: Tranche, _ miner: Miner, by last: Double, _ ahead: () -> CoverageAhead) {
    guard let sweep = tranche.sweep, sweep.share > 0 else { return nil }
    dates = tranche.paymentDates.filter { date in
      guard date < last, sweep.belowDSCR < .infinity else { return date < last }
      // Without service, as while interest is capitalised, nothing is swept.
      return ahead().ratio(by: date).map { $0 <= Limit.most(sweep.belowDSCR) } ?? false
    }
    share = sweep.share
    keptUSD = sweep.keepUSD + miner.minimumCashUSD
    mostUSD = tranche.principalUSD + (tranche.commitment?.amountUSD ?? 0)
  }

  /// What fills a tranche's reserve on a payment date; nil if it is full.
  init?(into index: Int, _ miner: Miner, on date: Double, _ grid: TimeGrid) {
    let tranche = miner.tranches[index]
    guard let reserve = tranche.reserve else { return nil }
    let months = reserve.months * Double(tranche.paymentsPerYear) / 12
    let kept = tranche.paymentDates.filter { $0 > date + TimeGrid.dateTolerance }
      .prefix(Int(min(months.rounded(.up), 1e6)))
    guard let end = kept.last else { return nil }
    // A reserve's target counts what is outstanding on the day, and no fees.
    var drawn = miner
    drawn.tranches[index].commitment?.feePerYear = 0
    let draws = miner.orderPayments(grid).filter { $0.date <= date }
    var target = 0.0
    DebtLadder.walk(drawn, drawing: draws) { tranche, due, usd, kind in
      if tranche == index, due > date, due <= end, kind == \.interest || kind == \.principal {
        target += usd
      }
    }
    guard target > reserve.initialUSD else { return nil }
    (dates, share, keptUSD) = ([date], 1, miner.minimumCashUSD)
    mostUSD = target - reserve.initialUSD
  }

  /// Distributions from the day on which the debt no longer locks them up.
  init(_ terms: DistributionTerms, _ miner: Miner, by last: Double) {
    let perYear = Double(terms.perYear)
    let first = (miner.lockedUntil * perYear + TimeGrid.dateTolerance).rounded(.down) + 1
    dates = Array(
      stride(from: first / perYear, to: max(first / perYear + 1e-6, last), by: 1 / perYear))
    (share, keptUSD) = (terms.share, terms.keepUSD + miner.minimumCashUSD)
  }
}

extension Miner {
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
