/// Kinds of debt: they set placeholders of terms and label result rows, never behaviour by themselves.
public enum TrancheKind: String, Sendable, CaseIterable {
  case convertible, highYield, abl, projectFinance, bitcoinLoan
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
  /// Terms of floating debt; nil for a fixed coupon.
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

  /// Dollars below which a remainder after a payment counts as nothing, because shares of a
  /// schedule add up to one only up to rounding.
  public static let nothingUSD = 1e-6

  /// Maturity, in years since the as-of date, after one extension; nil where nothing extends the
  /// tranche.
  public var extendedMaturity: Double? { refinance.map { maturity + $0.termYears } }

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
