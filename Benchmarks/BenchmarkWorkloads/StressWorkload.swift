import CreditBasics
import NumericCore
import PathLedger
import RiskMeasures
import StressEngine

/// W3, W4 and W5: a scenario through the engine's real run, results estimated and not written.
public struct StressWorkload: Workload {
  /// `W3`, `W3-all`, `W4`, `W5` or `W5-depth`.
  public let name: String
  /// Nanoseconds per path and step; for W5 per loan, path and step.
  public let unit: String
  private let scenario: Scenario
  private let unitsPerPathStep: Int
  private let extras: Extras

  /// W3: a scenario as it is, in the full and the bottomless world, over `paths` paths; W3-all:
  /// also in the lender's view, with everything else that the remaining tables need.
  public init(_ scenario: Scenario, paths: Int, allTables: Bool = false) {
    name = allTables ? "W3-all" : "W3"
    extras = allTables ? .all : []
    (unit, unitsPerPathStep) = ("ns/path-step", 1)
    self.scenario = Self.sized(scenario, paths: paths)
  }

  /// W4: the scenario's miners, in name order, repeated until there are `miners`.
  ///
  /// Copies of a miner are called `NAME/00`, `NAME/01` and so on, and are otherwise equal to it.
  public init(_ scenario: Scenario, miners: Int, paths: Int) {
    name = "W4"
    extras = []
    (unit, unitsPerPathStep) = ("ns/path-step", 1)
    var book = Self.sized(scenario, paths: paths)
    let originals = book.miners
    book.miners = (0..<miners).map { index in
      var miner = originals[index % originals.count]
      let copy = index / originals.count
      miner.name += copy < 10 ? "/0\(copy)" : "/\(copy)"
      return miner
    }
    book.miners.sort { $0.name < $1.name }
    self.scenario = book
  }

  /// W5: coin loans in the scenario's market without any depth; W5-depth: with bitcoin's, so that
  /// every sale moves everybody's price.
  public init(_ scenario: Scenario, coinLoans: Int, paths: Int, hasDepth: Bool) {
    name = hasDepth ? "W5-depth" : "W5"
    extras = []
    (unit, unitsPerPathStep) = ("ns/loan-path-step", coinLoans)
    let depth = hasDepth ? 5e9 : nil
    self.scenario = Self.sized(
      scenario.coinLoans(coinLoans, depthUSD: depth), paths: paths)
  }

  private static func sized(_ scenario: Scenario, paths: Int) -> Scenario {
    var sized = scenario
    sized.simulation.paths = paths
    return sized
  }

  /// Path-steps of a repetition; for W5 times the number of loans.
  public var work: Double {
    Double(scenario.simulation.paths * scenario.grid.stepCount * unitsPerPathStep)
  }
  /// Not worked out for the whole model.
  public let limitCycles: Double? = nil

  /// Simulates the book once; there are no closed forms, see `validate`.
  public func run(threads: Int, seed: UInt64) -> [Statistic] {
    guard let tally = StressRun(scenario, threads: threads, extras: extras).run() else { return [] }
    let result = tally.result()
    demand(result.paths == scenario.simulation.paths, "a run left paths out")
    return []
  }

  /// Compares the engine with the scalar twin, path by path.
  public func validate() throws {
    // The scalar twin takes seconds for a path of thousands of borrowers.
    let paths = (0..<UInt64(scenario.miners.count < 1000 ? 8 : 1)).map { $0 * 11 }
    let outcomes = StressRun(scenario, threads: 1).outcomes(ofPaths: paths)
    let ledger = PathLedger(scenario: scenario, world: .full)
    for (position, path) in paths.enumerated() {
      let check = KernelCheck(ledger.run(path: path), of: scenario, with: outcomes, at: position)
      if let disagreement = check.disagreements.first {
        throw WrongPath(workload: name, path: path, disagreement: disagreement)
      }
    }
  }
}

/// A path on which the engine and its scalar twin disagree.
public struct WrongPath: Error, CustomStringConvertible {
  let workload: String
  let path: UInt64
  let disagreement: String

  /// Which path, and in what they disagree.
  public var description: String {
    "\(workload): engine and scalar twin disagree on path \(path), \(disagreement): the time means"
      + " nothing"
  }
}
