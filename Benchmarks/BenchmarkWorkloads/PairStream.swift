import NumericCore

/// SFC64 on two groups of eight paths: `LaneStream` on each, with the same numbers.
///
/// The counter, which all paths share, stays in a vector.
package struct PairStream {
  private var a: BitsPair
  private var b: BitsPair
  private var c: BitsPair
  private var counter: LaneBits

  /// The streams of one purpose on sixteen paths from `first` on.
  package init(seed: UInt64, first: Int, purpose: Purpose) {
    let (paths, later) = (pathNumbers(first), pathNumbers(first + laneCount))
    let x = Philox.words(seed: seed, paths: paths, purpose: purpose, index: 0)
    let y = Philox.words(seed: seed, paths: later, purpose: purpose, index: 0)
    a = BitsPair(x.0, y.0)
    b = BitsPair(x.1, y.1)
    c = BitsPair(
      Philox.words(seed: seed, paths: paths, purpose: purpose, index: 1).0,
      Philox.words(seed: seed, paths: later, purpose: purpose, index: 1).0)
    counter = LaneBits(repeating: 1)
  }

  /// The next 64 random bits of every path.
  @inline(__always)
  package mutating func next() -> BitsPair {
    let output = a &+ b &+ BitsPair(counter, counter)
    counter = counter &+ 1
    a = b ^ (b &>> 11)
    b = c &+ (c &<< 3)
    c = output &+ ((c &<< 24) | (c &>> 40))
    return output
  }
}

/// Starts the streams of a tile's pairs of groups, whose first path is `first`.
func beginStreams(
  _ streams: UnsafeMutablePointer<PairStream>, groups: Int, first: Int, seed: UInt64,
  purpose: Purpose
) {
  for pair in 0..<(groups / 2) {
    (streams + pair).initialize(
      to: PairStream(seed: seed, first: first + 2 * pair * laneCount, purpose: purpose))
  }
}
