/// Why a miner defaulted.
public enum DefaultCause: Int, Sendable, CaseIterable {
  case margin, covenant, maturity, payment, insolvency

  /// The cause's name in result tables.
  ///
  /// The names are written out: asking the runtime for one takes some 7,000 instructions, and every
  /// default has a row.
  public var key: String {
    switch self {
    case .margin: "margin"
    case .covenant: "covenant"
    case .maturity: "maturity"
    case .payment: "payment"
    case .insolvency: "insolvency"
    }
  }
}
