/// What a lender has committed beyond the principal of the as-of date (model §3, stages 1 and 2).
public struct Commitment: Sendable, Equatable {
  /// Dollars that may still be drawn; repayments do not restore it.
  public var amountUSD: Double
  /// End of availability in years since the as-of date; nil is maturity.
  public var availableUntil: Double?
  /// Fee per year on what is undrawn.
  public var feePerYear: Double

  /// Creates a commitment.
  public init(amountUSD: Double, availableUntil: Double? = nil, feePerYear: Double = 0) {
    self.amountUSD = amountUSD
    self.availableUntil = availableUntil
    self.feePerYear = feePerYear
  }
}

extension Miner {
  /// Dollars that the lender still has to pay out if the miner draws all its commitments: the sum
  /// of `heldShare` times each.
  package var heldUndrawnUSD: Double {
    tranches.reduce(0) { $0 + $1.heldShare * ($1.commitment?.amountUSD ?? 0) }
  }
}

extension Tranche {
  /// Years since the as-of date after which nothing can be drawn; nil without a commitment.
  package var endOfDraws: Double? {
    commitment.map { min(maturity, $0.availableUntil ?? .infinity) }
  }
}
