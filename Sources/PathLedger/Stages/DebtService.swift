import CreditBasics

/// Stage 2: interest and scheduled principal on payment dates.
extension MinerBooks {
  /// Charges what is due in the step; `service` gains an entry.
  mutating func serviceDebt() {
    var due = 0.0
    for loan in loans.indices {
      let fee = terms.miner.tranches[loan].commitment?.feePerYear ?? 0
      loans[loan].accrued +=
        rateInForce(loan) * terms.grid.stepYears * loans[loan].opening
        + fee * terms.grid.stepYears * loans[loan].openingUndrawn
      due += payInterest(loan) + payPrincipal(loan)
    }
    service.append(due)
  }

  /// The rate that a tranche charges in the step: floating debt looks at the step's start.
  func rateInForce(_ loan: Int) -> Double {
    let rate = loans[loan].coupon
    return terms.miner.tranches[loan].floating?.rate(at: openingShortRate, margin: rate)
      ?? max(0, rate)
  }

  /// Interest accrued since the last date is charged, or joins what is outstanding.
  private mutating func payInterest(_ loan: Int) -> Double {
    guard let payment = loans[loan].schedule.interest[step], loans[loan].accrued != 0
    else { return 0 }
    let due = loans[loan].accrued
    loans[loan].accrued = 0
    if payment == .capitalised {
      loans[loan].outstanding += due
      log.note(.debtService, .capitalised, due, of: name(loan))
      return 0
    }
    charge(loan, due)
    log.note(.debtService, .interest, -due, of: name(loan))
    return due
  }

  private mutating func payPrincipal(_ loan: Int) -> Double {
    var due = min(scheduledPrincipal(loan), loans[loan].outstanding)
    guard due > 0 else { return 0 }
    // Shares that add up to one leave a rounding residue, which is no balloon.
    if loans[loan].outstanding - due < Tranche.nothingUSD { due = loans[loan].outstanding }
    loans[loan].outstanding -= due
    charge(loan, due)
    log.note(.debtService, .principal, -due, of: name(loan))
    return due
  }

  /// Principal that the schedule charges in the step.
  ///
  /// Where debt may still grow, the schedule's share of what is left to repay applies to what is
  /// outstanding, so that what joins it is repaid over the dates still to come.
  private func scheduledPrincipal(_ loan: Int) -> Double {
    let (tranche, schedule) = (terms.miner.tranches[loan], loans[loan].schedule)
    return tranche.mayGrow
      ? schedule.remainingShare[step] * loans[loan].outstanding
      : schedule.principalDue[step]
  }
}

extension Tranche {
  /// Whether interest or draws may add to what is outstanding.
  var mayGrow: Bool { pikUntil != nil || commitment != nil }
}
