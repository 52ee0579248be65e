import CreditBasics
import Foundation
import RiskMeasures
import RunFiles
import TestSupport

/// Work on a run of some hundred blocks that was never simulated: outcomes at random.
enum SampleWork {
  static let paths = 100_000
  static let scenario: Scenario = {
    var scenario = HandBook.scenario
    scenario.simulation.paths = paths
    return scenario
  }()

  static func header(scenario text: String = "{}") -> TallyFile.Header {
    TallyFile.Header(
      identity: RunIdentity(version: "1.0", build: "b", scenario: text), plannedPaths: paths)
  }

  /// What was found on some blocks, of a few paths each: the same whenever it is asked for.
  static func tally(_ blocks: BlockSet) -> StressTally {
    var tally = StressTally(scenario)
    for block in blocks.blocks {
      var numbers = SeededNumbers(seed: UInt64(block))
      tally.add(HandBook.randomOutcomes(paths: 5, &numbers), firstPath: 1024 * block)
    }
    return tally
  }

  /// Paths of some blocks of this work.
  static let pathCount: @Sendable (BlockSet) -> Int = { 5 * $0.count }

  static func file(_ blocks: BlockSet) -> TallyFile {
    TallyFile(header: header(), blocks: blocks, tally: tally(blocks))
  }

  static func checkpoint(_ path: String, scenario text: String = "{}") -> CheckpointDirectory {
    CheckpointDirectory(
      path, header: header(scenario: text), book: BookShape(scenario),
      fanPlan: FactorFanPlan(scenario), pathCount: pathCount)
  }
}

/// A directory that disappears with its owner.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(
      path: "minerstress-files-\(UInt64.random(in: 0 ... .max))"
    ).path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
