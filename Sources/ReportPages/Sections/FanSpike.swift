import Reporting
import ResultReading

/// A quarter in which a miner defaults on many of the paths on which it has not yet: a spike of its fan ends there.
///
/// Other quarters may have more defaults, without a spike.
package struct FanSpike: Sendable {
  package var miner: String
  /// Years since the as-of date at which the quarter begins and ends.
  package var from: Double
  package var to: Double
  /// The title of a path on which the miner defaults then.
  package var title: String
}

extension FinishedResult {
  /// Spikes that the page names, those that end most survivors first.
  package var spikes: [FanSpike] {
    SurvivorFans(result: self).breaks.sorted { $1.fanBreak.share < $0.fanBreak.share }.map {
      let (miner, found) = ($0.miner, $0.fanBreak)
      let end = timeline(of: miner).words(found.end)
      return FanSpike(
        miner: miner, from: found.year, to: found.end,
        title: "A default of \(miner) in the quarter to \(end), as on "
          + "\(NumberWords.percent(found.share)) of the paths on which it got so far")
    }
  }
}
