#if AVX512
  import NumericCore

  /// Elementary functions of two groups of eight paths, by tables of sixteen entries, which AVX-512 reads
  /// in one instruction.
  ///
  /// Each is within 4 ulp. Compared with `LaneMath`, which is within 1.25, they save a quarter of
  /// the multiplications and, with two groups side by side, a third of W1's time.
  package enum PairMath {
    /// Units of log-changes in a natural logarithm of 1: they count sixteenths of an octave.
    package static let changesPerLog = 0x1.71547652b82fep+4

    /// Coefficients in memory: none with AVX-512, whose thirty-two registers hold what the
    /// functions need.
    package struct Coefficients {
      package init(in storage: Storage) {}
    }

    /// `level · 2^(x/16)` for `|x|` of at most some dozens.
    ///
    /// `x = n + r`, `|r| ≤ 1/2`, exactly, and a polynomial of degree 6 for `2^(r/16)`. Natural
    /// logarithms would need ten multiplications instead of eight: 3.5 % more time of W1, 1.4 % of
    /// W2.
    @inline(__always)
    package static func grown(_ level: LanePair, by x: LanePair) -> LanePair {
      let magic = LanePair(6_755_399_441_055_744)
      let shifted = x + magic
      let r = x - (shifted - magic)
      let bits = shifted.bits
      let power = LanePair(bits: powers[bits].bits &+ (bits &<< 48))
      let scaled = level * power
      var p = r.times(0x1.4309f122619c9p-37, plus: LanePair(0x1.5d893efc88ae1p-30))
      p = p.times(r, plus: LanePair(0x1.3b2ab6fb6d408p-23))
      p = p.times(r, plus: LanePair(0x1.c6b08d6fa977ep-17))
      p = p.times(r, plus: LanePair(0x1.ebfbdff82c58fp-11))
      p = p.times(r, plus: LanePair(0x1.62e42fefa39efp-5))
      return p.times(r * scaled, plus: scaled)
    }

    /// Two standard normals a lane by Box and Muller's transform, of `r²` and the bits of the angle.
    ///
    /// The four upper bits choose one of sixteen directions, the others the angle from there, at most
    /// `π/16`. The polynomials take that angle in units of 2⁻⁶⁸ of a turn, as the bits give it.
    @inline(__always)
    package static func normals(
      _ square: LanePair, _ angleBits: BitsPair, _ c: Coefficients
    ) -> (LanePair, LanePair) {
      let radius = square.squareRoot()
      let sector = angleBits &>> 60
      let x = (angleBits &<< 4).signedValues
      let z = x * x
      var s = z.times(0x1.502cc32556230p-607, plus: LanePair(-0x1.32d2c4a60a45dp-470))
      s = s.times(z, plus: LanePair(0x1.466bc6769e1b9p-334))
      s = s.times(z, plus: LanePair(-0x1.4abbce625bd96p-199))
      s = s.times(z, plus: LanePair(0x1.921fb54442d18p-66)) * x
      var k = z.times(0x1.e170f4f9f3d78p-539, plus: LanePair(-0x1.55d3b9726f884p-402))
      k = k.times(z, plus: LanePair(0x1.03c1f0806b92dp-266))
      k = k.times(z, plus: LanePair(-0x1.3bd3cc9be434ap-132))
      k = k.times(z, plus: LanePair(1))
      let across = cosines[sector] * radius
      let up = sines[sector] * radius
      return (across.times(k, minus: up * s), up.times(k, plus: across * s))
    }

    /// `−2 ln u` for `u` in 2⁻⁵³..<1.
    ///
    /// `u = 2^k · m`, `r = m · c_j − 1` with `c_j` near the inverse of `m`'s sixteenth of an octave,
    /// `|r| ≤ 1/32`, and a polynomial of degree 9 for `ln (1 + r)`.
    @inline(__always)
    package static func minusTwiceLog(_ u: LanePair, _ c: Coefficients) -> LanePair {
      let bits = u.bits
      let segment = bits &>> 48
      // Half a mantissa is added, so that the exponent is 0 from 3/4 on and nothing cancels near 1.
      let exponent = LanePair(bits: bits &+ BitsPair(1 &<< 51)).exponent
      let mantissa = LanePair(
        bits: (bits & BitsPair(0x000F_FFFF_FFFF_FFFF)) | BitsPair(0x3FF0_0000_0000_0000))
      let r = mantissa.times(inverses[segment], plus: LanePair(-1))
      let y = r.times(-2, plus: exponent.times(-2 * 0.6931471805599453, plus: logs[segment]))
      let z = r * r
      var even = z.times(0x1.006ee3d8ff44dp-2, plus: LanePair(0x1.55554295fde36p-2))
      var odd = z.times(-0x1.c7e6110205134p-3, plus: LanePair(-0x1.249238196d5ecp-2))
      even = even.times(z, plus: LanePair(0x1.0000000081cb2p-1))
      odd = odd.times(z, plus: LanePair(-0x1.9999999a85983p-2))
      even = even.times(z, plus: LanePair(1))
      odd = odd.times(z, plus: LanePair(-0x1.5555555555545p-1))
      return odd.times(r, plus: even).times(z, plus: y)
    }

    /// `2^(j/16)`, less `j` in the bits to which the shifted integer adds it.
    @inline(__always)
    private static var powers: SixteenValues {
      SixteenValues(
        Lanes(
          bits: LaneBits(
            0x3FF0000000000000, 0x3FEFB5586CF9890F, 0x3FEF72B83C7D517B, 0x3FEF387A6E756238,
            0x3FEF06FE0A31B715, 0x3FEEDEA64C123422, 0x3FEEBFDAD5362A27, 0x3FEEAB07DD485429)),
        Lanes(
          bits: LaneBits(
            0x3FEEA09E667F3BCD, 0x3FEEA11473EB0187, 0x3FEEACE5422AA0DB, 0x3FEEC49182A3F090,
            0x3FEEE89F995AD3AD, 0x3FEF199BDD85529C, 0x3FEF5818DCFBA487, 0x3FEFA4AFA2A490DA)))
    }

    /// About the inverse of the middle of the mantissa's segment `j`.
    @inline(__always)
    private static var inverses: SixteenValues {
      SixteenValues(
        Lanes(
          0x1.f07c1f07c1f08p-1, 0x1.d41d41d41d41dp-1, 0x1.bacf914c1bad0p-1, 0x1.a41a41a41a41ap-1,
          0x1.8f9c18f9c18fap-1, 0x1.7d05f417d05f4p-1, 0x1.6c16c16c16c17p-1, 0x1.5c9882b931057p-1),
        Lanes(
          0x1.4e5e0a72f0539p-1, 0x1.4141414141414p-1, 0x1.3521cfb2b78c1p-1, 0x1.29e4129e4129ep-1,
          0x1.1f7047dc11f70p-1, 0x1.15b1e5f75270dp-1, 0x1.0c9714fbcda3bp-1, 0x1.0000000000000p-1))
    }

    /// `2 ln c_j`, and `2 ln 2c_j` from 3/2 on, where the exponent counts one more.
    @inline(__always)
    private static var logs: SixteenValues {
      SixteenValues(
        Lanes(
          -0x1.f829b0e7832f8p-5, -0x1.6f0d28ae56b4ep-3, -0x1.29552f81ff521p-2,
          -0x1.9525a9cf456b6p-2,
          -0x1.fb9186d5e3e29p-2, -0x1.2e8e2bae11d31p-1, -0x1.5d1bdbf5809cap-1, -0x1.89a3386c1425bp-1
        ),
        Lanes(
          0x1.1178e8227e47ap-1, 0x1.d1037f2655e7bp-2, 0x1.823c16551a3c0p-2, 0x1.365fcb0159014p-2,
          0x1.da7276384469ep-3, 0x1.4d3115d207eacp-3, 0x1.894aa149fb34bp-4, 0x0.0p+0))
    }

    /// `cos 2πj/16`.
    @inline(__always)
    private static var cosines: SixteenValues {
      SixteenValues(
        Lanes(
          0x1.0000000000000p+0, 0x1.d906bcf328d46p-1, 0x1.6a09e667f3bcdp-1, 0x1.87de2a6aea963p-2,
          0x0.0p+0, -0x1.87de2a6aea963p-2, -0x1.6a09e667f3bcdp-1, -0x1.d906bcf328d46p-1),
        Lanes(
          -0x1.0000000000000p+0, -0x1.d906bcf328d46p-1, -0x1.6a09e667f3bcdp-1,
          -0x1.87de2a6aea963p-2,
          0x0.0p+0, 0x1.87de2a6aea963p-2, 0x1.6a09e667f3bcdp-1, 0x1.d906bcf328d46p-1))
    }

    /// `sin 2πj/16`.
    @inline(__always)
    private static var sines: SixteenValues {
      SixteenValues(
        Lanes(
          0x0.0p+0, 0x1.87de2a6aea963p-2, 0x1.6a09e667f3bcdp-1, 0x1.d906bcf328d46p-1,
          0x1.0000000000000p+0, 0x1.d906bcf328d46p-1, 0x1.6a09e667f3bcdp-1, 0x1.87de2a6aea963p-2),
        Lanes(
          0x0.0p+0, -0x1.87de2a6aea963p-2, -0x1.6a09e667f3bcdp-1, -0x1.d906bcf328d46p-1,
          -0x1.0000000000000p+0, -0x1.d906bcf328d46p-1, -0x1.6a09e667f3bcdp-1, -0x1.87de2a6aea963p-2
        ))
    }
  }
#endif
