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
  /// Weight of each path over `n (1 − α)`, level by level in the order of `LossQuantile.levels`.
  let weights: [[Double]]

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
    weights = zip(quantiles.map(\.thousandths), valuesAtRisk).map { level, valueAtRisk in
      let size = Double(count * (1000 - level)) / 1000
      let beyond = tail.count { $0.loss > valueAtRisk }
      let tied = tail.count { $0.loss == valueAtRisk }
      let share = tied > 0 ? (size - Double(beyond)) / Double(tied) : 0
      return tail.map {
        ($0.loss > valueAtRisk ? 1 : $0.loss == valueAtRisk ? share : 0) / size
      }
    }
  }
}

/// Contributions of tranches to expected shortfall, summed over the paths of a tail in any order.
public struct TailContributions: Sendable {
  private let book: BookShape
  private let tail: TailPaths
  /// Weighted held losses: `levels × tranches`.
  private var sums: ExactSums

  /// Sums without paths.
  public init(_ tail: TailPaths, book: BookShape) {
    self.book = book
    self.tail = tail
    sums = ExactSums(count: tail.weights.count * book.tranches.count)
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
    for (tranche, loss) in losses.enumerated() where loss > 0 {
      for level in tail.weights.indices where tail.weights[level][position] > 0 {
        sums.add(
          tail.weights[level][position] * loss, to: level * book.tranches.count + tranche)
      }
    }
  }

  /// Adds the sums of other paths of the same tail.
  public mutating func merge(_ other: TailContributions) { sums.merge(other.sums) }

  /// A row for each level and tranche, with its share of the expected shortfall.
  public func rows(_ quantiles: [LossQuantile]) -> [TailContributionRow] {
    Self.rows(book, quantiles) { level, tranche in
      sums.value(level * book.tranches.count + tranche)
    }
  }

  /// The same rows without values, for a run whose losses are only sketched.
  public static func undefined(
    _ book: BookShape, _ quantiles: [LossQuantile]
  ) -> [TailContributionRow] { rows(book, quantiles) { _, _ in nil } }

  private static func rows(
    _ book: BookShape, _ quantiles: [LossQuantile], _ value: (Int, Int) -> Double?
  ) -> [TailContributionRow] {
    quantiles.enumerated().flatMap { level, quantile in
      book.tranches.indices.map { tranche in
        let shape = book.tranches[tranche]
        let contribution = value(level, tranche)
        let total = quantile.expectedShortfallUSD.value
        return TailContributionRow(
          thousandths: quantile.thousandths, miner: book.miners[shape.miner].name,
          tranche: shape.name, contributionUSD: contribution,
          share: total > 0 ? contribution.map { $0 / total } : nil)
      }
    }
  }
}
