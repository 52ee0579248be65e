/// Largest claim in dollars that counts as none: a tranche has defaulted when its claim is larger,
/// and a miner that fails without a larger claim is closed (model §3, stage 8).
public let leastClaimUSD = 0.005

/// What one block of paths did to the book: the values handed from the engine to the measures.
///
/// All arrays are item-major: the value of item `i` on the block's path `p` is at `i · pathCount +
/// p`. Tranches are numbered across the whole book: miners in name order, and each miner's tranches
/// in name order.
public struct BlockOutcomes: Sendable {
  /// Number of paths in the block.
  public let pathCount: Int
  /// Number of miners.
  public let minerCount: Int
  /// Number of tranches of the whole book.
  public let trancheCount: Int

  /// Step in which each miner defaulted, −1 for none (`miners × paths`).
  public var defaultStep: [Int32]
  /// Raw value of the `DefaultCause`; meaningless without a default (`miners × paths`).
  public var cause: [UInt8]
  /// Step in which each miner failed owing nothing and was closed, −1 for none (`miners × paths`).
  ///
  /// A closed miner has no default: it counts in no default probability, cause or joint figure.
  public var closedStep: [Int32]
  /// The default step on the same path with infinite depth, −1 for none (`miners × paths`).
  public var bottomlessDefaultStep: [Int32]
  /// Claim at default in dollars, 0 without one (`tranches × paths`).
  public var claimUSD: [Double]
  /// Recovery in dollars, undiscounted, at most the claim (`tranches × paths`).
  public var recoveryUSD: [Double]
  /// Discounted loss in dollars, `(claim − recovery) e^{−rτ}` with `τ` the end of the default step; 0 without a
  /// default (`tranches × paths`).
  public var lossUSD: [Double]
  /// Discounted loss in dollars on the same path with infinite depth (`tranches × paths`).
  public var bottomlessLossUSD: [Double]
  /// `Σ Δ e^{−r t_{k+1}} · outstanding at t_k` over the steps begun alive (`tranches × paths`).
  public var discountedExposure: [Double]
  /// Outstanding in dollars when the run ends, capitalised interest included; 0 after default, closure or repayment
  /// (`tranches × paths`).
  public var owedAtEndUSD: [Double]

  /// Outcomes of a block in which nothing has happened.
  ///
  /// - Parameter onlyLosses: whether to leave out claims, recoveries, what is owed at the end and
  ///   losses with infinite depth: their arrays are then empty.
  public init(pathCount: Int, minerCount: Int, trancheCount: Int, onlyLosses: Bool = false) {
    self.pathCount = pathCount
    self.minerCount = minerCount
    self.trancheCount = trancheCount
    defaultStep = Array(repeating: -1, count: minerCount * pathCount)
    closedStep = Array(repeating: -1, count: minerCount * pathCount)
    cause = Array(repeating: 0, count: minerCount * pathCount)
    bottomlessDefaultStep = Array(repeating: -1, count: minerCount * pathCount)
    let others = onlyLosses ? 0 : trancheCount * pathCount
    claimUSD = Array(repeating: 0, count: others)
    recoveryUSD = Array(repeating: 0, count: others)
    lossUSD = Array(repeating: 0, count: trancheCount * pathCount)
    bottomlessLossUSD = Array(repeating: 0, count: others)
    discountedExposure = Array(repeating: 0, count: trancheCount * pathCount)
    owedAtEndUSD = Array(repeating: 0, count: others)
  }
}
