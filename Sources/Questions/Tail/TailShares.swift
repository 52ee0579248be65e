import StressEngine

/// Which share of the paths each of some tilts should have.
///
/// The variance of an estimate from a mixture is convex in its shares; the least one is found by
/// fixed-point steps (He and Owen, "Optimal mixture weights in multiple importance sampling",
/// 2014). A tilt that does not help gets no share, so that an event that no tilt makes likelier is
/// drawn plainly.
struct TailShares {
  /// Least share of plain paths: no weight is above 2, and what no tilt has found is still met often enough
  /// to be seen in the error.
  static let leastPlain = 0.5
  /// Paths that are looked at for each event.
  static let most = 2000

  /// What a path adds to the second moment of plain sampling, and its density under each tilt over
  /// the plain one.
  private var rows: [(moment: Double, ratios: [Double])] = []
  private let count: Int

  /// - Parameters:
  ///   - tilts: The plain one is the first.
  ///   - events: By measure, what each path of the pool has of the event.
  ///   - chooses: Whether a path may be looked at.
  init(
    _ tilts: [TiltWeights], _ events: [[Double]], _ pool: TailPool, _ paths: WeightedPaths,
    where chooses: (Int) -> Bool
  ) {
    count = tilts.count
    for event in events {
      let found = event.indices.filter { event[$0] > 0 && chooses($0) }
      let stride = max(1, found.count / Self.most)
      let used = found.indices.filter { $0 % stride == 0 }.map { found[$0] }
      let mean = used.reduce(0) { $0 + paths.weights[$1] * event[$1] } / Double(max(1, used.count))
      let rarity = Double(event.count) / Double(max(1, found.count))
      for path in used {
        let part = event[path] / max(mean, .leastNonzeroMagnitude)
        let ratios = tilts.map { pool.ratio($0, path: path) }
        rows.append((paths.weights[path] * part * part * rarity / Double(used.count), ratios))
      }
    }
  }

  /// The shares with the least sum of relative variances.
  func best() -> [Double] {
    var shares = Array(repeating: 1 / Double(count), count: count)
    keepPlain(&shares)
    for _ in 0..<100 {
      var gains = Array(repeating: 0.0, count: count)
      for row in rows {
        let density = zip(shares, row.ratios).reduce(0) { $0 + $1.0 * $1.1 }
        let part = row.moment / (density * density)
        for tilt in gains.indices { gains[tilt] += part * row.ratios[tilt] }
      }
      let all = zip(shares, gains).reduce(0) { $0 + $1.0 * $1.1 }
      guard all > 0 else { return shares }
      for tilt in shares.indices { shares[tilt] *= (gains[tilt] / all).squareRoot() }
      let sum = shares.reduce(0, +)
      for tilt in shares.indices { shares[tilt] /= sum }
      keepPlain(&shares)
    }
    return shares
  }

  private func keepPlain(_ shares: inout [Double]) {
    guard shares[0] < Self.leastPlain else { return }
    let others = 1 - shares[0]
    for tilt in 1..<max(1, shares.count) {
      shares[tilt] *= (1 - Self.leastPlain) / max(others, 1e-300)
    }
    shares[0] = shares.count == 1 ? 1 : Self.leastPlain
  }
}
