/// W1: paths only.
public struct PathsWorkload: Workload {
  /// Paths of one repetition.
  public let paths: Int

  /// W1 over `paths` paths, rounded up to whole blocks.
  public init(paths: Int) { self.paths = wholeBlocks(paths) }

  /// `W1`.
  public let name = "W1"
  /// Nanoseconds per path, step and factor.
  public let unit = "ns/path-step-factor"
  /// Path-step-factors of a repetition.
  public var work: Double { Double(paths * FactorLaw.steps * FactorLaw.count) }
  /// Cycles that the busiest port needs for one path-step-factor.
  public let limitCycles: Double? = PortLimit.paths

  /// Simulates every path once.
  public func run(threads: Int, seed: UInt64) -> [Statistic] {
    runTiles(of: PathsKernel.self, paths: paths, threads: threads, seed: seed, exact: Self.exact)
  }

  /// The statistics and their theoretical means.
  static let exact: [(name: String, value: Double?)] = {
    let years = Double(FactorLaw.steps) * FactorLaw.stepYears
    var values: [(name: String, value: Double?)] = FactorLaw.drift.enumerated().map {
      (name: "terminal\($0 + 1)", value: exponential($1 * years))
    }
    let sigma = FactorLaw.volatility[0]
    values.append(
      (
        name: "minimum1",
        value: RunningMinimum.mean(
          logDrift: (FactorLaw.drift[0] - sigma * sigma / 2) * FactorLaw.stepYears,
          deviation: sigma * FactorLaw.stepYears.squareRoot(), steps: FactorLaw.steps)
      ))
    return values
  }()
}
