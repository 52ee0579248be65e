import CreditBasics
import Foundation
import StressEngine

/// Several laws of draws, and the share of paths that is drawn from each.
///
/// A path's weight is its density under the plain law over that under the mixture of all, whichever
/// law drew it: with a share `α` of plain paths no weight is above `1/α`.
///
/// Source: Veach and Guibas, "Optimally Combining Sampling Techniques for Monte Carlo Rendering",
/// SIGGRAPH 1995 (the balance heuristic); Owen and Zhou, "Safe and Effective Importance Sampling",
/// *Journal of the American Statistical Association* 95 (2000).
struct TailMixture: Sendable {
  let space: DrawSpace
  /// The first one is plain.
  let tilts: [DrawTilt]
  /// Tilt of each block of a round.
  let slots: [Int]
  let weights: [TiltWeights]
  private let logShares: [Double]

  /// Paths of a block, all under one tilt.
  static let blockPaths = 128

  /// Mixes tilts, the plain one among them, by their numbers of blocks in a round.
  init(_ space: DrawSpace, plain: Int, _ others: [(tilt: DrawTilt, blocks: Int)]) {
    self.space = space
    let all = [(tilt: DrawTilt(periodEnds: space.periodEnds), blocks: plain)] + others
    tilts = all.map(\.tilt)
    slots = all.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element.blocks) }
    weights = tilts.map(space.weights)
    let round = Double(slots.count)
    logShares = all.map { log(Double($0.blocks) / round) }
  }

  /// Number of paths in a round, in which every tilt has its share.
  var roundPaths: Int { slots.count * Self.blockPaths }

  func tilt(ofPath path: Int) -> Int { slots[path / Self.blockPaths % slots.count] }

  /// Blocks of each tilt in a round.
  func blocks(ofTilt tilt: Int) -> Int { slots.count { $0 == tilt } }

  /// The blocks of some rounds, those of one tilt together, with their place in the order of paths.
  func blocks(rounds: Int, from first: UInt64) -> [(place: Int, block: TiltedBlock)] {
    (0..<rounds * slots.count).map { place in
      let start = first + UInt64(place * Self.blockPaths)
      return (
        place,
        TiltedBlock(
          tilt: slots[place % slots.count], paths: start..<start + UInt64(Self.blockPaths))
      )
    }.sorted { ($0.block.tilt, $0.place) < ($1.block.tilt, $1.place) }
  }

  /// The weight of a path with these totals: its density under the plain law over that under the
  /// mixture.
  func weight(_ totals: ArraySlice<Double>) -> Double {
    var ratios = logShares
    for index in ratios.indices { ratios[index] += weights[index].logRatio(totals) }
    let most = ratios.reduce(-.infinity, max)
    return exp(-most) / ratios.reduce(0) { $0 + exp($1 - most) }
  }
}
