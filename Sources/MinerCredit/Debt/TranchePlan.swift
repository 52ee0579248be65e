import CreditBasics
import NumericCore

/// One tranche resolved to indices and constants.
struct TranchePlan: Sendable {
  // Rights.
  let margin: MarginTerms?
  let covenant: CovenantTerms?
  let refinance: RefinanceTerms?
  let limits: TrancheLimits
  /// Whether lanes can be on different schedules and coupons.
  var isExtendable: Bool { refinance != nil }
  /// Conversion premium; nil without conversion.
  let conversionPremium: Double?

  // Interest.
  /// Coupon, or margin of floating debt, before extensions raise it.
  let coupon: Double
  /// The base rate that floating debt adds to its margin; nil for a fixed coupon.
  let floating: FloatingPlan?
  var isFloating: Bool { floating != nil }
  /// Years of a whole period between payment dates.
  let yearsPerPayment: Double
  /// Time up to which interest is capitalised, in years.
  let capitalisesUntil: Double

  // Principal, and what is pledged for it.
  let principal: Double
  /// Whether scheduled principal is a share of what is outstanding.
  let repaysShares: Bool
  /// The first step in which nothing can be drawn.
  let drawEnd: Int
  let pledgedBTC: Double
  let pledgedETH: Double
  let liens: LienPlan
  /// Whether coins, hardware or cash are or can become pledged to it.
  let mayHoldCollateral: Bool

  // Places of the columns that not all books have.
  /// Number of equity cures that owners have paid for it.
  let equityCures: Int
  /// The step of its last extension.
  let extendedStep: Int
  /// What is undrawn; −1 without a commitment.
  let undrawn: Int
  /// The dollars in its reserve; −1 without one.
  let reserve: Int
  /// Whether a balloon or put of it has been charged; −1 where no reserve can pay one.
  let balloonCharged: Int
  /// The step of its last payment date; −1 without a reserve or sweep.
  let lastDate: Int

  /// - Parameter hasReserves: Whether any of the miner's tranches has a reserve.
  init(
    _ tranche: Tranche, _ index: Int, _ liens: LienPlan, hasReserves: Bool, grid: TimeGrid,
    _ columns: inout OptionalColumns
  ) {
    principal = tranche.principalUSD
    coupon = tranche.floating?.margin ?? tranche.coupon
    floating = tranche.floating.map { FloatingPlan($0, tranche: index) }
    repaysShares = tranche.repaysShares
    yearsPerPayment = 1 / Double(tranche.paymentsPerYear)
    capitalisesUntil = tranche.capitalisesUntil + TimeGrid.dateTolerance
    equityCures = columns.add(if: (tranche.covenant?.equityCures ?? 0) > 0)
    extendedStep = columns.add(if: (tranche.refinance?.windowYears ?? 0) > 0, startingAt: -1)
    undrawn = columns.add(
      if: tranche.commitment != nil, startingAt: tranche.commitment?.amountUSD ?? 0)
    drawEnd = tranche.drawEnd(grid)
    reserve = columns.add(
      if: tranche.reserve != nil, startingAt: tranche.reserve?.initialUSD ?? 0)
    balloonCharged = columns.add(if: hasReserves)
    lastDate = columns.add(if: tranche.hasAccount, startingAt: -1)
    pledgedBTC = tranche.pledge.btc
    pledgedETH = tranche.pledge.eth
    self.liens = liens
    margin = tranche.margin
    covenant = tranche.covenant
    refinance = tranche.refinance
    limits = TrancheLimits(tranche)
    conversionPremium = tranche.conversionPremium
    mayHoldCollateral =
      margin != nil || tranche.reserve != nil || pledgedBTC > 0 || pledgedETH > 0 || liens.areAny
  }
}

extension Tranche {
  /// Whether it has a reserve or sweep, which act on its payment dates.
  var hasAccount: Bool { reserve != nil || sweep != nil }
}

/// The base rate of a floating tranche: `hedgedShare · hedgedRate + (1 − hedgedShare) · max(floor, i)`.
struct FloatingPlan: Sendable {
  let tranche: Int
  let floor: Double
  /// `1 − hedgedShare`.
  let openShare: Double
  /// `hedgedShare · hedgedRate`.
  let hedgedPart: Double
  /// Place of the interest of a whole period per dollar, at the rate of the step; −1 without
  /// prefunding.
  var perDate = -1

  init(_ terms: FloatingTerms, tranche: Int) {
    self.tranche = tranche
    floor = terms.floor
    openShare = 1 - terms.hedgedShare
    hedgedPart = terms.hedgedShare * terms.hedgedRate
  }
}
