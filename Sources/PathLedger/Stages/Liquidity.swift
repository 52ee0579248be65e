import CreditBasics

/// Stage 6: raising missing cash, and counting arrears.
extension MinerBooks {
  /// Sells coins, issues equity, draws reserves and calls on the parent for what is missing;
  /// arrears for longer than the grace are a default.
  ///
  /// Without arrears it settles the accounts and returns the pledges of repaid tranches.
  mutating func raiseLiquidity() -> DefaultCause? {
    if cash < terms.miner.minimumCashUSD { sellFreeCoins() }
    issueEquity()
    if cash < 0 { drawReserves() }
    callParent()
    guard cash < Limit.arrearsUSD else {
      settleArrears()
      arrearsSteps = 0
      settleAccounts()
      returnPledges()
      return nil
    }
    arrearsSteps += 1
    log.note(.liquidity, .arrearsSteps, Double(arrearsSteps))
    // In the last step any arrears count as past their grace: nobody survives because the run ends.
    let isLast = step == terms.grid.stepCount - 1
    guard arrearsSteps > terms.graceSteps || isLast else { return nil }
    return owesBalloon ? .maturity : .payment
  }

  private var missingCash: Double { terms.miner.minimumCashUSD - cash }

  private mutating func sellFreeCoins() {
    // Whether the limit applies is decided once, before any coin is sold.
    let share = saleShare
    for coin in terms.miner.treasury.saleOrder {
      let sale = sell(coin, upTo: share * free[coin], for: missingCash, in: .liquidity)
      cash += sale.proceeds
      free[coin] -= sale.coins
    }
  }

  /// Issues equity for what cash lacks, then for what payments ahead lack, both within the step's
  /// limit.
  private mutating func issueEquity() {
    let weeks = terms.miner.prefundWeeks
    guard missingCash > 0 || weeks > 0, regime.equityOpen, let value = issuanceValue
    else { return }
    let limit = terms.issuanceShare * value
    var issued = min(max(0, missingCash), limit)
    if weeks > 0, issued < limit {
      let spare = max(0, issued - missingCash)
      let lacking = max(0, dueAhead(years: weeks * 7 / TimeGrid.daysPerYear) - spare)
      issued += min(lacking, limit - issued)
    }
    guard issued > 0 else { return }
    cash += issued
    shares *= 1 + issued / value
    log.note(.liquidity, .equityIssued, issued)
  }

  /// Clears the charges: they are paid, as cash is not negative.
  private mutating func settleArrears() {
    for loan in loans.indices {
      loans[loan].charged = 0
      loans[loan].owesBalloon = false
    }
  }

  /// Tranches with nothing outstanding and nothing left to draw return what is pledged to them.
  private mutating func returnPledges() {
    for loan in loans.indices {
      if loans[loan].outstanding == 0, !canDraw(loan, by: step + 1) { returnPledge(loan) }
    }
  }

  private mutating func returnPledge(_ loan: Int) {
    for coin in Coin.allCases where loans[loan].pledged[coin] > 0 {
      log.note(
        .liquidity, .pledgeReturned, loans[loan].pledged[coin], of: name(coin, pledgedTo: loan))
      free[coin] += loans[loan].pledged[coin]
      loans[loan].pledged[coin] = 0
    }
    endLiens(of: loan)
  }
}
