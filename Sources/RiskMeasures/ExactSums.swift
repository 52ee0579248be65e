/// Sums of doubles without rounding, whatever the order and grouping of the terms.
///
/// Each sum is a fixed-point number of 67 chunks of 32 bits, spaced over the whole range of doubles
/// and kept in 64-bit integers, so that about two thousand terms can be added before carries
/// must be moved. Integer addition commutes, so that threads, shards and interruptions cannot change
/// a digit; only `value(_:)` rounds, once and correctly (to nearest, ties to even).
///
/// Source: Neal, "Fast Exact Summation Using Small and Large Superaccumulators",
/// arXiv:1505.05571 (2015).
public struct ExactSums: Sendable {
  /// Number of separate sums.
  public let count: Int
  /// For each sum 67 chunks, least significant first, then the number of terms that were not finite.
  private(set) var chunks: [Int64]
  /// A bound on each sum's chunks in units of 2⁵² (1 + 2⁻²⁰).
  private var load: [UInt16]

  static let digits = 67
  static let stride = digits + 1
  private static let maximumLoad: UInt16 = 2047

  /// Creates sums that are all zero.
  public init(count: Int) {
    self.count = count
    chunks = Array(repeating: 0, count: count * Self.stride)
    load = Array(repeating: 1, count: count)
  }

  /// Restores sums from the chunks of `canonicalChunks`; nil for anything that it does not give.
  init?(count: Int, canonicalChunks: [Int64]) {
    guard canonicalChunks.count == count * Self.stride else { return nil }
    for start in Swift.stride(from: 0, to: canonicalChunks.count, by: Self.stride) {
      let top = start + Self.digits - 1
      guard canonicalChunks[start..<top].allSatisfy({ 0 <= $0 && $0 < 1 << 32 }),
        canonicalChunks[top].magnitude < 1 << 44,
        (0..<1 << 44).contains(canonicalChunks[top + 1])
      else { return nil }
    }
    self.count = count
    chunks = canonicalChunks
    load = Array(repeating: 1, count: count)
  }

  /// Adds a term to one sum; one that is not finite makes the sum undefined.
  @inline(__always)
  public mutating func add(_ term: Double, to index: Int) {
    precondition(index >= 0 && index < count)
    let bits = term.bitPattern
    let exponent = Int(truncatingIfNeeded: (bits >> 52) & 0x7FF)
    guard exponent != 0x7FF else {
      chunks[index * Self.stride + Self.digits] += 1
      return
    }
    if load[index] >= Self.maximumLoad { carry(index) }
    load[index] &+= 1
    let fraction = bits & (1 << 52 - 1)
    let mantissa = exponent == 0 ? fraction : fraction | (1 << 52)
    let position = exponent == 0 ? 1 : exponent
    let shift = UInt64(truncatingIfNeeded: position & 31)
    let sign = Int64(bitPattern: bits) >> 63
    let low = Int64(truncatingIfNeeded: (mantissa &<< shift) & 0xFFFF_FFFF)
    let high = Int64(truncatingIfNeeded: mantissa &>> (32 &- shift))
    let at = index &* Self.stride &+ (position &>> 5)
    chunks.withUnsafeMutableBufferPointer { chunks in
      chunks[at] &+= (low ^ sign) &- sign
      chunks[at &+ 1] &+= (high ^ sign) &- sign
    }
  }

  /// Adds the sums of `other`, one to one.
  public mutating func merge(_ other: ExactSums) {
    precondition(count == other.count)
    var source = other
    for index in 0..<count {
      carry(index)
      if source.load[index] >= Self.maximumLoad { source.carry(index) }
      load[index] += source.load[index]
      for at in index * Self.stride..<(index + 1) * Self.stride { chunks[at] &+= source.chunks[at] }
    }
  }

  /// One sum, correctly rounded; NaN if a term was not finite, infinite beyond the range of doubles.
  public func value(_ index: Int) -> Double {
    let start = index * Self.stride
    guard chunks[start + Self.digits] == 0 else { return .nan }
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: Self.digits) { digits in
      _ = digits.initialize(from: chunks[start..<start + Self.digits])
      Self.normalise(digits)
      let negative = digits[Self.digits - 1] < 0
      if negative {
        for at in digits.indices { digits[at] = -digits[at] }
        Self.normalise(digits)
      }
      let magnitude = Self.round(digits)
      return negative ? -magnitude : magnitude
    }
  }

  /// Every chunk with carries moved: equal for equal sums, and the form that is stored.
  package var canonicalChunks: [Int64] {
    var copy = self
    for index in 0..<count { copy.carry(index) }
    return copy.chunks
  }

  private mutating func carry(_ index: Int) {
    let start = index * Self.stride
    chunks.withUnsafeMutableBufferPointer {
      Self.normalise(UnsafeMutableBufferPointer(rebasing: $0[start..<start + Self.digits]))
    }
    load[index] = 1
  }

  /// Brings every chunk but the last into 0 ..< 2³²; the last takes the sign.
  private static func normalise(_ digits: UnsafeMutableBufferPointer<Int64>) {
    var carry: Int64 = 0
    for at in 0..<digits.count - 1 {
      let sum = digits[at] &+ carry
      digits[at] = sum & 0xFFFF_FFFF
      carry = sum >> 32
    }
    digits[digits.count - 1] &+= carry
  }

  /// Rounds normalised, non-negative digits, worth `Σ digit · 2^(32·position − 1075)`.
  private static func round(_ digits: UnsafeMutableBufferPointer<Int64>) -> Double {
    guard let top = digits.lastIndex(where: { $0 != 0 }) else { return 0 }
    let digit = { (at: Int) in at >= 0 ? UInt64(bitPattern: digits[at]) : 0 }
    let head = digit(top) << 32 | digit(top - 1)
    let zeros = head.leadingZeroBitCount
    let next = digit(top - 2) << 32
    let leading = zeros == 0 ? head : head << UInt64(zeros) | next >> UInt64(64 - zeros)
    let rest = next << UInt64(zeros) != 0 || (0..<max(0, top - 2)).contains { digits[$0] != 0 }
    // The 53 leading bits are worth 2^scale each.
    let scale = 32 * (top - 1) - zeros + 11 - 1075
    if scale < -1074 {
      // A multiple of the least subnormal: exact.
      let shift = 11 + (-1074 - scale)
      return Double(bitPattern: shift > 63 ? 0 : leading >> UInt64(shift))
    }
    var significand = leading >> 11
    let half = leading & 0x7FF
    if half > 0x400 || (half == 0x400 && (rest || significand & 1 == 1)) { significand += 1 }
    return Double(sign: .plus, exponent: scale, significand: Double(significand))
  }
}
