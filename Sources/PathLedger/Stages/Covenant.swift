import CreditBasics

private enum CovenantTest {
  case coverage, loanToValue, liquidity
}

/// Stage 4: covenant tests and cures, in name order.
extension MinerBooks {
  /// Makes the tests of the step.
  mutating func testCovenants() -> DefaultCause? {
    // The limit on sales is a share of the holdings before this stage, and holds for all cures of
    // the step together.
    var salable = PerCoin(btc: 0.0, eth: 0.0)
    for coin in terms.miner.treasury.saleOrder { salable[coin] = saleShare * free[coin] }
    for (loan, tranche) in terms.miner.tranches.enumerated() {
      guard let covenant = tranche.covenant, loans[loan].outstanding > 0,
        terms.testSteps[loan].contains(step)
      else { continue }
      let failed = failedTests(of: covenant, loan)
      loans[loan].breaches = failed.isEmpty ? 0 : loans[loan].breaches + 1
      noteTests(of: covenant, loan)
      log.note(.covenant, .breaches, Double(loans[loan].breaches), of: tranche.name)
      guard loans[loan].breaches >= covenant.breachesToDefault else { continue }
      if failed == [.coverage], payInEquity(loan, covenant) { continue }
      guard cure(loan, salable: &salable) else { return .covenant }
    }
    return nil
  }

  /// Writes the tested figures to the log, and coverage even if it is not tested.
  private mutating func noteTests(of covenant: CovenantTerms, _ loan: Int) {
    guard log.isRecording else { return }
    if let coverage = debtServiceCoverage { log.note(.covenant, .dscr, coverage, of: name(loan)) }
    if covenant.maxLTV != nil {
      log.note(.covenant, .covenantLTV, pledgedLTV(loan), of: name(loan))
    }
    if covenant.minLiquidityUSD != nil {
      log.note(.covenant, .liquidity, cash + reserves, of: name(loan))
    }
  }

  /// The tests of a covenant that fail in the step; limits that the covenant does not give are not
  /// tested.
  private func failedTests(of covenant: CovenantTerms, _ loan: Int) -> Set<CovenantTest> {
    var failed: Set<CovenantTest> = []
    if let least = covenant.minDSCR, let coverage = debtServiceCoverage,
      coverage < Limit.least(least)
    {
      failed.insert(.coverage)
    }
    if let most = covenant.maxLTV, isAbove(most, loan) { failed.insert(.loanToValue) }
    if let least = covenant.minLiquidityUSD, cash + reserves < Limit.leastCash(least) {
      failed.insert(.liquidity)
    }
    return failed
  }

  /// Owners pay in `minDSCR` times the window's service less its CFADS; false where they do not.
  private mutating func payInEquity(_ loan: Int, _ covenant: CovenantTerms) -> Bool {
    guard loans[loan].equityCures < covenant.equityCures, regime.equityOpen,
      let least = covenant.minDSCR
    else { return false }
    let window = trailingWindow
    let paid = least * service[window].reduce(0, +) - cfads[window].reduce(0, +)
    cash += paid
    loans[loan].equityCures += 1
    loans[loan].breaches = 0
    log.note(.covenant, .equityCure, paid, of: name(loan))
    return true
  }

  /// Repays the tranche in full with spare cash, then free coins; does nothing if they cannot.
  private mutating func cure(_ loan: Int, salable: inout PerCoin<Double>) -> Bool {
    let due = loans[loan].outstanding + loans[loan].accrued
    let gap = max(0, due - spareCash)
    let order = terms.miner.treasury.saleOrder
    guard
      order.reduce(0, { $0 + offer($1, upTo: salable[$1], for: gap).proceeds }) - gap
        >= Limit.arrearsUSD
    else { return false }
    var (raised, missing) = (0.0, gap)
    for coin in order {
      let sale = sell(coin, upTo: salable[coin], for: missing, in: .covenant)
      raised += sale.proceeds
      missing -= sale.proceeds
      free[coin] -= sale.coins
      salable[coin] -= sale.coins
    }
    // A gap of half a cent or less counts as covered.
    if missing <= -Limit.arrearsUSD { missing = 0 }
    cash = cash(afterPaying: due, gap: gap, raised: raised, missing: missing)
    loans[loan].outstanding = 0
    loans[loan].accrued = 0
    loans[loan].hasEnded = true
    loans[loan].breaches = 0
    log.note(.covenant, .cure, -due, of: name(loan))
    return true
  }
}
