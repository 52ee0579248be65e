import Foundation
import StressEngine

/// Samples of several mixtures, taken together as one sample of the mixture of them all.
///
/// A path's weight is its plain law over the law of the whole pool, whichever sample it came with: later
/// mixtures bound the weights of earlier paths (Cornuet, Marin, Mira and Robert, *Scandinavian Journal of
/// Statistics* 39, 2012). It serves to learn; an estimate draws paths of its own.
struct TailPool: Sendable {
  let space: DrawSpace
  private(set) var totals: [Double] = []
  private(set) var values: PathValues?
  /// Sum over the tilts of the pool of number of paths times tilted law over plain law, by path.
  private var density: [Double] = []
  private var tilts: [(weights: TiltWeights, paths: Double)] = []

  init(_ space: DrawSpace) { self.space = space }

  var count: Int { density.count }

  /// Adds a sample, whose totals were kept.
  mutating func add(_ sample: TailSample) {
    let rounds = sample.pathCount / sample.mixture.roundPaths
    let added = sample.mixture.tilts.indices.map { tilt in
      (
        weights: sample.mixture.weights[tilt],
        paths: Double(rounds * sample.mixture.blocks(ofTilt: tilt) * TailMixture.blockPaths)
      )
    }
    let before = count
    totals += sample.totals
    values = values.map { $0.joined(with: sample.paths.values) } ?? sample.paths.values
    density += Array(repeating: 0, count: sample.pathCount)
    for path in 0..<before { density[path] += density(of: path, under: added) }
    tilts += added
    for path in before..<count { density[path] += density(of: path, under: tilts) }
  }

  var paths: WeightedPaths {
    let n = Double(count)
    return WeightedPaths(values: values!, weights: density.map { n / $0 })
  }

  /// Tilted law over plain law on a path.
  func ratio(_ weights: TiltWeights, path: Int) -> Double {
    let width = space.count
    return exp(weights.logRatio(totals[path * width..<(path + 1) * width]))
  }

  private func density(
    of path: Int, under tilts: [(weights: TiltWeights, paths: Double)]
  ) -> Double {
    tilts.reduce(0) { $0 + $1.paths * ratio($1.weights, path: path) }
  }
}
