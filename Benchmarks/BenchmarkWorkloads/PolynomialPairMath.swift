#if !AVX512
  import NumericCore

  /// Elementary functions of eight paths, each within 4 ulp, from as few multiplications as that takes.
  ///
  /// Without AVX-512 no table fits a register, and sixteen registers hold one group only: kernels
  /// take one group after the other. Rare events still use pairs, computed as two groups.
  package enum PairMath {
    /// Units of log-changes in a natural logarithm of 1: they count halves of an octave.
    package static let changesPerLog = 2.8853900817779268

    /// Coefficients of the normals' functions in memory, each an operand of the instruction that needs it.
    package struct Coefficients {
      fileprivate let log: FixedArray<Lanes>
      fileprivate let sine: FixedArray<Lanes>
      fileprivate let cosine: FixedArray<Lanes>

      /// Writes them into memory that lives as long as `storage`.
      package init(in storage: Storage) {
        log = spread(logTerms, in: storage)
        sine = spread(sineTerms, in: storage)
        cosine = spread(cosineTerms, in: storage)
      }
    }

    /// `level · 2^(x/2)` for `|x|` of at most some dozens.
    ///
    /// `x = n + r`, `|r| ≤ 1/2`, exactly; `2^(n/2)` is a whole power of 2, times `√2` where `n` is
    /// odd, and a polynomial of degree 9 gives `2^(r/2)`.
    @inline(__always)
    package static func grown(_ level: Lanes, by x: Lanes) -> Lanes {
      let magic = Lanes(repeating: 6_755_399_441_055_744)
      let shifted = x + magic
      let r = x - (shifted - magic)
      let bits = shifted.bits
      // The bits of `√2`, less the one that the shifted integer adds to them.
      let root = Double(bitPattern: 0x3FF6_A09E_667F_3BCD &- (1 &<< 51))
      let power = Lanes(bits: (bits &<< 1).choice(of: 1, or: root).bits &+ (bits &<< 51))
      let scaled = level * power
      let z = r * r
      var even = z.times(0x1.b569fed24773ap-33, plus: Lanes(repeating: 0x1.ffcbf5e63e50cp-24))
      var odd = z.times(0x1.63045556bd983p-28, plus: Lanes(repeating: 0x1.43090c9374cc8p-19))
      even = even.times(z, plus: Lanes(repeating: 0x1.5d87fe78dfc10p-15))
      odd = odd.times(z, plus: Lanes(repeating: 0x1.3b2ab6fc16967p-11))
      even = even.times(z, plus: Lanes(repeating: 0x1.c6b08d704a09dp-8))
      odd = odd.times(z, plus: Lanes(repeating: 0x1.ebfbdff82c506p-5))
      even = even.times(z, plus: Lanes(repeating: 0x1.62e42fefa39efp-2))
      return odd.times(r, plus: even).times(r * scaled, plus: scaled)
    }

    /// Two standard normals a lane by Box and Muller's transform, of `r²` and the bits of the angle.
    ///
    /// The lower 52 bits are an angle within a quarter turn, in quarter turns from its middle; the two upper ones
    /// choose the quarter.
    @inline(__always)
    package static func normals(
      _ square: Lanes, _ angleBits: LaneBits, _ c: Coefficients
    ) -> (Lanes, Lanes) {
      let x = unit(angleBits) - 1.5
      let z = x * x
      let (s, t) = (c.sine, c.cosine)
      var sine = z.times(s[6], plus: s[5])
      var cosine = z.times(t[6], plus: t[5])
      sine = sine.times(z, plus: s[4])
      cosine = cosine.times(z, plus: t[4])
      sine = sine.times(z, plus: s[3])
      cosine = cosine.times(z, plus: t[3])
      sine = sine.times(z, plus: s[2])
      cosine = cosine.times(z, plus: t[2])
      sine = sine.times(z, plus: s[1])
      cosine = cosine.times(z, plus: t[1])
      sine = sine.times(z, plus: s[0])
      cosine = cosine.times(z, plus: t[0])
      let radius = Lanes(bits: square.squareRoot().bits ^ ((angleBits &<< 1) & (1 &<< 63)))
      let (across, up) = (radius * cosine, radius * x * sine)
      return (
        across.replacing(with: up, whereUpperBitOf: angleBits),
        up.replacing(with: across, whereUpperBitOf: angleBits)
      )
    }

    /// `−2 ln u` for `u` in 2⁻⁵³..<1.
    ///
    /// `u = 2^k · m` with `m` in √½...√2, and `−2 ln m = −4 artanh s`, `s = (m − 1) / (m + 1)`, by a polynomial
    /// in `s²` of degree 7.
    @inline(__always)
    package static func minusTwiceLog(_ u: Lanes, _ c: Coefficients) -> Lanes {
      let rootHalf: UInt64 = 0x3FE6_A09E_667F_3BCD
      let biased = u.bits &+ LaneBits(repeating: 0x3FF0_0000_0000_0000 &- rootHalf)
      let exponent = Lanes(bits: (biased &>> 52) | 0x4330_0000_0000_0000)
      let k = exponent - (4_503_599_627_370_496 + 1023)
      let m = Lanes(bits: (biased & 0x000F_FFFF_FFFF_FFFF) &+ LaneBits(repeating: rootHalf))
      let s = (m - 1) / (m + 1)
      let z = s * s
      let w = z * z
      var even = w.times(c.log[6], plus: c.log[4])
      var odd = w.times(c.log[7], plus: c.log[5])
      even = even.times(w, plus: c.log[2])
      odd = odd.times(w, plus: c.log[3])
      even = even.times(w, plus: c.log[0])
      odd = odd.times(w, plus: c.log[1])
      return odd.times(z, plus: even).times(s, plus: k * (-2 * 0.6931471805599453))
    }

    /// The lower 52 bits as a number in 1..<2.
    @inline(__always)
    private static func unit(_ word: LaneBits) -> Lanes {
      Lanes(bits: (word & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000)
    }
  }

  // Two groups, one after the other.
  extension PairMath {
    @inline(__always)
    package static func grown(_ level: LanePair, by x: LanePair) -> LanePair {
      LanePair(grown(level.a, by: x.a), grown(level.b, by: x.b))
    }

    @inline(__always)
    package static func normals(
      _ square: LanePair, _ angleBits: BitsPair, _ c: Coefficients
    ) -> (LanePair, LanePair) {
      let (a, b) = (normals(square.a, angleBits.a, c), normals(square.b, angleBits.b, c))
      return (LanePair(a.0, b.0), LanePair(a.1, b.1))
    }

    @inline(__always)
    package static func minusTwiceLog(_ u: LanePair, _ c: Coefficients) -> LanePair {
      LanePair(minusTwiceLog(u.a, c), minusTwiceLog(u.b, c))
    }
  }

  // Polynomials that meet their functions at the zeros of Chebyshev's polynomials, with relative
  // errors of at most 2⁻⁵².
  extension PairMath {
    /// `−4 artanh(s) / s` in powers of `s²`.
    private static let logTerms = [
      -4, -0x1.55555555555aep+0, -0x1.999999997aeaap-1, -0x1.2492494513f76p-1,
      -0x1.c71c50004ffddp-2, -0x1.7466994f20a7cp-2, -0x1.3999bf614de60p-2, -0x1.2f4d88c4fad06p-2,
    ]
    /// `sin(πx/2) / x` in powers of `x²`.
    private static let sineTerms = [
      0x1.921fb54442d18p+0, -0x1.4abbce625be41p-1, 0x1.466bc677587f8p-4, -0x1.32d2cce2e5b19p-8,
      0x1.50782fda12d96p-13, -0x1.e30071afc3e59p-19, 0x1.e3f38399551bfp-25,
    ]
    /// `cos(πx/2)` in powers of `x²`.
    private static let cosineTerms = [
      1, -0x1.3bd3cc9be458bp+0, 0x1.03c1f081b0780p-2, -0x1.55d3c7dbfd139p-6,
      0x1.e1f4fb60281f6p-11, -0x1.a6c9c1be9eb49p-16, 0x1.f3dbcea61b1a4p-22,
    ]

    /// The numbers in memory, each repeated in all lanes of a vector.
    private static func spread(_ numbers: [Double], in storage: Storage) -> FixedArray<Lanes> {
      FixedArray(numbers.map(Lanes.init(repeating:)), in: storage)
    }
  }
#endif
