import Builtin

// The standard library writes the floating-point arithmetic of SIMD types as loops over their elements and
// trusts the optimiser to find the vectors again. It does so for most expressions and not for all: in a
// miner's step a third of the instructions only took vectors apart and put them together. Here the
// operators of `Lanes` and `LaneBits` are the compiler's own vector instructions (compiler-internal, so
// isolated in this file), on every processor alike.

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

// With one number for all lanes, and in place.
extension SIMD8 where Scalar == Double {
  /// The sum, lane by lane.
  @inlinable @inline(__always)
  public static func + (a: Self, b: Double) -> Self { a + Self(repeating: b) }

  /// The sum, lane by lane.
  @inlinable @inline(__always)
  public static func + (a: Double, b: Self) -> Self { Self(repeating: a) + b }

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

  /// The quotient, lane by lane.
  @inlinable @inline(__always)
  public static func / (a: Double, b: Self) -> Self { Self(repeating: a) / b }

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
