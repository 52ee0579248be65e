import CreditBasics

/// What happened to one tranche on one path; zero where nothing did.
public struct TrancheAccount: Sendable, Equatable {
  /// Claim at default in dollars.
  public var claimUSD = 0.0
  /// Recovery in dollars, undiscounted, at most the claim.
  public var recoveryUSD = 0.0
  /// `(claim − recovery) · e^{−rτ}` of the whole tranche in dollars.
  public var discountedLossUSD = 0.0
  /// `Σ Δ e^{−r t_{k+1}} · outstanding at t_k` over the steps begun alive: dollars times years.
  public var discountedExposure = 0.0
  /// Outstanding in dollars when the path ends; 0 after default, closure or repayment.
  public var owedAtEndUSD = 0.0
}

/// The books of a miner at the end of one step, as the liquidity stage or a default left them.
public struct MinerMarks: Sendable, Equatable {
  /// Marked assets in dollars.
  public var markedAssetsUSD: Double
  /// Outstanding debt in dollars.
  public var outstandingUSD: Double
  /// Trailing DSCR; nil without service in the window.
  public var debtServiceCoverage: Double?
  /// What all assets of the miner would fetch if it alone sold them, cash included, in dollars.
  public var liquidationUSD = 0.0

  /// Outstanding over marked assets; infinite when there is debt and nothing to back it.
  public var loanToValue: Double {
    markedAssetsUSD > 0 ? outstandingUSD / markedAssetsUSD : outstandingUSD > 0 ? .infinity : 0
  }
}

/// What happened to one miner on one path.
public struct MinerAccount: Sendable, Equatable {
  /// The step at whose end it defaulted; nil for none.
  public var defaultStep: Int?
  /// The step at whose end it failed owing nothing and was closed; nil for none.
  public var closedStep: Int?
  /// Why it defaulted.
  public var cause: DefaultCause?
  /// Tranches in name order.
  public var tranches: [TrancheAccount]
  /// What resolution left to shareholders in dollars.
  public var residualUSD = 0.0
  /// Proceeds of resolution in dollars: recoveries plus residual.
  public var proceedsUSD = 0.0
  /// One entry for each step begun alive, when recorded.
  public var marks: [MinerMarks] = []
  /// What was pledged to each tranche at default, when recorded.
  public var collateral: [CollateralAccount] = []

  /// The step at whose end it was gone, in default or closed; nil for a survivor.
  public var endStep: Int? { defaultStep ?? closedStep }

  /// Sum of the tranches' discounted losses in dollars.
  public var discountedLossUSD: Double { tranches.reduce(0) { $0 + $1.discountedLossUSD } }
}

/// What happened on one path.
public struct PathAccount: Sendable, Equatable {
  /// The path's number.
  public var path: UInt64
  /// Miners in name order.
  public var miners: [MinerAccount]
  /// Market at the end of every step before its permanent impact, when recorded.
  public var market: [MarketSnapshot] = []
  /// The ledger, when recorded: by step, the market first, then miners in name order.
  public var entries: [LedgerEntry] = []

  /// A miner's amounts of one item by step, added up within a step.
  ///
  /// - Parameters:
  ///   - subject: The subject of the entries; nil for all.
  package func amounts(
    _ item: LedgerItem, of subject: String? = nil, miner: Int = 0
  ) -> [Int: Double] {
    var sums: [Int: Double] = [:]
    for entry in entries
    where entry.item == item && entry.miner == miner && (subject ?? entry.subject) == entry.subject
    {
      sums[entry.step, default: 0] += entry.amount
    }
    return sums
  }
}
