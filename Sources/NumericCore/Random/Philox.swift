/// Philox4x32-10, a counter-based generator: a keyed bijection of 128-bit counters.
///
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC'11. It
/// seeds every stream, and itself gives the draws of purposes for which a path needs only one or
/// two.
public enum Philox {
  @usableFromInline static let multiplier0: UInt64 = 0xD251_1F53
  @usableFromInline static let multiplier1: UInt64 = 0xCD9E_8D57
  @usableFromInline static let weyl0: UInt32 = 0x9E37_79B9
  @usableFromInline static let weyl1: UInt32 = 0xBB67_AE85

  /// The generator's four 32-bit words for one counter and key.
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var c = counter
    var k = key
    for round in 0..<10 {
      if round > 0 { k = k &+ SIMD2(weyl0, weyl1) }
      let p0 = multiplier0 &* UInt64(c[0])
      let p1 = multiplier1 &* UInt64(c[2])
      c = SIMD4(
        UInt32(truncatingIfNeeded: p1 >> 32) ^ c[1] ^ k[0], UInt32(truncatingIfNeeded: p1),
        UInt32(truncatingIfNeeded: p0 >> 32) ^ c[3] ^ k[1], UInt32(truncatingIfNeeded: p0))
    }
    return c
  }

  /// The two 64-bit words of draw `index` of a purpose on each of eight paths.
  ///
  /// Counter: (path low, path high + 65536 · index, purpose low, purpose high); key: the seed.
  @inlinable @inline(__always)
  public static func words(
    seed: UInt64, paths: LaneBits, purpose: Purpose, index: UInt64
  ) -> (LaneBits, LaneBits) {
    let low32 = LaneBits(repeating: 0xFFFF_FFFF)
    var c0 = paths & low32
    var c1 = ((paths &>> 32) &+ (index &<< 16)) & low32
    var c2 = LaneBits(repeating: purpose.id & 0xFFFF_FFFF)
    var c3 = LaneBits(repeating: purpose.id &>> 32)
    var k0 = UInt32(truncatingIfNeeded: seed)
    var k1 = UInt32(truncatingIfNeeded: seed &>> 32)
    for round in 0..<10 {
      if round > 0 {
        k0 = k0 &+ weyl0
        k1 = k1 &+ weyl1
      }
      let p0 = c0 &* multiplier0
      let p1 = c2 &* multiplier1
      c0 = (p1 &>> 32) ^ c1 ^ UInt64(k0)
      c1 = p1 & low32
      c2 = (p0 &>> 32) ^ c3 ^ UInt64(k1)
      c3 = p0 & low32
    }
    return (c0 | (c1 &<< 32), c2 | (c3 &<< 32))
  }

  /// The two 64-bit words of draw `index` of a purpose on one path.
  @inlinable
  public static func words(
    seed: UInt64, path: UInt64, purpose: Purpose, index: UInt64
  ) -> (UInt64, UInt64) {
    let c = block(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: path), UInt32(truncatingIfNeeded: (path >> 32) &+ (index << 16)),
        UInt32(truncatingIfNeeded: purpose.id), UInt32(truncatingIfNeeded: purpose.id >> 32)),
      key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    return (UInt64(c[0]) | UInt64(c[1]) << 32, UInt64(c[2]) | UInt64(c[3]) << 32)
  }
}

/// What a random stream is for: its name, hashed, so that adding one purpose moves no other's draws.
public struct Purpose: Sendable, Equatable {
  /// 64-bit FNV-1a hash of the name's UTF-8 bytes.
  public let id: UInt64

  /// Names a purpose, such as `driver/btc`.
  public init(_ name: String) {
    id = name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
