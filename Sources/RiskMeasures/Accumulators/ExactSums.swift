/// Sums of doubles without rounding, whatever the order and grouping of the terms.
///
/// Each sum is a fixed-point number of chunks of 32 bits, kept in 64-bit integers, so that about two thousand terms can
/// be added before carries must be moved. 67 chunks would span the whole range of doubles; all sums hold the same few
/// of them, those that some term has reached: dollars and their squares need six or seven. Integer addition commutes,
/// so that threads, shards and interruptions cannot change a digit; only `value(_:)` rounds, once and correctly (to
/// nearest, ties to even).
///
/// Source: Neal, "Fast Exact Summation Using Small and Large Superaccumulators",
/// arXiv:1505.05571 (2015).
public struct ExactSums: Sendable {
  /// Number of separate sums.
  public let count: Int
  /// The first chunk that is held; a chunk `c` is worth `2^(32·c − 1075)`.
  private var lowest = 0
  /// Number of chunks held of each sum.
  private var width = 0
  /// For each sum its chunks, least significant first.
  private var chunks: [Int64] = []
  /// For each sum the number of terms that were not finite; empty while there was none.
  private var undefined: [Int64] = []
  /// A bound on each sum's chunks in units of 2⁵² (1 + 2⁻²⁰).
  private var load: [UInt16]

  private static let digits = 67
  private static let maximumLoad: UInt16 = 2047
  /// What the last chunk may hold after carries were moved; beyond that it needs another above it.
  private static let maximumTop: UInt64 = 1 << 44

  /// Creates sums that are all zero.
  public init(count: Int) {
    self.count = count
    load = Array(repeating: 1, count: count)
  }

  /// Adds a term to one sum; a term that is not finite makes the sum undefined.
  @inline(__always)
  public mutating func add(_ term: Double, to index: Int) {
    precondition(index >= 0 && index < count)
    let bits = term.bitPattern
    // A zero has the least exponent and would make room for the lowest chunk.
    guard bits &<< 1 != 0 else { return }
    let exponent = Int(truncatingIfNeeded: (bits >> 52) & 0x7FF)
    guard exponent != 0x7FF else {
      addUndefined(1, to: index)
      return
    }
    let fraction = bits & (1 << 52 - 1)
    let mantissa = exponent == 0 ? fraction : fraction | (1 << 52)
    let position = exponent == 0 ? 1 : exponent
    let chunk = position &>> 5
    if chunk < lowest || chunk &+ 2 > lowest &+ width { hold(chunk..<chunk + 2) }
    if load[index] >= Self.maximumLoad { carry(index) }
    load[index] &+= 1
    let shift = UInt64(truncatingIfNeeded: position & 31)
    let sign = Int64(bitPattern: bits) >> 63
    let low = Int64(truncatingIfNeeded: (mantissa &<< shift) & 0xFFFF_FFFF)
    let high = Int64(truncatingIfNeeded: mantissa &>> (32 &- shift))
    let at = index &* width &+ (chunk &- lowest)
    chunks.withUnsafeMutableBufferPointer { chunks in
      chunks[at] &+= (low ^ sign) &- sign
      chunks[at &+ 1] &+= (high ^ sign) &- sign
    }
  }

  /// Adds the sums of `other`, one to one.
  public mutating func merge(_ other: ExactSums) {
    precondition(count == other.count)
    for (index, terms) in other.undefined.enumerated() where terms > 0 {
      addUndefined(terms, to: index)
    }
    guard other.width > 0 else { return }
    var source = other
    hold(source.held)
    for index in 0..<count {
      carry(index)
      if source.load[index] >= Self.maximumLoad {
        source.carry(index)
        hold(source.held)
      }
      load[index] += source.load[index]
      let start = index * width + source.lowest - lowest
      for at in 0..<source.width { chunks[start + at] &+= source.chunks[index * source.width + at] }
    }
  }

  /// One sum, correctly rounded; NaN if a term was not finite, infinite beyond the range of doubles.
  public func value(_ index: Int) -> Double {
    guard undefined.isEmpty || undefined[index] == 0 else { return .nan }
    // Two more digits: one for the carry out of the last chunk, one for the sign.
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: width + 2) { digits in
      digits.initialize(repeating: 0)
      for at in 0..<width { digits[at] = chunks[index * width + at] }
      Self.normalise(digits)
      let negative = digits[width + 1] < 0
      if negative {
        for at in digits.indices { digits[at] = -digits[at] }
        Self.normalise(digits)
      }
      let magnitude = Self.round(digits, from: lowest)
      return negative ? -magnitude : magnitude
    }
  }

  /// `Σ (Σᵢ wᵢ uᵢ)²` over paths, from the sums of the products `uᵢ uⱼ`, `i ≤ j` row by row, the first of them at
  /// `index`; nil where it is below the rounding of its terms.
  func squares(weighted weights: [Double], productsFrom index: Int) -> Double? {
    var (squares, scale) = (0.0, 0.0)
    var at = index
    for i in weights.indices {
      for j in i..<weights.count {
        let part = (i == j ? 1 : 2) * weights[i] * weights[j] * value(at)
        squares += part
        scale += part.magnitude
        at += 1
      }
    }
    return squares > 1e-13 * scale ? squares : nil
  }

  private var held: Range<Int> { lowest..<lowest + width }

  private mutating func addUndefined(_ terms: Int64, to index: Int) {
    guard terms != 0 else { return }
    if undefined.isEmpty { undefined = Array(repeating: 0, count: count) }
    undefined[index] += terms
  }

  /// Makes room for more chunks of every sum.
  @inline(never)
  private mutating func hold(_ wanted: Range<Int>) {
    guard !wanted.isEmpty else { return }
    let first = width == 0 ? wanted.lowerBound : min(lowest, wanted.lowerBound)
    let end = max(lowest + width, wanted.upperBound)
    guard first < lowest || end - first > width else { return }
    var wider: [Int64] = Array(repeating: 0, count: count * (end - first))
    for index in 0..<count {
      let start = index * (end - first) + lowest - first
      for at in 0..<width { wider[start + at] = chunks[index * width + at] }
    }
    (lowest, width, chunks) = (first, end - first, wider)
  }

  /// Moves a sum's carries, into a chunk more where the last one fills.
  private mutating func carry(_ index: Int) {
    guard width > 0 else { return }
    normalise(index)
    let top = chunks[(index + 1) * width - 1]
    if top.magnitude >= Self.maximumTop, lowest + width < Self.digits {
      hold(lowest..<lowest + width + 1)
      normalise(index)
    }
    load[index] = 1
  }

  private mutating func normalise(_ index: Int) {
    let own = index * width..<(index + 1) * width
    chunks.withUnsafeMutableBufferPointer {
      Self.normalise(UnsafeMutableBufferPointer(rebasing: $0[own]))
    }
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

  /// Rounds normalised, non-negative digits, worth `Σ digit · 2^(32·(position + lowest) − 1075)`.
  private static func round(_ digits: UnsafeMutableBufferPointer<Int64>, from lowest: Int) -> Double
  {
    guard let top = digits.lastIndex(where: { $0 != 0 }) else { return 0 }
    let digit = { (at: Int) in at >= 0 ? UInt64(bitPattern: digits[at]) : 0 }
    let head = digit(top) << 32 | digit(top - 1)
    let zeros = head.leadingZeroBitCount
    let next = digit(top - 2) << 32
    let leading = zeros == 0 ? head : head << UInt64(zeros) | next >> UInt64(64 - zeros)
    let rest = next << UInt64(zeros) != 0 || (0..<max(0, top - 2)).contains { digits[$0] != 0 }
    // The 53 leading bits are worth 2^scale each.
    let scale = 32 * (top + lowest - 1) - zeros + 11 - 1075
    if scale < -1074 {
      // A sum below the normal numbers is a multiple of the least subnormal: nothing is rounded.
      let shift = 11 + (-1074 - scale)
      return Double(bitPattern: shift > 63 ? 0 : leading >> UInt64(shift))
    }
    var significand = leading >> 11
    let half = leading & 0x7FF
    if half > 0x400 || (half == 0x400 && (rest || significand & 1 == 1)) { significand += 1 }
    return Double(sign: .plus, exponent: scale, significand: Double(significand))
  }
}

extension ExactSums {
  /// The sums in canonical form, as they are stored: equal for equal sums.
  package struct Stored: Equatable, Sendable {
    /// The first chunk that some sum needs; 0 if all are 0.
    package var lowest: Int
    /// For each sum, all chunks that some sum needs, carries moved.
    ///
    /// A sum's last chunk has the sign and is in −2³² ..< 2³², the others are in 0 ..< 2³².
    package var chunks: [Int64]
    /// For each sum the number of terms that were not finite; empty if there was none.
    package var undefined: [Int64]
  }

  /// The canonical form of these sums.
  package var stored: Stored {
    var sums = self
    if width > 0 {
      // Room for all that can be carried, so that a last chunk is a sign alone.
      sums.hold(lowest..<min(Self.digits, lowest + width + 2))
      for index in 0..<count { sums.normalise(index) }
    }
    while sums.width > 1, sums.endsInSigns { sums.foldTop() }
    while sums.width > 0, sums.beginsWithZeros { sums.dropFirst() }
    return Stored(
      lowest: sums.width > 0 ? sums.lowest : 0, chunks: sums.chunks, undefined: undefined)
  }

  /// Restores sums; nil for chunks that cannot come from `stored`.
  package init?(count: Int, _ stored: Stored) {
    self.init(count: count)
    let limit = Int64(1) << 32
    width = count > 0 ? stored.chunks.count / count : 0
    lowest = stored.lowest
    chunks = stored.chunks
    undefined = stored.undefined
    guard chunks.count == width * count, lowest >= 0, lowest <= Self.digits - width,
      undefined.isEmpty || undefined.count == count,
      undefined.allSatisfy({ (0..<1 << 44).contains($0) })
    else { return nil }
    for (at, chunk) in chunks.enumerated() {
      let isTop = at % width == width - 1
      guard (isTop ? -limit..<limit : 0..<limit).contains(chunk) else { return nil }
    }
  }

  /// Whether every sum's last chunk is 0 or −1, and the chunk below could take its sign.
  private var endsInSigns: Bool {
    (1...count).allSatisfy { index in
      let (top, below) = (chunks[index * width - 1], chunks[index * width - 2])
      return top == 0 || top == -1 && below >= 0
    }
  }

  private var beginsWithZeros: Bool { (0..<count).allSatisfy { chunks[$0 * width] == 0 } }

  /// Gives the sign of every last chunk to the chunk below.
  private mutating func foldTop() {
    for index in 1...count { chunks[index * width - 2] += chunks[index * width - 1] << 32 }
    chunks = chunks.indices.filter { $0 % width != width - 1 }.map { chunks[$0] }
    width -= 1
  }

  private mutating func dropFirst() {
    chunks = chunks.indices.filter { $0 % width != 0 }.map { chunks[$0] }
    lowest += 1
    width -= 1
  }
}

extension ExactSums: TallyState {
  func write(to writer: inout ByteWriter) {
    let stored = stored
    writer.write(stored.lowest)
    writer.write(stored.chunks)
    writer.write(stored.undefined)
  }

  mutating func read(from reader: inout ByteReader) throws {
    let stored = Stored(
      lowest: try reader.integer(), chunks: try reader.words(), undefined: try reader.words())
    guard let sums = ExactSums(count: count, stored) else { throw TallyCodingError.damaged }
    self = sums
  }
}
