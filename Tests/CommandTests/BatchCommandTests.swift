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

  private func scenario(_ name: String, of file: String = "starter", _ more: String = "") throws {
    let base = Program.path("scenarios/\(file).json5")
    let text = "{extends: \"\(base)\", name: \"both\"\(more)}"
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

  /// A finished result of other inputs is neither replaced nor counted, and does not stop the others;
  /// its row keeps its figures and says whose they are.
  @Test func resumingRefusesAResultOfOtherInputs() throws {
    try #require(try batch("--paths", "300").status == 0)
    let before = try folder.text("b/one/summary.csv")
    let figures = try rows[1][2..<13]
    let comparison = try folder.text("b/comparison.csv")
    #expect(try batch("--paths", "200", "--resume").status == 1)
    #expect(try folder.text("b/comparison.csv") == comparison)
    try FileManager.default.removeItem(atPath: folder.path("b/two"))
    let outcome = try batch("--paths", "200", "--resume")
    #expect(outcome.status == 1)
    #expect(try folder.text("b/one/summary.csv") == before)
    let (one, two) = (try rows[1], try rows[2])
    #expect(one[1] == "complete" && two[1] == "complete")
    #expect(one[2..<13] == figures)
    #expect(outcome.output.hasPrefix("1 of 2 scenarios complete"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("b/comparison.csv")))
    #expect(
      one[13] == "the result in b/one has other inputs: simulation.paths 300 there, 200 here. To "
        + "go on, run it with the same inputs, drop it with minerstress run cases/one.json5 --out b/one "
        + "--overwrite and the other options of the batch, but without --resume, or choose another directory with --out"
    )
    #expect(outcome.errors.contains("minerstress: one: failed: \(one[13])\n"))
    let alone = ["run", "cases/one.json5", "--out", "b/one", "--overwrite", "--paths", "200"]
    #expect(try Program.run(Program.process(alone, in: folder.url)).status == 0)
    #expect(try batch("--paths", "200", "--resume").status == 0)
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

  /// After a stopped --overwrite old results are in the way of --resume: the advice says so.
  @Test func aStoppedReplacementIsContinuedOnceOldResultsAreAway() throws {
    try #require(try batch("--paths", "64").status == 0)
    let stopped = try batch("--paths", "50000000", "--overwrite", "--time-limit", "2")
    #expect(stopped.status == 75)
    #expect(
      stopped.errors.hasSuffix(
        "b/index.csv says what is saved; move away the old results of scenarios that it does not call complete, then "
          + "continue with --resume\n"), "\(stopped.errors)")
  }

  /// A folder without scenarios may be a disk that was not mounted.
  @Test func aFolderWithoutScenariosIsRefused() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("none"), withIntermediateDirectories: false)
    let outcome = try folder.run("batch", "cases", "none", "--out", "c")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.contains(
        "batch: no scenario found in none; give files or directories of .json5"))
  }

  /// A limit within which no block of any scenario can be done is called too short, with what would do.
  @Test func aTimeLimitBelowABlockIsSaid() throws {
    let stopped = {
      try batch(
        "--paths", "4096", "--set", "stepsPerYear=365", "--set", "horizonYears=20", "--resume",
        "--time-limit", $0)
    }
    let early = try stopped("0.02")
    #expect(early.status == 75)
    let words =
      #/--time-limit 0\.02 has passed, after [.0-9]+ s, before one block of paths of any scenario was done/#
    #expect(early.errors.contains(words), "\(early.errors)")
    #expect(early.errors.contains(", and nothing is saved that was not before; allow more time"))
    #expect(!early.errors.contains("continue with --resume"))
    #expect(try rows.dropFirst().allSatisfy { $0[1] == "pending" })
  }

  /// A limit that one scenario fits into is worth repeating once; it is too short where only the others are left.
  @Test func aTimeLimitThatOneScenarioFitsIntoHasGained() throws {
    try scenario("one", ", simulation: { paths: 64 }")
    // A block of hourly steps over 20 years takes many times as long as all of the first.
    try scenario("two", of: "double-leverage", ", stepsPerYear: 8766, horizonYears: 20")
    var limit = 0.5
    let stopped = { try batch("--resume", "--time-limit", "\(limit)") }
    var early = try stopped()
    while try rows[1][1] != "complete", limit < 60 {
      limit *= 2
      early = try stopped()
    }
    #expect(early.status == 75)
    #expect(
      early.errors.hasSuffix("stopped; b/index.csv says what is saved, continue with --resume\n"))
    #expect(!early.errors.contains(" has passed, after "), "\(early.errors)")
    let states = ["status", "complete", "pending"]
    #expect(try rows.map { $0[1] } == states)
    let late = try stopped()
    #expect(late.status == 75)
    #expect(
      late.errors.contains(
        ", before one block of paths of any scenario was done, and nothing is saved that was not before; "
          + "allow more time"), "\(late.errors)")
    #expect(!late.errors.contains("continue with --resume"))
    #expect(try rows.map { $0[1] } == states)
  }

  /// Pairing is not saved in parts: a limit that it does not fit into is too short, however whole the results.
  @Test func aTimeLimitBelowTheComparisonIsSaid() throws {
    for (name, rate) in [("one", 0.03), ("two", 0.04)] {
      try scenario(
        name,
        ", riskFreeRate: \(rate), stepsPerYear: 365, horizonYears: 20, simulation: { paths: 8192 }")
    }
    try #require(try batch().status == 0)
    let comparison = try folder.text("b/comparison.csv")
    // Time to find both results whole, which takes a small part of what pairing them does.
    var limit = 0.25
    let paired = { try batch("--paired", "--resume", "--time-limit", "\(limit)") }
    var outcome = try paired()
    while outcome.errors.contains("before one block of paths"), limit < 60 {
      limit *= 2
      outcome = try paired()
    }
    #expect(outcome.status == 75)
    #expect(outcome.output.hasPrefix("2 of 2 scenarios complete"))
    #expect(
      outcome.errors.contains(
        ", before the comparison was done, and only whole results are kept; allow more time or threads, "
          + "or pair nothing with --unpaired"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("continue with --resume"))
    #expect(try folder.text("b/comparison.csv") == comparison)
  }

  /// Files of its names that this batch has not written stay, unless they are to be replaced: there is
  /// nothing to resume where no batch was.
  @Test(arguments: ["index.csv", "comparison.csv", "report.html"], [false, true])
  func whatOthersPutThereStays(name: String, resumes: Bool) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("b"), withIntermediateDirectories: false)
    try Data("mine\n".utf8).write(to: folder.url.appending(path: "b/\(name)"))
    let refused = try resumes ? batch("--paths", "64", "--resume") : batch("--paths", "64")
    #expect(refused.status == 1)
    #expect(
      refused.errors == "minerstress: b/\(name) is there already, and not "
        + (resumes
          ? "as a batch has written it; move it away: results and saved work stay, and --resume goes "
            + "on with them\n"
          : "of a batch of these scenarios; move it away, replace it with --overwrite or choose "
            + "another directory with --out\n"))
    #expect(try folder.text("b/\(name)") == "mine\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("b")) == [name])
    #expect(try batch("--paths", "64", "--overwrite").status == 0)
    #expect(try folder.text("b/\(name)") != "mine\n")
  }

  /// A batch of another list is refused, and leaves no comparison of the first where it replaces it.
  @Test func anotherListReplacesNothingUnasked() throws {
    try #require(try batch("--paths", "64").status == 0)
    let index = try folder.text("b/index.csv")
    try scenario("three")
    let other = ["batch", "cases/three.json5", "--out", "b", "--paths", "64"]
    let refused = try Program.run(Program.process(other, in: folder.url))
    #expect(refused.status == 1)
    #expect(refused.errors.contains("b/index.csv is there already, and not of a batch of these"))
    #expect(try folder.text("b/index.csv") == index)
    let replaced = try Program.run(Program.process(other + ["--overwrite"], in: folder.url))
    #expect(replaced.status == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("b")).sorted()
        == ["index.csv", "one", "three", "two"])
  }

  /// A list that is continued as another leaves no comparison of the first, nor a row of it.
  @Test func anotherListMayBeContinued() throws {
    try #require(try batch("--paths", "64").status == 0)
    let other = ["batch", "cases/one.json5", "--out", "b", "--paths", "64", "--resume"]
    #expect(try Program.run(Program.process(other, in: folder.url)).status == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("b")).sorted()
        == ["index.csv", "one", "two"])
    #expect(try rows.map { $0[0] } == ["scenario", "one"])
  }

  /// Other systems write endings in capitals.
  @Test func endingsAreOfEitherCase() throws {
    for (old, new) in [("one.json5", "One.JSON5"), ("two.json5", "two.Json")] {
      try FileManager.default.moveItem(
        atPath: folder.path("cases/\(old)"), toPath: folder.path("cases/\(new)"))
    }
    #expect(try batch("--paths", "64").status == 0)
    #expect(try rows.map { $0[0] } == ["scenario", "One", "two"])
  }

  /// Nobody reads what is printed: the files are written all the same, and hold nothing of it.
  @Test func aClosedOutputLosesNoFile() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "exec \"$0\" batch cases --out b --paths 64 --quiet >&-", Program.executable.path,
    ]
    process.currentDirectoryURL = folder.url
    let outcome = try Program.run(process)
    #expect(outcome.status == 1)
    #expect(
      outcome.problems == ["minerstress: cannot write to standard output: Bad file descriptor"])
    try requireFiles()
  }

  /// A reader that has gone, as `head` does, loses no file either.
  @Test func aReaderThatHasGoneLosesNoFile() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let arguments = ["batch", "cases", "--out", "b", "--paths", "64", "--quiet"]
    let outcome = try Program.run(
      Program.process(arguments, in: folder.url), output: pipe.fileHandleForWriting)
    #expect(outcome.status == 128 + SIGPIPE)
    #expect(outcome.problems.isEmpty)
    try requireFiles()
  }

  private func requireFiles() throws {
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("b")).sorted()
        == [".batch.sha256", "comparison.csv", "index.csv", "one", "report.html", "two"])
    #expect(try rows.map { $0[1] } == ["status", "complete", "complete"])
  }

  /// Threads that find no scenario left to open help with one that is being opened.
  @Test(.enabled(if: isLinux, "needs /proc"))
  func theOnlyScenarioHasEveryThread() throws {
    let only = [
      "batch", "cases/one.json5", "--out", "b", "--paths", "50000000", "--quiet", "--threads", "2",
    ]
    let outcome = try Program.run(Program.process(only, in: folder.url)) { process in
      for _ in 0..<600 where Self.busyThreads(of: process.processIdentifier) < 2 {
        usleep(100_000)
      }
      #expect(Self.busyThreads(of: process.processIdentifier) >= 2)
      kill(process.processIdentifier, SIGTERM)
    }
    #expect(outcome.status == 143)
  }

  /// Threads of a process that have computed for half a second, of which the system counts hundredths.
  private static func busyThreads(of process: Int32) -> Int {
    let place = "/proc/\(process)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return threads.count { thread in
      let text = try? String(contentsOfFile: "\(place)/\(thread)/stat", encoding: .utf8)
      // The twelfth field after the name in brackets is the time.
      let fields = (text ?? "").split(separator: ")").last?.split(separator: " ") ?? []
      return fields.count > 11 && Int(fields[11]) ?? 0 > 50
    }
  }

  /// One batch at a time is at work in a directory.
  @Test func aSecondBatchInTheSamePlaceIsRefused() throws {
    let first = Program.process(
      ["batch", "cases", "--out", "b", "--paths", "50000000", "--quiet"], in: folder.url)
    let outcome = try Program.run(first) { process in
      folder.wait(for: "b/.batch.lock")
      for option in ["--resume", "--overwrite"] {
        let second = try batch("--paths", "64", option)
        #expect(second.status == 1)
        #expect(second.errors.contains("minerstress: another process is at work on b; wait for it"))
      }
      kill(process.processIdentifier, SIGTERM)
    }
    #expect(outcome.status == 143)
    #expect(!FileManager.default.fileExists(atPath: folder.path("b/.batch.lock")))
  }

  /// What was opened and never begun when another scenario failed is pending, as the guide says.
  @Test func whatWasNeverBegunIsPending() throws {
    try Data("{ name: 1".utf8).write(to: folder.url.appending(path: "cases/bad.json5"))
    for turn in 0..<8 {
      let outcome = try Program.run(
        Program.process(
          [
            "batch", "cases", "--out", "b\(turn)", "--paths", "50000000", "--fail-fast", "--quiet",
            "--threads", "3",
          ], in: folder.url))
      #expect(outcome.status == 3)
      let rows = try #require(csvRecords(try folder.text("b\(turn)/index.csv")))
      #expect(rows[1][1] == "invalid")
      for row in rows.dropFirst(2) {
        #expect(row[1] == (row[13].isEmpty ? "pending" : "stopped"))
        #expect(!row[13].hasPrefix("0 of"))
      }
    }
  }

  /// What a batch itself writes, and what is no name, is told before the first run.
  @Test(arguments: ["index.csv", "comparison.csv", "Report.html", ".batch.sha256", ".", ".."])
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
