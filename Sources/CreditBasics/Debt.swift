/// Kinds of debt: they set defaults of terms and label result rows, never behaviour by themselves.
public enum TrancheKind: String, Sendable, CaseIterable {
  case convertible, highYield, abl, projectFinance, bitcoinLoan
}

/// How principal is repaid before the balloon (model §3, stage 2).
public enum Amortisation: Sendable, Equatable {
  /// Nothing before maturity.
  case bullet
  /// Original principal / n on each of the n payment dates.
  case straightLine
  /// The principal parts of a level payment over n equal periods.
  case annuity
  /// Dated shares of original principal: years since the as-of date, ascending.
  case custom([PrincipalShare])
}

/// A dated share of original principal.
public struct PrincipalShare: Sendable, Equatable {
  /// Due date in years since the as-of date.
  public var date: Double
  /// Share of original principal.
  public var share: Double

  /// Creates a dated share.
  public init(date: Double, share: Double) {
    self.date = date
    self.share = share
  }
}

/// What happens when a margin call cannot be met (model §3, stage 3).
public enum MarginRemedy: String, Sendable, CaseIterable {
  /// The miner defaults.
  case `default`
  /// The lender sells the pledged coins and the loan ends.
  case seize
}

/// Margin terms of a tranche: loan-to-value triggers.
public struct MarginTerms: Sendable, Equatable {
  /// LTV at which the loan was made, to which a call restores it unless `restoreLTV` says otherwise.
  public var initialLTV: Double
  /// LTV to which a call restores the tranche.
  public var restoreLTV: Double
  /// LTV below which pledged coins return until it is reached; nil for never.
  public var releaseLTV: Double?
  /// LTV above which a call is made.
  public var callLTV: Double
  /// LTV above which an unmet call triggers the remedy.
  public var liquidationLTV: Double
  /// The remedy.
  public var remedy: MarginRemedy

  /// Creates margin terms.
  public init(
    initialLTV: Double, callLTV: Double, liquidationLTV: Double, restoreLTV: Double? = nil,
    releaseLTV: Double? = nil, remedy: MarginRemedy = .default
  ) {
    self.initialLTV = initialLTV
    self.restoreLTV = restoreLTV ?? initialLTV
    self.releaseLTV = releaseLTV
    self.callLTV = callLTV
    self.liquidationLTV = liquidationLTV
    self.remedy = remedy
  }
}

/// Maintenance tests of a tranche; what is not given is not tested (model §3, stage 4).
public struct CovenantTerms: Sendable, Equatable {
  /// Least DSCR of the whole miner that passes.
  public var minDSCR: Double?
  /// Highest outstanding over value pledged that passes.
  public var maxLTV: Double?
  /// Least cash and reserves that pass, in dollars.
  public var minLiquidityUSD: Double?
  /// Tests in a year.
  public var testsPerYear: Int
  /// Consecutive failed tests that must be cured or default.
  public var breachesToDefault: Int
  /// How often owners may pay in what a failed test of DSCR lacks.
  public var equityCures: Int

  /// Creates covenant terms.
  public init(
    minDSCR: Double? = nil, maxLTV: Double? = nil, minLiquidityUSD: Double? = nil,
    testsPerYear: Int = 4, breachesToDefault: Int = 1, equityCures: Int = 0
  ) {
    self.minDSCR = minDSCR
    self.maxLTV = maxLTV
    self.minLiquidityUSD = minLiquidityUSD
    self.testsPerYear = testsPerYear
    self.breachesToDefault = breachesToDefault
    self.equityCures = equityCures
  }
}

/// Terms on which a balloon or put can be extended (model §3, stage 5).
public struct RefinanceTerms: Sendable, Equatable {
  /// Highest outstanding / marked assets of the whole miner; may be infinite.
  public var maxLTV: Double
  /// Least DSCR of the whole miner.
  public var minDSCR: Double
  /// Years by which the tranche is extended.
  public var termYears: Double
  /// Addition to the coupon per year.
  public var stepUp: Double
  /// Years before maturity from which the extension is sought in every step; 0 at maturity only.
  public var windowYears: Double

  /// Creates refinancing terms.
  public init(
    maxLTV: Double = .infinity, minDSCR: Double = 0, termYears: Double, stepUp: Double = 0,
    windowYears: Double = 0
  ) {
    self.maxLTV = maxLTV
    self.minDSCR = minDSCR
    self.termYears = termYears
    self.stepUp = stepUp
    self.windowYears = windowYears
  }
}

/// Interest that follows the short rate (model §3, stage 2).
public struct FloatingTerms: Sendable, Equatable {
  /// Addition to the short rate per year.
  public var margin: Double
  /// Least short rate that is charged.
  public var floor: Double
  /// Share of the debt whose short rate is fixed.
  public var hedgedShare: Double
  /// The rate at which it is fixed.
  public var hedgedRate: Double

  /// Creates floating terms.
  public init(
    margin: Double, floor: Double = -1, hedgedShare: Double = 0, hedgedRate: Double = 0
  ) {
    self.margin = margin
    self.floor = floor
    self.hedgedShare = hedgedShare
    self.hedgedRate = hedgedRate
  }

  /// The rate at a short rate: never below 0.
  ///
  /// - Parameters:
  ///   - shortRate: The short rate per year at the step's start.
  ///   - raised: The margin as extensions have raised it; nil is the original one.
  public func rate(at shortRate: Double, margin raised: Double? = nil) -> Double {
    let base = hedgedShare * hedgedRate + (1 - hedgedShare) * max(floor, shortRate)
    return max(0, (raised ?? margin) + base)
  }
}

/// One tranche of a miner's debt.
public struct Tranche: Sendable, Equatable {
  /// The tranche's name.
  public var name: String
  /// Its kind.
  public var kind: TrancheKind
  /// Principal at the as-of date in dollars.
  public var principalUSD: Double
  /// Simple annual coupon; of floating debt the rate of the first step.
  public var coupon: Double
  /// Terms of floating debt; nil has a fixed coupon.
  public var floating: FloatingTerms?
  /// Maturity in years since the as-of date.
  public var maturity: Double
  /// Payment dates in a year, counted back from maturity.
  public var paymentsPerYear: Int
  /// Repayment of principal before the balloon.
  public var amortisation: Amortisation
  /// Payment dates before this carry no principal: years since the as-of date; nil for none.
  public var amortisationFrom: Double?
  /// Share of principal that straight-line and annuity schedules leave to the balloon.
  public var balloonShare: Double
  /// Interest due up to this date is added to what is outstanding: years since the as-of date.
  public var pikUntil: Double?
  /// What may still be drawn, if anything.
  public var commitment: Commitment?
  /// The account that holds its service ahead, if any.
  public var reserve: ReserveTerms?
  /// The sweep of cash that prepays it, if any.
  public var sweep: SweepTerms?
  /// Rank in the waterfall; 1 is paid first.
  public var seniority: Int
  /// Share of the tranche in the portfolio.
  public var heldShare: Double
  /// A quoted spread over the short rate as a fraction, for comparison; nothing is computed from it.
  public var marketSpread: Double?
  /// Coins pledged at the as-of date.
  public var pledge: PerCoin<Double>
  /// Margin terms, if any.
  public var margin: MarginTerms?
  /// Covenant, if any.
  public var covenant: CovenantTerms?
  /// Refinancing terms, if any.
  public var refinance: RefinanceTerms?
  /// Conversion premium over equity per share at the as-of date, if convertible into shares.
  public var conversionPremium: Double?
  /// Put dates in years since the as-of date, ascending.
  public var puts: [Double]

  /// Dollars below which what a payment leaves outstanding is nothing: shares of a schedule add up to
  /// one only but for rounding.
  public static let nothingUSD = 1e-6

  /// Creates a tranche.
  public init(
    name: String, kind: TrancheKind, principalUSD: Double, coupon: Double, maturity: Double,
    paymentsPerYear: Int, amortisation: Amortisation, seniority: Int,
    floating: FloatingTerms? = nil, amortisationFrom: Double? = nil, balloonShare: Double = 0,
    pikUntil: Double? = nil, commitment: Commitment? = nil,
    reserve: ReserveTerms? = nil, sweep: SweepTerms? = nil, heldShare: Double = 1,
    marketSpread: Double? = nil, pledge: PerCoin<Double> = PerCoin(btc: 0, eth: 0),
    margin: MarginTerms? = nil,
    covenant: CovenantTerms? = nil, refinance: RefinanceTerms? = nil,
    conversionPremium: Double? = nil, puts: [Double] = []
  ) {
    self.name = name
    self.kind = kind
    self.principalUSD = principalUSD
    self.coupon = coupon
    self.floating = floating
    self.maturity = maturity
    self.paymentsPerYear = paymentsPerYear
    self.amortisation = amortisation
    self.amortisationFrom = amortisationFrom
    self.balloonShare = balloonShare
    self.pikUntil = pikUntil
    self.commitment = commitment
    self.reserve = reserve
    self.sweep = sweep
    self.seniority = seniority
    self.heldShare = heldShare
    self.marketSpread = marketSpread
    self.pledge = pledge
    self.margin = margin
    self.covenant = covenant
    self.refinance = refinance
    self.conversionPremium = conversionPremium
    self.puts = puts
  }
}
