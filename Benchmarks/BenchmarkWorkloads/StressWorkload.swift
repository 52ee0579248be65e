import CreditBasics
import NumericCore
import PathLedger
import RiskMeasures
import StressEngine

/// W3 and W4: a scenario through the engine's real run, results estimated and not written.
public struct StressWorkload: Workload {
  /// `W3`, `W3-all` or `W4`.
  public let name: String
  private let scenario: Scenario
  private let extras: Extras

  /// W3: a scenario as it is, its bottomless twin included, over `paths` paths; W3-all: with the
  /// lender's view and everything else that the remaining tables need.
  public init(_ scenario: Scenario, paths: Int, allTables: Bool = false) {
    name = allTables ? "W3-all" : "W3"
    extras = allTables ? .all : []
    self.scenario = Self.sized(scenario, paths: paths)
  }

  /// W4: the scenario's miners, in name order, repeated until there are `miners`; copy `k` of a miner
  /// is called `NAME/k`, two digits, from 00 on, and is its equal in every other way.
  public init(_ scenario: Scenario, miners: Int, paths: Int) {
    name = "W4"
    extras = []
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

  private static func sized(_ scenario: Scenario, paths: Int) -> Scenario {
    var sized = scenario
    sized.simulation.paths = paths
    return sized
  }

  /// Nanoseconds per path and step.
  public let unit = "ns/path-step"
  /// Path-steps of a repetition.
  public var work: Double { Double(scenario.simulation.paths * scenario.grid.stepCount) }
  /// Not worked out for the whole model.
  public let limitCycles: Double? = nil

  /// Simulates the book once; there are no closed forms, see `validate`.
  public func run(threads: Int, seed: UInt64) -> [Statistic] {
    guard let tally = StressRun(scenario, threads: threads, extras: extras).run() else { return [] }
    let result = tally.result()
    demand(result.paths == scenario.simulation.paths, "a run left paths out")
    return []
  }

  /// Compares the engine with the scalar twin, path by path: default steps and claims.
  public func validate() throws {
    let paths = (0..<UInt64(8)).map { $0 * 11 }
    let outcomes = StressRun(scenario, threads: 1).outcomes(ofPaths: paths)
    let ledger = PathLedger(scenario: scenario, world: .full)
    for (position, path) in paths.enumerated() {
      var tranche = 0
      for (index, miner) in ledger.run(path: path).miners.enumerated() {
        let step = Int(outcomes.defaultStep[index * paths.count + position])
        var agrees = step == miner.defaultStep ?? -1
        for expected in miner.tranches {
          let claim = outcomes.claimUSD[tranche * paths.count + position]
          agrees = agrees && abs(claim - expected.claimUSD) <= 1e-9 * expected.claimUSD + 1e-6
          tranche += 1
        }
        guard agrees else {
          throw WrongPath(workload: name, path: path, miner: scenario.miners[index].name)
        }
      }
    }
  }
}

/// A path on which the engine and its scalar twin disagree.
public struct WrongPath: Error, CustomStringConvertible {
  let workload: String
  let path: UInt64
  let miner: String

  /// Which path of which miner.
  public var description: String {
    "\(workload): engine and scalar twin disagree on path \(path), miner \(miner): the time means"
      + " nothing"
  }
}
