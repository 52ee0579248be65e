import CreditBasics

/// Stage 7: the optional test of the balance sheet.
extension MinerBooks {
  /// Tests marked assets against debt.
  mutating func testInsolvency() -> DefaultCause? {
    guard let test = terms.miner.insolvency,
      test.tested == .everyStep || step == terms.grid.stepCount - 1
    else { return nil }
    // A miner without debt fails only if its assets are negative by more than rounding.
    let floor =
      outstanding > -Limit.arrearsUSD
      ? Limit.least(test.barrier) * outstanding : Limit.arrearsUSD
    guard markedAssets < floor else { return nil }
    log.note(.insolvency, .insolvency, test.barrier * outstanding - markedAssets)
    return .insolvency
  }
}
