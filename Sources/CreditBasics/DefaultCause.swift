/// Why a miner defaulted.
public enum DefaultCause: Int, Sendable, CaseIterable {
  case margin, covenant, maturity, payment, insolvency

  /// The cause's name in result tables.
  public var key: String { String(describing: self) }
}
