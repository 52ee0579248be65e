import NumericCore
import Testing

/// Normals and exponentials against their distribution functions.
///
/// Along paths, across neighbouring paths and across neighbouring seeds, with fixed seeds: the verdicts
/// never change.
@Suite struct DistributionTests {
  enum Order: CaseIterable { case alongAPath, acrossPaths, acrossSeeds }

  /// Normals in one of the orders.
  private func normals(_ order: Order, count: Int) -> [Double] {
    var draws: [Double] = []
    draws.reserveCapacity(count + 16)
    let first = LaneBits(0, 1, 2, 3, 4, 5, 6, 7)
    var stream = LaneStream(seed: 11, paths: first, purpose: Purpose("driver/eth"))
    var round: UInt64 = 0
    while draws.count < count {
      switch order {
      case .alongAPath: break
      case .acrossPaths:
        stream = LaneStream(seed: 11, paths: first &+ 8 &* round, purpose: Purpose("driver/eth"))
      case .acrossSeeds:
        stream = LaneStream(seed: round, paths: first, purpose: Purpose("driver/eth"))
      }
      round += 1
      let pair = stream.normalPair()
      for lane in 0..<laneCount { draws += [pair.0[lane], pair.1[lane]] }
    }
    return draws
  }

  /// `√n sup |F_n − F|`; beyond 1.95 once in a thousand (Kolmogorov, 1933).
  private func kolmogorov(_ draws: [Double], _ law: (Double) -> Double) -> Double {
    let sorted = draws.sorted()
    let n = Double(sorted.count)
    var distance = 0.0
    for (index, draw) in sorted.enumerated() {
      let p = law(draw)
      distance = max(distance, p - Double(index) / n, Double(index + 1) / n - p)
    }
    return distance * n.squareRoot()
  }

  private func normalLaw(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  @Test(arguments: Order.allCases)
  func normalsFollowTheirLaw(order: Order) {
    #expect(kolmogorov(normals(order, count: 1_000_000), normalLaw) < 1.95)
  }

  /// Moments up to the fourth, and the products of neighbours, within 4 standard errors.
  @Test(arguments: Order.allCases)
  func momentsAndNeighbours(order: Order) {
    let draws = normals(order, count: 1_000_000)
    let n = Double(draws.count)
    let expected: [(power: Double, mean: Double, variance: Double)] = [
      (1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96),
    ]
    for (power, mean, variance) in expected {
      let sum = draws.reduce(0) { $0 + pow($1, power) }
      #expect(abs(sum / n - mean) < 4 * (variance / n).squareRoot(), "moment \(power)")
    }
    for lag in [1, 2, 3, 8, 16] {
      let sum = (lag..<draws.count).reduce(0.0) { $0 + draws[$1] * draws[$1 - lag] }
      #expect(abs(sum) < 4 * n.squareRoot(), "lag \(lag)")
    }
  }

  /// Counts beyond thresholds on 8 million draws; `Tests/Randomness/run tails` does it on 10⁹.
  @Test func tails() {
    var stream = LaneStream(
      seed: 3, paths: LaneBits(0, 1, 2, 3, 4, 5, 6, 7), purpose: Purpose("tails"))
    var beyond = [3.0: 0, 4.0: 0, 5.0: 0]
    let rounds = 500_000
    for _ in 0..<rounds {
      let (first, second) = stream.normalPair()
      for z in [first, second] {
        for lane in 0..<laneCount where abs(z[lane]) > 3 {
          for limit in beyond.keys where abs(z[lane]) > limit { beyond[limit]! += 1 }
        }
      }
    }
    for (limit, count) in beyond {
      let expected = Double(rounds * 2 * laneCount) * erfc(limit / 2.0.squareRoot())
      #expect(abs(Double(count) - expected) < 4 * expected.squareRoot(), "\(limit): \(count)")
    }
  }

  @Test func exponentialsFollowTheirLaw() {
    var stream = PathStream(seed: 21, path: 4, purpose: Purpose("jump/crash"))
    let along = (0..<1_000_000).map { _ in -log(stream.nextUniform()) }
    #expect(kolmogorov(along) { -expm1(-$0) } < 1.95)
    let across = (0..<1_000_000).map { path in
      -log(
        uniform(
          Philox.words(seed: 21, path: UInt64(path), purpose: Purpose("launch/Rubin"), index: 0).0))
    }
    #expect(kolmogorov(across) { -expm1(-$0) } < 1.95)
  }

  /// Purposes of one path and equal purposes of neighbouring paths are uncorrelated.
  @Test func streamsAreUncorrelated() {
    let paths = LaneBits(0, 1, 2, 3, 4, 5, 6, 7)
    var btc = LaneStream(seed: 1, paths: paths, purpose: Purpose("driver/btc"))
    var eth = LaneStream(seed: 1, paths: paths, purpose: Purpose("driver/eth"))
    var next = LaneStream(seed: 2, paths: paths, purpose: Purpose("driver/btc"))
    let rounds = 200_000
    var sums = [0.0, 0.0, 0.0]
    for _ in 0..<rounds {
      let (a, b, c) = (btc.normalPair().0, eth.normalPair().0, next.normalPair().0)
      sums[0] += (a * b).sum()
      sums[1] += (a * c).sum()
      for lane in 0..<7 { sums[2] += a[lane] * a[lane + 1] }
    }
    for sum in sums { #expect(abs(sum) < 4 * Double(rounds * laneCount).squareRoot()) }
  }
}
