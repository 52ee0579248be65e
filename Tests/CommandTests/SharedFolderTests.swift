import Foundation
import Testing

/// A folder that several users write to.
@Suite(.enabled(if: geteuid() == 0 && Unprivileged.isPossible, "needs files of two users"))
struct SharedFolderTests {
  /// Another's result can be replaced there, as names are everybody's to change, but not removed.
  @Test func whatStaysOfAnothersResultIsTold() throws {
    let folder = try TemporaryFolder()
    try #require(chmod(folder.path(""), 0o777) == 0)
    let words = [
      "run", Program.path("scenarios/starter.json5"), "--paths", "64", "--quiet", "--out", "r",
      "--overwrite",
    ]
    #expect(try Program.run(Program.process(words, in: folder.url)).errors == "")
    let replaced = try Unprivileged.run(words, in: folder.url)
    #expect(replaced.status == 0)
    let left = try #require(try folder.names.first { $0.hasSuffix(".partial") })
    #expect(
      replaced.problems == [
        "minerstress: r is replaced, but what was there cannot be removed: Permission denied; it stays "
          + "as ./\(left) until its owner removes it"
      ])
    // The new one is the user's own, and goes without a trace.
    #expect(try Unprivileged.run(words, in: folder.url).problems == [])
    #expect(try folder.names == [left, "r"])
  }
}
