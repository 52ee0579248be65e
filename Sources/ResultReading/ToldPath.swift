import RiskMeasures

/// A path of a result with what `explain` says of it.
package struct ToldPath: Sendable {
  /// A miner's default on the path, in years since the as-of date.
  package typealias Default = (miner: String, year: Double)

  /// Its number, from 0.
  package var number: UInt64
  /// Why this path is told, as a heading: `The greatest loss`.
  package var title: String
  /// Loss of the portfolio on it, in dollars at the as-of date.
  package var lossUSD: Double
  /// Who defaults on it, the first first.
  package var defaults: [Default]
  /// The only miner that the text is about; nil for all.
  package var miner: String?
  /// Years before its default that are told; nil for all.
  package var lastYears: Double?
  /// What `explain` says of it.
  package var text: String

  package init(
    number: UInt64, title: String, lossUSD: Double, defaults: [Default], miner: String? = nil,
    lastYears: Double? = nil, text: String
  ) {
    (self.number, self.title, self.lossUSD) = (number, title, lossUSD)
    (self.defaults, self.miner, self.lastYears, self.text) = (defaults, miner, lastYears, text)
  }

  /// Whether its text tells of a miner's default between two times.
  package func tells(_ miner: String, after start: Double, to end: Double) -> Bool {
    guard self.miner == nil || self.miner == miner else { return false }
    // The ends of a month and of a step may be a few hours apart.
    return defaults.contains { $0.miner == miner && $0.year > start && $0.year <= end + 0.005 }
  }
}

/// The paths that a page tells, and among how many they were chosen.
package struct ToldPaths: Sendable {
  /// Number of the run's first paths that were looked at.
  package var among: Int
  package var paths: [ToldPath]

  package init(among: Int, paths: [ToldPath]) { (self.among, self.paths) = (among, paths) }
}

extension FinishedResult {
  /// The portfolio's mean loss over the run's first paths, a power of two of them; nil where the
  /// result does not say.
  package func earlyLoss(paths: Int) -> Double? {
    convergence?.first {
      $0.paths == paths && $0.miner == MinerSummary.portfolioName
        && $0.measure == "expected_loss_usd"
    }?.value
  }
}
