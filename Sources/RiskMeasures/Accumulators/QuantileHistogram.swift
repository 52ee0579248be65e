/// Counts of doubles in bins of constant relative width, from which quantiles are read.
///
/// A bin holds the values that share sign, exponent and the leading `mantissaBits` bits of the mantissa: its width is
/// at most `2^−mantissaBits` of its lower edge. Where the values spread over so many octaves that there would be more
/// bins than a limit, bins are joined in pairs until there are not; their width follows from the least and greatest
/// magnitudes alone. Counts are integers, so that the order and grouping of additions never matter. Octaves are
/// allocated as they are met, from 2⁻⁶⁴ to 2⁶⁴; smaller magnitudes count as zero, larger ones fall into the last bin.
/// The least and greatest values are kept exactly, and no quantile lies outside them. At most 2³² − 1 values per bin.
public struct QuantileHistogram: Sendable, Equatable {
  /// Bits of the mantissa that tell bins apart.
  public private(set) var mantissaBits: Int
  /// Least bits of the mantissa: bins are joined no further.
  private let leastBits: Int
  /// Number of bins beyond which they are joined in pairs.
  private let limit: Int
  /// Number of values.
  public private(set) var count = 0
  /// Least value; infinite while empty.
  public private(set) var minimum = Double.infinity
  /// Greatest value; −infinite while empty.
  public private(set) var maximum = -Double.infinity

  package private(set) var zeros = 0
  private(set) var positive = OctaveWindow()
  private(set) var negative = OctaveWindow()

  static let leastMagnitude = 0x1p-64
  static let magnitudeLimit = 0x1p64

  /// Creates an empty histogram.
  public init(mantissaBits: Int) {
    self.init(mantissaBits: mantissaBits, leastBits: mantissaBits, limit: .max)
  }

  /// Creates an empty histogram whose bins are joined in pairs where there would be more than a limit.
  ///
  /// - Parameters:
  ///   - mantissaBits: bits that tell bins apart while there is room.
  ///   - leastBits: bits that tell bins apart in any case.
  package init(mantissaBits: Int, leastBits: Int, limit: Int) {
    self.mantissaBits = mantissaBits
    self.leastBits = leastBits
    self.limit = limit
  }

  /// One of many histograms over time: bins of 1/4096 while it has at most 2¹³ of them, and all
  /// cells together 2²⁴; never fewer than `2^leastBits` an octave.
  static func ofFan(cells: Int, leastBits: Int) -> QuantileHistogram {
    QuantileHistogram(
      mantissaBits: 12, leastBits: leastBits, limit: min(1 << 13, (1 << 24) / max(1, cells)))
  }

  /// Adds one value; NaN is ignored.
  public mutating func add(_ value: Double) {
    guard !value.isNaN else { return }
    count += 1
    minimum = min(minimum, value)
    maximum = max(maximum, value)
    let magnitude = min(value.magnitude, Self.magnitudeLimit.nextDown)
    if magnitude < Self.leastMagnitude {
      zeros += 1
      return
    }
    joinBins(toHold: magnitude, magnitude, positive: value > 0)
    if value > 0 {
      positive.add(magnitude, mantissaBits)
    } else {
      negative.add(magnitude, mantissaBits)
    }
  }

  /// Adds many values, none of them NaN, given the least and greatest; quick if all are positive.
  public mutating func add(
    _ values: UnsafeBufferPointer<Double>, minimum least: Double, maximum greatest: Double
  ) {
    guard least >= Self.leastMagnitude, least <= greatest, greatest < Self.magnitudeLimit else {
      for value in values { add(value) }
      return
    }
    count += values.count
    minimum = min(minimum, least)
    maximum = max(maximum, greatest)
    joinBins(toHold: least, greatest, positive: true)
    positive.add(values, least, greatest, mantissaBits)
  }

  /// Adds the values whose magnitudes are given, all negative and their magnitudes ordinary.
  mutating func add(
    negatives magnitudes: UnsafeBufferPointer<Double>, minimum least: Double,
    maximum greatest: Double
  ) {
    count += magnitudes.count
    minimum = min(minimum, -greatest)
    maximum = max(maximum, -least)
    joinBins(toHold: least, greatest, positive: false)
    negative.add(magnitudes, least, greatest, mantissaBits)
  }

  /// Adds the counts of another histogram with the same limits; bins become as wide as the wider
  /// ones of the two.
  public mutating func merge(_ other: QuantileHistogram) {
    precondition(leastBits == other.leastBits && limit == other.limit)
    let bits = min(mantissaBits, other.mantissaBits)
    let octaves =
      positive.octaves(mantissaBits, with: other.positive.range(other.mantissaBits))
      + negative.octaves(mantissaBits, with: other.negative.range(other.mantissaBits))
    var other = other
    joinBins(to: bits, for: octaves)
    other.joinBins(to: bits, for: octaves)
    count += other.count
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    zeros += other.zeros
    positive.merge(other.positive, mantissaBits)
    negative.merge(other.negative, mantissaBits)
  }

  /// Joins bins in pairs until magnitudes from `least` to `greatest` fit beside those that are there.
  private mutating func joinBins(
    toHold least: Double, _ greatest: Double, positive isPositive: Bool
  ) {
    guard mantissaBits > leastBits else { return }
    let range = Int(least.exponent)...Int(greatest.exponent)
    let octaves =
      positive.octaves(mantissaBits, with: isPositive ? range : nil)
      + negative.octaves(mantissaBits, with: isPositive ? nil : range)
    joinBins(to: mantissaBits, for: octaves)
  }

  /// Joins bins in pairs until they have `bits` bits, or fewer where `octaves` would have too many bins.
  private mutating func joinBins(to bits: Int, for octaves: Int) {
    while mantissaBits > bits || (mantissaBits > leastBits && octaves << mantissaBits > limit) {
      mantissaBits -= 1
      positive.joinBins()
      negative.joinBins()
    }
  }

  /// Calls `body` with every bin that is not empty, in ascending order of values.
  func forEachBin(_ body: (_ low: Double, _ high: Double, _ count: Int) -> Void) {
    for (bin, count) in negative.counts.filled().reversed() {
      let low = negative.edge(bin + 1, mantissaBits)
      body(-low, -negative.edge(bin, mantissaBits), count)
    }
    if zeros > 0 { body(0, 0, zeros) }
    for (bin, count) in positive.counts.filled() {
      let high = positive.edge(bin + 1, mantissaBits)
      body(positive.edge(bin, mantissaBits), high, count)
    }
  }

  /// The `rank`-th smallest values for ascending ranks counted from 0, read off the bins.
  ///
  /// The `j`-th of the `m` values of a bin (from 0) is placed at the share `(j + ½)/m` of its width;
  /// the first and last of all are exact, and positive infinities are infinite.
  func orderStatistics(_ ranks: [Int]) -> [Double] {
    let negatives = negative.counts.count == 0 ? 0 : negative.total
    // Ranks ascend, so that one walk over the bins of positive values serves all.
    var place = BinPlace()
    return ranks.map { rank in
      if rank == 0 { return minimum }
      if rank == count - 1 { return maximum }
      var value = 0.0
      if rank < negatives {
        let mirrored = negatives - 1 - rank
        let place = negative.counts.place(ofRank: mirrored, from: BinPlace())
        let inside = Int(negative.counts[place.bin])
        value = self.value(
          -negative.edge(place.bin + 1, mantissaBits), -negative.edge(place.bin, mantissaBits),
          position: rank - (negatives - place.below - inside), of: inside)
      } else if rank >= negatives + zeros {
        let own = rank - negatives - zeros
        place = positive.counts.place(ofRank: own, from: place)
        let high = positive.edge(place.bin + 1, mantissaBits)
        // The last bin is taken to hold infinite values: no finite ratio reaches 10¹⁹.
        if high == Self.magnitudeLimit, maximum == .infinity { return maximum }
        value = self.value(
          positive.edge(place.bin, mantissaBits), high,
          position: own - place.below, of: Int(positive.counts[place.bin]))
      }
      return min(max(value, minimum), maximum)
    }
  }

  /// Where the value at a position among the `inside` ones of a bin is placed.
  private func value(_ low: Double, _ high: Double, position: Int, of inside: Int) -> Double {
    low + (Double(position) + 0.5) / Double(inside) * (high - low)
  }

  /// Quantiles at ascending probabilities by the rule R-7 on the binned values; nil while empty.
  ///
  /// With `h = (n − 1) p`, the value between the order statistics `⌊h⌋` and `⌈h⌉` (from 0).
  public func quantiles(_ probabilities: [Double]) -> [Double]? {
    guard count > 0 else { return nil }
    let positions = probabilities.map { Double(count - 1) * $0 }
    let ranks = positions.flatMap { [Int($0.rounded(.down)), Int($0.rounded(.up))] }
    let values = orderStatistics(ranks)
    return positions.indices.map { at in
      let low = values[2 * at]
      let high = values[2 * at + 1]
      let share = positions[at] - positions[at].rounded(.down)
      return low == high ? low : low + share * (high - low)
    }
  }
}

extension QuantileHistogram: TallyState {
  func write(to writer: inout ByteWriter) {
    writer.write(mantissaBits)
    writer.write(zeros)
    writer.write([minimum, maximum])
    negative.write(to: &writer)
    positive.write(to: &writer)
  }

  mutating func read(from reader: inout ByteReader) throws {
    let bits = try reader.integer()
    guard (leastBits...mantissaBits).contains(bits) else { throw TallyCodingError.damaged }
    mantissaBits = bits
    zeros = try reader.count()
    let extremes = try reader.doubles(count: 2)
    (minimum, maximum) = (extremes[0], extremes[1])
    try negative.read(from: &reader, mantissaBits)
    try positive.read(from: &reader, mantissaBits)
    count = zeros + positive.total + negative.total
  }
}
