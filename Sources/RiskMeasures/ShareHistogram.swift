/// Counts of shares in 0...1: the atoms 0 and 1 apart, and equal bins between them.
struct ShareHistogram: Sendable, Equatable {
  /// Equal bins between the atoms.
  static let bins = 2000
  /// Shares closer than this to 0 or 1 are that atom: rounding in the waterfall makes no new atom.
  static let atomTolerance = 1e-9

  /// The atom 0, the bins, the atom 1.
  private(set) var counts: [UInt32]

  init() { counts = Array(repeating: 0, count: Self.bins + 2) }

  /// Restores a histogram from its counts.
  init(counts: [UInt32]) { self.counts = counts }

  /// Counts one share.
  mutating func add(_ share: Double) {
    if share < Self.atomTolerance {
      counts[0] &+= 1
    } else if share > 1 - Self.atomTolerance {
      counts[Self.bins + 1] &+= 1
    } else {
      counts[1 + min(Self.bins - 1, Int(share * Double(Self.bins)))] &+= 1
    }
  }

  /// Adds the counts of another histogram.
  mutating func merge(_ other: ShareHistogram) {
    for bin in counts.indices { counts[bin] &+= other.counts[bin] }
  }

  /// Number of shares counted.
  var total: Int { counts.reduce(0) { $0 + Int($1) } }

  /// Shares that were 0.
  var zeros: Int { Int(counts[0]) }

  /// Shares that were 1.
  var ones: Int { Int(counts[Self.bins + 1]) }

  /// Counts in `groups` equal parts of the open interval; `groups` divides the number of bins.
  func grouped(_ groups: Int) -> [Int] {
    let width = Self.bins / groups
    return (0..<groups).map { group in
      counts[1 + group * width..<1 + (group + 1) * width].reduce(0) { $0 + Int($1) }
    }
  }

  /// Quantile by the rule R-7 on the binned shares; nil while empty.
  func quantile(_ probability: Double) -> Double? {
    guard total > 0 else { return nil }
    let position = Double(total - 1) * probability
    let low = orderStatistic(Int(position.rounded(.down)))
    let high = orderStatistic(Int(position.rounded(.up)))
    return low + (position - position.rounded(.down)) * (high - low)
  }

  /// The `rank`-th smallest share, from 0: the `j`-th of `m` in a bin at `(j + ½)/m` of its width.
  private func orderStatistic(_ rank: Int) -> Double {
    var below = 0
    for bin in counts.indices {
      defer { below += Int(counts[bin]) }
      guard rank < below + Int(counts[bin]) else { continue }
      if bin == 0 { return 0 }
      if bin == Self.bins + 1 { return 1 }
      let share = (Double(rank - below) + 0.5) / Double(counts[bin])
      return (Double(bin - 1) + share) / Double(Self.bins)
    }
    return 1
  }
}
