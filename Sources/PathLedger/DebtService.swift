import CreditBasics

/// Stage 2: interest and scheduled principal on payment dates.
extension MinerBooks {
  /// Charges what is due in the step; `service` gains an entry.
  mutating func serviceDebt() {
    var due = 0.0
    for loan in loans.indices {
      loans[loan].accrued +=
        loans[loan].coupon * terms.grid.stepYears * loans[loan].outstanding
      due += payInterest(loan) + payPrincipal(loan)
    }
    service.append(due)
  }

  private mutating func payInterest(_ loan: Int) -> Double {
    guard loans[loan].schedule.interestDue[step], loans[loan].accrued != 0 else { return 0 }
    let due = loans[loan].accrued
    loans[loan].accrued = 0
    charge(loan, due)
    log.note(.debtService, .interest, -due, of: name(loan))
    return due
  }

  private mutating func payPrincipal(_ loan: Int) -> Double {
    var due = min(loans[loan].schedule.principalDue[step], loans[loan].outstanding)
    guard due > 0 else { return 0 }
    // Shares that add up to one leave a rounding residue, which is no balloon.
    if loans[loan].outstanding - due < Tranche.nothingUSD { due = loans[loan].outstanding }
    loans[loan].outstanding -= due
    charge(loan, due)
    log.note(.debtService, .principal, -due, of: name(loan))
    return due
  }
}
