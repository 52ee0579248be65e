import CreditBasics
import RiskMeasures
import StressEngine

/// A scenario for which the truth is known, and which quantities of its result are compared with
/// it.
///
/// The engine sees nothing but the scenario: what is tested is what users run.
public struct VerificationCase: Sendable {
  /// Where the truth is from.
  public var source: String
  /// The scenario.
  public var scenario: Scenario
  /// Whether every path is the same, so that the engine must agree without sampling error.
  public var isDeterministic: Bool
  /// The comparisons; those of `three-regimes`, which take longer than all others, are made when they are asked for.
  public var checks: [Check] {
    get { makeChecks() }
    set { makeChecks = { newValue } }
  }
  private var makeChecks: @Sendable () -> [Check]

  /// The case's name, as `--only` takes it.
  public var name: String { scenario.name }

  init(source: String, scenario: Scenario, makeChecks: @escaping @Sendable () -> [Check]) {
    (self.source, self.scenario, self.makeChecks) = (source, scenario, makeChecks)
    isDeterministic = false
  }

  init(source: String, scenario: Scenario, isDeterministic: Bool = false, checks: [Check]) {
    self.init(source: source, scenario: scenario) { checks }
    self.isDeterministic = isDeterministic
  }

  /// Paths that suffice where all are the same.
  static let deterministicPaths = 64

  /// The optional tables that cases look at; all others together would double the time.
  static let extras: Extras = [.expectedLossByYear, .inventory, .tenants, .regimes]

  /// Runs the scenario on `paths` paths and compares; nil when told to stop.
  public func run(
    paths: Int, threads: Int, progress: RunProgress = RunProgress()
  ) -> [VerificationRow]? {
    var sized = scenario
    sized.simulation.paths = isDeterministic ? min(paths, Self.deterministicPaths) : paths
    let run = StressRun(sized, threads: threads, extras: Self.extras)
    guard let tally = run.run(progress) else { return nil }
    let result = tally.result()
    return checks.map { check in
      VerificationRow(
        caseName: name, source: source, quantity: check.quantity,
        estimate: check.estimate(result), exact: check.exact, paths: paths)
    }
  }
}

/// One quantity of a result beside its exact value.
public struct Check: Sendable {
  /// The quantity, with its unit.
  public var quantity: String
  /// The exact value.
  public var exact: Double
  /// The engine's estimate; its standard error is that of the exact law where that is known.
  let estimate: @Sendable (StressResult) -> Estimate

  init(
    _ quantity: String, exact: Double, _ estimate: @escaping @Sendable (StressResult) -> Estimate
  ) {
    self.quantity = quantity
    self.exact = exact
    self.estimate = estimate
  }
}

/// A line of the table of `verify`.
public struct VerificationRow: Sendable {
  /// The case.
  public var caseName: String
  /// Where the truth is from.
  public var source: String
  /// The quantity, with its unit.
  public var quantity: String
  /// The engine's estimate with its standard error.
  public var estimate: Estimate
  /// The exact value.
  public var exact: Double
  /// Paths that were asked for.
  public var paths: Int

  /// Beyond this many standard errors an estimate contradicts the truth.
  public static let limit = 4.0
  /// Relative difference that rounding explains where nothing is random.
  public static let roundingTolerance = 1e-9

  /// Fewest paths for which estimates count as normal about the truth: with fewer, skewed ones exceed the limit though
  /// nothing is wrong.
  static let fewestPaths = 1000

  /// Standard errors between estimate and truth; nil where nothing is random, or no error is known.
  public var score: Double? {
    guard let error = estimate.standardError, error > 0 else { return nil }
    return (estimate.value - exact) / error
  }

  /// Whether the estimate rests on too few paths to have an error, or for a random error to be trusted: that it does
  /// not agree then says nothing.
  public var isUndecided: Bool {
    estimate.standardError == nil || (score?.isFinite == true && paths < Self.fewestPaths)
  }

  /// Whether the estimate agrees with the truth.
  public var agrees: Bool {
    if let score { return abs(score) < Self.limit }
    return abs(estimate.value - exact) <= Self.roundingTolerance * max(1, abs(exact))
  }
}

extension [VerificationRow] {
  /// Whether every line agrees, and there is at least one.
  public var agree: Bool { !isEmpty && allSatisfy(\.agrees) }
}
