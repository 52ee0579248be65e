import ResultReading

/// What the five causes of default mean, in a lender's words.
enum CauseWords {
  /// The order in which charts stack them.
  static let order = ["margin", "covenant", "maturity", "payment", "insolvency"]

  /// The name in a legend.
  static func name(_ cause: String) -> String {
    switch cause {
    case "margin": "margin call"
    case "covenant": "covenant breach"
    case "maturity": "maturity"
    case "payment": "missed payment"
    case "insolvency": "insolvency"
    default: cause
    }
  }

  /// What happens, to continue «mostly because of …».
  static func reason(_ cause: String) -> String {
    switch cause {
    case "margin": "a margin call that cannot be met"
    case "covenant": "a broken coverage covenant"
    case "maturity": "debt that falls due and can be neither repaid nor refinanced"
    case "payment": "payments that stay unpaid beyond the grace period"
    case "insolvency": "assets below the insolvency barrier"
    default: cause
    }
  }
}

extension FinishedResult {
  /// A miner's causes with a share of its defaults, greatest first.
  func causes(of miner: String) -> [(cause: String, share: Double)] {
    (causes ?? []).filter { $0.miner == miner }
      .compactMap { row in row.share.map { (cause: row.cause, share: $0) } }
      .filter { $0.share > 0 }
      .sorted { ($1.share, $0.cause) < ($0.share, $1.cause) }
  }

  /// Shares of all miners' defaults by cause, greatest first; empty without a default.
  var causesOfAll: [(cause: String, share: Double)] {
    let rows = causes ?? []
    let total = rows.reduce(0) { $0 + $1.paths }
    guard total > 0 else { return [] }
    return Dictionary(grouping: rows, by: \.cause).map { cause, rows in
      (cause: cause, share: Double(rows.reduce(0) { $0 + $1.paths }) / Double(total))
    }.filter { $0.share > 0 }.sorted { ($1.share, $0.cause) < ($0.share, $1.cause) }
  }
}
