import CreditBasics

/// Stage 7: the optional test of the balance sheet.
extension MinerBooks {
  /// Tests marked assets against debt.
  mutating func testInsolvency() -> DefaultCause? {
    guard let test = terms.miner.insolvency,
      test.tested == .everyStep || step == terms.grid.stepCount - 1
    else { return nil }
    let shortfall = test.barrier * outstanding - markedAssets
    guard shortfall > 0 else { return nil }
    log.note(.insolvency, .insolvency, shortfall)
    return .insolvency
  }
}
