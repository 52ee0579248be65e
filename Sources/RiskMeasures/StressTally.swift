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
  /// Distributions of factors, as ratios to their values at the as-of date; of the short rate
  /// itself.
  public var factorFans: FanTally

  // Each of these has a line in `measures` below; recorders add to those that are `package`.
  var defaults: DefaultTally
  var tranches: TrancheTally
  var owedAtEnd: OwedAtEndTally
  var heldLosses: HeldLossTally
  /// The portfolio's loss on every path.
  var losses: LossStore
  var bottomless: BottomlessTally
  package var quarters: QuarterTally
  package var collateral: CollateralTally
  package var changes: ChangeTally
  package var gap: GapTally
  var convergence: ConvergenceTally
  package var years: YearTally
  var groups: GroupTally
  var pathLosses: PathLossTally
  package var inventory: InventoryTally
  package var tenants: TenantTally
  package var regimes: RegimeTally
  var worst: WorstPaths

  /// Every measure: whatever is done with all measures walks this list.
  static let measures: [MeasurePlace] = [
    MeasurePlace(\.defaults), MeasurePlace(\.tranches), MeasurePlace(\.owedAtEnd),
    MeasurePlace(\.heldLosses), MeasurePlace(\.losses), MeasurePlace(\.bottomless),
    MeasurePlace(\.quarters), MeasurePlace(\.collateral, .phantomCollateral),
    MeasurePlace(\.changes, .realisedCorrelation), MeasurePlace(\.gap, .underwritingGap),
    MeasurePlace(\.convergence, .convergence), MeasurePlace(\.worst),
    MeasurePlace(\.years, .expectedLossByYear), MeasurePlace(\.groups, .groups),
    MeasurePlace(\.pathLosses, .pathLosses), MeasurePlace(\.inventory, .inventory),
    MeasurePlace(\.tenants, .tenants), MeasurePlace(\.regimes, .regimes),
  ]

  /// Creates an empty tally of a run of at most `Simulation.mostPaths` paths.
  public init(book: BookShape, fanPlan: FactorFanPlan) {
    precondition(book.plannedPaths <= Simulation.mostPaths)
    self.book = book
    self.fanPlan = fanPlan
    factorFans = FanTally(seriesCount: fanPlan.series.count, momentCount: fanPlan.moments.count)
    defaults = DefaultTally(book)
    tranches = TrancheTally(book)
    owedAtEnd = OwedAtEndTally(book)
    heldLosses = HeldLossTally(book)
    losses = LossStore(book)
    bottomless = BottomlessTally(book)
    quarters = QuarterTally(book)
    collateral = CollateralTally(book)
    changes = ChangeTally(book)
    gap = GapTally(book)
    convergence = ConvergenceTally(book)
    years = YearTally(book)
    groups = GroupTally(book)
    pathLosses = PathLossTally(book)
    inventory = InventoryTally(book)
    tenants = TenantTally(book)
    regimes = RegimeTally(book)
    worst = WorstPaths(book)
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
    pathCount += outcomes.pathCount
    let facts = BlockFacts(outcomes, firstPath: firstPath, book: book)
    for measure in Self.measures { measure.add(&self, facts) }
  }

  /// Adds the paths of another tally of the same run.
  public mutating func merge(_ other: StressTally) {
    precondition(book == other.book && fanPlan == other.fanPlan)
    pathCount += other.pathCount
    factorFans.merge(other.factorFans)
    for measure in Self.measures { measure.state.merge(&self, other) }
  }
}

/// Every estimate beyond the basic ones, each with a bit of its own.
extension Extras {
  /// Percentiles of debt service coverage over time.
  public static let coverageFan = Extras(rawValue: 1 << 0)
  /// Percentiles of headline and liquidation loan to value over time.
  public static let loanToValueFan = Extras(rawValue: 1 << 1)
  /// Collateral at marks against what it fetches.
  public static let phantomCollateral = Extras(rawValue: 1 << 2)
  /// The lender's view on the same draws.
  public static let underwritingGap = Extras(rawValue: 1 << 3)
  /// Correlation of coins and rent in the year before defaults.
  public static let realisedCorrelation = Extras(rawValue: 1 << 4)
  /// Contributions of tranches to expected shortfall.
  public static let tailContributions = Extras(rawValue: 1 << 5)
  /// Estimates from the first 1, 2, 4, … paths.
  public static let convergence = Extras(rawValue: 1 << 6)
  /// Pairs of miners also in a book of `BookShape.manyMiners` or more.
  public static let everyPair = Extras(rawValue: 1 << 7)
  /// Defaults, exposures and losses of each year.
  public static let expectedLossByYear = Extras(rawValue: 1 << 8)
  /// Miners that share a value of a tag, together.
  public static let groups = Extras(rawValue: 1 << 9)
  /// Every default of every path.
  public static let pathLosses = Extras(rawValue: 1 << 10)
  /// Hardware that defaulters dump.
  public static let inventory = Extras(rawValue: 1 << 11)
  /// Failures of named tenants, and the defaults that follow.
  public static let tenants = Extras(rawValue: 1 << 12)
  /// Time in each regime, and its timing relative to the largest fall of rent.
  public static let regimes = Extras(rawValue: 1 << 13)
}

extension TableSchema {
  /// Every table with its file's name, what it needs and its rows, in the order of the documentation.
  public static let all: [TableSchema] = [
    TableSchema("summary.csv", MinerSummary.columns) { $0.miners + [$0.portfolio] },
    TableSchema("pd_term_structure.csv", TermStructureRow.columns) { $0.termStructure },
    TableSchema("default_causes.csv", CauseRow.columns) { $0.causes },
    TableSchema("default_times.csv", DefaultTimeRow.columns) { $0.defaultTimes },
    TableSchema("tranches.csv", TrancheSummary.columns) { $0.tranches },
    TableSchema("expected_loss_by_year.csv", .expectedLossByYear, ExpectedLossByYearRow.columns),
    TableSchema("lgd_distribution.csv", LossGivenDefaultRow.columns) { $0.lossGivenDefault },
    TableSchema("loss_distribution.csv", LossBin.columns) { $0.lossDistribution },
    TableSchema("loss_quantiles.csv", LossQuantile.columns) { $0.lossQuantiles },
    TableSchema("joint_defaults.csv", JointDefaultRow.columns) { $0.jointDefaults },
    TableSchema(
      "default_correlation.csv", extrasWhenNamed: .everyPair, DefaultCorrelation.columns,
      rows: { $0.defaultCorrelations }),
    TableSchema("groups.csv", [.groups, .tailContributions], GroupRow.columns),
    TableSchema("factor_fan.csv", FactorFanRow.columns) { $0.factorFans },
    TableSchema("dscr_fan.csv", .coverageFan, CoverageFanRow.columns),
    TableSchema("ltv_fan.csv", .loanToValueFan, LoanToValueFanRow.columns),
    TableSchema("inventory.csv", .inventory, InventoryRow.columns),
    TableSchema("tenants.csv", .tenants, TenantRow.columns),
    TableSchema("regimes.csv", .regimes, RegimeRow.columns),
    TableSchema("phantom_collateral.csv", .phantomCollateral, PhantomCollateralRow.columns),
    TableSchema("underwriting_gap.csv", .underwritingGap, UnderwritingGapRow.columns),
    TableSchema("es_contributions.csv", .tailContributions, TailContributionRow.columns),
    TableSchema("realised_correlation.csv", .realisedCorrelation, RealisedCorrelationRow.columns),
    TableSchema("convergence.csv", .convergence, ConvergenceRow.columns),
    TableSchema("path_losses.csv", extras: .pathLosses, isOnlyNamed: true, PathLossRow.columns) {
      $0.extras.pathLosses
    },
  ]
}

/// The place of a measure in a tally, and what can be done with any measure there.
struct MeasurePlace: Sendable {
  let state: TallyPart<StressTally>
  let add: @Sendable (inout StressTally, BlockFacts) -> Void
  let report: @Sendable (StressTally, inout ExtrasResult) -> Void

  /// - Parameter extra: the extra without which the measure reports nothing.
  init<Value: Measure>(
    _ place: WritableKeyPath<StressTally, Value> & Sendable, _ extra: Extras = []
  ) {
    state = .part(place)
    add = { $0[keyPath: place].add($1) }
    report = {
      if $0.book.extras.isSuperset(of: extra) { $0[keyPath: place].report($0, to: &$1) }
    }
  }
}
