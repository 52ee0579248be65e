/// The part of a step in which an entry was made, in the order of the model.
public enum LedgerStage: String, Sendable, CaseIterable {
  case market, operations, orders, debtService, margin, covenant, maturity, liquidity, insolvency
  case resolution, closing
}

/// What an entry of the ledger says; its unit is `unit`.
public enum LedgerItem: String, Sendable, CaseIterable {
  // Market, before the permanent impact of the step.
  case regime, coinPrice, hashrate, hashprice, rentIndex, rent, power, shortRate, resale
  // Market, after the step.
  case coinsSoldByAll, permanentImpact, gpusDumped, overhang, rigsDumped, rigOverhang
  // Operations.
  case openingCash, idiosyncraticFactor, mining, keptCoins, powerResale, lot, lease, cashInterest
  case fromChildren, supportGiven, overhead, staking, cfads, tenantLeft, tenantDefault
  // Orders.
  case payment, draw, orderPayment, orderCancelled
  // Debt service.
  case interest, capitalised, principal
  // Margin, covenant, maturities, liquidity.
  case pledgedLTV, pledgedCoins, releasedCoins, paidDown, seizure, shortfall
  case dscr, covenantLTV, liquidity, breaches, equityCure, cure
  case converted, kept, extended, balloon, put
  case coinsSold, saleProceeds, equityIssued, arrearsSteps, pledgeReturned
  case parentSupport, reserveDrawn, reserveFunded, reserveReleased, swept, distributed, lockedUp
  // Insolvency and default.
  case insolvency, marginDefault, covenantDefault, maturityDefault, paymentDefault
  case insolvencyDefault
  // Resolution.
  case proceeds, claim, fromPledge, fromPool, recovery, residual
  // Closing balances.
  case cash, reserve, freeCoins, pledged, outstanding, undrawn, stakes, markedAssets, ltv
  case trailingDSCR, closed

  /// Whether the amount is dollars that joined (positive) or left (negative) the miner's cash.
  public var movesCash: Bool {
    switch self {
    case .mining, .keptCoins, .powerResale, .lot, .lease, .cashInterest, .overhead, .payment, .draw,
      .orderPayment, .interest,
      .principal, .paidDown, .seizure, .equityCure, .cure, .balloon, .put, .saleProceeds,
      .equityIssued, .parentSupport, .fromChildren, .supportGiven, .reserveDrawn, .reserveFunded,
      .reserveReleased, .swept, .distributed:
      true
    default: false
    }
  }

  /// The unit of the amount.
  public var unit: String {
    switch self {
    case .regime, .breaches, .arrearsSteps: "count"
    case .gpusDumped, .overhang: "GPU"
    case .hashrate, .rigsDumped, .rigOverhang: "PH/s"
    case .hashprice: "USD/PH/day"
    case .rent: "USD/GPU-hour"
    case .power: "USD/MWh"
    case .extended: "year"
    case .coinsSold, .pledgedCoins, .releasedCoins, .freeCoins, .pledged, .pledgeReturned:
      "coin"
    case .rentIndex, .shortRate, .idiosyncraticFactor, .pledgedLTV, .dscr, .covenantLTV, .ltv,
      .trailingDSCR:
      "ratio"
    case .permanentImpact: "logarithm"
    default: "USD"
    }
  }
}

/// One line of a path's ledger.
public struct LedgerEntry: Sendable, Equatable {
  /// The step `k`, from 0.
  public var step: Int
  /// Index of the miner; nil for the market.
  public var miner: Int?
  /// The part of the step.
  public var stage: LedgerStage
  /// The kind of the amount.
  public var item: LedgerItem
  /// Name of the tranche, lot, lease, coin, GPU class or regime that it belongs to; empty for the
  /// miner itself.
  public var subject: String
  /// The amount in the item's unit.
  public var amount: Double
}
