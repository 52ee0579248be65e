import Foundation
import TestSupport
import Testing

/// What happens in the night: too little memory, a rival, a read-only disk, leftovers, a bad scenario.
@Suite(.serialized) struct OvernightTests {
  private let folder: TemporaryFolder
  private let starter = "scenarios/starter.json5"

  init() throws { folder = try TemporaryFolder() }

  private func longRun(_ more: String...) -> Process {
    Program.process(
      ["run", starter, "--paths", "100000000", "--quiet", "--save-every", "0.2"] + more)
  }

  /// Runs the program with so many kilobytes of address space.
  private func run(in kilobytes: Int, _ words: [String]) throws -> Program.Outcome {
    let process = Program.process(words)
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", "ulimit -v \(kilobytes); exec \"$0\" \"$@\"", Program.executable.path] + words
    return try Program.run(process)
  }

  @Test(.enabled(if: isLinux, "needs ulimit -v"))
  func memoryThatWillNotFitIsRefused() throws {
    let outcome = try run(
      in: 400_000, ["run", starter, "--paths", "15000000", "--out", folder.path("result")])
    #expect(outcome.status == 1)
    let line = #/^minerstress: starter: about .* of memory, but \d+ MB is free; use fewer .*\n$/#
    #expect(try line.wholeMatch(in: outcome.errors) != nil, "\(outcome.errors)")
    #expect(try folder.names.filter { !["out", "err"].contains($0) } == [])
  }

  /// Where the paths are the most that a run may need, what they take is said, and it begins.
  @Test(.enabled(if: isLinux, "needs ulimit -v"))
  func memoryThatARunMayNotNeedIsWarnedOf() throws {
    let outcome = try run(
      in: 400_000,
      [
        "run", starter, "--paths", "15000000", "--until", "pd(any,1)<50%", "--quiet", "--out",
        folder.path("result"),
      ])
    #expect(outcome.status == 0)
    let line =
      #/starter: if --until takes all 15,000,000 paths, about .* but \d+ MB is free; .*\n/#
    #expect(try line.wholeMatch(in: outcome.errors) != nil, "\(outcome.errors)")
  }

  /// Work that was saved when a goal was met, but its result could not be put in place, is that goal's.
  @Test func aGoalThatWasMetIsMetWhenResumed() throws {
    let goal = [
      "run", "scenarios/double-leverage.json5", "--paths", "2000000", "--until", "pd(any,1)<30%",
      "--only", "summary", "--quiet", "--threads", "1", "--save-every", "0.05",
    ]
    let result = folder.url.appending(path: "r")
    let kept = try Program.run(Program.process(goal + ["--out", result.path])) { _ in
      folder.wait(forAny: ".tally", in: ".r.checkpoint")
      try FileManager.default.createDirectory(at: result, withIntermediateDirectories: false)
      try Data().write(to: result.appending(path: "notes"))
    }
    #expect(kept.status != 0 && kept.errors.contains("--resume"), "\(kept.errors)")
    try FileManager.default.removeItem(at: result)
    let resumed = try Program.run(
      Program.process(goal + ["--out", result.path, "--resume"]))
    #expect(resumed.status == 0 && resumed.output.contains("16,384 paths"), "\(resumed.output)")
  }

  /// Few paths of a book need memory too, which is refused and not found out by a crash.
  @Test(.enabled(if: isLinux, "needs ulimit -v"), arguments: [160_000, 200_000, 250_000, 400_000])
  func fewPathsThatWillNotFitAreRefused(kilobytes: Int) throws {
    let outcome = try run(
      in: kilobytes,
      [
        "run", "scenarios/double-leverage.json5", "--paths", "4000", "--threads", "2", "--quiet",
        "--out", folder.path("result"),
      ])
    let isRefused = outcome.errors.contains(" of memory, but ")
    #expect(outcome.status == (isRefused ? 1 : 0), "\(outcome.errors)")
    if kilobytes < 200_000 || kilobytes > 300_000 { #expect(isRefused == (kilobytes < 200_000)) }
  }

  /// A scenario that will not fit is refused before it begins, and the others are run.
  @Test(.enabled(if: isLinux, "needs ulimit -v"))
  func aBatchRefusesWhatWillNotFit() throws {
    let cases = folder.path("cases")
    try FileManager.default.createDirectory(atPath: cases, withIntermediateDirectories: false)
    for (name, paths) in [("a", 15_000_000), ("b", 2000)] {
      let text = "{extends: \"\(Program.path(starter))\", simulation: {paths: \(paths)}}"
      try Data(text.utf8).write(to: URL(filePath: "\(cases)/\(name).json5"))
    }
    let outcome = try run(
      in: 400_000, ["batch", cases, "--out", folder.path("batch"), "--quiet", "--threads", "1"])
    #expect(outcome.status == 1)
    let line =
      #/^minerstress: a: failed: about .* on 1 thread, .* of memory, but \d+ MB is free; use fewer .*\n$/#
    #expect(try line.wholeMatch(in: outcome.errors) != nil, "\(outcome.errors)")
    let rows = try #require(csvRecords(try folder.text("batch/index.csv")))
    #expect(rows.map { $0[1] } == ["status", "failed", "complete"])
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("batch"))
    #expect(left.sorted() == ["b", "index.csv"])
  }

  /// A run waits for nobody; a part of an array is told to come again.
  @Test(arguments: [false, true])
  func aRivalIsRefused(isPart: Bool) throws {
    let more = isPart ? ["--shard", "0/2"] : []
    let first = longRun()
    first.arguments! += ["--out", folder.path("r")] + more
    let name = more.isEmpty ? ".r.checkpoint" : "r/.shard-0-of-2.checkpoint"
    let outcome = try Program.run(first) { process in
      folder.wait(forAny: ".tally", in: name)
      let second = longRun()
      second.arguments! += ["--out", folder.path("r"), "--resume"] + more
      let refused = try Program.run(second)
      #expect(refused.status == (isPart ? 75 : 1))
      #expect(refused.errors.contains("another process is at work"))
      #expect(refused.errors.contains("--resume"))
      kill(process.processIdentifier, SIGTERM)
    }
    #expect(outcome.status == 143)
  }

  /// Neither finds anything to begin with; the one that saves later ends.
  @Test func ofTwoRunsStartedTogetherOneEnds() throws {
    let runs = (0..<2).map { _ in longRun("--out", folder.path("r")) }
    for run in runs {
      run.standardOutput = FileHandle.nullDevice
      run.standardError = FileHandle.nullDevice
      try run.run()
    }
    for _ in 0..<1500 where runs.allSatisfy(\.isRunning) { usleep(10_000) }
    let ended = runs.filter { !$0.isRunning }
    #expect(ended.map(\.terminationStatus) == [1])
    for run in runs where run.isRunning {
      kill(run.processIdentifier, SIGTERM)
      run.waitUntilExit()
      #expect(run.terminationStatus == 143)
    }
  }

  @Test func aReadOnlyDiskIsToldBeforeTheRun() throws {
    guard let disk = try SmallDisk.mounted(options: "ro") else { return }
    defer { disk.remove() }
    for command in [["run", starter], ["batch", starter], ["run", starter, "--shard", "0/2"]] {
      let outcome = try Program.run(
        Program.process(command + ["--paths", "100000000", "--out", disk.path + "/x/y"]))
      #expect(outcome.status == 1, "\(command)")
      #expect(outcome.errors.contains("Read-only file system; choose a directory that you may"))
    }
  }

  /// What a kill has left is removed, what somebody else is writing is not, nor what only looks alike.
  @Test func leftoversAreRemoved() throws {
    let mine = [".r.17-4.partial", ".r.4000000-17.partial"]
    let others = [".r.notes.partial", ".rr.17-4.partial", ".r.17-5.partial"]
    for name in mine + others {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: false)
      try Data([1]).write(to: URL(filePath: folder.path("\(name)/summary.csv")))
    }
    let writer = open(folder.path(others[2]), O_RDONLY)
    defer { close(writer) }
    #expect(flock(writer, LOCK_EX) == 0)
    #expect(
      try Program.run("run", starter, "--paths", "64", "--quiet", "--out", folder.path("r")).status
        == 0)
    #expect(try folder.names.filter { $0.hasPrefix(".") } == others.sorted())
  }

  /// A limit within which no block can be done is called too short, before the first block and after some.
  @Test func aTimeLimitBelowABlockIsSaid() throws {
    let run = {
      try Program.run(
        "run", "scenarios/double-leverage.json5", "--paths", "8192", "--set", "stepsPerYear=365",
        "--set", "horizonYears=20", "--threads", "1", "--quiet", "--out", folder.path("r"),
        "--resume", "--save-every", "0.1", "--time-limit", $0)
    }
    let early = try run("0.001")
    #expect(early.status == 75)
    #expect(
      early.errors.contains(", before one block of paths was done, and nothing is saved; allow"))
    #expect(early.errors.contains("--time-limit 0.001 has passed, after "))
    #expect(try folder.names == [])
    // Time for a block, and then for none.
    var limit = 1.0
    while try folder.names == [], limit < 60 {
      #expect(try run("\(limit)").status == 75)
      limit *= 2
    }
    let late = try run("0.001")
    #expect(late.status == 75)
    #expect(
      late.errors.contains(" of 8 are saved as before; allow more time"), "\(late.errors)")
  }

  /// A directory of somebody's among saved work is named, with whatever name, and stays.
  @Test func aDirectoryInACheckpointStays() throws {
    let theirs = URL(filePath: folder.path(".r.checkpoint/segment-000098.tally"))
    try FileManager.default.createDirectory(at: theirs, withIntermediateDirectories: true)
    try Data([1]).write(to: theirs.appending(path: "thesis.txt"))
    for more in ["--resume", "--overwrite"] {
      let outcome = try Program.run(
        "run", starter, "--paths", "64", "--quiet", "--out", folder.path("r"), more)
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.contains("holds segment-000098.tally, which is not of a checkpoint; move it")
      )
      #expect(FileManager.default.fileExists(atPath: theirs.appending(path: "thesis.txt").path))
    }
  }

  @Test(arguments: [false, true])
  func aBadScenarioStopsTheOthersOnlyWhenAsked(failsFast: Bool) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("cases"), withIntermediateDirectories: false)
    try Data("{ name: 1".utf8).write(to: URL(filePath: folder.path("cases/a.json5")))
    let good = "{extends: \"\(Program.path(starter))\", simulation: {paths: 2000}}"
    try Data(good.utf8).write(to: URL(filePath: folder.path("cases/b.json5")))
    let outcome = try Program.run(
      Program.process(
        ["batch", folder.path("cases"), "--out", folder.path("b"), "--quiet", "--threads", "1"]
          + (failsFast ? ["--fail-fast"] : [])))
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("a: invalid: "))
    let rows = try #require(csvRecords(try folder.text("b/index.csv")))
    #expect(rows.map { $0[1] } == ["status", "invalid", failsFast ? "pending" : "complete"])
  }
}
