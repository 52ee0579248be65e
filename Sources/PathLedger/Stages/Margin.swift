import CreditBasics

/// Stage 3: margin calls, in name order.
extension MinerBooks {
  /// Answers the calls of the step.
  mutating func answerMarginCalls() -> DefaultCause? {
    for (loan, tranche) in terms.miner.tranches.enumerated() {
      guard let margin = tranche.margin, loans[loan].outstanding > 0 else { continue }
      log.note(.margin, .pledgedLTV, pledgedLTV(loan), of: tranche.name)
      guard isAbove(margin.callLTV, loan) else { continue }
      pledge(to: loan, until: margin.restoreLTV)
      payDown(loan, until: margin.restoreLTV)
      guard isAbove(margin.liquidationLTV, loan) else { continue }
      switch margin.remedy {
      case .default: return .margin
      case .seize: seize(loan)
      }
    }
    if arrearsSteps == 0 { for loan in loans.indices { releaseCoins(of: loan) } }
    return nil
  }

  /// Outstanding over the value pledged; infinite with nothing pledged.
  func pledgedLTV(_ loan: Int) -> Double {
    let value = pledgedValue(loan)
    return value > 0 ? loans[loan].outstanding / value : .infinity
  }

  /// Whether the LTV of a tranche is above a trigger by more than rounding.
  func isAbove(_ trigger: Double, _ loan: Int) -> Bool {
    loans[loan].outstanding > Limit.most(trigger) * pledgedValue(loan)
  }

  private mutating func pledge(to loan: Int, until target: Double) {
    for coin in terms.miner.treasury.saleOrder {
      let missing = loans[loan].outstanding / target - pledgedValue(loan)
      guard missing > 0, free[coin] > 0, mark(coin) > 0 else { continue }
      let coins = min(free[coin], missing / mark(coin))
      free[coin] -= coins
      loans[loan].pledged[coin] += coins
      log.note(.margin, .pledgedCoins, coins, of: name(coin, pledgedTo: loan))
    }
  }

  /// Returns coins of a tranche whose LTV is below `releaseLTV`, until it is reached.
  private mutating func releaseCoins(of loan: Int) {
    guard let target = terms.miner.tranches[loan].margin?.releaseLTV, !canDraw(loan, by: step + 1)
    else { return }
    for coin in terms.miner.treasury.saleOrder {
      let excess = pledgedValue(loan) - loans[loan].outstanding / target
      guard excess > Limit.slack * pledgedValue(loan), mark(coin) > 0, loans[loan].pledged[coin] > 0
      else { continue }
      let held = loans[loan].pledged[coin]
      let coins = loans[loan].outstanding > 0 ? min(held, excess / mark(coin)) : held
      loans[loan].pledged[coin] -= coins
      free[coin] += coins
      log.note(.margin, .releasedCoins, coins, of: name(coin, pledgedTo: loan))
    }
  }

  private mutating func payDown(_ loan: Int, until target: Double) {
    let excess = loans[loan].outstanding - target * pledgedValue(loan)
    let paid = min(excess, spareCash, loans[loan].outstanding)
    guard paid > Limit.slack * loans[loan].outstanding else { return }
    cash -= paid
    loans[loan].outstanding -= paid
    if loans[loan].outstanding < Tranche.nothingUSD { loans[loan].hasEnded = true }
    log.note(.margin, .paidDown, -paid, of: name(loan))
  }

  /// The lender sells the pledged coins; the loan ends with a surplus or a charge.
  private mutating func seize(_ loan: Int) {
    let due = loans[loan].outstanding + loans[loan].accrued
    var proceeds = 0.0
    for coin in Coin.allCases {
      let sale = sell(coin, upTo: loans[loan].pledged[coin], for: .infinity, in: .margin)
      proceeds += sale.proceeds
      loans[loan].pledged[coin] = 0
    }
    cash += proceeds - due
    let shortfall = max(0, due - proceeds)
    loans[loan].charged += shortfall
    loans[loan].outstanding = 0
    loans[loan].accrued = 0
    loans[loan].hasEnded = true
    endLiens(of: loan)
    log.note(.margin, .seizure, -due, of: name(loan))
    if shortfall > 0 { log.note(.margin, .shortfall, shortfall, of: name(loan)) }
  }
}
