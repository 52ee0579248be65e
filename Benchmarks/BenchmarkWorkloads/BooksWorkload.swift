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
    let moments = runBlocks(paths: paths, threads: threads, statistics: Self.exact.count) {
      (first: Int, end: Int, kernel: BooksKernel, moments: inout [Moments]) in
      for start in stride(from: first, to: end, by: BooksKernel.tilePaths) {
        kernel.run(first: start, seed: seed)
        kernel.collect(into: &moments)
      }
    } worker: {
      BooksKernel()
    }
    return zip(Self.exact, moments).map {
      Statistic(name: $0.name, moments: $1, exact: $0.value)
    }
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
