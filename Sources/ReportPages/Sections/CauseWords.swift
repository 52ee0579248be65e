import CreditBasics
import ResultReading

/// What causes of default mean, in a lender's words.
enum CauseWords {
  /// The order in which charts stack them.
  static let order = DefaultCause.allCases.map(\.key)

  /// The name in a legend of a cause as tables write it, and what happens, to continue «mostly because of …»;
  /// what another version wrote stays.
  static func of(_ cause: String) -> (name: String, reason: String) {
    switch DefaultCause.allCases.first(where: { $0.key == cause }) {
    case .margin: ("margin call", "a margin call that cannot be met")
    case .covenant: ("covenant breach", "a broken coverage covenant")
    case .maturity: ("maturity", "debt that falls due and can be neither repaid nor refinanced")
    case .payment: ("missed payment", "payments that stay unpaid beyond the grace period")
    case .insolvency: ("insolvency", "assets below the insolvency barrier")
    case nil: (cause, cause)
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
