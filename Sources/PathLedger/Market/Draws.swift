import Foundation

/// The random draws of one path; each purpose has a stream under its own name
/// (docs/methods/random-numbers.md).
package struct PathDraws {
  /// The simulation's seed.
  package let seed: UInt64
  /// The path's number, below 2⁴⁸.
  package let path: UInt64

  /// The draws of a path under a seed.
  package init(seed: UInt64, path: UInt64) {
    (self.seed, self.path) = (seed, path)
  }

  /// The two 64-bit words of a purpose at an index.
  package func words(_ purpose: String, index: Int = 0) -> (first: UInt64, second: UInt64) {
    let id = fnv1a(purpose)
    let block = philox(
      counter: [
        UInt32(truncatingIfNeeded: path),
        UInt32(truncatingIfNeeded: path >> 32) &+ 65536 &* UInt32(truncatingIfNeeded: index),
        UInt32(truncatingIfNeeded: id), UInt32(truncatingIfNeeded: id >> 32),
      ],
      key: [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)])
    return (
      UInt64(block[0]) | UInt64(block[1]) << 32, UInt64(block[2]) | UInt64(block[3]) << 32
    )
  }

  /// The stream of a purpose, from its first output.
  package func stream(_ purpose: String) -> DrawStream {
    let start = words(purpose)
    return DrawStream(a: start.first, b: start.second, c: words(purpose, index: 1).first)
  }

  /// A unit exponential that belongs to a purpose and an index.
  package func exponential(_ purpose: String, index: Int = 0) -> Double {
    -log(uniform(words(purpose, index: index).first))
  }
}

/// A uniform strictly between 0 and 1 from the upper 52 bits of a word.
package func uniform(_ word: UInt64) -> Double {
  (Double(word >> 12) + 0.5) * 0x1p-52
}

/// A pair of independent standard normals from two words: Box–Muller by quarter turns.
package func normalPair(_ x: UInt64, _ y: UInt64) -> (first: Double, second: Double) {
  let radius = (-2 * log(uniform(x))).squareRoot()
  let angle = (uniform(y) - 0.5) * (Double.pi / 2)
  let sign: Double = y & 2 == 0 ? 1 : -1
  let (across, up) = (sign * radius * cos(angle), sign * radius * sin(angle))
  return y & 1 == 0 ? (across, up) : (up, across)
}

/// An SFC64 stream (Doty-Humphrey) of words, uniforms and normals.
package struct DrawStream {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var counter: UInt64 = 1
  private var pendingNormal: Double?

  package init(a: UInt64, b: UInt64, c: UInt64) {
    (self.a, self.b, self.c) = (a, b, c)
  }

  /// The next 64-bit output.
  package mutating func nextWord() -> UInt64 {
    let output = a &+ b &+ counter
    counter &+= 1
    a = b ^ (b >> 11)
    b = c &+ (c << 3)
    c = (c << 24 | c >> 40) &+ output
    return output
  }

  /// The next uniform.
  package mutating func nextUniform() -> Double { uniform(nextWord()) }

  /// The next normal: pairs are drawn together and used one after the other.
  package mutating func nextNormal() -> Double {
    if let second = pendingNormal {
      pendingNormal = nil
      return second
    }
    let x = nextWord()
    let pair = normalPair(x, nextWord())
    pendingNormal = pair.second
    return pair.first
  }
}

/// The 64-bit FNV-1a hash of a text in UTF-8.
package func fnv1a(_ text: String) -> UInt64 {
  text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
}

/// Philox4x32 with ten rounds.
///
/// Source: Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC11.
package func philox(counter: [UInt32], key: [UInt32]) -> [UInt32] {
  var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3])
  var (k0, k1) = (key[0], key[1])
  for _ in 0..<10 {
    let even = UInt64(c0) * 0xD251_1F53
    let odd = UInt64(c2) * 0xCD9E_8D57
    (c0, c1, c2, c3) = (
      UInt32(odd >> 32) ^ c1 ^ k0, UInt32(truncatingIfNeeded: odd),
      UInt32(even >> 32) ^ c3 ^ k1, UInt32(truncatingIfNeeded: even)
    )
    k0 &+= 0x9E37_79B9
    k1 &+= 0xBB67_AE85
  }
  return [c0, c1, c2, c3]
}
