#if arch(x86_64)
  import _Builtin_intrinsics.intel
#endif

/// The two operations that the compiler does not vectorise by itself, isolated here because the
/// intrinsics module is compiler-internal.
public enum LaneIntrinsics {
  /// Square roots of eight values; `.squareRoot()` compiles to eight scalar instructions.
  @inlinable @inline(__always)
  public static func squareRoot(_ x: Lanes) -> Lanes {
    #if arch(x86_64)
      return Lanes(lowHalf: _mm256_sqrt_pd(x.lowHalf), highHalf: _mm256_sqrt_pd(x.highHalf))
    #else
      return x.squareRoot()
    #endif
  }

  /// The sign bits of eight words, bit `i` for lane `i`.
  @inlinable @inline(__always)
  public static func signBits(_ words: SIMD8<Int64>) -> UInt32 {
    #if arch(x86_64)
      let low = unsafeBitCast(words.lowHalf, to: SIMD4<Double>.self)
      let high = unsafeBitCast(words.highHalf, to: SIMD4<Double>.self)
      return UInt32(truncatingIfNeeded: _mm256_movemask_pd(low))
        | UInt32(truncatingIfNeeded: _mm256_movemask_pd(high)) << 4
    #else
      let weights = SIMD8<Int64>(1, 2, 4, 8, 16, 32, 64, 128)
      return UInt32(truncatingIfNeeded: (words & weights).wrappedSum())
    #endif
  }
}
