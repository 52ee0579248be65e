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
