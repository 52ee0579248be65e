#if !AVX512
  import NumericCore

  /// Elementary functions of two groups of eight paths by `LaneMath`, one group after the other: without
  /// AVX-512 there is no table in a register, and sixteen registers hold one group only.
  package enum PairMath {
    /// What log-changes are counted in: themselves.
    package static let changesPerLog = 1.0

    /// `level · e^x` for `x` in −708...709.
    @inline(__always)
    package static func grown(_ level: LanePair, by x: LanePair) -> LanePair {
      LanePair(level.a * LaneMath.boundedExp(x.a), level.b * LaneMath.boundedExp(x.b))
    }

    /// Two standard normals a lane by Box and Muller's transform, of `r²` and the bits of the angle.
    @inline(__always)
    package static func normals(
      _ square: LanePair, _ angleBits: BitsPair
    ) -> (LanePair, LanePair) {
      let a = normals(square.a, angleBits.a)
      let b = normals(square.b, angleBits.b)
      return (LanePair(a.0, b.0), LanePair(a.1, b.1))
    }

    /// As `LaneStream.normalPair`.
    @inline(__always)
    private static func normals(_ square: Lanes, _ angleBits: LaneBits) -> (Lanes, Lanes) {
      let phi = (uniform(angleBits) - 0.5) * (Double.pi / 2)
      let (sine, cosine) = (LaneMath.sine(phi), LaneMath.cosine(phi))
      let one = LaneBits(repeating: 1)
      let exchange = (angleBits & one) .== one
      let signed = Lanes(bits: square.squareRoot().bits ^ ((angleBits & 2) &<< 62))
      return (
        signed * cosine.replacing(with: sine, where: exchange),
        signed * sine.replacing(with: cosine, where: exchange)
      )
    }

    /// `−2 ln u` for `u` in 2⁻⁵³..<1.
    @inline(__always)
    package static func minusTwiceLog(_ u: LanePair) -> LanePair {
      LanePair(-2 * LaneMath.log(u.a), -2 * LaneMath.log(u.b))
    }
  }
#endif
