import CreditBasics

/// What kinds of debt are called, in a lender's words.
package enum KindWords {
  /// The words for a kind as the tables write it; what an older or newer version wrote stays.
  package static func name(_ kind: String) -> String {
    switch TrancheKind(rawValue: kind) {
    case .convertible: "convertible"
    case .highYield: "high yield"
    case .abl: "asset-backed"
    case .projectFinance: "project finance"
    case .bitcoinLoan: "coin loan"
    case nil: kind
    }
  }
}
