import Foundation
import Testing

/// Signals and full disks: the right exit status, and no result that looks complete.
@Suite(.serialized) struct InterruptionTests {
  /// Longer than any test waits.
  private func longRun(_ folder: TemporaryFolder) -> Process {
    Program.process([
      "run", "scenarios/double-leverage.json5", "--paths", "100000000", "--out",
      folder.path("result"), "--quiet",
    ])
  }

  /// Waits until the program watches for signals.
  private func waitUntilWatching(_ process: Process) throws {
    #if os(Linux)
      let status = "/proc/\(process.processIdentifier)/status"
      for _ in 0..<1000 {
        let text = (try? String(contentsOfFile: status, encoding: .utf8)) ?? ""
        // Signals caught; the last that is watched is SIGUSR2, bit 11.
        let line = text.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
        let mask = line.flatMap { $0.split(separator: "\t").last }.flatMap { UInt64($0, radix: 16) }
        if let mask, mask & 0x4802 == 0x4802 { return }
        usleep(10_000)
      }
      Issue.record("the program never watched for signals")
    #else
      usleep(1_000_000)
    #endif
  }

  /// A terminal that closes, a limit on time and an alarm end a run as Ctrl-C and SIGTERM do.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGALRM].map { ($0, 128 + $0) })
  func aSignalEndsTheRun(signal: Int32, status: Int32) throws {
    let folder = try TemporaryFolder()
    let clock = ContinuousClock()
    var sent = clock.now
    let outcome = try Program.run(longRun(folder)) { process in
      try waitUntilWatching(process)
      sent = clock.now
      kill(process.processIdentifier, signal)
    }
    #expect(outcome.status == status)
    // At the next block, a tenth of a second on an idle machine; the whole run takes an hour.
    #expect(sent.duration(to: clock.now) < .seconds(30))
    #expect(outcome.errors.contains("stopped"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("result")))
  }

  /// Ctrl-\ ends the program at once, by the signal itself, with nothing saved.
  @Test(.enabled(if: isLinux, "needs the env that unblocks signals"))
  func aQuitEndsAtOnce() throws {
    let folder = try TemporaryFolder()
    let process = longRun(folder)
    // The threads of tests block signals, and a process inherits that.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["--default-signal=QUIT", Program.executable.path] + process.arguments!
    let outcome = try Program.run(process) { process in
      try waitUntilWatching(process)
      kill(process.processIdentifier, SIGQUIT)
      for _ in 0..<2000 where process.isRunning { usleep(10_000) }
      kill(process.processIdentifier, SIGKILL)
    }
    #expect(outcome.status == 1000 + SIGQUIT)
    #expect(outcome.problems == [])
  }

  /// SIGUSR1 asks how far the run is, a quiet one too; `nohup` is obeyed.
  @Test func aRunTellsItsProgressWhenAsked() throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", "trap '' HUP; exec \"$0\" \"$@\"", Program.executable.path]
      + longRun(folder).arguments!
    process.currentDirectoryURL = Program.root
    let outcome = try Program.run(process) { process in
      try waitUntilWatching(process)
      kill(process.processIdentifier, SIGHUP)
      usleep(300_000)
      kill(process.processIdentifier, SIGUSR1)
      // A busy machine answers late.
      usleep(2_000_000)
      kill(process.processIdentifier, SIGTERM)
    }
    #expect(outcome.status == 143)
    #expect(outcome.errors.contains("% of 100000000 paths"))
  }

  /// Both signals are there when the program goes on: nothing is saved, whichever it sees first.
  @Test func aSecondSignalEndsAtOnce() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(longRun(folder)) { process in
      try waitUntilWatching(process)
      usleep(300_000)
      for signal in [SIGSTOP, SIGINT, SIGTERM, SIGCONT] { kill(process.processIdentifier, signal) }
    }
    #expect([130, 143].contains(outcome.status))
    #expect(outcome.problems == [])
    #expect(try folder.names.filter { $0.hasPrefix(".") } == [])
  }

  /// A merge that is told to end while its result gets its name leaves all of it, or nothing.
  @Test func aSignalAtTheLastMomentLeavesNothingHalf() throws {
    let folder = try TemporaryFolder()
    for shard in ["0/2", "1/2"] {
      let part = try Program.run(
        "run", "scenarios/starter.json5", "--paths", "4096", "--shard", shard, "--quiet", "--out",
        folder.path("parts"))
      try #require(part.status == 0)
    }
    let merge = { (place: String) in
      Program.process(["merge", folder.path("parts"), "--quiet", "--out", folder.path(place)])
    }
    let files = { (place: String) in
      try? FileManager.default.contentsOfDirectory(atPath: folder.path(place)).sorted()
    }
    try #require(try Program.run(merge("whole")).status == 0)
    for turn in 0..<20 {
      let outcome = try Program.run(merge("m\(turn)")) { process in
        while process.isRunning {
          let partial = try folder.names.first { $0.hasPrefix(".m\(turn).") }
          if let partial, files(partial)?.contains("manifest.json") ?? false { break }
        }
        kill(process.processIdentifier, SIGTERM)
      }
      let found = files("m\(turn)")
      #expect(outcome.status == 143 || outcome.status == 0 && found != nil)
      #expect(found == nil || found == files("whole"))
      #expect(try folder.names.filter { $0.hasPrefix(".m") } == [])
    }
  }

  /// Questions are obeyed in their last phase too: here thousands of years are looked at one by one after
  /// the runs, and a tornado has its runs.
  @Test(arguments: [
    ["solve", "--nearest", "gpu-neocloud"], ["tornado"],
    ["solve", "--vary", "market.btc.spot=3e4:15e4", "--target", "pd(any,3)=95%"],
  ])
  func aSignalEndsAQuestion(words: [String]) throws {
    let folder = try TemporaryFolder()
    let process = Program.process(
      [words[0], "scenarios/double-leverage.json5"] + words.dropFirst() + [
        "--paths", "100000", "--threads", "1", "--quiet", "--out", folder.path("result"),
      ])
    let outcome = try Program.run(process) { process in
      try waitUntilWatching(process)
      usleep(1_500_000)
      kill(process.processIdentifier, SIGINT)
    }
    #expect(outcome.status == 130)
    #expect(outcome.errors.contains("stopped; nothing was written"))
    #expect(try folder.names.allSatisfy { !$0.contains("result") })
  }

  @Test func aFullDiskLeavesNothing() throws {
    guard let disk = try SmallDisk.mounted() else { return }
    defer { disk.remove() }
    let outcome = try Program.run(
      "run", "scenarios/double-leverage.json5", "--paths", "64", "--quiet", "--out",
      disk.path + "/result")
    #expect(outcome.status == 1)
    #expect(outcome.problems.count == 1)
    #expect(
      outcome.errors.contains("No space left on device; free some space or choose another"))
    #expect(outcome.errors.hasSuffix("; nothing is saved\n"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == [])
  }

  /// A sweep whose files find no room says that its cells are kept, and leaves nothing where none is.
  @Test func aFullDiskKeepsCells() throws {
    guard let disk = try SmallDisk.mounted() else { return }
    defer { disk.remove() }
    let sweep = {
      try Program.run(
        "sweep", "scenarios/starter.json5", "--vary", "market.btc.spot=80000:82000:1000", "--paths",
        "64", "--quiet", "--out", disk.path + "/s")
    }
    let names = { try FileManager.default.contentsOfDirectory(atPath: disk.path).sorted() }
    // Room for three cells of a page each, and not for the result.
    let filling = URL(filePath: disk.path + "/filling")
    try Data(count: 48 << 10).write(to: filling)
    let kept = try sweep()
    #expect(kept.status == 1)
    #expect(
      kept.errors.contains("; finished cells are kept in \(disk.path)/s.cells, continue with"))
    #expect(try names() == ["filling", "s.cells"])
    try FileManager.default.removeItem(atPath: disk.path + "/s.cells")
    try Data(count: 64 << 10).write(to: filling)
    let none = try sweep()
    #expect(none.status == 1)
    #expect(!none.errors.contains("kept"))
    #expect(try names() == ["filling"])
  }

  /// Where no more files can be opened, nothing is saved, which is said, and nothing is left.
  @Test(.enabled(if: isLinux, "needs ulimit -n"), arguments: [8, 10])
  func tooFewOpenFilesLeaveNothing(most: Int) throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "ulimit -n \(most); exec \"$0\" \"$@\"", Program.executable.path, "run",
      Program.path("scenarios/starter.json5"), "--paths", "4096", "--quiet", "--out",
      folder.path("r"),
    ]
    let outcome = try Program.run(process)
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains(
        "Too many open files; raise the limit on open files (ulimit -n); nothing is saved\n"))
    #expect(try folder.names == [])
  }

  /// A full standard output is a failure, not a trap, and not a success.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func aFullStandardOutput() throws {
    for arguments in [["--help"], ["check", "scenarios/starter.json5"]] {
      let process = Program.process(arguments)
      let full = try FileHandle(forWritingTo: URL(filePath: "/dev/full"))
      let outcome = try Program.run(process, output: full)
      #expect(outcome.status == 1)
      #expect(
        outcome.errors
          == "minerstress: cannot write to standard output: No space left on device\n")
    }
  }

  /// Processor time, as the shell counts it: other programs may be using the processor.
  @Test func theProgramStartsQuickly() throws {
    for arguments in ["--version", "check scenarios/double-leverage.json5"] {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", "\"$0\" \(arguments) >&2; times", Program.executable.path]
      process.currentDirectoryURL = Program.root
      let outcome = try Program.run(process)
      #expect(outcome.status == 0)
      // The second line is of what the shell has started: 0m0.03s 0m0.01s.
      let line = try #require(outcome.output.split(separator: "\n").last)
      var seconds = 0.0
      for match in line.matches(of: #/(\d+)m([\d.]+)s/#) {
        let (whole, rest) = (try #require(Double(match.1)), try #require(Double(match.2)))
        seconds += 60 * whole + rest
      }
      #expect(seconds < 0.3)
    }
  }
}
