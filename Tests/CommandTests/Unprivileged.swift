import Foundation

/// The program, run as somebody to whom a folder can be closed and whose processes can be limited.
enum Unprivileged {
  /// Whether that can be had here.
  static let isPossible = (try? run(["--version"], in: Program.root).status) == 0

  /// Runs the program to its end.
  ///
  /// - Parameter through: A command that starts the one that follows its own words, such as `prlimit`.
  static func run(
    _ words: [String], in directory: URL, through: [String] = [],
    program: String = Program.executable.path
  ) throws -> Program.Outcome {
    let process = Program.process(words, in: directory)
    let isRoot = geteuid() == 0
    let user = isRoot ? ["/usr/bin/setpriv", "--reuid=65534", "--clear-groups"] : []
    let all = user + through + [program] + words
    process.executableURL = URL(filePath: all[0])
    process.arguments = Array(all.dropFirst())
    return try Program.run(process)
  }
}
