import Foundation
import Testing

/// Folders that their owner has closed to the user: every command says so.
@Suite(.enabled(if: Unprivileged.isPossible, "the superuser may read everything"))
struct ClosedFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("closed"), withIntermediateDirectories: false)
    #expect(chmod(folder.path("closed"), 0) == 0)
    #expect(chmod(folder.path(""), 0o777) == 0)
  }

  @Test(arguments: [
    (["status", "closed"], "closed"), (["merge", "closed"], "closed"),
    (["batch", "closed", "--out", "b"], "closed"), (["report", "closed"], "closed/manifest.json"),
    (
      [
        "run", Program.path("scenarios/starter.json5"), "--paths", "64", "--quiet", "--resume",
        "--out", "closed",
      ], "closed"
    ),
  ])
  func aClosedFolderIsTold(words: [String], path: String) throws {
    let outcome = try Unprivileged.run(words, in: folder.url)
    #expect(outcome.status == 1)
    let problem = try #require(outcome.problems.first)
    #expect(problem.hasPrefix("minerstress: \(path) cannot be read: Permission denied"))
    #expect(outcome.problems.count == 1)
    #expect(try folder.names == ["closed"])
  }
}
