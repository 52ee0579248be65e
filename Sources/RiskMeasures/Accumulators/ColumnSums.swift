import NumericCore

/// Many doubles added without rounding, eight at a time, where their magnitudes allow it.
///
/// Adding and subtracting `1.5 · 2⁵² · q` rounds a term to a multiple of `q`; the rest is exact.
/// Two such cuts of 44 bits each leave nothing of a term unless it is 2³⁵ times smaller than the
/// greatest, and sums of 256 multiples below `2⁴⁴ q` fit into 53 bits. This takes a tenth of the
/// instructions of `ExactSums.add` term by term.
///
/// Source: Rump, Ogita, Oishi, "Accurate Floating-Point Summation Part I", *SIAM Journal on Scientific
/// Computing* 31 (2008), whose extraction this is.
struct ColumnSums {
  private var high = Lanes.zero
  private var low = Lanes.zero
  private var left = LaneBits(repeating: 0)
  private let highCut: Double
  private let lowCut: Double

  /// Most groups of eight terms in one column.
  static let maximumGroups = 256

  /// Sums of terms up to a magnitude; nil if that is too small or large for the method.
  init?(magnitude: Double) {
    guard magnitude > 0x1p-400, magnitude < 0x1p400 else { return nil }
    let scale = Double(sign: .plus, exponent: magnitude.exponent, significand: 1)
    highCut = scale * 0x1.8p9
    lowCut = scale * 0x1.8p-35
  }

  /// Adds eight terms.
  @inline(__always)
  mutating func add(_ terms: Lanes) {
    let first = (terms + highCut) - highCut
    let rest = terms - first
    let second = (rest + lowCut) - lowCut
    high += first
    low += second
    left = left | (rest - second).bits
  }

  /// Whether the cuts have left nothing of the terms but zeros.
  var isExact: Bool { left &<< 1 == LaneBits(repeating: 0) }

  /// Adds these sums to one of the exact sums.
  func flush(to sums: inout ExactSums, _ index: Int) {
    for lane in 0..<laneCount {
      sums.add(high[lane], to: index)
      sums.add(low[lane], to: index)
    }
  }
}

extension ExactSums {
  /// Adds many terms to one sum.
  package mutating func add(_ terms: UnsafeBufferPointer<Double>, to index: Int) {
    let extremes = Extremes(terms)
    guard terms.count > 2 * laneCount, terms.count <= ColumnSums.maximumGroups * laneCount,
      var column = ColumnSums(magnitude: extremes.magnitude)
    else {
      for term in terms { add(term, to: index) }
      return
    }
    terms.forEachGroup { column.add($0) }
    if column.isExact {
      column.flush(to: &self, index)
    } else {
      for term in terms { add(term, to: index) }
    }
  }
}

/// Least and greatest of some values; NaN is left out.
struct Extremes {
  private(set) var least = Double.infinity
  private(set) var greatest = -Double.infinity

  /// The greatest of the absolute values.
  var magnitude: Double { max(-least, greatest) }

  init(_ values: UnsafeBufferPointer<Double>) {
    let whole = values.count & ~(laneCount - 1)
    var low = Lanes(repeating: .infinity)
    var high = Lanes(repeating: -.infinity)
    UnsafeBufferPointer(rebasing: values[..<whole]).forEachGroup {
      low = low.atMost($0)
      high = high.atLeast($0)
    }
    for lane in 0..<laneCount {
      least = min(least, low[lane])
      greatest = max(greatest, high[lane])
    }
    for value in values[whole...] where !value.isNaN {
      least = min(least, value)
      greatest = max(greatest, value)
    }
  }
}

extension UnsafeBufferPointer<Double> {
  /// Calls `body` with the values eight at a time, the last group filled with zeros.
  @inline(__always)
  func forEachGroup(_ body: (Lanes) -> Void) {
    let whole = count & ~(laneCount - 1)
    let raw = UnsafeRawBufferPointer(self)
    for start in stride(from: 0, to: whole, by: laneCount) {
      body(raw.loadUnaligned(fromByteOffset: start * MemoryLayout<Double>.stride, as: Lanes.self))
    }
    guard whole < count else { return }
    var last = Lanes.zero
    for at in whole..<count { last[at - whole] = self[at] }
    body(last)
  }
}
