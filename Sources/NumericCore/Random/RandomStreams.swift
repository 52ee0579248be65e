/// SFC64 on eight paths: "small, fast, chaotic", 64-bit.
///
/// Source: Doty-Humphrey, PractRand; the counter makes every cycle at least 2⁶⁴ long. All lanes are
/// seeded by Philox from (seed, path, purpose) and step together, so they share the counter.
@frozen
public struct LaneStream: Sendable {
  @usableFromInline var a: LaneBits
  @usableFromInline var b: LaneBits
  @usableFromInline var c: LaneBits
  @usableFromInline var counter: UInt64

  /// The streams of one purpose on eight paths.
  @inlinable @inline(__always)
  public init(seed: UInt64, paths: LaneBits, purpose: Purpose) {
    (a, b) = Philox.words(seed: seed, paths: paths, purpose: purpose, index: 0)
    (c, _) = Philox.words(seed: seed, paths: paths, purpose: purpose, index: 1)
    counter = 1
  }

  /// The next 64 random bits of every lane.
  @inlinable @inline(__always)
  public mutating func next() -> LaneBits {
    let output = a &+ b &+ counter
    counter = counter &+ 1
    a = b ^ (b &>> 11)
    b = c &+ (c &<< 3)
    // A rotation by three bytes: one byte shuffle.
    c = output &+ ((c &<< 24) | (c &>> 40))
    return output
  }

  /// Two standard normals a lane, by Box and Muller's transform in quarter turns.
  ///
  /// `r = √(−2 ln u₁)`; the angle is uniform in a quarter turn, and two spare bits of its draw choose
  /// the quarter, so that no argument reduction is needed. Source: Box and Muller (1958).
  @inlinable @inline(__always)
  public mutating func normalPair(
    _ c: some CoefficientSource = WrittenCoefficients()
  ) -> (Lanes, Lanes) {
    let radiusBits = next()
    let angleBits = next()
    let radius = (-2 * LaneMath.log(uniform(radiusBits), c)).squareRoot()
    let phi = (uniform(angleBits) - 0.5) * (Double.pi / 2)
    let cosine = LaneMath.cosine(phi, c)
    let sine = LaneMath.sine(phi, c)
    let one = LaneBits(repeating: 1)
    let exchange = (angleBits & one) .== one
    let sign = (angleBits & 2) &<< 62
    let signedRadius = Lanes(bits: radius.bits ^ sign)
    let first = cosine.replacing(with: sine, where: exchange)
    let second = sine.replacing(with: cosine, where: exchange)
    return (signedRadius * first, signedRadius * second)
  }
}

/// Uniforms in (0, 1) from the upper 52 bits: `(k + ½) · 2⁻⁵²`.
@inlinable @inline(__always)
public func uniform(_ bits: LaneBits) -> Lanes {
  Lanes(bits: (bits &>> 12) | 0x3FF0_0000_0000_0000) - (1 - 0x1p-53)
}

/// A uniform in (0, 1) from the upper 52 bits: `(k + ½) · 2⁻⁵²`.
@inlinable @inline(__always)
public func uniform(_ bits: UInt64) -> Double {
  Double(bitPattern: (bits &>> 12) | 0x3FF0_0000_0000_0000) - (1 - 0x1p-53)
}

/// SFC64 on one path, for events that are rare: regime changes and jumps.
@frozen
public struct PathStream: Sendable {
  @usableFromInline var a: UInt64
  @usableFromInline var b: UInt64
  @usableFromInline var c: UInt64
  @usableFromInline var counter: UInt64

  /// A stream in a given state.
  @inlinable
  public init(a: UInt64, b: UInt64, c: UInt64, counter: UInt64 = 1) {
    (self.a, self.b, self.c, self.counter) = (a, b, c, counter)
  }

  /// The stream of one purpose on one path.
  @inlinable
  public init(seed: UInt64, path: UInt64, purpose: Purpose) {
    (a, b) = Philox.words(seed: seed, path: path, purpose: purpose, index: 0)
    (c, _) = Philox.words(seed: seed, path: path, purpose: purpose, index: 1)
    counter = 1
  }

  /// Number of words drawn so far, if the stream was seeded at its beginning.
  public var drawn: UInt64 { counter &- 1 }

  /// The next 64 random bits.
  @inlinable @inline(__always)
  public mutating func next() -> UInt64 {
    let output = a &+ b &+ counter
    counter = counter &+ 1
    a = b ^ (b &>> 11)
    b = c &+ (c &<< 3)
    c = ((c &<< 24) | (c &>> 40)) &+ output
    return output
  }

  /// The next uniform in (0, 1).
  @inlinable @inline(__always)
  public mutating func nextUniform() -> Double { uniform(next()) }
}
