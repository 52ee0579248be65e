import CreditBasics
import RiskMeasures
import StressEngine
import Synchronization

/// What happened on some paths, and how many paths of the plain law each of them stands for.
struct WeightedPaths: Sendable {
  let values: PathValues
  /// Plain law over the law that drew, by path.
  let weights: [Double]

  var count: Int { weights.count }

  /// The weighted mean of values.
  func mean(_ values: [Double]) -> Double {
    zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / Double(count)
  }
}

/// Paths drawn from a mixture: their weights, and what a question needs of each.
struct TailSample: Sendable {
  let mixture: TailMixture
  /// What happened on each path, with its plain law over the mixture.
  let paths: WeightedPaths
  /// Totals of the draws, path by path; empty where they are not kept.
  let totals: [Double]

  var pathCount: Int { paths.count }

  /// Draws some rounds of a mixture's paths; nil when told to stop.
  init?(
    _ mixture: TailMixture, of scenario: Scenario, columns wanted: Set<PathColumn>, rounds: Int,
    from first: UInt64, keepsTotals: Bool, _ runs: PairedRuns
  ) {
    let size = TailMixture.blockPaths
    let count = rounds * mixture.roundPaths
    let width = mixture.space.count
    let (order, book) = (Array(wanted), BookShape(scenario))
    let kept = Mutex(
      Kept(
        columns: order.map { _ in Array(repeating: 0.0, count: count) },
        weights: Array(repeating: 0, count: count),
        totals: Array(repeating: 0, count: keepsTotals ? count * width : 0)))
    let blocks = mixture.blocks(rounds: rounds, from: first)
    let run = TiltedRun(
      scenario, space: mixture.space, tilts: mixture.tilts, threads: runs.threads)
    let finished = run.forEachBlock(of: blocks.map(\.block), progress: runs.progress) {
      index, outcomes, totals in
      let block = BlockColumns(outcomes, book)
      let values = order.map(block.values)
      let weights = (0..<size).map { mixture.weight(totals[$0 * width..<($0 + 1) * width]) }
      let start = blocks[index].place * size
      kept.withLock { kept in
        for column in order.indices {
          kept.columns[column].replaceSubrange(start..<start + size, with: values[column])
        }
        kept.weights.replaceSubrange(start..<start + size, with: weights)
        if keepsTotals {
          kept.totals.replaceSubrange(start * width..<(start + size) * width, with: totals)
        }
      }
    }
    guard finished else { return nil }
    let all = kept.withLock { $0 }
    self.mixture = mixture
    totals = all.totals
    let values = PathValues(
      pathCount: count, grid: scenario.grid,
      columns: Dictionary(uniqueKeysWithValues: zip(order, all.columns)))
    paths = WeightedPaths(values: values, weights: all.weights)
  }

  private struct Kept {
    var columns: [[Double]]
    var weights: [Double]
    var totals: [Double]
  }
}
