import CreditBasics
import Foundation
import StressEngine

/// What the pilot has found so far.
///
/// Tilts are fitted to one half of the paths with the event, their shares to the other half: a tilt that
/// follows the noise of its half gets no share.
struct TailPilot: Sendable {
  let measures: [Measure]
  let space: DrawSpace
  /// For each measure of the book, the borrowers whose defaults are ways of their own to its event;
  /// none for others.
  private let borrowers: [[Int]]
  /// The mixture to draw from next.
  private(set) var mixture: TailMixture
  /// Why a measure cannot be estimated; nil where it can.
  private(set) var problems: [String?]
  /// For each measure the paths that a relative error of 1 takes, as the pool foretells for `mixture`.
  private(set) var needs: [TailNeed?]
  /// Paths drawn.
  private(set) var paths = 0
  /// What plain paths have shown of each event.
  private(set) var plain: [PlainSight]
  private var pool: TailPool
  private var rounds = 0

  /// Blocks of a round.
  static let blocks = 128
  /// Most tilts that are fitted to an event at once.
  static let mostTilts = 3

  init(exploring space: DrawSpace, measures: [Measure], borrowers: [[Int]]) {
    self.space = space
    self.measures = measures
    self.borrowers = borrowers
    mixture = TailMixture(space, plain: 1, [])
    problems = measures.map { _ in nil }
    needs = measures.map { _ in nil }
    plain = measures.map { _ in PlainSight() }
    pool = TailPool(space)
  }

  mutating func note(exploration sample: TailSample) {
    take(sample)
    // The tilts that found the event stay in the mixture, for ways to it that fitted tilts miss.
    mixture = sample.mixture
    pool = TailPool(space)
    pool.add(sample)
    for index in measures.indices {
      let influence = TailInfluence(measures[index], sample.paths)
      let seen = influence.event.count { $0 > 0 }
      problems[index] =
        seen >= 10
        ? nil
        : "the event was met on \(seen) of \(Thousands.grouped(sample.pathCount)) pilot paths"
    }
  }

  /// Takes a sample of the present mixture and fits the next one.
  ///
  /// - Returns: Whether another round would not teach much.
  mutating func learn(_ sample: TailSample) -> Bool {
    take(sample)
    rounds += 1
    // The far pushes of the exploration serve the first fit only: later they would widen the
    // weights.
    if rounds == 1 { pool = TailPool(space) }
    pool.add(sample)
    let before = needs
    refit()
    let gains = zip(before, needs).compactMap { then, now in
      then.flatMap { then in now.map { log($0.paths / then.paths) } }
    }
    let change = gains.reduce(0, +) / Double(max(1, gains.count))
    let isThin = needs.contains { ($0?.met ?? .infinity) < 250 }
    return rounds >= 3 && change > log(0.85) && !isThin
  }

  private mutating func take(_ sample: TailSample) {
    paths += sample.pathCount
    for index in measures.indices {
      plain[index].add(TailInfluence(measures[index], sample.paths), sample)
    }
  }

  // MARK: - Fitting

  /// Fits the mixture to the paths of the pool.
  mutating func refit() {
    let paths = pool.paths
    let asked = measures.indices.filter { problems[$0] == nil }
    let events = asked.map { TailInfluence(measures[$0], paths).event }
    let ways = zip(asked, events).flatMap { measure, event in
      borrowers[measure].map { Self.part(event, ofDefaultsOf: $0, paths.values) }
    }
    var tilts = [DrawTilt(periodEnds: space.periodEnds)]
    for event in events { tilts += candidates(event, paths, most: Self.mostTilts) }
    for way in ways { tilts += candidates(way, paths, most: 1) }
    tilts += mixture.tilts.dropFirst()
    // Few exploring paths with a borrower's default do not mean that it is unlikely, so the first
    // fit serves every such way too.
    let served = rounds == 0 ? events + ways : events
    let shares = TailShares(tilts.map(space.weights), served, pool, paths) { $0 % 2 == 1 }.best()
    mixture = Self.apportion(tilts, shares, space)
    needs = measures.indices.map { problems[$0] == nil ? need(measures[$0], paths) : nil }
  }

  /// What each path has of an event if a borrower defaults on it, else 0: a way to the event with a
  /// tilt of its own.
  private static func part(
    _ event: [Double], ofDefaultsOf borrower: Int, _ values: PathValues
  ) -> [Double] {
    zip(event, values[.defaultStep(borrower)]).map { $1.isFinite ? $0 : 0 }
  }

  /// Tilts that an event suggests, at most `most` at a time, each in full and shortened.
  private func candidates(_ event: [Double], _ paths: WeightedPaths, most: Int) -> [DrawTilt] {
    guard let half = EventPaths(event, pool, paths.weights, every: 2, from: 0) else { return [] }
    return (1...min(most, max(1, Int(half.effective) / 30))).flatMap { count in
      half.tilts(count).flatMap { found in
        [1, 0.7, 0.4].map { space.scaled(found.tilt, by: $0) }
      }
    }
  }

  /// Whole blocks in proportion to shares; of tilts that are due less than a block, some get one
  /// and others none, so that together they keep their share.
  private static func apportion(
    _ tilts: [DrawTilt], _ shares: [Double], _ space: DrawSpace
  ) -> TailMixture {
    var (wanted, used) = (0.5, 0)
    let others = (1..<max(1, tilts.count)).compactMap { index -> (tilt: DrawTilt, blocks: Int)? in
      wanted += shares[index] * Double(blocks)
      let count = Int(wanted) - used
      used += count
      return count > 0 ? (tilts[index], count) : nil
    }
    return TailMixture(space, plain: max(blocks / 2, blocks - used), others)
  }

  /// The paths that the present mixture needs for a measure, foretold from those of the pool.
  private func need(_ measure: Measure, _ paths: WeightedPaths) -> TailNeed? {
    let found = TailInfluence(measure, paths)
    guard let value = found.value, value != 0 else { return nil }
    let event = moments(found.event, paths)
    let isExceedance = if case .valueAtRisk = measure { true } else { false }
    let influence = moments(found.influence, paths)
    let ofValue = isExceedance ? 0 : influence.variance / (value * value)
    let parts = zip(paths.weights, found.event).map { $0 * $1 }
    let squares = parts.reduce(0) { $0 + $1 * $1 }
    let sum = parts.reduce(0, +)
    return TailNeed(
      paths: max(ofValue, 1e-12), within: influence.within,
      event: event.variance / max(event.mean * event.mean, 1e-300),
      freedom: event.fourth / max(2 * event.square * event.square, 1e-300),
      met: squares > 0 ? sum * sum / squares : 0)
  }

  /// Mean, variance, variance among the paths of one tilt, and mean square and fourth power of `w ψ` under the
  /// present mixture.
  private func moments(_ values: [Double], _ paths: WeightedPaths) -> MixtureMoments {
    let round = Double(mixture.slots.count)
    let shares = mixture.tilts.indices.map { Double(mixture.blocks(ofTilt: $0)) / round }
    var (square, fourth) = (0.0, 0.0)
    // A tilt's mean of `w ψ` is the plain law's mean of `ψ` times the tilt's law over the
    // mixture's.
    var means = shares.map { _ in 0.0 }
    for path in values.indices where values[path] != 0 {
      let ratios = mixture.weights.map { pool.ratio($0, path: path) }
      let density = zip(shares, ratios).reduce(0) { $0 + $1.0 * $1.1 }
      let part = paths.weights[path] * values[path] / density
      square += part * values[path]
      fourth += part * values[path] * values[path] * values[path] / (density * density)
      for tilt in means.indices { means[tilt] += part * ratios[tilt] }
    }
    let (n, mean) = (Double(paths.count), paths.mean(values))
    let between = zip(shares, means).reduce(0) { $0 + $1.0 * ($1.1 / n) * ($1.1 / n) }
    return MixtureMoments(
      mean: mean, variance: max(0, square / n - mean * mean),
      within: max(0, square / n - between), square: square / n, fourth: fourth / n)
  }
}

/// How many paths of a mixture an estimate needs.
struct TailNeed: Sendable {
  /// Paths for a relative standard error of 1 of the estimate.
  let paths: Double
  /// Variance of `w ψ` within tilts, whose shares are fixed: the variance of an estimate times its
  /// number of paths.
  let within: Double
  /// Paths for a relative standard error of 1 of what the event contributes.
  let event: Double
  /// Paths for one degree of freedom of that error.
  let freedom: Double
  /// Effective number of paths with the event in the pool.
  let met: Double
}

/// Moments of `w ψ` under a mixture.
private struct MixtureMoments {
  let mean, variance, within, square, fourth: Double
}

/// What plain paths among others have shown of an event: for comparison with the estimate.
struct PlainSight: Sendable {
  /// Plain paths, and those with the event.
  private(set) var paths = 0, seen = 0

  /// Adds the plain paths of a sample.
  mutating func add(_ influence: TailInfluence, _ sample: TailSample) {
    for path in influence.event.indices where sample.mixture.tilt(ofPath: path) == 0 {
      paths += 1
      if influence.event[path] > 0 { seen += 1 }
    }
  }
}
