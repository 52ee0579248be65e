/// When a limit is met exactly, though rounding has touched what is compared with it (readings, *Limits*).
///
/// Kernels and ledger add up in other orders: without slack each would decide equality by its last bit.
public enum Limit {
  /// Slack of a limit above one as a share of it, of one below as it stands.
  @inlinable @inline(__always)
  public static var slack: Double { 1e-11 }
  /// Cash in dollars that is not negative but for rounding: below it is arrears.
  @inlinable @inline(__always)
  public static var arrearsUSD: Double { -0.005 }

  /// What lies above it is above a limit: a limit itself never calls and never breaches.
  @inlinable
  public static func most(_ limit: Double) -> Double { limit + slack * max(1, limit) }

  /// What lies below it is below a limit.
  @inlinable
  public static func least(_ limit: Double) -> Double { limit - slack * max(1, limit) }

  /// What lies below it is below a limit on dollars of cash, to within half a cent.
  @inlinable
  public static func leastCash(_ dollars: Double) -> Double { dollars + arrearsUSD }
}
