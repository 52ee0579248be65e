/// A small reproducible source of random test input (SplitMix64); never used by the engine.
public struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  /// Starts the sequence of a seed; sequences of neighbouring seeds do not overlap.
  public init(seed: UInt64) { state = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15) }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  private static func mixed(_ word: UInt64) -> UInt64 {
    var bits = word
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number in a range.
  public mutating func number(_ range: ClosedRange<Double>) -> Double {
    let unit = Double(next() >> 11) * 0x1p-53
    return range.lowerBound + unit * (range.upperBound - range.lowerBound)
  }

  /// A whole number from 0 to below a limit.
  public mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// Whether something of a probability happens.
  public mutating func chance(_ probability: Double) -> Bool { number(0...1) < probability }

  /// One of several things.
  public mutating func one<Thing>(of things: [Thing]) -> Thing {
    things[below(things.count)]
  }
}
