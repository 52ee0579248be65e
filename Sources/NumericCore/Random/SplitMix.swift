/// A small random generator for uses outside simulated paths, such as bootstraps: a seed always
/// gives the same numbers.
///
/// SplitMix64. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", *OOPSLA*
/// (2014).
package struct SplitMix: Sendable {
  private var state: UInt64

  /// A generator that begins at a seed.
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// The next uniform, strictly between 0 and 1.
  package mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }
}
