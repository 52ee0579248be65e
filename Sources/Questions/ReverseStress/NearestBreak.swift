import CreditBasics
import Dispatch
import Foundation
import NumericCore
import PathLedger
import Reporting
import RiskMeasures
import Synchronization

/// How the factors move over a year in which a miner defaults.
///
/// Moves are changes of logs from the as-of date to the year's end, and for the short rate changes of the rate itself.
/// Over all years they have a mean `m` and a covariance `C`; over the years with a default a mean `d`. The conditional
/// mean is the centre of what breaks the miner, and `√((d − m)ᵀ C⁻¹ (d − m))`, its Mahalanobis distance, says how many
/// standard deviations away that centre lies, correlations counted. The nearest break is the single year with a default
/// of the least distance.
package struct NearestBreak: Sendable {
  package struct Factor: Sendable {
    package let name: String
    /// Mean and standard deviation of its move over all years.
    package let mean: Double, deviation: Double
    /// Mean move over years with a default.
    package let givenDefault: Double
    /// Its move in the nearest year with a default.
    package let nearest: Double

    /// The conditional mean in standard deviations.
    package var standardised: Double { (givenDefault - mean) / deviation }
    /// The nearest year's move in standard deviations.
    package var nearestStandardised: Double { (nearest - mean) / deviation }
  }

  /// What was found; there is always at least one default.
  package struct Found: Sendable {
    /// The factors that move.
    package let factors: [Factor]
    /// Distance of the conditional mean.
    package let distance: Double
    /// Path and distance of the nearest year.
    package let nearestPath: Int, nearestDistance: Double
    /// Share of all years that are at least as far away as the conditional mean.
    package let farther: Proportion
    /// Years with a default among all that were simulated.
    package let defaults: Proportion
  }

  /// The scenario, cut one step after the year.
  ///
  /// So the year does not end with a last step, which has rules of its own: insolvency is tested at
  /// the horizon, and there are no days of grace.
  package let scenario: Scenario
  let miner: Int

  /// Most years whose moves are looked at: of all, and of those with a default.
  static let mostYears = 4000

  package var name: String { scenario.miners[miner].name }

  /// Looks a miner up and cuts the scenario to what the first year needs.
  ///
  /// - Parameter text: The miner as typed, bare or in quotes.
  package init(_ scenario: Scenario, miner text: String) throws(QuestionError) {
    let names = scenario.miners.map(\.name)
    guard let miner = TypedName.place(ofValue: text, among: names) else {
      let name = QuotedText.unquoted(text)
      throw QuestionError(
        "--nearest \(text): no miner is called \"\(name)\""
          + Suggestion.hint(for: name, among: names))
    }
    var year = scenario
    let grid = scenario.grid
    year.grid = TimeGrid(
      horizonYears: min(1 + grid.stepYears, grid.horizonYears), stepsPerYear: grid.stepsPerYear)
    self.scenario = year
    self.miner = miner
  }

  /// Whether the horizon is a year away or more.
  package var isOfYears: Bool { scenario.grid.endYears >= 1 }

  /// The years with a default among those simulated.
  package struct Defaults: Sendable {
    let broken: [Int]
    let years: Int

    /// How many years are run again for their moves.
    package var replayed: Int {
      min(years, NearestBreak.mostYears) + min(broken.count, NearestBreak.mostYears)
    }
  }

  /// Simulates the scenario's paths.
  ///
  /// - Returns: nil when told to stop.
  /// - Throws: `QuestionError` when there are fewer than two defaults.
  package func defaults(_ runs: PairedRuns) throws(QuestionError) -> Defaults? {
    let column = PathColumn.defaultStep(miner)
    guard
      let values = PathValues(
        scenario, columns: [column], threads: runs.threads, progress: runs.progress)
    else { return nil }
    let steps = values[column]
    let broken = steps.indices.filter { Measure.counts(steps[$0], by: 12, scenario.grid) }
    guard broken.count >= 2 else {
      throw QuestionError(
        "--nearest \(name): expected at least 2 years with a default, found "
          + "\(broken.count) among \(steps.count); simulate more with --paths")
    }
    return Defaults(broken: broken, years: steps.count)
  }

  /// Runs years again for the moves of their factors, all that are looked at and those with a default.
  ///
  /// - Returns: nil when told to stop.
  package func find(_ defaults: Defaults, _ runs: PairedRuns) -> Found? {
    let factors = FactorMove.of(scenario)
    let all = moves(Array((0..<defaults.years).prefix(Self.mostYears)), factors, runs)
    let bad = moves(Array(defaults.broken.prefix(Self.mostYears)), factors, runs)
    if runs.progress.isStopping { return nil }
    return Self.found(
      factors.map(\.driver.key), all, bad, defaults.broken,
      Proportion(defaults.broken.count, of: defaults.years))
  }

  private static func found(
    _ names: [String], _ all: [[Double]], _ bad: [[Double]], _ broken: [Int],
    _ defaults: Proportion
  ) -> Found? {
    // A factor that does not move explains nothing and has no deviation to measure in.
    let moving = names.indices.filter { factor in
      all.contains { $0[factor] != all[0][factor] }
    }
    let ordinary = all.map { row in moving.map { row[$0] } }
    let breaking = bad.map { row in moving.map { row[$0] } }
    let cloud = FactorCloud(ordinary)
    let conditional = FactorCloud.mean(breaking)
    let distance = cloud.distance(conditional)
    let distances = breaking.map(cloud.distance)
    let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
    return Found(
      factors: moving.indices.map { at in
        Factor(
          name: names[moving[at]], mean: cloud.mean[at],
          deviation: cloud.deviations[at], givenDefault: conditional[at],
          nearest: breaking[nearest][at])
      },
      distance: distance, nearestPath: broken[nearest], nearestDistance: distances[nearest],
      farther: Proportion(ordinary.count { cloud.distance($0) >= distance }, of: ordinary.count),
      defaults: defaults)
  }

  /// The moves of some paths, one row for each.
  private func moves(_ paths: [Int], _ factors: [FactorMove], _ runs: PairedRuns) -> [[Double]] {
    let ledger = PathLedger(scenario: scenario)
    let steps = min(scenario.grid.stepsPerYear, scenario.grid.stepCount)
    let rows = Mutex(Array(repeating: [Double](), count: paths.count))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, runs.threads)) { _ in
      while !runs.progress.isStopping {
        let at = next.add(1, ordering: .relaxed).oldValue
        guard at < paths.count else { return }
        let end = ledger.market(path: UInt64(paths[at]), after: steps)
        let row = factors.map { $0.move(end) }
        rows.withLock { $0[at] = row }
        runs.progress.add(1)
      }
    }
    return rows.withLock { $0 }
  }

  /// `nearest.csv`: one row for each factor.
  package func table(_ found: Found) -> ResultFile {
    var table = CSVTable(
      "factor,mean_log_move,sd_log_move,mean_given_default,z_given_default,nearest_year,z_nearest")
    for factor in found.factors {
      table.add([
        .text(factor.name), .number(factor.mean), .number(factor.deviation),
        .number(factor.givenDefault), .number(factor.standardised), .number(factor.nearest),
        .number(factor.nearestStandardised),
      ])
    }
    return ResultFile(name: "nearest.csv", text: table.text)
  }
}

/// How far one factor moves between the as-of date and a snapshot: its logarithm, or a rate itself.
private struct FactorMove: Sendable {
  let driver: Driver
  let spot: Double

  /// The drivers that the scenario has.
  static func of(_ scenario: Scenario) -> [FactorMove] {
    Driver.allCases.compactMap { driver in
      scenario.market.spot(of: driver).map { FactorMove(driver: driver, spot: $0) }
    }.filter { $0.spot > 0 || $0.driver.law == .rate }
  }

  func move(_ end: MarketSnapshot) -> Double {
    let value = end.value(of: driver)
    return driver.law == .rate ? value - spot : log(value / spot)
  }
}

/// Mean and standard deviations of points that move in every direction, and distances in the measure of their
/// covariance.
struct FactorCloud {
  let mean: [Double]
  let deviations: [Double]
  /// The Cholesky factor of their correlations.
  private let factor: CholeskyFactor

  init(_ rows: [[Double]]) {
    let centre = Self.mean(rows)
    let size = Double(max(1, rows.count - 1))
    let covariance = centre.indices.map { i in
      centre.indices.map { j in
        rows.reduce(0) { $0 + ($1[i] - centre[i]) * ($1[j] - centre[j]) } / size
      }
    }
    let scales = centre.indices.map { covariance[$0][$0].squareRoot() }
    let correlations = centre.indices.map { i in
      centre.indices.map { j in covariance[i][j] / scales[i] / scales[j] }
    }
    guard let factor = try? CholeskyFactor(of: correlations) else {
      preconditionFailure("correlations of points are positive semidefinite but for rounding")
    }
    (mean, deviations, self.factor) = (centre, scales, factor)
  }

  static func mean(_ rows: [[Double]]) -> [Double] {
    (rows.first ?? []).indices.map { column in
      rows.reduce(0) { $0 + $1[column] } / Double(rows.count)
    }
  }

  /// `√((x − m)ᵀ C⁻¹ (x − m))`; directions in which nothing moves do not count.
  func distance(_ point: [Double]) -> Double {
    var solved: [Double] = []
    for (i, row) in factor.rows.enumerated() {
      let move = (point[i] - mean[i]) / deviations[i]
      let rest = (0..<i).reduce(move) { $0 - row[$1] * solved[$1] }
      solved.append(row[i] > 0 ? rest / row[i] : 0)
    }
    return solved.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
