import CreditBasics

/// Stage 4: covenant tests and cures, in name order.
extension MinerBooks {
  /// Makes the tests of the step.
  mutating func testCovenants() -> DefaultCause? {
    // The limit on sales is of the holdings before the stage, for all its cures together.
    var salable = PerCoin(btc: 0.0, eth: 0.0)
    for coin in terms.miner.treasury.saleOrder { salable[coin] = saleShare * free[coin] }
    for (loan, tranche) in terms.miner.tranches.enumerated() {
      guard let covenant = tranche.covenant, loans[loan].outstanding > 0,
        terms.testSteps[loan].contains(step)
      else { continue }
      let coverage = debtServiceCoverage
      loans[loan].breaches =
        coverage.map { $0 < covenant.minDSCR } == true ? loans[loan].breaches + 1 : 0
      if let coverage { log.note(.covenant, .dscr, coverage, of: tranche.name) }
      log.note(.covenant, .breaches, Double(loans[loan].breaches), of: tranche.name)
      guard loans[loan].breaches >= covenant.breachesToDefault else { continue }
      guard cure(loan, salable: &salable) else { return .covenant }
    }
    return nil
  }

  /// Repays the tranche in full with spare cash, then free coins; does nothing if they cannot.
  private mutating func cure(_ loan: Int, salable: inout PerCoin<Double>) -> Bool {
    let due = loans[loan].outstanding + loans[loan].accrued
    let gap = max(0, due - spareCash)
    let order = terms.miner.treasury.saleOrder
    guard order.reduce(0, { $0 + offer($1, upTo: salable[$1], for: gap).proceeds }) >= gap
    else { return false }
    var raised = 0.0
    for coin in order {
      let sale = sell(coin, upTo: salable[coin], for: gap - raised, in: .covenant)
      raised += sale.proceeds
      free[coin] -= sale.coins
      salable[coin] -= sale.coins
    }
    cash = cash(afterPaying: due, with: raised)
    loans[loan].outstanding = 0
    loans[loan].accrued = 0
    loans[loan].breaches = 0
    log.note(.covenant, .cure, -due, of: name(loan))
    return true
  }
}
