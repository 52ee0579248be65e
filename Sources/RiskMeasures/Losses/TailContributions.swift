import CreditBasics

/// The paths of a run whose loss counts in some expected shortfall, with their weights.
///
/// At level `α` a path beyond VaR weighs 1, and the paths at VaR share equally what is missing to
/// `n (1 − α)`: the weighted mean loss is the expected shortfall, and the weighted mean loss of a
/// tranche its Euler contribution.
///
/// Source: Tasche, "Risk Contributions and Performance Measurement", TU München (1999).
public struct TailPaths: Sendable {
  /// Path numbers, ascending.
  public let paths: [UInt64]
  /// The tail of each level, in the order of `LossQuantile.levels`.
  let levels: [Level]

  /// The tail beyond the value at risk of one level.
  struct Level: Sendable {
    /// `α`.
    let level: Double
    /// `n (1 − α)`.
    let size: Double
    /// Weight of each path over `n (1 − α)`; they sum to 1.
    let weights: [Double]
    /// Whether a path is among the `⌈√(n (1 − α))⌉` that lose least of those with losses not below
    /// VaR.
    let isEdge: [Bool]
    /// Number of these paths; includes paths without a loss, which the tail does not list.
    let edgeCount: Int
    /// Whether at least two losses rank beyond VaR, which an error needs.
    let hasError: Bool
  }

  /// The tail of a run with the loss quantiles of its result; nil where losses are only sketched.
  public init?(_ tally: StressTally, _ quantiles: [LossQuantile]) {
    guard tally.losses.sketch == nil else { return nil }
    let count = tally.pathCount
    let valuesAtRisk = quantiles.map(\.valueAtRiskUSD)
    let least = valuesAtRisk.min() ?? 0
    var tail: [(path: Int, loss: Double)] = []
    for segment in tally.losses.segments {
      for (index, loss) in segment.values.enumerated() where loss > 0 && loss >= least {
        tail.append((segment.firstPath + index, loss))
      }
    }
    tail.sort { $0.path < $1.path }
    paths = tail.map { UInt64($0.path) }
    levels = quantiles.map { quantile in
      let (thousandths, valueAtRisk) = (quantile.thousandths, quantile.valueAtRiskUSD)
      let size = Double(count * (1000 - thousandths)) / 1000
      let beyond = tail.count { $0.loss > valueAtRisk }
      let tied = tail.count { $0.loss == valueAtRisk }
      let share = tied > 0 ? (size - Double(beyond)) / Double(tied) : 0
      let lossless = valueAtRisk == 0 ? count - tail.count : 0
      let ranked = tail.map(\.loss).filter { $0 >= valueAtRisk }.sorted()
      let edge = ranked.prefix(max(0, Int(size.squareRoot().rounded(.up)) - lossless)).last ?? 0
      let isEdge = tail.map { $0.loss >= valueAtRisk && $0.loss <= edge }
      return Level(
        level: Double(thousandths) / 1000, size: size,
        weights: tail.map {
          ($0.loss > valueAtRisk ? 1 : $0.loss == valueAtRisk ? share : 0) / size
        },
        isEdge: isEdge, edgeCount: lossless + isEdge.count { $0 },
        hasError: quantile.expectedShortfallUSD.standardError != nil)
    }
  }
}

/// Contributions of tranches, of groups of miners and of miners with several tranches, to expected shortfall,
/// summed over the paths of a tail in any order.
///
/// With the mean `c` and the variance `s²` of a part's losses over the `k = n (1 − α)` paths of the
/// tail, and its mean `e` next to VaR, over the `√k` least of them, the standard error of `c` is
/// `√((s² + α (c − e)²) / k)` by the influence function, widened by Student's factor as that of
/// expected shortfall is.
public struct TailContributions: Sendable {
  /// The sums of a part at a level: its losses and their squares with the tail's weights, and its
  /// losses next to VaR.
  private enum Sum: Int, CaseIterable { case mean, square, edge }

  private let book: BookShape
  private let tail: TailPaths
  /// Tranches of each group of miners, in the order of `groups.csv`, then those of each miner with several.
  private let joined: [[Int]]
  private let groupCount: Int
  /// The part that a miner is: its only tranche, or all of them.
  private let partOfMiner: [Int]
  /// `levels × (tranches and joined) × sums`.
  private var sums: ExactSums

  /// Sums without paths.
  public init(_ tail: TailPaths, book: BookShape) {
    self.book = book
    self.tail = tail
    var joined =
      book.extras.contains(.groups)
      ? book.groups.map { $0.miners.flatMap { Array(book.miners[$0].tranches) } } : []
    groupCount = joined.count
    partOfMiner = book.miners.map { miner in
      guard miner.tranches.count > 1 else { return miner.tranches.lowerBound }
      joined.append(Array(miner.tranches))
      return book.tranches.count + joined.count - 1
    }
    self.joined = joined
    sums = ExactSums(
      count: tail.levels.count * (book.tranches.count + joined.count) * Sum.allCases.count)
  }

  /// Where a sum of a part stands: tranches, then what is joined of them.
  private func place(_ level: Int, _ part: Int, _ sum: Sum) -> Int {
    (level * (book.tranches.count + joined.count) + part) * Sum.allCases.count + sum.rawValue
  }

  /// Adds those of the tail's paths whose losses a run has kept.
  ///
  /// - Returns: Positions in the tail of the others, which have to be simulated once more.
  public mutating func add(keptBy tally: StressTally) -> [Int] {
    let kept = tally.worst
    let order = kept.paths.indices.sorted { kept.paths[$0] < kept.paths[$1] }
    var next = order.startIndex
    return tail.paths.indices.filter { position in
      while next < order.endIndex, kept.paths[order[next]] < tail.paths[position] { next += 1 }
      guard next < order.endIndex, kept.paths[order[next]] == tail.paths[position] else {
        return true
      }
      add(kept.losses(at: order[next]), at: position)
      return false
    }
  }

  /// Adds the outcomes of some of the tail's paths, given by their positions in it.
  public mutating func add(_ outcomes: BlockOutcomes, at positions: some Collection<Int>) {
    for (path, position) in positions.enumerated() {
      add(book.heldLosses(on: path, of: outcomes)[...], at: position)
    }
  }

  private mutating func add(_ losses: ArraySlice<Double>, at position: Int) {
    let together = joined.map { $0.reduce(0) { $0 + losses[losses.startIndex + $1] } }
    for (part, loss) in (losses + together).enumerated() where loss > 0 {
      for (index, level) in tail.levels.enumerated() {
        let weighted = level.weights[position] * loss
        if weighted > 0 {
          sums.add(weighted, to: place(index, part, .mean))
          sums.add(weighted * loss, to: place(index, part, .square))
        }
        if level.isEdge[position] { sums.add(loss, to: place(index, part, .edge)) }
      }
    }
  }

  /// Adds the sums of other paths of the same tail.
  public mutating func merge(_ other: TailContributions) { sums.merge(other.sums) }

  /// A part's contribution at a level; no error where it lost nothing on the tail's paths.
  private func contribution(_ level: Int, _ part: Int) -> Estimate {
    let mean = sums.value(place(level, part, .mean))
    let tail = tail.levels[level]
    guard tail.hasError, mean > 0 else { return Estimate(value: mean, standardError: nil) }
    let edge = sums.value(place(level, part, .edge)) / Double(max(1, tail.edgeCount))
    let beyond = tail.size / (tail.size - 1)
    let variance = max(0, sums.value(place(level, part, .square)) - mean * mean) * beyond
    let spread = variance + tail.level * (mean - edge) * (mean - edge)
    // What rounding leaves where every path of the tail loses the same must not look like an error.
    if spread <= 1e-14 * mean * mean { return Estimate(value: mean, standardError: 0) }
    return Estimate(
      value: mean,
      standardError: (spread / tail.size).squareRoot() * StudentFactor.of(Int(tail.size) - 1))
  }

  /// A row for each level and tranche, with its share of the expected shortfall.
  public func rows(_ quantiles: [LossQuantile]) -> [TailContributionRow] {
    Self.rows(book, quantiles) { level, tranche in
      (
        contribution(level, tranche),
        contribution(level, partOfMiner[book.tranches[tranche].miner]).standardError
      )
    }
  }

  /// Rows without values, for a run whose losses are only sketched.
  public static func undefined(
    _ book: BookShape, _ quantiles: [LossQuantile]
  ) -> [TailContributionRow] { rows(book, quantiles) { _, _ in nil } }

  /// The contributions of groups to the expected shortfall at 99 %, in their order.
  public var ofGroups: [Estimate] {
    guard let level = LossQuantile.levels.firstIndex(of: 990) else { return [] }
    return (0..<groupCount).map { contribution(level, book.tranches.count + $0) }
  }

  private static func rows(
    _ book: BookShape, _ quantiles: [LossQuantile],
    _ found: (Int, Int) -> (tranche: Estimate, minersError: Double?)?
  ) -> [TailContributionRow] {
    quantiles.enumerated().flatMap { level, quantile in
      book.tranches.indices.map { tranche in
        let shape = book.tranches[tranche]
        let found = found(level, tranche)
        let contribution = found?.tranche
        let total = quantile.expectedShortfallUSD.value
        return TailContributionRow(
          thousandths: quantile.thousandths, miner: book.miners[shape.miner].name,
          tranche: shape.name, contribution: contribution,
          share: total > 0 ? contribution.map { $0.value / total } : nil,
          minersError: found?.minersError)
      }
    }
  }
}
