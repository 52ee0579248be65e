/// The counts of a run of octaves of positive magnitudes, grown to cover what is added.
///
/// An octave is `2^e ..< 2^(e+1)`; each has `2^mantissaBits` bins of equal width.
struct OctaveWindow: Sendable, Equatable {
  /// Exponent of the first octave; meaningless while empty.
  private(set) var firstOctave = 0
  /// Counts, the bins of one octave after those of another.
  private(set) var counts = BinCounts()

  /// Number of values counted.
  var total: Int { (0..<counts.count).reduce(0) { $0 + Int(counts[$1]) } }

  /// The octaves that have bins; nil while empty.
  func range(_ mantissaBits: Int) -> ClosedRange<Int>? {
    counts.count == 0 ? nil : firstOctave...firstOctave + counts.count >> mantissaBits - 1
  }

  /// Number of octaves that would have bins if those of `others` had them too.
  func octaves(_ mantissaBits: Int, with others: ClosedRange<Int>?) -> Int {
    guard let own = range(mantissaBits) else { return others?.count ?? 0 }
    guard let others else { return own.count }
    return max(own.upperBound, others.upperBound) - min(own.lowerBound, others.lowerBound) + 1
  }

  /// Joins the bins in pairs.
  mutating func joinBins() {
    counts = BinCounts((0..<counts.count / 2).map { counts[2 * $0] + counts[2 * $0 + 1] })
  }

  /// Lower edge of a bin.
  func edge(_ bin: Int, _ mantissaBits: Int) -> Double {
    let key = (1023 + firstOctave) << mantissaBits + bin
    return Double(bitPattern: UInt64(key) << UInt64(52 - mantissaBits))
  }

  /// Counts one magnitude.
  mutating func add(_ magnitude: Double, _ mantissaBits: Int) {
    withUnsafePointer(to: magnitude) {
      add(UnsafeBufferPointer(start: $0, count: 1), magnitude, magnitude, mantissaBits)
    }
  }

  /// Counts magnitudes that all lie from `least` to `greatest`.
  mutating func add(
    _ values: UnsafeBufferPointer<Double>, _ least: Double, _ greatest: Double, _ mantissaBits: Int
  ) {
    cover(Int(least.exponent), Int(greatest.exponent), mantissaBits)
    counts.add(
      values, from: least, to: greatest, shift: UInt64(52 - mantissaBits),
      first: (1023 + firstOctave) << mantissaBits)
  }

  /// Adds the counts of another window.
  mutating func merge(_ other: OctaveWindow, _ mantissaBits: Int) {
    guard other.counts.count > 0 else { return }
    let octaves = other.counts.count >> mantissaBits
    cover(other.firstOctave, other.firstOctave + octaves - 1, mantissaBits)
    counts.add(other.counts, at: (other.firstOctave - firstOctave) << mantissaBits)
  }

  /// Grows the window to hold the octaves `low` to `high`, and those between it and them.
  private mutating func cover(_ low: Int, _ high: Int, _ mantissaBits: Int) {
    if counts.count == 0 {
      firstOctave = low
      counts.grow(before: 0, after: (high - low + 1) << mantissaBits)
      return
    }
    let last = firstOctave + counts.count >> mantissaBits - 1
    guard low < firstOctave || high > last else { return }
    counts.grow(
      before: max(0, firstOctave - low) << mantissaBits,
      after: max(0, high - last) << mantissaBits)
    firstOctave = min(firstOctave, low)
  }

  func write(to writer: inout ByteWriter) {
    writer.write(firstOctave)
    writer.write(counts.stored)
  }

  /// Restores what was written of a window.
  mutating func read(from reader: inout ByteReader, _ mantissaBits: Int) throws {
    firstOctave = try reader.integer()
    counts = BinCounts(try reader.counts())
    let octaves = counts.count >> mantissaBits
    guard octaves << mantissaBits == counts.count, (-64...64).contains(firstOctave),
      firstOctave + octaves <= 64
    else { throw TallyCodingError.damaged }
  }
}
