import CreditBasics

/// Stage 6: raising missing cash, and counting arrears.
extension MinerBooks {
  /// Sells coins, issues equity and draws reserves for what is missing; more arrears than grace is default.
  ///
  /// Without arrears accounts are settled, and pledges of what is repaid return.
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
    // Nobody survives by the calendar: in the last step of the run any arrears is past its grace.
    let isLast = step == terms.grid.stepCount - 1
    guard arrearsSteps > terms.graceSteps || isLast else { return nil }
    return owesBalloon ? .maturity : .payment
  }

  private var missingCash: Double { terms.miner.minimumCashUSD - cash }

  private mutating func sellFreeCoins() {
    // The limit is judged once: before any coin is sold.
    let share = saleShare
    for coin in terms.miner.treasury.saleOrder {
      let sale = sell(coin, upTo: share * free[coin], for: missingCash, in: .liquidity)
      cash += sale.proceeds
      free[coin] -= sale.coins
    }
  }

  /// Issues what is missing, then what payments ahead lack, within one limit.
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

  /// Cash is not negative: what was charged is paid.
  private mutating func settleArrears() {
    for loan in loans.indices {
      loans[loan].charged = 0
      loans[loan].owesBalloon = false
    }
  }

  /// Tranches without debt, of which nothing can be drawn, return what is pledged to them.
  private mutating func returnPledges() {
    for loan in loans.indices {
      if loans[loan].outstanding == 0, !canDraw(loan, by: step + 1) { returnPledge(loan) }
    }
  }

  private mutating func returnPledge(_ loan: Int) {
    for coin in Coin.allCases where loans[loan].pledged[coin] > 0 {
      log.note(
        .liquidity, .pledgeReturned, loans[loan].pledged[coin],
        of: "\(name(loan)): \(coin.key)")
      free[coin] += loans[loan].pledged[coin]
      loans[loan].pledged[coin] = 0
    }
    endLiens(of: loan)
  }
}
