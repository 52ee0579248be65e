import Foundation
import TestSupport
import Testing

/// What a batch finds in its directory when it is started again, and what it says of what it leaves.
@Suite(.serialized) struct BatchCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["one", "two"] { try scenario(name) }
  }

  private func scenario(_ name: String) throws {
    let text = "{extends: \"\(Program.path("scenarios/starter.json5"))\", name: \"both\"}"
    let cases = folder.url.appending(path: "cases")
    try FileManager.default.createDirectory(at: cases, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: cases.appending(path: "\(name).json5"))
  }

  private func batch(_ more: String...) throws -> Program.Outcome {
    try Program.run(
      Program.process(["batch", "cases", "--out", "b", "--threads", "1"] + more, in: folder.url))
  }

  private var rows: [[String]] {
    get throws { try #require(csvRecords(try folder.text("b/index.csv"))) }
  }

  /// A finished result of other inputs is neither replaced nor counted, and does not stop the others.
  @Test func resumingRefusesAResultOfOtherInputs() throws {
    try #require(try batch("--paths", "300").status == 0)
    let before = try folder.text("b/one/summary.csv")
    try FileManager.default.removeItem(atPath: folder.path("b/two"))
    let outcome = try batch("--paths", "200", "--resume")
    #expect(outcome.status == 1)
    #expect(try folder.text("b/one/summary.csv") == before)
    let (one, two) = (try rows[1], try rows[2])
    #expect(one[1] == "failed" && two[1] == "complete")
    #expect(
      one[13] == "the result in b/one has other inputs: simulation.paths 300 there, 200 here. Run "
        + "it with the same inputs, drop it with --overwrite, or choose another directory with --out"
    )
    #expect(outcome.errors.contains("minerstress: one: failed: \(one[13])\n"))
    #expect(try batch("--paths", "200", "--overwrite").status == 0)
    #expect(try folder.text("b/one/summary.csv") != before)
  }

  /// Work that was stopped is there to be continued, and the index says so; under other inputs it is
  /// refused by name, and not taken for a rival's.
  @Test func stoppedWorkIsToldAndKept() throws {
    let most = ["--paths", "50000000"]
    let stopped = try batch(most[0], most[1], "--time-limit", "2")
    #expect(stopped.status == 75)
    #expect(stopped.errors.hasSuffix("b/index.csv says what is saved, continue with --resume\n"))
    #expect(try rows[1][1] == "stopped")
    let message = #/[1-9]\d* of 48829 blocks are saved; continue with --resume/#
    #expect(try rows[1][13].wholeMatch(of: message) != nil)
    #expect(FileManager.default.fileExists(atPath: folder.path("b/.one.checkpoint")))
    let refused = try batch("--paths", "200", "--resume")
    #expect(refused.status == 1)
    #expect(
      try rows[1][13].hasPrefix(
        "the unfinished run of b/one has other inputs: simulation.paths 50000000 there, 200 here."))
    #expect(try rows[2][1] == "complete")
    let resumed = try batch(most[0], most[1], "--resume", "--time-limit", "1")
    // Both scenarios have one name; the file tells which is meant.
    #expect(resumed.errors.contains("one: resumed with "))
  }

  /// What a batch itself writes, and what is no name, is told before the first run.
  @Test(arguments: ["index.csv", "comparison.csv", "Report.html", ".", ".."])
  func namesThatCannotBeAreRefused(name: String) throws {
    try scenario(name)
    let outcome = try Program.run(
      Program.process(
        ["batch", "cases/one.json5", "cases/\(name).json5", "--out", "b", "--paths", "64"],
        in: folder.url))
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == "minerstress: batch: cases/\(name).json5 cannot have its result in "
        + "b/\(name); rename it\n")
    #expect(!FileManager.default.fileExists(atPath: folder.path("b")))
  }

  /// A file that is not there is an invalid scenario, as for every command.
  @Test func aMissingScenarioIsLookedFor() throws {
    let outcome = try Program.run(
      Program.process(["batch", "cases/ome.json5", "--out", "b"], in: folder.url))
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("No such file or directory; did you mean cases/one.json5?"))
  }
}
