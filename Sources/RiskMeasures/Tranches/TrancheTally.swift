import CreditBasics

/// Claims, losses and exposures of every tranche, whole tranches.
struct TrancheTally: MeasureOfParts {
  /// Paths on which the claim exceeds `leastClaimUSD`.
  var defaults: [Int]
  /// Claims given default, in dollars.
  var claims: MomentTally
  /// Discounted losses, in dollars.
  var losses: MomentTally
  /// Discounted exposures, in dollar-years.
  var exposures: MomentTally
  /// LGD given default.
  var lossShares: MomentTally
  /// `claim − recovery` given default, undiscounted, in dollars.
  var shortfalls: MomentTally
  /// Sums of loss × exposure, then of shortfall × claim.
  var products: ExactSums
  /// The distribution of LGD given default.
  var lgd: [ShareHistogram]

  static let parts: [TallyPart<TrancheTally>] = [
    .counts(\.defaults), .part(\.claims), .part(\.losses), .part(\.exposures), .part(\.lossShares),
    .part(\.shortfalls), .part(\.products), .part(\.lgd),
  ]

  init(_ book: BookShape) {
    let trancheCount = book.tranches.count
    defaults = Array(repeating: 0, count: trancheCount)
    claims = MomentTally(count: trancheCount)
    losses = MomentTally(count: trancheCount)
    exposures = MomentTally(count: trancheCount)
    lossShares = MomentTally(count: trancheCount)
    shortfalls = MomentTally(count: trancheCount)
    products = ExactSums(count: 2 * trancheCount)
    lgd = Array(repeating: ShareHistogram(), count: trancheCount)
  }

  /// Sum of loss × exposure of a tranche.
  func lossTimesExposure(_ tranche: Int) -> Double { products.value(tranche) }

  /// Sum of shortfall × claim over a tranche's defaults.
  func shortfallTimesClaim(_ tranche: Int) -> Double { products.value(losses.count + tranche) }

  mutating func add(_ facts: BlockFacts) {
    for (tranche, shape) in facts.book.tranches.enumerated() {
      add(facts.outcomes, tranche: tranche, miner: shape.miner)
    }
  }

  private mutating func add(_ block: BlockOutcomes, tranche: Int, miner: Int) {
    let cells = tranche * block.pathCount..<(tranche + 1) * block.pathCount
    block.discountedExposure[cells].withUnsafeBufferPointer { exposures.add($0, to: tranche) }
    var found = DefaultedClaims()
    for path in 0..<block.pathCount {
      guard block.defaultStep[miner * block.pathCount + path] >= 0 else { continue }
      let at = cells.lowerBound + path
      let claim = block.claimUSD[at]
      let loss = block.lossUSD[at]
      found.losses.append(loss)
      found.lossTimesExposure.append(loss * block.discountedExposure[at])
      guard claim > leastClaimUSD else { continue }
      let lossShare = 1 - block.recoveryUSD[at] / claim
      let shortfall = max(0, claim - block.recoveryUSD[at])
      found.claims.append(claim)
      found.shortfalls.append(shortfall)
      found.shortfallTimesClaim.append(shortfall * claim)
      found.lossShares.append(lossShare)
      lgd[tranche].add(lossShare)
    }
    add(found, to: tranche)
  }

  private mutating func add(_ found: DefaultedClaims, to tranche: Int) {
    defaults[tranche] += found.claims.count
    found.losses.withUnsafeBufferPointer { losses.add($0, to: tranche) }
    found.claims.withUnsafeBufferPointer { claims.add($0, to: tranche) }
    found.lossShares.withUnsafeBufferPointer { lossShares.add($0, to: tranche) }
    found.shortfalls.withUnsafeBufferPointer { shortfalls.add($0, to: tranche) }
    found.lossTimesExposure.withUnsafeBufferPointer { products.add($0, to: tranche) }
    found.shortfallTimesClaim.withUnsafeBufferPointer {
      products.add($0, to: losses.count + tranche)
    }
  }
}

/// One tranche on the paths of a block on which its miner defaults.
private struct DefaultedClaims {
  var losses: [Double] = []
  var lossTimesExposure: [Double] = []
  /// Claims above `leastClaimUSD`.
  var claims: [Double] = []
  var lossShares: [Double] = []
  var shortfalls: [Double] = []
  var shortfallTimesClaim: [Double] = []
}
