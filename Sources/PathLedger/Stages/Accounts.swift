import CreditBasics

/// The end of stage 6 of a miner without arrears: reserves, sweeps, distributions.
extension MinerBooks {
  /// Fills or releases reserves, then sweeps, then distributes.
  mutating func settleAccounts() {
    for (loan, tranche) in terms.miner.tranches.enumerated() {
      if let reserve = tranche.reserve { fillReserve(of: loan, reserve) }
    }
    for (loan, tranche) in terms.miner.tranches.enumerated() {
      if let sweep = tranche.sweep { self.sweep(loan, sweep) }
    }
    if let distributions = terms.miner.distributions { distribute(distributions) }
  }

  /// Reserves cover what their own tranches have charged and cash cannot pay, a balloon or put
  /// included.
  mutating func drawReserves() {
    for loan in loans.indices where cash < 0 {
      let taken = min(loans[loan].reserve, loans[loan].charged, -cash)
      guard taken > 0 else { continue }
      loans[loan].reserve -= taken
      loans[loan].charged -= taken
      cash += taken
      if loans[loan].charged <= leastClaimUSD { loans[loan].owesBalloon = false }
      log.note(.liquidity, .reserveDrawn, taken, of: name(loan))
    }
  }

  /// Whether the step has a payment date of a tranche, interest capitalised or paid.
  private func isPaymentDate(_ loan: Int) -> Bool { loans[loan].schedule.interest[step] != nil }

  /// Brings a reserve to its target from spare cash; an excess returns to cash, unless more can
  /// still be drawn.
  private mutating func fillReserve(of loan: Int, _ reserve: ReserveTerms) {
    let perYear = Double(terms.miner.tranches[loan].paymentsPerYear)
    let mayReturn = !canDraw(loan, by: step + 1)
    var change = 0.0
    if loans[loan].outstanding == 0 {
      change = mayReturn ? -loans[loan].reserve : 0
    } else if isPaymentDate(loan) {
      let count = max(1, Int((reserve.months * perYear / 12 - 1e-9).rounded(.up)))
      let target = nextDate(loan, count: count).map { projectedService(loan, through: $0) } ?? 0
      let missing = target - loans[loan].reserve
      change = missing > 0 ? min(missing, spareCash) : mayReturn ? missing : 0
    }
    guard change != 0 else { return }
    loans[loan].reserve += change
    cash -= change
    log.note(
      .liquidity, change > 0 ? .reserveFunded : .reserveReleased, -change, of: name(loan))
  }

  /// A share of spare cash prepays a tranche on its payment dates.
  private mutating func sweep(_ loan: Int, _ sweep: SweepTerms) {
    guard loans[loan].outstanding > 0, isPaymentDate(loan),
      sweep.belowDSCR == .infinity
        || (debtServiceCoverage ?? .infinity) <= Limit.most(sweep.belowDSCR)
    else { return }
    let paid = min(loans[loan].outstanding, sweep.share * spareCash(keeping: sweep.keepUSD))
    guard paid > 0 else { return }
    cash -= paid
    loans[loan].outstanding -= paid
    if loans[loan].outstanding < Tranche.nothingUSD {
      loans[loan].outstanding = 0
      loans[loan].hasEnded = true
    }
    log.note(.liquidity, .swept, -paid, of: name(loan))
  }

  private func spareCash(keeping keep: Double) -> Double {
    max(0, cash - terms.miner.minimumCashUSD - keep)
  }

  /// Pays out a share of spare cash, if nothing locks it up.
  private mutating func distribute(_ distributions: DistributionTerms) {
    guard terms.distributionSteps.contains(step) else { return }
    let paid = distributions.share * spareCash(keeping: distributions.keepUSD)
    guard paid > 0 else { return }
    if let lock = lockUp(distributions) {
      return log.note(.liquidity, .lockedUp, paid, of: lock)
    }
    cash -= paid
    distributed = paid
    log.note(.liquidity, .distributed, -paid)
  }

  /// What locks distributions up, in words: coverage, or the first tranche that locks them up; nil
  /// for nothing.
  private func lockUp(_ distributions: DistributionTerms) -> String? {
    if (debtServiceCoverage ?? .infinity) < Limit.least(distributions.minDSCR) { return "coverage" }
    for loan in loans.indices {
      if let reason = lockUp(by: loan) { return "\(name(loan)): \(reason)" }
    }
    return nil
  }

  /// Why a tranche locks distributions up: it can be drawn, capitalises interest or has failed its
  /// last test; nil if it does not.
  private func lockUp(by loan: Int) -> String? {
    if canDraw(loan, by: step + 1) { return "can be drawn" }
    guard loans[loan].outstanding > 0 else { return nil }
    let capitalisedUntil = (terms.miner.tranches[loan].pikUntil ?? -.infinity) + 0.01
    if terms.grid.time(step + 1) <= capitalisedUntil + TimeGrid.dateTolerance {
      return "capitalises interest"
    }
    return loans[loan].breaches > 0 ? "failed a test" : nil
  }

  /// Dollars in all reserves.
  var reserves: Double { loans.reduce(0) { $0 + $1.reserve } }
}
