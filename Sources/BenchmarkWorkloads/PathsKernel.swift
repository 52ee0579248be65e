import NumericCore

/// W1's inner loops: tiles of paths whose random state and levels stay in the first-level cache.
///
/// Memory of one worker; `run` may be called again and again.
final class PathsKernel {
  /// Groups of eight paths that move through a step together.
  static let groups = 4
  /// Paths in a tile.
  static let tilePaths = groups * laneCount
  static let purpose = Purpose("benchmark/paths")

  private let loadings = StepLoadings()
  private let streams: UnsafeMutablePointer<LaneStream>
  private let normals: UnsafeMutablePointer<Lanes>
  private let levels: UnsafeMutablePointer<Lanes>
  private let drifts: UnsafeMutablePointer<Lanes>

  init() {
    streams = .allocate(capacity: Self.groups)
    normals = .allocate(capacity: 2 * FactorLaw.count * Self.groups)
    normals.initialize(repeating: Lanes(), count: 2 * FactorLaw.count * Self.groups)
    levels = .allocate(capacity: (FactorLaw.count + 1) * Self.groups)
    levels.initialize(repeating: Lanes(), count: (FactorLaw.count + 1) * Self.groups)
    drifts = .allocate(capacity: FactorLaw.count)
    for (index, (mu, sigma)) in zip(FactorLaw.drift, FactorLaw.volatility).enumerated() {
      (drifts + index).initialize(
        to: Lanes(repeating: (mu - sigma * sigma / 2) * FactorLaw.stepYears))
    }
  }

  deinit {
    streams.deallocate()
    normals.deallocate()
    levels.deallocate()
    drifts.deallocate()
  }

  /// Simulates the tile that begins at path `first`; levels and the minimum are left in the tile.
  func run(first: Int, seed: UInt64) {
    for group in 0..<Self.groups {
      let paths = pathNumbers(first + group * laneCount)
      (streams + group).initialize(
        to: LaneStream(seed: seed, paths: paths, purpose: Self.purpose))
      for column in 0...FactorLaw.count {
        levels[group * (FactorLaw.count + 1) + column] = Lanes(repeating: 1)
      }
    }
    for _ in 0..<(FactorLaw.steps / 2) {
      drawPathNormals(streams, normals)
      advancePaths(levels, normals, drifts, loadings)
      advancePaths(levels, normals + FactorLaw.count * Self.groups, drifts, loadings)
    }
  }

  /// Adds each path's terminal levels and running minimum to the five moments.
  func collect(into moments: inout [Moments]) {
    for statistic in 0...FactorLaw.count {
      var sum = 0.0
      var squares = 0.0
      for group in 0..<Self.groups {
        let x = levels[group * (FactorLaw.count + 1) + statistic]
        sum += x.sum()
        squares += (x * x).sum()
      }
      moments[statistic].add(count: Self.tilePaths, sum: sum, squares: squares)
    }
  }
}

/// Eight consecutive path numbers.
func pathNumbers(_ first: Int) -> LaneBits {
  LaneBits(repeating: UInt64(first)) &+ LaneBits(0, 1, 2, 3, 4, 5, 6, 7)
}

/// Normals of two steps for every group: four factors of the first step, then four of the second.
@inline(never)
func drawPathNormals(
  _ streams: UnsafeMutablePointer<LaneStream>, _ normals: UnsafeMutablePointer<Lanes>
) {
  for group in 0..<PathsKernel.groups {
    var stream = streams[group]
    let out = normals + group * FactorLaw.count
    let later = out + PathsKernel.groups * FactorLaw.count
    for factor in 0..<FactorLaw.count {
      let pair = stream.normalPair()
      out[factor] = pair.0
      later[factor] = pair.1
    }
    streams[group] = stream
  }
}

/// One step of the levels and the running minimum of every group.
@inline(never)
func advancePaths(
  _ levels: UnsafeMutablePointer<Lanes>, _ normals: UnsafeMutablePointer<Lanes>,
  _ drifts: UnsafeMutablePointer<Lanes>, _ l: StepLoadings
) {
  for group in 0..<PathsKernel.groups {
    let z = normals + group * FactorLaw.count
    let level = levels + group * (FactorLaw.count + 1)
    let first = level[0] * LaneMath.boundedExp(z[0].times(l.l00, plus: drifts[0]))
    level[0] = first
    level[4] = level[4].atMost(first)
    level[1] =
      level[1] * LaneMath.boundedExp(z[1].times(l.l11, plus: z[0].times(l.l10, plus: drifts[1])))
    level[2] =
      level[2]
      * LaneMath.boundedExp(
        z[2].times(l.l22, plus: z[1].times(l.l21, plus: z[0].times(l.l20, plus: drifts[2]))))
    level[3] =
      level[3]
      * LaneMath.boundedExp(
        z[3].times(
          l.l33,
          plus: z[2].times(
            l.l32, plus: z[1].times(l.l31, plus: z[0].times(l.l30, plus: drifts[3])))))
  }
}
