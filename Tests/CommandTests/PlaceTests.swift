import Foundation
import TestSupport
import Testing

/// Where results go: nothing of anybody's is lost, and a place that cannot be had is told beforehand.
@Suite(.serialized) struct PlaceTests {
  private let folder: TemporaryFolder
  private let starter = Program.path("scenarios/starter.json5")

  init() throws { folder = try TemporaryFolder() }

  /// Arguments of a short run.
  private func short(_ more: String...) -> [String] {
    ["run", starter, "--paths", "256", "--quiet"] + more
  }

  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(path)).sorted()
  }

  @Test func aResultBelowADirectoryCalledPartialIsDelivered() throws {
    #expect(try folder.run(short("--out", "foo.partial/res")).status == 0)
    #expect(try names("foo.partial/res").contains("summary.csv"))
  }

  /// What is there is named with what differs, and with the remedy.
  @Test func aResultThatIsThereIsToldApart() throws {
    #expect(try folder.run(short("--out", "r")).status == 0)
    let remedy = "add --overwrite to replace it or choose another directory with --out\n"
    let place = "minerstress: \(folder.path("r")) holds a result already, "
    let same = try folder.run(short("--out", folder.path("r")))
    #expect(same.status == 1)
    #expect(same.errors == place + "of the same inputs, which --resume keeps; " + remedy)
    let other = try folder.run(short("--out", folder.path("r"), "--seed", "9"))
    #expect(other.status == 1)
    #expect(
      other.errors.hasPrefix(place + "of other inputs (simulation.seed ")
        && other.errors.hasSuffix(" there, 9 here); " + remedy))
    let table = try FileHandle(forWritingTo: folder.url.appending(path: "r/summary.csv"))
    try table.seekToEnd()
    try table.write(contentsOf: Data("x".utf8))
    try table.close()
    let damaged = try folder.run(short("--out", folder.path("r")))
    #expect(
      damaged.errors == place + "of the same inputs and damaged, which --resume makes again; "
        + remedy)
  }

  /// A standard tornado has the options of a run, and none of its tables.
  @Test func aQuestionsResultIsNoRun() throws {
    let asked = try folder.run(["tornado", starter, "--paths", "32", "--quiet", "--out", "t"])
    try #require(asked.status == 0)
    let resumed = try folder.run([
      "run", starter, "--paths", "32", "--quiet", "--out", "t", "--resume",
    ])
    #expect(resumed.status == 1)
    #expect(
      resumed.errors.contains(
        "has other inputs: command tornado there, run here. To go on, drop it with"))
    #expect(try !names("t").contains("summary.csv"))
  }

  /// Of two runs into one place one is delivered; the other says so and keeps its work.
  @Test func ofTwoResultsForOnePlaceOneIsDelivered() throws {
    for turn in 0..<5 {
      let runs = (1...2).map { seed in
        Program.process(
          short("--out", "r\(turn)", "--seed", "\(100 * turn + seed)"), in: folder.url)
      }
      for run in runs {
        run.standardOutput = FileHandle.nullDevice
        run.standardError = FileHandle.nullDevice
        try run.run()
      }
      for run in runs { run.waitUntilExit() }
      #expect(runs.map(\.terminationStatus).sorted() == [0, 1])
      #expect(try names("r\(turn)").contains("manifest.json"))
    }
  }

  /// The work of a run whose place was taken is not lost, nor removed by whoever took the place.
  @Test func aRunWhosePlaceIsTakenCanBeContinued() throws {
    #expect(try folder.run(short("--out", "first")).status == 0)
    let late = [
      "run", starter, "--paths", "1000000", "--seed", "2", "--quiet", "--save-every", "0.05",
      "--out", "r",
    ]
    let outcome = try Program.run(Program.process(late, in: folder.url)) { _ in
      folder.wait(forAny: ".tally", in: ".r.checkpoint")
      try FileManager.default.moveItem(atPath: folder.path("first"), toPath: folder.path("r"))
    }
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasSuffix(
        "; or keep this work: the work is saved, move r away and run again with --resume\n"))
    #expect(try folder.run(short("--out", "r", "--resume")).status == 0)
    #expect(try folder.run(late + ["--resume"]).status == 1)
    try FileManager.default.moveItem(atPath: folder.path("r"), toPath: folder.path("away"))
    #expect(try folder.run(late + ["--resume", "--time-limit", "0.001"]).status == 0)
    #expect(try names("r").contains("summary.csv"))
  }

  /// The place of a checkpoint may hold the result of a scenario with an odd name.
  @Test func aResultCalledLikeACheckpointStays() throws {
    #expect(try folder.run(short("--out", "r/.x.checkpoint")).status == 0)
    let outcome = try folder.run(short("--out", "r/x"))
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("is not of a checkpoint; move it away or choose another"))
    #expect(try names("r/.x.checkpoint").contains("summary.csv"))
    #expect(try names("r") == [".x.checkpoint"])
  }

  /// No home directory is looked up: `~` is a name, wherever it is said and read.
  @Test func aTildeIsAName() throws {
    #expect(try folder.run(short("--out=~/res")).status == 0)
    #expect(try names("~/res").contains("summary.csv"))
    let batch = try folder.run(["batch", starter, "--paths", "256", "--quiet", "--out=~/b"])
    #expect(batch.status == 0)
    let rows = try #require(csvRecords(try folder.text("~/b/index.csv")))
    #expect(Double(rows[1][2]) != nil)
  }

  @Test(arguments: ["", "BYTES"])
  func placesThatCannotBeMadeAreRefusedBeforeTheFirstPath(name: String) throws {
    let long = name.isEmpty ? "" : String(repeating: "n", count: 256)
    let outcome = try folder.run(
      ["run", starter, "--paths", "100000000", "--quiet", "--out", long])
    #expect([1, 2].contains(outcome.status))
    #expect(outcome.errors.contains(name.isEmpty ? "--out is empty" : "has 256 bytes"))
  }

  @Test func longNamesAreDelivered() throws {
    let name = String(repeating: "長", count: 80)
    #expect(try folder.run(short("--set", "name=\"\(name)\"")).status == 0)
    #expect(try names("results") == [name])
  }

  @Test func aLinkToADirectoryIsFollowed() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("real"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: "real")
    #expect(try folder.run(short("--out", "link")).status == 0)
    #expect(try names("real").contains("summary.csv"))
    #expect(try folder.run(short("--out", "link", "--resume")).status == 0)
  }

  /// A result that was changed is made again by what made it, and no page is made of it.
  @Test func aChangedResultIsNoticed() throws {
    #expect(try folder.run(short("--out", "r")).status == 0)
    let summary = URL(filePath: folder.path("r/summary.csv"))
    let sound = try Data(contentsOf: summary)
    try (sound + Data("more".utf8)).write(to: summary)
    let page = try folder.run(["report", "r"])
    #expect(page.status == 1)
    #expect(page.errors.contains("r/summary.csv was changed since the run wrote it"))
    let other = try folder.run(short("--out", "r", "--resume", "--seed", "9"))
    #expect(other.status == 1 && other.errors.contains("simulation.seed"))
    let again = try folder.run(short("--out", "r", "--resume"))
    #expect(again.status == 0)
    // A warning, which remains with --quiet: the change is lost.
    #expect(again.errors.contains("r/summary.csv was changed since the run wrote it"))
    #expect(again.errors.hasSuffix("; it is made again\n"))
    #expect(try Data(contentsOf: summary) == sound)
    #expect(try folder.run(["report", "r"]).status == 0)
  }

  /// A scenario that was changed is known by its checksum: the same run makes its result again, another
  /// is told what may be done.
  @Test func aChangedScenarioIsNoticed() throws {
    #expect(try folder.run(short("--out", "r")).status == 0)
    let scenario = URL(filePath: folder.path("r/scenario.json"))
    let sound = try Data(contentsOf: scenario)
    try (sound + Data("\n".utf8)).write(to: scenario)
    let changed = "r/scenario.json was changed since the run wrote it"
    #expect(try folder.run(["report", "r"]).errors.contains(changed))
    let other = try folder.run(short("--out", "r", "--resume", "--seed", "9"))
    #expect(other.status == 1)
    #expect(other.errors.contains(changed))
    #expect(other.errors.contains("; replace it with --overwrite in place of --resume, or choose"))
    #expect(try folder.run(short("--out", "r", "--resume")).status == 0)
    #expect(try Data(contentsOf: scenario) == sound)
    #expect(try folder.run(["report", "r"]).status == 0)
  }

  /// The manifest has no checksum, but repeats what the scenario says.
  @Test(arguments: [
    ("paths", "256", "9000000"), ("steps", "156", "15"), ("seed", "1", "2"),
    ("scenario", "\"starter\"", "\"other\""),
  ])
  func aChangedManifestIsNoticed(member: String, said: String, changed: String) throws {
    #expect(try folder.run(short("--out", "r")).status == 0)
    let text = try folder.text("r/manifest.json")
    let line = "\"\(member)\": \(said),"
    try #require(text.contains(line))
    try Data(text.replacing(line, with: "\"\(member)\": \(changed),").utf8).write(
      to: URL(filePath: folder.path("r/manifest.json")))
    let page = try folder.run(["report", "r"])
    #expect(page.status == 1)
    #expect(
      page.errors.contains(
        "r/manifest.json was changed since the run wrote it: \"\(member)\" is not as in "
          + "scenario.json"))
    #expect(try folder.run(short("--out", "r", "--resume")).status == 0)
    #expect(try folder.text("r/manifest.json").contains(line))
    #expect(try folder.run(["report", "r"]).status == 0)
  }

  /// What is written to a link or a pipe goes through it.
  @Test func storiesGoThroughLinksAndPipes() throws {
    try Data("old".utf8).write(to: URL(filePath: folder.path("real.csv")))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.csv"), withDestinationPath: "real.csv")
    let explain = ["explain", starter, "--path", "0", "--csv", "--quiet", "--out"]
    #expect(try folder.run(explain + ["link.csv"]).status == 1)
    #expect(try folder.text("real.csv") == "old")
    #expect(try folder.run(explain + ["link.csv", "--overwrite"]).status == 0)
    #expect(try folder.text("real.csv").count > 100)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.csv"))
        == "real.csv")
    let missing = try folder.run(["verify", "--out", "no/x.csv"])
    #expect(missing.status == 1 && missing.output.isEmpty)
  }

  @Test func aSecondSweepHasNothingToDo() throws {
    let sweep = [
      "sweep", starter, "--vary", "market.power.spotPerMWh=30,60", "--measure", "pd(any,1)",
      "--paths", "512", "--out", "s", "--resume", "--quiet",
    ]
    #expect(try folder.run(sweep).status == 0)
    let table = try folder.text("s/sweep.csv")
    #expect(try folder.run(sweep).status == 0)
    #expect(try folder.text("s/sweep.csv") == table)
    #expect(try folder.run(sweep + ["--seed", "3"]).status == 1)
  }

  /// Cells make an unfinished sweep, a user's file does not; either is told with 1.
  @Test func whatIsInThePlaceOfCellsIsTold() throws {
    let sweep = [
      "sweep", starter, "--vary", "market.power.spotPerMWh=30,60", "--measure", "pd(any,1)",
      "--paths", "512", "--out", "s", "--quiet",
    ]
    try FileManager.default.createDirectory(
      atPath: folder.path("s.cells"), withIntermediateDirectories: false)
    let file = { (name: String) in URL(filePath: folder.path("s.cells/\(name)")) }
    try Data().write(to: file("notes.txt"))
    let stranger = try folder.run(sweep)
    #expect(stranger.status == 1)
    #expect(stranger.errors.contains("s.cells holds notes.txt, which is no cell of a sweep"))
    try FileManager.default.moveItem(
      at: file("notes.txt"), to: file(String(repeating: "0", count: 64) + ".csv"))
    let unfinished = try folder.run(sweep)
    #expect(unfinished.status == 1)
    #expect(
      unfinished.errors.contains("s.cells holds cells of a sweep with other inputs; continue"))
  }

  /// A limit on the size of files is an error of the run and leaves nothing behind.
  @Test func aLimitOnFileSizesLeavesNothing() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "ulimit -f 1; exec \"$0\" run \(starter) --paths 256 --quiet --out r",
      Program.executable.path,
    ]
    process.currentDirectoryURL = folder.url
    let outcome = try Program.run(process)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("raise the limit on file sizes (ulimit -f)"))
    #expect(try names("").filter { $0.contains("r") } == [])
  }

  /// Names may hold what a terminal would obey; messages show it.
  @Test func messagesHoldNoEscapes() throws {
    let outcome = try folder.run(["run", "\u{1B}[31mred.json5"])
    #expect(outcome.status != 0)
    #expect(!outcome.errors.contains("\u{1B}") && outcome.errors.contains("\\u{1b}[31mred"))
  }

  @Test func aLiveRunIsNotDropped() throws {
    let first = Program.process(
      [
        "run", starter, "--paths", "100000000", "--quiet", "--save-every", "0.2", "--out", "r",
      ], in: folder.url)
    let outcome = try Program.run(first) { process in
      folder.wait(forAny: ".tally", in: ".r.checkpoint")
      let second = try folder.run(short("--out", "r", "--overwrite"))
      #expect(second.status == 1)
      #expect(second.errors.contains("another process is at work"))
      #expect(try names(".r.checkpoint").contains { $0.hasSuffix(".tally") })
      kill(process.processIdentifier, SIGTERM)
    }
    #expect(outcome.status == 143)
  }
}
