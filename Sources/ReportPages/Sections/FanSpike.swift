import ResultReading

/// A quarter in which many of a miner's survivors default: a spike of its fan ends there.
package struct FanSpike: Sendable {
  package var miner: String
  /// Years since the as-of date at which the quarter begins and ends.
  package var from: Double
  package var to: Double
}

extension FinishedResult {
  /// Spikes that the page names, those that end most survivors first.
  package var spikes: [FanSpike] {
    SurvivorFans(result: self).breaks.sorted { $1.fanBreak.share < $0.fanBreak.share }.map {
      FanSpike(miner: $0.miner, from: $0.fanBreak.year, to: $0.fanBreak.end)
    }
  }
}
