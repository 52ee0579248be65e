import Foundation
import Testing

/// `run --workbook`: a file of the result like the others.
@Suite struct WorkbookCommandTests {
  private var starter: String { Program.path("scenarios/starter.json5") }

  private func bytes(_ folder: TemporaryFolder, _ path: String) throws -> Data {
    try Data(contentsOf: folder.url.appending(path: path))
  }

  @Test func itIsInTheManifestAndChecked() throws {
    let folder = try TemporaryFolder()
    let done = try folder.run(
      "run", starter, "--paths", "64", "--quiet", "--workbook", "--out", "r")
    #expect(done.status == 0)
    var book = try bytes(folder, "r/starter.xlsx")
    #expect(book.prefix(2) == Data("PK".utf8))
    #expect(try folder.run("report", "r").status == 0)
    book[book.count / 2] ^= 1
    try book.write(to: folder.url.appending(path: "r/starter.xlsx"))
    #expect(try folder.run("report", "r").errors.contains("r/starter.xlsx was changed"))
  }

  @Test func mergedShardsHaveTheSameBytes() throws {
    let folder = try TemporaryFolder()
    for shard in ["0/2", "1/2"] {
      let part = try folder.run(
        "run", starter, "--paths", "2048", "--quiet", "--workbook", "--shard", shard,
        "--out", "s")
      #expect(part.status == 0)
    }
    #expect(try folder.run("merge", "s", "--out", "merged").status == 0)
    let whole = try folder.run(
      "run", starter, "--paths", "2048", "--quiet", "--workbook", "--threads", "1",
      "--out", "whole")
    #expect(whole.status == 0)
    #expect(try bytes(folder, "merged/starter.xlsx") == bytes(folder, "whole/starter.xlsx"))
    let limited = try runLimited(folder, "merge", "s", "--out", "m")
    #expect(limited.status == 1)
    #expect(limited.errors.hasPrefix("minerstress: m has its tables, but no starter.xlsx: cannot "))
    #expect(limited.errors.hasSuffix("; merge again with --overwrite\n"))
    #expect(try bytes(folder, "m/summary.csv") == bytes(folder, "whole/summary.csv"))
  }

  /// Runs with a limit on the size of files: 100 kB, beyond every table and below a workbook or a page.
  private func runLimited(_ folder: TemporaryFolder, _ words: String...) throws -> Program.Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", "ulimit -f 200; exec \"$0\" \"$@\"", Program.executable.path] + words
    process.currentDirectoryURL = folder.url
    return try Program.run(process)
  }

  /// Tables that are complete are delivered without the workbook that cannot be written.
  @Test func tablesStayWhereTheWorkbookCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    let outcome = try runLimited(
      folder, "run", starter, "--paths", "256", "--quiet", "--workbook", "--report", "--out", "r")
    #expect(outcome.status == 1)
    let lines = outcome.errors.split(separator: "\n")
    try #require(lines.count == 2, "\(outcome.errors)")
    #expect(lines[0].hasPrefix("minerstress: r has its tables, but no starter.xlsx: cannot write "))
    #expect(lines[0].hasSuffix("; run again with --overwrite"))
    #expect(lines[1].hasPrefix("minerstress: r has its tables, but no page: cannot write r/"))
    #expect(lines[1].hasSuffix("; make it with minerstress report r"))
    #expect(outcome.output.contains("PORTFOLIO"))
    #expect(try folder.run("report", "r").status == 0)
    #expect(try folder.run("run", starter, "--paths", "256", "--resume", "--out", "r").status == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("")).sorted()
        == ["r"])
  }

  /// Where there is a checkpoint, the workbook is made from it.
  @Test func aMissingWorkbookIsMadeFromTheCheckpoint() throws {
    let folder = try TemporaryFolder()
    let paths = "400000"
    let stopped = try folder.runUntilSaved(
      ".tally", in: ".r.checkpoint",
      [
        "run", starter, "--paths", paths, "--workbook", "--out", "r", "--save-every", "0.05",
      ])
    try #require(stopped.status == 143, "\(stopped.errors)")
    let limited = try runLimited(
      folder, "run", starter, "--paths", paths, "--workbook", "--out", "r", "--resume", "--quiet")
    #expect(limited.status == 1)
    let saved = #/r has its tables, but no .* of 391 blocks are saved, run again with --resume\n/#
    #expect(limited.errors.firstMatch(of: saved) != nil, "\(limited.errors)")
    #expect(try folder.run("report", "r").status == 0)
    let again = try folder.run(
      "run", starter, "--paths", paths, "--workbook", "--out", "r", "--resume")
    #expect(again.status == 0)
    #expect(again.errors.contains("r has no starter.xlsx; it is made again\n"))
    #expect(again.errors.contains("starter: resumed with "))
    #expect(try bytes(folder, "r/starter.xlsx").count > 100_000)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("")).sorted()
        == ["r"])
  }

  /// A directory may have a name of 255 bytes, and then not a file of five more.
  @Test func aNameThatIsTooLongIsRefusedBeforeTheFirstPath() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "長", count: 84)
    let outcome = try folder.run(
      "run", starter, "--set", "name=\(name)", "--workbook", "--out", "r")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("has 257 bytes"))
    #expect(outcome.output.isEmpty)
  }
}
