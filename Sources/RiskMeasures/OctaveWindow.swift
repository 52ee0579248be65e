/// The counts of a run of octaves of positive magnitudes, grown to cover what is added.
///
/// An octave is `2^e ..< 2^(e+1)`; each has `2^mantissaBits` bins of equal width.
struct OctaveWindow: Sendable, Equatable {
  /// Exponent of the first octave; meaningless while empty.
  private(set) var firstOctave = 0
  /// Counts, the bins of one octave after those of another.
  private(set) var counts: [UInt32] = []

  /// Creates an empty window.
  init() {}

  /// Restores a window from its parts.
  init(firstOctave: Int, counts: [UInt32]) {
    self.firstOctave = firstOctave
    self.counts = counts
  }

  /// Number of values counted.
  var total: Int { counts.reduce(0) { $0 + Int($1) } }

  /// Lower edge of a bin.
  func edge(_ bin: Int, _ mantissaBits: Int) -> Double {
    let key = (1023 + firstOctave) << mantissaBits + bin
    return Double(bitPattern: UInt64(key) << UInt64(52 - mantissaBits))
  }

  /// Counts one magnitude.
  mutating func add(_ magnitude: Double, _ mantissaBits: Int) {
    let octave = Int(magnitude.exponent)
    cover(octave, octave, mantissaBits)
    let key = Int(magnitude.bitPattern >> UInt64(52 - mantissaBits))
    counts[key - (1023 + firstOctave) << mantissaBits] &+= 1
  }

  /// Counts magnitudes that all lie from `least` to `greatest`.
  mutating func add(
    _ values: UnsafeBufferPointer<Double>, _ least: Double, _ greatest: Double, _ mantissaBits: Int
  ) {
    cover(Int(least.exponent), Int(greatest.exponent), mantissaBits)
    let shift = UInt64(52 - mantissaBits)
    let first = (1023 + firstOctave) << mantissaBits
    counts.withUnsafeMutableBufferPointer { counts in
      for value in values {
        let bin = Int(truncatingIfNeeded: value.bitPattern &>> shift) &- first
        precondition(bin >= 0 && bin < counts.count)
        counts[bin] &+= 1
      }
    }
  }

  /// Adds the counts of another window.
  mutating func merge(_ other: OctaveWindow, _ mantissaBits: Int) {
    guard !other.counts.isEmpty else { return }
    let octaves = other.counts.count >> mantissaBits
    cover(other.firstOctave, other.firstOctave + octaves - 1, mantissaBits)
    let shift = (other.firstOctave - firstOctave) << mantissaBits
    for bin in other.counts.indices { counts[bin + shift] &+= other.counts[bin] }
  }

  /// Grows the window to hold the octaves `low` to `high`, and those between it and them.
  private mutating func cover(_ low: Int, _ high: Int, _ mantissaBits: Int) {
    if counts.isEmpty {
      firstOctave = low
      counts = Array(repeating: 0, count: (high - low + 1) << mantissaBits)
      return
    }
    let last = firstOctave + counts.count >> mantissaBits - 1
    if high > last {
      counts.append(contentsOf: repeatElement(0, count: (high - last) << mantissaBits))
    }
    if low < firstOctave {
      counts.insert(contentsOf: repeatElement(0, count: (firstOctave - low) << mantissaBits), at: 0)
      firstOctave = low
    }
  }
}
