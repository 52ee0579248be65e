import CreditBasics
import Foundation
import Reporting
import RiskMeasures

/// Everything that a result directory says, read from its files.
///
/// Only `summary.csv` and `manifest.json` must be there; a table that is missing is nil, and the
/// page says so. Results of older versions and merged shards are read alike.
public struct FinishedResult {
  /// The directory's last component, to tell two results apart.
  public let name: String
  package let manifest: Provenance
  /// The scenario that was run; nil where there is none, or none that this program reads.
  package let scenario: Scenario?
  /// Text of `scenario.json`.
  package let scenarioText: String?
  /// What can be read of a scenario that this program refuses.
  private let figures: ScenarioFigures?
  /// What the scenario has on fixed dates, in their order.
  package let events: [DatedEvent]
  /// Dollars of the lender's commitments that may still be drawn.
  package let undrawn: UndrawnFacts
  /// Places of the scenario's miners by their names.
  private let places: [String: Int]

  package let miners: [SummaryRow]
  /// In order of expected loss, greatest first, then of default probability and of debt.
  package let minersByLoss: [SummaryRow]
  /// In order of default probability, greatest first, then of expected loss and of debt.
  package let minersByPD: [SummaryRow]
  package let portfolio: SummaryRow
  package let term: [TermRow]?
  package let causes: [CauseRecord]?
  package let times: [TimeRow]?
  package let tranches: [TrancheRow]?
  package let lossesGivenDefault: [LossGivenDefaultRecord]?
  package let losses: [LossBinRow]?
  package let quantiles: [QuantileRow]?
  package let contributions: [ContributionRow]?
  package let convergence: [ConvergenceRecord]?
  package let joint: [JointRow]?
  package let correlations: [CorrelationRow]?
  package let factors: [FanRow]?
  package let coverage: [FanRow]?
  package let leverage: [FanRow]?
  package let phantom: [PhantomRow]?
  package let gap: [GapRow]?
  package let realised: [RealisedRow]?
  package let tenants: [TenantRecord]?
  package let yearLosses: [YearLossRow]?
  package let inventory: [InventoryRecord]?
  package let groups: [GroupRecord]?
  package let limits: [LimitRow]?
  /// The warnings of `check` about the scenario; nil where they were not looked for.
  package var warnings: [ScenarioWarning]?
  /// Paths that the page tells; nil where none were chosen.
  package var told: ToldPaths?

  /// Reads a directory.
  ///
  /// - Parameters:
  ///   - scenario: What `scenario.json` says, asked for when the tables are read; nil where this program
  ///     refuses it.
  ///   - files: The files to read, where not all are needed.
  /// - Throws: `ResultReadError` if it holds no result, or a file is damaged.
  public init(
    directory: String, scenario: @autoclosure () -> Scenario?, of files: Set<String>? = nil
  ) throws {
    let standard = (directory as NSString).standardizingPath
    try self.init(
      name: (standard as NSString).lastPathComponent, directory: directory, scenario: scenario()
    ) { file in
      guard files?.contains(file) != false else { return nil }
      let path = "\(standard)/\(file)"
      if access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR { return nil }
      guard let data = FileManager.default.contents(atPath: path) else {
        throw ResultReadError(FilePath.unreadable(path) ?? "\(path) cannot be read")
      }
      return String(decoding: data, as: UTF8.self)
    }
  }

  /// Reads files by name; nil from `text` means that there is no such file.
  package init(
    name: String, directory: String, scenario read: @autoclosure () -> Scenario?,
    text: (String) throws -> String?
  ) throws {
    func table<Row: TableRow>(
      _ file: String, _ row: Row, of names: Set<String>? = nil
    ) throws -> [Row]? {
      guard let content = try text(file) else { return nil }
      return try CSVRecords(content, file: "\(directory)/\(file)").read(row, of: names)
    }
    guard let manifestText = try text(RunManifest.fileName),
      var summary = try table("summary.csv", SummaryRow())
    else {
      throw ResultReadError(
        "\(directory) holds no result: \(RunManifest.fileName) and summary.csv are expected; "
          + "name the directory that a run has written")
    }
    guard let total = summary.firstIndex(where: { $0.miner == MinerSummary.portfolioName }) else {
      throw ResultReadError("\(directory)/summary.csv: there is no row PORTFOLIO")
    }
    self.name = name
    portfolio = summary.remove(at: total)
    miners = summary
    minersByLoss = summary.sorted(by: SummaryRow.costsMore)
    minersByPD = summary.sorted(by: SummaryRow.isLikelier)
    manifest = try Provenance(manifestText, file: "\(directory)/\(RunManifest.fileName)")
    scenarioText = try text(ResultManifest.scenario)
    tranches = try table("tranches.csv", TrancheRow())
    let (drawn, costly) = Self.shown(of: minersByPD, tranches ?? [])
    term = try table("pd_term_structure.csv", TermRow(), of: drawn)
    causes = try table("default_causes.csv", CauseRecord())
    times = try table("default_times.csv", TimeRow())
    lossesGivenDefault = try table("lgd_distribution.csv", LossGivenDefaultRecord(), of: costly)
    losses = try table("loss_distribution.csv", LossBinRow())
    quantiles = try table("loss_quantiles.csv", QuantileRow())
    contributions = try table("es_contributions.csv", ContributionRow())
    convergence = try table("convergence.csv", ConvergenceRecord(), of: drawn)
    joint = try table("joint_defaults.csv", JointRow())
    correlations = try table("default_correlation.csv", CorrelationRow())
    factors = try table("factor_fan.csv", FanRow())
    coverage = try table("dscr_fan.csv", FanRow(), of: drawn)
    leverage = try table("ltv_fan.csv", FanRow(), of: drawn)
    if leverage?.contains(where: \.measure.isEmpty) == true {
      throw ResultReadError("\(directory)/ltv_fan.csv: there is no column measure")
    }
    phantom = try table("phantom_collateral.csv", PhantomRow())
    gap = try table("underwriting_gap.csv", GapRow())
    gapPlaces = Self.places((gap ?? []).map { GapKey(miner: $0.miner, measure: $0.measure) })
    realised = try table("realised_correlation.csv", RealisedRow())
    tenants = try table("tenants.csv", TenantRecord())
    yearLosses = try table("expected_loss_by_year.csv", YearLossRow())
    inventory = try table("inventory.csv", InventoryRecord())
    groups = try table("groups.csv", GroupRecord())
    limits = try table(ResultManifest.limits, LimitRow())
    scenario = read()
    figures = scenario == nil ? scenarioText.flatMap { ScenarioFigures($0) } : nil
    events = scenario.map { DatedEvent.all(in: $0, DatedDebt.all($0)) } ?? []
    undrawn = UndrawnFacts(scenario)
    places = Self.places((scenario?.miners ?? []).map(\.name))
  }

  /// Miners of a large book of which a page needs rows of further tables.
  ///
  /// `drawn` are the portfolio and those likeliest to default, `costly` those who owe the costliest
  /// tranches; both are nil, for all miners, in a book that fits into one table.
  private static func shown(of miners: [SummaryRow], _ tranches: [TrancheRow])
    -> (drawn: Set<String>?, costly: Set<String>?)
  {
    guard miners.count > Limits.tableRows else { return (nil, nil) }
    let most = max(Limits.rows, Limits.lines, Limits.fans)
    let costly = tranches.sorted(by: TrancheRow.costsMore).prefix(Limits.tableRows)
    return (
      Set(miners.prefix(most).map(\.miner) + [MinerSummary.portfolioName]),
      Set(costly.map(\.miner))
    )
  }

  /// Where each key is, the first of several.
  private static func places<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
    Dictionary(zip(keys, keys.indices), uniquingKeysWith: { first, _ in first })
  }

  /// The as-of date; nil where nothing tells.
  package var asOf: CalendarDate? {
    (scenario?.asOf ?? figures?.asOf).flatMap { CalendarDate($0) }
  }

  /// The scenario's steps; a run's horizon in `knownHorizon` is that of the steps that it made.
  private var grid: TimeGrid? { scenario?.grid ?? figures?.grid }

  /// The parts of the market that a table gives; nil where it gives none.
  package var given: GivenMarket? { scenario.flatMap { GivenMarket($0) } }

  /// Years that the run's steps cover, up to half a step more or less than the scenario asks for;
  /// the scenario's years where the steps are not known, else those up to the last time in the
  /// tables; nil where nothing tells.
  package var knownHorizon: Double? {
    if let steps = manifest.steps, let grid { return grid.time(steps) }
    return grid?.horizonYears ?? term?.last.map { Double($0.month) / 12 } ?? factors?.last?.year
  }

  /// `knownHorizon` for axes, which begin at 0; 0 where nothing tells.
  package var horizonYears: Double { knownHorizon ?? 0 }

  /// A miner as the scenario describes it; nil where it is not known.
  package func borrower(_ name: String) -> Miner? {
    places[name].flatMap { scenario?.miners[$0] }
  }

  /// The tail of losses at 99 %; nil where its table has no such row.
  package var tail99: QuantileRow? { quantiles?.first { $0.level == 0.99 } }

  private struct GapKey: Hashable {
    var miner: String
    var measure: String
  }

  private let gapPlaces: [GapKey: Int]

  /// A measure of the underwriting gap.
  package func gap(_ miner: String, _ measure: String) -> GapRow? {
    gapPlaces[GapKey(miner: miner, measure: measure)].flatMap { gap?[$0] }
  }
}
