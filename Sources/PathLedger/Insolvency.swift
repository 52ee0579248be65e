import CreditBasics

/// Stage 7: the optional test of the balance sheet.
extension MinerBooks {
  /// Tests marked assets against debt.
  mutating func testInsolvency() -> DefaultCause? {
    guard let test = terms.miner.insolvency,
      test.tested == .everyStep || step == terms.grid.stepCount - 1
    else { return nil }
    // Who owes nothing may have cash of nothing, but for rounding.
    let floor =
      outstanding > -Limit.arrearsUSD
      ? Limit.least(test.barrier) * outstanding : Limit.arrearsUSD
    guard markedAssets < floor else { return nil }
    log.note(.insolvency, .insolvency, test.barrier * outstanding - markedAssets)
    return .insolvency
  }
}
