/// W2: paths with regimes and jumps, and eight simple balance sheets on each.
public struct BooksWorkload: Workload {
  /// Paths of one repetition.
  public let paths: Int

  /// W2 over `paths` paths, rounded up to whole blocks.
  public init(paths: Int) { self.paths = wholeBlocks(paths) }

  /// `W2`.
  public let name = "W2"
  /// Nanoseconds per path and step.
  public let unit = "ns/path-step"
  /// Path-steps of a repetition.
  public var work: Double { Double(paths * FactorLaw.steps) }
  /// Cycles that the busiest port needs for one path-step.
  public let limitCycles: Double? = PortLimit.books

  /// Simulates every path once.
  public func run(threads: Int, seed: UInt64) -> [Statistic] {
    runTiles(of: BooksKernel.self, paths: paths, threads: threads, seed: seed, exact: Self.exact)
  }

  /// The statistics and their theoretical means, nil where there is none.
  static let exact: [(name: String, value: Double?)] = {
    var values: [(name: String, value: Double?)] = (0..<FactorLaw.count).map {
      (name: "terminal\($0 + 1)", value: BooksLaw.means(factor: $0)[FactorLaw.steps])
    }
    values.append((name: "minimum1", value: nil))
    values.append((name: "cash1", value: BooksLaw.firstBookCash))
    return values + [(name: "defaults", value: nil), (name: "losses", value: nil)]
  }()
}
