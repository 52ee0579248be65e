import CreditBasics
import MarketPaths
import MinerCredit
import RiskMeasures

/// A scenario resolved to steps and indices: what every worker reads and nobody writes.
public struct RunPlan: Sendable {
  /// The scenario.
  public let scenario: Scenario
  let market: MarketPlan
  let full: CreditPlan
  /// The book in a market of infinite depth; nil when the full market has no finite depth anywhere.
  var bottomless: CreditPlan?
  /// Whether a miner's actions affect no price and no other miner: nobody has relatives, all depths
  /// are infinite.
  let minersAreApart: Bool
  /// Which factors the tally has fans of, and when.
  package let fanPlan: FactorFanPlan
  /// Factor fans to record after each step: indices into the tally's moments.
  let fanMoments: MomentsByStep
  /// What is recorded beyond the basics.
  let extras: ExtrasPlan
  /// The shape of the book and of its tally.
  public let book: BookShape
  /// Paths of a block, the unit in which a run is saved and divided; fixed, so that results never
  /// depend on threads.
  public static let blockPaths = 1024
  /// Most bytes of records that a worker holds: about those of a block of the shipped book over
  /// five years.
  package var recordBytes = 16 << 20
  /// Number of steps that are simulated: all, unless only results up to an earlier step are needed.
  var stepsRun: Int
  /// The draws that a tilted run adds up on each path; nil in plain runs.
  var drawSpace: DrawSpace?

  /// Parts of a block, each a number of tiles, that can be dealt one by one.
  ///
  /// Sums within a part are rounded, sums of parts are exact. The number depends on the book alone,
  /// so that results never depend on threads.
  package var blockParts: Int

  /// Resolves a valid scenario, and ends the program if it points at parts it does not have (see
  /// `Scenario.validate`); `extras` are estimated besides the basic tables.
  ///
  /// - Parameters:
  ///   - runsBottomless: Whether the book is also run in a market of infinite depth, for the cascade share.
  ///   - fans: Whether factors are recorded for fans. Neither flag changes what happens on a path.
  public init(
    _ scenario: Scenario, extras: Extras = .all, bottomless runsBottomless: Bool = true,
    fans: Bool = true
  ) {
    scenario.requireValid()
    self.scenario = scenario
    book = BookShape(scenario, extras: extras)
    // A block of a small book takes little time: parts would only add sums.
    blockParts = scenario.miners.count < 256 ? 1 : 4
    let extrasPlan = ExtrasPlan(scenario, extras: extras)
    self.extras = extrasPlan
    market = MarketPlan(scenario)
    full = CreditPlan(scenario, world: .full, monitored: extrasPlan.monitored)
    let hasDepth = scenario.market.hasDepth
    minersAreApart = !hasDepth && scenario.miners.allSatisfy { $0.parent == nil }
    bottomless =
      runsBottomless && hasDepth ? CreditPlan(scenario, world: .bottomless) : nil
    stepsRun = scenario.grid.stepCount
    fanPlan = FactorFanPlan(scenario)
    fanMoments = MomentsByStep(fans ? fanPlan.moments : [], grid: scenario.grid)
  }

  /// A tally without paths.
  public var emptyTally: StressTally { StressTally(book: book, fanPlan: fanPlan) }

  /// Paths of some blocks of a run of `paths` paths.
  public static func pathCount(_ blocks: BlockSet, of paths: Int) -> Int {
    blocks.ranges.reduce(0) { sum, range in
      let (first, end) = (range.lowerBound * blockPaths, range.upperBound * blockPaths)
      return sum + max(0, min(end, paths) - min(first, paths))
    }
  }

  /// Number of blocks of a run of `paths` paths.
  public static func blockCount(paths: Int) -> Int { (paths + blockPaths - 1) / blockPaths }
}
