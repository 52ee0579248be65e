import Foundation
import Testing

/// How many threads work where none are asked for.
@Suite struct ThreadCountTests {
  /// A process that may use one processor of many takes one thread: more would only take turns.
  @Test(
    .enabled(
      if: isLinux && FileManager.default.isExecutableFile(atPath: "/usr/bin/taskset"),
      "needs taskset"))
  func aProcessTakesTheProcessorsThatItMayUse() throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    // The first of the processors that this process may use, which a container may have chosen.
    process.arguments =
      [
        "-c",
        "exec taskset -c $(taskset -pc $$ | sed 's/.*: //; s/[-,].*//') \"$0\" \"$@\"",
        Program.executable.path, "run", Program.path("scenarios/starter.json5"), "--paths", "256",
        "--quiet", "--out", "r",
      ]
    process.currentDirectoryURL = folder.url
    let outcome = try Program.run(process)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try folder.text("r/manifest.json").contains("\"threads\": 1,"))
  }
}
