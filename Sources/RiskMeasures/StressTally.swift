import CreditBasics

/// Everything a run has to remember of the paths it has simulated.
///
/// Each worker owns one, adds blocks to it in any order and merges it into another at the end. Counts
/// are integers and sums are exact, so that results are the same to the last bit whatever the threads,
/// shards, order of blocks and interruptions.
public struct StressTally: Sendable {
  /// The book.
  public let book: BookShape
  /// Which factors are recorded, and when.
  public let fanPlan: FactorFanPlan
  /// Number of paths added.
  public internal(set) var pathCount = 0
  /// Distributions of factors, as ratios to their values at the as-of date.
  public var factorFans: FanTally

  var defaults: DefaultTally
  var tranches: TrancheTally
  /// Discounted held losses of the miners, then of the portfolio.
  var heldLosses: MomentTally
  var losses: LossStore
  var bottomless: BottomlessTally
  /// What the extras remember.
  var lens: LensTally

  /// Creates an empty tally of a run of less than 2³² paths.
  public init(book: BookShape, fanPlan: FactorFanPlan) {
    precondition(book.plannedPaths <= UInt32.max)
    self.book = book
    self.fanPlan = fanPlan
    factorFans = FanTally(seriesCount: fanPlan.series.count, momentCount: fanPlan.moments.count)
    defaults = DefaultTally(book)
    tranches = TrancheTally(trancheCount: book.tranches.count)
    heldLosses = MomentTally(count: book.miners.count + 1)
    losses = LossStore(plannedPaths: book.plannedPaths)
    bottomless = BottomlessTally(book)
    lens = LensTally(book)
  }

  /// An empty tally of the run that a scenario describes.
  public init(_ scenario: Scenario, extras: Extras = []) {
    self.init(book: BookShape(scenario, extras: extras), fanPlan: FactorFanPlan(scenario))
  }

  /// Adds a block of paths.
  ///
  /// - Parameters:
  ///   - outcomes: what happened on them; the shape must be the book's.
  ///   - firstPath: number of the block's first path in the run.
  public mutating func add(_ outcomes: BlockOutcomes, firstPath: Int) {
    precondition(outcomes.minerCount == book.miners.count)
    precondition(outcomes.trancheCount == book.tranches.count)
    let paths = outcomes.pathCount
    pathCount += paths
    defaults.add(outcomes)
    var portfolio = Array(repeating: 0.0, count: paths)
    for (miner, shape) in book.miners.enumerated() {
      var held = Array(repeating: 0.0, count: paths)[...]
      for tranche in shape.tranches {
        tranches.add(
          outcomes, tranche: tranche, miner: miner, heldShare: book.tranches[tranche].heldShare,
          held: &held)
      }
      for path in 0..<paths { portfolio[path] += held[path] }
      addHeldLosses(held, to: miner, firstPath: firstPath)
    }
    addHeldLosses(portfolio[...], to: book.miners.count, firstPath: firstPath)
    lens.convergence.add(outcomes, firstPath: firstPath)
    lens.worst.add(outcomes, losing: portfolio, firstPath: firstPath, book: book)
    losses.add(portfolio, firstPath: firstPath)
    bottomless.add(outcomes, book: book, firstPath: firstPath)
  }

  /// Adds a block's held losses of a miner, or of the portfolio.
  private mutating func addHeldLosses(
    _ held: ArraySlice<Double>, to row: Int, firstPath: Int
  ) {
    let losses = held.filter { $0 != 0 }
    losses.withUnsafeBufferPointer { heldLosses.add($0, to: row) }
    guard lens.convergence.bucketCount > 0 else { return }
    for (path, loss) in zip(firstPath..., held) where loss != 0 {
      lens.convergence.add(loss, row: row, path: path)
    }
  }

  /// Records one factor at one moment of the plan on some paths, in path order.
  ///
  /// - Parameters:
  ///   - series: number of the factor in the plan.
  ///   - moment: number of the moment in the plan.
  ///   - values: ratios to the factor's value at the as-of date, one for each path.
  @inline(__always)
  public mutating func record(
    series: Int, moment: Int, values: UnsafeBufferPointer<Double>
  ) {
    factorFans.record(series: series, moment: moment, values: values)
  }

  /// Likewise for a block whose values come in several parts; see `FanTally`.
  @inline(__always)
  public mutating func record(
    series: Int, moment: Int, values: UnsafeBufferPointer<Double>, continuing sums: inout TileSums,
    isLast: Bool
  ) {
    factorFans.record(
      series: series, moment: moment, values: values, continuing: &sums, isLast: isLast)
  }

  /// Adds the paths of another tally of the same run.
  public mutating func merge(_ other: StressTally) {
    precondition(book == other.book && fanPlan == other.fanPlan)
    pathCount += other.pathCount
    factorFans.merge(other.factorFans)
    defaults.merge(other.defaults)
    tranches.merge(other.tranches)
    heldLosses.merge(other.heldLosses)
    losses.merge(other.losses)
    bottomless.merge(other.bottomless)
    lens.merge(other.lens)
  }
}
