import Foundation
import Testing

/// A program that its user may run but not read: nobody can tell which build it is.
@Suite(
  .enabled(if: geteuid() == 0 && Unprivileged.isPossible, "needs a file that is somebody else's"))
struct UnknownBuildTests {
  private let folder: TemporaryFolder
  private let starter = Program.path("scenarios/starter.json5")

  init() throws {
    folder = try TemporaryFolder()
    try #require(chmod(folder.path(""), 0o777) == 0)
    try FileManager.default.copyItem(
      atPath: Program.executable.path, toPath: folder.path("program"))
    try #require(chmod(folder.path("program"), 0o111) == 0)
  }

  private func run(_ words: String...) throws -> Program.Outcome {
    try Unprivileged.run(words, in: folder.url, program: folder.path("program"))
  }

  /// Nobody is told to continue what is refused when it is continued.
  @Test func nobodyIsToldToContinueItsWork() throws {
    let long = ["--paths", "50000000", "--quiet"]
    func stopped(_ words: String...) throws -> Program.Outcome {
      try Unprivileged.run(
        words + long + ["--time-limit", "2"], in: folder.url, program: folder.path("program"))
    }
    let cannot = "; --resume cannot go on with it, as the program's file cannot be read\n"
    let runs = try stopped("run", starter, "--out", "r")
    #expect(runs.status == 75)
    #expect(runs.errors.hasSuffix("blocks saved\(cannot)"), "\(runs.errors)")
    let batch = try stopped("batch", starter, "--out", "b")
    #expect(batch.errors.hasSuffix("b/index.csv says what is saved\(cannot)"), "\(batch.errors)")
    #expect(try folder.text("b/index.csv").contains("blocks are saved\(cannot.dropLast())"))
    let sweep = try run(
      "sweep", starter, "--vary", "market.btc.spot=8e4:9e4:2e1", "--measure", "pd(any,1)",
      "--paths",
      "40000", "--quiet", "--out", "s", "--time-limit", "2")
    #expect(sweep.errors.hasSuffix("finished cells are kept\(cannot)"), "\(sweep.errors)")
    // What is there is dropped or removed.
    for words in [["run", starter, "--out", "r"], ["batch", starter, "--out", "b"]] {
      let again = try Unprivileged.run(
        words + long, in: folder.url, program: folder.path("program"))
      #expect(again.status == 1 && again.errors.contains("--overwrite"), "\(again.errors)")
      #expect(!again.errors.contains("--resume"), "\(again.errors)")
    }
  }

  /// It says so before the first path, and its results are neither merged nor taken for its own.
  @Test func itsWorkIsNotJoined() throws {
    let short = ["run", starter, "--paths", "2048", "--quiet"]
    for part in ["0/2", "1/2"] {
      let shard = try Unprivileged.run(
        short + ["--shard", part, "--out", "parts\(part.first!)"], in: folder.url,
        program: folder.path("program"))
      #expect(shard.status == 0)
      #expect(
        shard.errors.contains("program cannot be read, so nobody can tell which build this is"))
    }
    let merged = try run("merge", "parts0", "parts1", "--out", "whole")
    #expect(merged.status == 4)
    #expect(merged.errors.contains("this program's build is unknown"))
    let byAnother = try Unprivileged.run(
      ["merge", "parts0", "parts1", "--out", "whole"], in: folder.url)
    #expect(byAnother.status == 4)
    #expect(byAnother.errors.contains("was written by a program whose file could not be read"))
    let again = try run(
      "run", starter, "--paths", "2048", "--quiet", "--shard", "0/2", "--out", "parts0", "--resume")
    #expect(again.status == 1)
    #expect(
      again.errors.contains("build unknown there and here, as the program's file cannot be read"))
  }
}
