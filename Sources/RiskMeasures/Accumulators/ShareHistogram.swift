/// Counts of shares in 0...1: the atoms 0 and 1 are counted apart, the rest in equal bins.
struct ShareHistogram: Sendable, Equatable {
  /// Equal bins between the atoms.
  static let bins = 2000
  /// Shares closer than this to 0 or 1 are that atom: rounding in the waterfall makes no new atom.
  static let atomTolerance = 1e-9

  /// The atom 0, the bins, the atom 1.
  private(set) var counts = BinCounts()
  /// The least and the greatest share between the atoms: where all are alike, percentiles are exact.
  private(set) var least = Double.infinity, greatest = -Double.infinity

  init() { counts.grow(before: 0, after: Self.bins + 2) }

  /// Counts one share.
  mutating func add(_ share: Double) {
    if share < Self.atomTolerance {
      counts.increment(0)
    } else if share > 1 - Self.atomTolerance {
      counts.increment(Self.bins + 1)
    } else {
      counts.increment(1 + min(Self.bins - 1, Int(share * Double(Self.bins))))
      (least, greatest) = (min(least, share), max(greatest, share))
    }
  }

  /// Adds the counts of another histogram.
  mutating func merge(_ other: ShareHistogram) {
    counts.add(other.counts, at: 0)
    (least, greatest) = (min(least, other.least), max(greatest, other.greatest))
  }

  /// Number of shares counted.
  var total: Int { counts.filled().reduce(0) { $0 + $1.count } }

  /// Shares that were 0.
  var zeros: Int { Int(counts[0]) }

  /// Shares that were 1.
  var ones: Int { Int(counts[Self.bins + 1]) }

  /// Counts in `groups` equal parts of the open interval; `groups` divides the number of bins.
  func grouped(_ groups: Int) -> [Int] {
    let width = Self.bins / groups
    var sums = Array(repeating: 0, count: groups)
    for (bin, count) in counts.filled() where (1...Self.bins).contains(bin) {
      sums[(bin - 1) / width] += count
    }
    return sums
  }

  /// Quantile by the rule R-7 on the binned shares; nil while empty.
  func quantile(_ probability: Double) -> Double? {
    let total = total
    guard total > 0 else { return nil }
    let position = Double(total - 1) * probability
    let low = orderStatistic(Int(position.rounded(.down)))
    let high = orderStatistic(Int(position.rounded(.up)))
    return low + (position - position.rounded(.down)) * (high - low)
  }

  /// The `rank`-th smallest share, from 0: the `j`-th of `m` in a bin at `(j + ½)/m` of its width, within
  /// what was counted.
  private func orderStatistic(_ rank: Int) -> Double {
    let place = counts.place(ofRank: rank, from: BinPlace())
    if place.bin == 0 { return 0 }
    guard place.bin <= Self.bins else { return 1 }
    let share = (Double(rank - place.below) + 0.5) / Double(counts[place.bin])
    return min(max((Double(place.bin - 1) + share) / Double(Self.bins), least), greatest)
  }
}

extension ShareHistogram: TallyState {
  func write(to writer: inout ByteWriter) {
    writer.write(counts.stored)
    writer.write([least, greatest])
  }

  mutating func read(from reader: inout ByteReader) throws {
    counts = BinCounts(try reader.counts(count: counts.count))
    let ends = try reader.doubles(count: 2)
    (least, greatest) = (ends[0], ends[1])
  }
}
