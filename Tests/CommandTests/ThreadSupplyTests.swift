import Foundation
import Testing

/// A user who may start no further thread is told so, and nobody waits for ever.
@Suite(.enabled(if: isLinux && Unprivileged.isPossible, "needs limits and somebody they apply to"))
struct ThreadSupplyTests {
  @Test(arguments: [1, 2])
  func tooFewThreadsAreRefused(most: Int) throws {
    let folder = try TemporaryFolder()
    #expect(chmod(folder.path(""), 0o777) == 0)
    let outcome = try Unprivileged.run(
      [
        "run", Program.path("scenarios/starter.json5"), "--paths", "4096", "--threads", "2",
        "--quiet", "--out", "r",
      ], in: folder.url,
      through: ["/usr/bin/timeout", "--signal=KILL", "30", "/usr/bin/prlimit", "--nproc=\(most)"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains("the limit on this user's processes and threads (ulimit -u: \(most))")
    )
    #expect(try folder.names == [])
  }
}
