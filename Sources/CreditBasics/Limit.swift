/// Slack for comparing a figure with a limit, so that rounding does not decide where the two are
/// equal (readings, *Limits*).
///
/// Kernels and ledger add up in different orders: without slack, equality would be decided by the
/// last bit of each.
public enum Limit {
  /// Slack: a share of a limit above one, an absolute amount for a limit below one.
  @inlinable @inline(__always)
  public static var slack: Double { 1e-11 }
  /// Cash in dollars below which a miner is in arrears; above it cash is negative by rounding only.
  @inlinable @inline(__always)
  public static var arrearsUSD: Double { -0.005 }

  /// The limit plus slack: only a figure above this is above the limit, so that meeting it exactly
  /// is no breach.
  @inlinable
  public static func most(_ limit: Double) -> Double { limit + slack * max(1, limit) }

  /// The limit less slack: only a figure below this is below the limit.
  @inlinable
  public static func least(_ limit: Double) -> Double { limit - slack * max(1, limit) }

  /// A limit on cash in dollars less half a cent: only cash below this is below the limit.
  @inlinable
  public static func leastCash(_ dollars: Double) -> Double { dollars + arrearsUSD }
}
