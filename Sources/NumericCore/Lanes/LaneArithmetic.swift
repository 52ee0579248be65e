import Builtin

// The standard library writes the floating-point arithmetic of SIMD types as loops over their elements and trusts the
// optimiser to find the vectors again. It does so for most expressions, but not for all: in a miner's step a third of
// the instructions only took vectors apart and put them together. Here the operators of `Lanes` and `LaneBits` are the
// compiler's own vector instructions (compiler-internal, so isolated in this file), on every processor alike.

extension SIMD8 where Scalar == Double {
  @inlinable @inline(__always)
  init(_ word: Builtin.Vec8xFPIEEE64) { self = unsafeBitCast(word, to: Self.self) }

  @inlinable @inline(__always)
  var word: Builtin.Vec8xFPIEEE64 { _storage._value }

  /// The sum, lane by lane.
  @inlinable @inline(__always)
  public static func + (a: Self, b: Self) -> Self {
    Self(Builtin.fadd_Vec8xFPIEEE64(a.word, b.word))
  }

  /// The difference, lane by lane.
  @inlinable @inline(__always)
  public static func - (a: Self, b: Self) -> Self {
    Self(Builtin.fsub_Vec8xFPIEEE64(a.word, b.word))
  }

  /// The product, lane by lane.
  @inlinable @inline(__always)
  public static func * (a: Self, b: Self) -> Self {
    Self(Builtin.fmul_Vec8xFPIEEE64(a.word, b.word))
  }

  /// The quotient, lane by lane.
  @inlinable @inline(__always)
  public static func / (a: Self, b: Self) -> Self {
    Self(Builtin.fdiv_Vec8xFPIEEE64(a.word, b.word))
  }

  /// `self + a · b`, fused.
  @inlinable @inline(__always)
  public func addingProduct(_ a: Self, _ b: Self) -> Self {
    Self(Builtin.int_fma_Vec8xFPIEEE64(a.word, b.word, word))
  }

  /// `self · factor − subtrahend`, fused.
  @inlinable @inline(__always)
  public func times(_ factor: Self, minus subtrahend: Self) -> Self {
    Self(
      Builtin.int_fma_Vec8xFPIEEE64(
        word, factor.word, Builtin.fneg_Vec8xFPIEEE64(subtrahend.word)))
  }

  /// The square root, lane by lane.
  @inlinable @inline(__always)
  public func squareRoot() -> Self { Self(Builtin.int_sqrt_Vec8xFPIEEE64(word)) }

  /// `other` in the lanes where a fact holds, else `self`.
  @inlinable @inline(__always)
  public func replacing(with other: Self, where mask: LaneMask) -> Self {
    Self(Builtin.select_Vec8xInt1_Vec8xFPIEEE64(mask.facts, other.word, word))
  }

  /// `other` in the lanes where a fact holds, else `self`.
  @inlinable @inline(__always)
  public func replacing(with other: Double, where mask: LaneMask) -> Self {
    replacing(with: Self(repeating: other), where: mask)
  }
}

extension SIMD8 where Scalar == Double {
  /// `other` in the lanes where a word's upper bit is set, else `self`.
  @inlinable @inline(__always)
  public func replacing(with other: Self, whereUpperBitOf word: LaneBits) -> Self {
    let set = Builtin.cmp_slt_Vec8xInt64(word.word, Builtin.zeroInitializer())
    return Self(Builtin.select_Vec8xInt1_Vec8xFPIEEE64(set, other.word, self.word))
  }
}

// Operators with one number for all lanes, and in-place operators.
extension SIMD8 where Scalar == Double {
  /// The sum, lane by lane.
  @inlinable @inline(__always)
  public static func + (a: Self, b: Double) -> Self { a + Self(repeating: b) }

  /// The difference, lane by lane.
  @inlinable @inline(__always)
  public static func - (a: Self, b: Double) -> Self { a - Self(repeating: b) }

  /// The difference, lane by lane.
  @inlinable @inline(__always)
  public static func - (a: Double, b: Self) -> Self { Self(repeating: a) - b }

  /// The product, lane by lane.
  @inlinable @inline(__always)
  public static func * (a: Self, b: Double) -> Self { a * Self(repeating: b) }

  /// The product, lane by lane.
  @inlinable @inline(__always)
  public static func * (a: Double, b: Self) -> Self { Self(repeating: a) * b }

  /// The quotient, lane by lane.
  @inlinable @inline(__always)
  public static func / (a: Self, b: Double) -> Self { a / Self(repeating: b) }

  /// `0 − a`, lane by lane.
  @inlinable @inline(__always)
  public static prefix func - (a: Self) -> Self { Self() - a }

  /// Adds in place.
  @inlinable @inline(__always)
  public static func += (a: inout Self, b: Self) { a = a + b }

  /// Subtracts in place.
  @inlinable @inline(__always)
  public static func -= (a: inout Self, b: Self) { a = a - b }

  /// Multiplies in place.
  @inlinable @inline(__always)
  public static func *= (a: inout Self, b: Self) { a = a * b }
}

extension SIMD8 where Scalar == UInt64 {
  @inlinable @inline(__always)
  init(_ word: Builtin.Vec8xInt64) { self = unsafeBitCast(word, to: Self.self) }

  @inlinable @inline(__always)
  var word: Builtin.Vec8xInt64 { _storage._value }

  /// Bits that differ.
  @inlinable @inline(__always)
  public static func ^ (a: Self, b: Self) -> Self {
    Self(Builtin.xor_Vec8xInt64(a.word, b.word))
  }

  /// Bits in either.
  @inlinable @inline(__always)
  public static func | (a: Self, b: Self) -> Self { Self(Builtin.or_Vec8xInt64(a.word, b.word)) }

  /// Bits in both.
  @inlinable @inline(__always)
  public static func & (a: Self, b: Self) -> Self { Self(Builtin.and_Vec8xInt64(a.word, b.word)) }

  /// Words shifted left by fewer than 64 bits.
  @inlinable @inline(__always)
  public static func &<< (a: Self, bits: UInt64) -> Self {
    Self(Builtin.shl_Vec8xInt64(a.word, Self(repeating: bits).word))
  }

  /// Words shifted right by fewer than 64 bits.
  @inlinable @inline(__always)
  public static func &>> (a: Self, bits: UInt64) -> Self {
    Self(Builtin.lshr_Vec8xInt64(a.word, Self(repeating: bits).word))
  }
}

extension SIMD8 where Scalar == UInt64 {
  /// One of two numbers in every lane: the second where bit 1 of the word is set.
  ///
  /// One instruction for four lanes with AVX2, which leaves the multiplier and the divider free.
  @inlinable @inline(__always)
  public func choice(of first: Double, or second: Double) -> Lanes {
    #if arch(x86_64)
      let pair = SIMD4(first, second, first, second)._storage._value
      let halves = unsafeBitCast(self, to: (SIMD4<Double>, SIMD4<Double>).self)
      return unsafeBitCast(
        (
          Builtin.int_x86_avx_vpermilvar_pd_256(
            pair, unsafeBitCast(halves.0, to: SIMD4<Int64>.self)._storage._value),
          Builtin.int_x86_avx_vpermilvar_pd_256(
            pair, unsafeBitCast(halves.1, to: SIMD4<Int64>.self)._storage._value)
        ), to: Lanes.self)
    #else
      return Lanes(repeating: first)
        .replacing(with: Lanes(repeating: second), whereUpperBitOf: self &<< 62)
    #endif
  }
}

extension SIMDMask where Storage == SIMD8<Int64> {
  /// One bit a lane.
  @inlinable @inline(__always)
  var facts: Builtin.Vec8xInt1 {
    let words = unsafeBitCast(self, to: SIMD8<Int64>.self)
    return Builtin.cmp_slt_Vec8xInt64(words._storage._value, Builtin.zeroInitializer())
  }
}

/// The lanes in which a fact holds, bit `i` for lane `i`.
@inlinable @inline(__always)
public func laneSet(_ mask: LaneMask) -> UInt32 {
  UInt32(UInt8(Builtin.bitcast_Vec8xInt1_Int8(mask.facts)))
}

#if AVX512
  /// A table of sixteen numbers, of which every lane looks up one in one instruction; AVX-512 only.
  @frozen
  public struct SixteenValues: Sendable {
    @usableFromInline let low: Lanes
    @usableFromInline let high: Lanes

    /// Entries 0 to 7 and 8 to 15.
    @inlinable @inline(__always)
    public init(_ low: Lanes, _ high: Lanes) { (self.low, self.high) = (low, high) }

    /// In every lane the entry whose index is in its four lowest bits.
    @inlinable @inline(__always)
    public subscript(bits: LaneBits) -> Lanes {
      Lanes(Builtin.int_x86_avx512_vpermi2var_pd_512(low.word, bits.word, high.word))
    }
  }

  extension SIMD8 where Scalar == Double {
    /// The exponent of positive normal numbers, as a number.
    @inlinable @inline(__always)
    public var exponent: Self {
      let (everyLane, roundingOfTheProcessor) = (UInt8(255)._value, UInt32(4)._value)
      return Self(
        Builtin.int_x86_avx512_mask_getexp_pd_512(word, word, everyLane, roundingOfTheProcessor))
    }
  }

  extension SIMD8 where Scalar == UInt64 {
    /// The words read as signed integers, rounded to numbers.
    @inlinable @inline(__always)
    public var signedValues: Lanes { Lanes(Builtin.sitofp_Vec8xInt64_Vec8xFPIEEE64(word)) }
  }
#endif
