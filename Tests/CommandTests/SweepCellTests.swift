import Foundation
import Testing

/// What a sweep keeps beside its result, and for how long.
@Suite struct SweepCellTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var cells: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path("s.cells"))) ?? []).sorted()
  }

  private func sweep(_ more: String...) -> Process { sweep(more) }

  private func sweep(_ more: [String]) -> Process {
    Program.process(
      [
        "sweep", Program.path("scenarios/starter.json5"), "--vary", "market.btc.spot=8e4:9e4:1e3",
        "--measure", "pd(any,1)", "--paths", "4096", "--quiet", "--out", "s",
      ] + more, in: folder.url)
  }

  /// A limit that no cell fits into is said, with what would do.
  ///
  /// With the same one --resume would end in the same way again and again. The scenario of 20 years in daily
  /// steps takes far longer.
  @Test func aTimeLimitBelowACellIsSaid() throws {
    let sweep = { (limit: String) in
      try Program.run(
        Program.process(
          [
            "sweep", Program.path("scenarios/double-leverage.json5"), "--vary",
            "market.btc.spot=8e4,9e4", "--measure", "pd(any,1)", "--paths", "16384", "--quiet",
            "--out", "s", "--set", "stepsPerYear=365", "--set", "horizonYears=20", "--resume",
            "--time-limit", limit,
          ], in: folder.url))
    }
    let outcome = try sweep("1")
    #expect(outcome.status == 75)
    #expect(
      outcome.errors.contains(
        #/--time-limit 1 has passed, after [1-9][.0-9]* s, before one cell was done, and nothing is saved; /#
      ))
    #expect(
      outcome.errors.contains(
        #/allow more time or threads, for the scenario itself, .*, and a cell: about .*\d+ s would do\n/#
      ),
      "\(outcome.errors)")
    #expect(try folder.names == [])
  }

  /// Two sweeps at once would remove each other's cells: the second is sent away, and the first finishes.
  @Test func aSecondSweepIsSentAway() throws {
    var second: [Program.Outcome] = []
    let first = try Program.run(sweep("--set", "stepsPerYear=365")) { process in
      for _ in 0..<6000 where !cells.contains("lock") { usleep(5000) }
      kill(process.processIdentifier, SIGSTOP)
      defer { kill(process.processIdentifier, SIGCONT) }
      for more in [["--resume"], ["--overwrite", "--seed", "9"]] {
        let other = try TemporaryFolder()
        let rival = sweep(more)
        second.append(
          try Program.run(rival, output: other.fileForWriting("out")))
      }
    }
    #expect(second.map(\.status) == [1, 1])
    #expect(
      second.allSatisfy {
        $0.errors.contains("another process is at work on ./s.cells; wait for it")
      })
    #expect(first.status == 0, "\(first.errors)")
    #expect(cells == [] && FileManager.default.fileExists(atPath: folder.path("s/sweep.csv")))
  }

  /// Cells of an earlier call stay where the limit of a later one leaves time for none, and are counted.
  @Test func aTimeLimitBelowACellKeepsEarlierCells() throws {
    let daily = ["--set", "stepsPerYear=365", "--set", "horizonYears=20"]
    let stopped = try folder.runUntilSaved(".csv", in: "s.cells", sweep(daily).arguments!)
    try #require(stopped.status == 143, "\(stopped.errors)")
    let kept = cells
    let late = try Program.run(sweep(daily + ["--resume", "--time-limit", "0.01"]))
    #expect(late.status == 75)
    #expect(
      late.errors.contains(
        ", before one cell was done, and \(kept.count) of 11 cells are saved as before; allow"),
      "\(late.errors)")
    #expect(!kept.isEmpty && cells == kept)
  }

  /// Cells of another build, of version 0.1, and of other inputs are neither used nor replaced.
  @Test(
    arguments: [
      (
        "minerstress cell 1\nbuild 0123456789abcdef\ncell a\n0,0,0,0\n"
          + "sha256 127355ab3b5cdc0fb05db6f620f45e692d6e0b0e06b2e8ae0524050693ac87c2\n",
        "is of another build of the program (build 0123456789ab there, "
      ),
      ("0.61,0.0006,0.29,0.0005\n", "is of another build of the program (build unknown there, "),
      (
        "",
        "s.cells holds cells of a sweep with other inputs; continue that one with its own, remove"
      ),
    ], [["--resume"], ["--overwrite"], []])
  func cellsOfOthersAreRefused(other: (text: String, message: String), options: [String]) throws {
    let cell = folder.path("s.cells/\(String(repeating: "a", count: 64)).csv")
    try FileManager.default.createDirectory(
      atPath: folder.path("s.cells"), withIntermediateDirectories: true)
    try other.text.write(toFile: cell, atomically: false, encoding: .utf8)
    let refused = try Program.run(sweep(options))
    #expect(refused.status == 1)
    #expect(refused.errors.contains(other.message), "\(refused.errors)")
    #expect(try String(contentsOfFile: cell, encoding: .utf8) == other.text)
  }

  /// A sweep that replaces a result goes on with its cells as it was begun: --resume would refuse the result.
  @Test func aStoppedOverwriteContinues() throws {
    try #require(try Program.run(sweep("--seed", "9")).status == 0)
    // Long enough to be stopped in the middle on a busy machine.
    let daily = ["--set", "stepsPerYear=365", "--set", "horizonYears=20"]
    let stopped = try folder.runUntilSaved(
      ".csv", in: "s.cells", sweep(daily + ["--overwrite"]).arguments!)
    try #require(stopped.status == 143, "\(stopped.errors)")
    #expect(stopped.errors.hasSuffix("finished cells are kept, continue with --overwrite\n"))
    let refused = try Program.run(sweep(daily + ["--resume"]))
    #expect(refused.errors.contains("Replace it with --overwrite in place of --resume, or choose"))
    #expect(try Program.run(sweep("--resume", "--overwrite")).status == 2)
    #expect(try Program.run(sweep(daily + ["--overwrite"])).status == 0)
    #expect(try folder.names == ["s"])
  }

  /// A kill after the result's last rename leaves cells, which the next --resume removes; those of another
  /// sweep stay.
  ///
  /// The cells are those of a sweep whose files may be long enough for every cell and too short for the
  /// result: it ends at the same place on a machine of any speed.
  @Test func cellsThatAKillLeftAreRemoved() throws {
    let whole = sweep()
    let limited = Process()
    limited.executableURL = URL(filePath: "/bin/sh")
    limited.arguments =
      ["-c", "ulimit -f 4; exec \"$0\" \"$@\"", Program.executable.path(percentEncoded: false)]
      + (whole.arguments ?? [])
    limited.currentDirectoryURL = whole.currentDirectoryURL
    limited.standardInput = FileHandle.nullDevice
    let cut = try Program.run(limited)
    try #require(cut.status == 1, "\(cut.errors)")
    #expect(cut.errors.contains("; finished cells are kept in "), "\(cut.errors)")
    #expect(cells.count == 11 && cells.allSatisfy { $0.hasSuffix(".csv") }, "\(cells)")
    let files = FileManager.default
    // A kill leaves some of the cells, and one that was being written.
    for name in cells.dropFirst(4) { try files.removeItem(atPath: folder.path("s.cells/\(name)")) }
    try files.copyItem(atPath: folder.path("s.cells"), toPath: folder.path("left"))
    try Data().write(to: URL(filePath: folder.path("s.cells/\(cells[0]).1-2.partial")))
    #expect(try Program.run(sweep("--resume")).status == 0)
    #expect(try folder.names == ["left", "s"])
    try files.moveItem(atPath: folder.path("left"), toPath: folder.path("s.cells"))
    let another = String(repeating: "a", count: 64) + ".csv"
    try Data().write(to: URL(filePath: folder.path("s.cells/\(another)")))
    #expect(try Program.run(sweep("--resume")).status == 0)
    #expect(cells == [another])
    try files.removeItem(atPath: folder.path("s.cells/\(another)"))
    #expect(try Program.run(sweep("--resume")).status == 0)
    #expect(try folder.names == ["s"])
  }
}
