import NumericCore

/// W1's inner loops: tiles of paths whose random state and levels stay in the first-level cache.
///
/// Memory of one worker; `run` may be called again and again.
final class PathsKernel: TileKernel {
  /// Groups of eight paths that move through a step together, an even number.
  static let groups = 4
  /// Levels of four factors and the first one's minimum.
  static let columns = FactorLaw.count + 1
  /// Paths in a tile.
  static let tilePaths = groups * laneCount
  static let purpose = Purpose("benchmark/paths")

  private let loadings = StepLoadings()
  private let streams: UnsafeMutablePointer<PairStream>
  private let normals: UnsafeMutablePointer<Lanes>
  private let levels: UnsafeMutablePointer<Lanes>
  private let drifts: UnsafeMutablePointer<Lanes>
  private let storage = Storage()
  private let coefficients: PairMath.Coefficients

  init() {
    coefficients = PairMath.Coefficients(in: storage)
    streams = .allocate(capacity: Self.groups / 2)
    normals = alignedLanes(2 * FactorLaw.count * Self.groups)
    levels = alignedLanes(Self.columns * Self.groups)
    drifts = alignedLanes(FactorLaw.count)
    for (index, (mu, sigma)) in zip(FactorLaw.drift, FactorLaw.volatility).enumerated() {
      drifts[index] = Lanes(
        repeating: (mu - sigma * sigma / 2) * FactorLaw.stepYears * PairMath.changesPerLog)
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
    beginStreams(streams, groups: Self.groups, first: first, seed: seed, purpose: Self.purpose)
    for group in 0..<Self.groups {
      for column in 0...FactorLaw.count {
        levels[group * Self.columns + column] = Lanes(repeating: 1)
      }
    }
    for _ in 0..<(FactorLaw.steps / 2) {
      drawPathNormals(streams, normals, coefficients)
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
        let x = levels[group * Self.columns + statistic]
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
///
/// They are made in several passes over memory: in one pass the chain of operations is so long that
/// few iterations overlap, as the processor looks some sixty vector instructions ahead. With wide
/// registers there are two passes, of which the first leaves squared radii and bits of angles; else
/// three: words, then squared radii, then normals.
@inline(never)
func drawPathNormals(
  _ streams: UnsafeMutablePointer<PairStream>, _ normals: UnsafeMutablePointer<Lanes>,
  _ c: PairMath.Coefficients
) {
  let stepNormals = FactorLaw.count * PathsKernel.groups
  for pair in 0..<(PathsKernel.groups / 2) {
    var stream = streams[pair]
    let first = normals + 2 * pair * FactorLaw.count
    for factor in 0..<FactorLaw.count {
      #if AVX512
        PairMath.minusTwiceLog(stream.next().uniforms, c)
          .store(first + factor, stride: FactorLaw.count)
      #else
        LanePair(bits: stream.next()).store(first + factor, stride: FactorLaw.count)
      #endif
      LanePair(bits: stream.next())
        .store(first + stepNormals + factor, stride: FactorLaw.count)
    }
    streams[pair] = stream
  }
  #if AVX512
    for index in stride(from: 0, to: stepNormals, by: 2) {
      let (radii, angles) = (normals + index, normals + stepNormals + index)
      let pair = PairMath.normals(
        LanePair(radii, stride: 1), LanePair(angles, stride: 1).bits, c)
      pair.0.store(radii, stride: 1)
      pair.1.store(angles, stride: 1)
    }
  #else
    for index in 0..<stepNormals {
      normals[index] = PairMath.minusTwiceLog(uniform(normals[index].bits), c)
    }
    for index in 0..<stepNormals {
      let (radii, angles) = (normals + index, normals + stepNormals + index)
      (radii.pointee, angles.pointee) = PairMath.normals(radii.pointee, angles.pointee.bits, c)
    }
  #endif
}

/// One step of the levels and the running minimum of every group.
@inline(never)
func advancePaths(
  _ levels: UnsafeMutablePointer<Lanes>, _ normals: UnsafeMutablePointer<Lanes>,
  _ drifts: UnsafeMutablePointer<Lanes>, _ l: StepLoadings
) {
  moveLevels(levels, normals) { group, factor in
    l.shock(
      factor, normals + group * FactorLaw.count, plus: LaneBundle(drifts + factor, stride: 0))
  }
}

/// Moves the levels of every group by their log-changes, which may overwrite the normals.
///
/// With sixteen registers it takes two passes, changes first: in one pass few chains of operations
/// would be under way at once.
@inline(__always)
func moveLevels(
  _ levels: UnsafeMutablePointer<Lanes>, _ normals: UnsafeMutablePointer<Lanes>,
  by change: (_ group: Int, _ factor: Int) -> LaneBundle
) {
  #if AVX512
    for group in stride(from: 0, to: PathsKernel.groups, by: LaneBundle.groups) {
      growLevels(levels + group * PathsKernel.columns) { change(group, $0) }
    }
  #else
    for group in 0..<PathsKernel.groups {
      let changes = normals + group * FactorLaw.count
      let first = (change(group, 0), change(group, 1))
      (changes[2], changes[3]) = (change(group, 2), change(group, 3))
      (changes[0], changes[1]) = first
    }
    for group in 0..<PathsKernel.groups {
      growLevels(levels + group * PathsKernel.columns) { normals[group * FactorLaw.count + $0] }
    }
  #endif
}

/// Moves four levels of a bundle by their log-changes, and updates the running minimum of the
/// first.
@inline(__always)
func growLevels(
  _ level: UnsafeMutablePointer<Lanes>, by change: (_ factor: Int) -> LaneBundle
) {
  let columns = PathsKernel.columns
  @inline(__always) func grow(_ factor: Int) -> LaneBundle {
    let grown = PairMath.grown(LaneBundle(level + factor, stride: columns), by: change(factor))
    grown.store(level + factor, stride: columns)
    return grown
  }
  let first = grow(0)
  let least = level + FactorLaw.count
  LaneBundle(least, stride: columns).atMost(first).store(least, stride: columns)
  _ = grow(1)
  _ = grow(2)
  _ = grow(3)
}

extension StepLoadings {
  /// A factor's shock in a step, from the independent normals of a bundle, and what is added to it.
  ///
  /// The normals are read again for every factor: in registers they would displace other values.
  @inline(__always)
  func shock(
    _ factor: Int, _ normals: UnsafeMutablePointer<Lanes>, plus addend: LaneBundle? = nil
  ) -> LaneBundle {
    @inline(__always) func z(_ index: Int) -> LaneBundle {
      LaneBundle(normals + index, stride: FactorLaw.count)
    }
    @inline(__always) func first(_ loading: Double) -> LaneBundle {
      guard let addend else { return z(0) * loading }
      return z(0).times(loading, plus: addend)
    }
    switch factor {
    case 0: return first(l00)
    case 1: return z(1).times(l11, plus: first(l10))
    case 2: return z(2).times(l22, plus: z(1).times(l21, plus: first(l20)))
    default:
      return z(3).times(l33, plus: z(2).times(l32, plus: z(1).times(l31, plus: first(l30))))
    }
  }
}
