import CreditBasics
import NumericCore

/// How a miner buys power, resolved to steps.
struct PowerPlan: Sendable {
  /// Dollars per MWh bought ahead.
  let price: Double
  /// Share of consumption bought ahead until `end`.
  private let share: Double
  /// First step in which all power is bought at spot.
  let end: Double
  /// Share of a gain on power bought ahead that idling does not earn.
  private let lostShare: Double

  init(_ contract: PowerContract, grid: TimeGrid) {
    price = contract.fixedPrice
    share = contract.fixedShare
    end = share > 0 ? endStep(contract.until, grid) : .infinity
    lostShare = share > 0 ? 1 - contract.resaleShare : 0
  }

  /// Whether hardware that idles gains as much from power bought ahead as hardware that runs.
  var isSoldInFull: Bool { lostShare == 0 }

  /// Share of consumption bought ahead in a step.
  @inline(__always)
  func boughtShare(in step: Double) -> Double { step < end ? share : 0 }

  /// Dollars per MWh that idling loses because only the share `s` of a gain on power bought ahead
  /// is earned: `(1 − s) f max(0, P − P_f)`.
  @inline(__always)
  func forgone(atSpot spot: Lanes, step: Int) -> Lanes {
    if lostShare == 0 { return .zero }
    return (spot - price).atLeast(.zero) * (lostShare * boughtShare(in: Double(step)))
  }
}
