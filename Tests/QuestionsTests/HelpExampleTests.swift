import Foundation
import Testing

/// The example at the end of each command's help runs as it is, on few paths, in the order of the overview.
@Suite(.serialized) struct HelpExampleTests {
  /// A process's status and what it said.
  static func run(
    _ words: [String], in place: URL, program: URL = GuideTests.binary
  ) throws -> (status: Int32, said: String) {
    let process = Process()
    process.executableURL = program
    process.currentDirectoryURL = place
    process.arguments = words
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, said)
  }

  /// What makes a command quick without changing what it does.
  private static let quick = [
    "run": ["--paths", "2048"], "batch": ["--set", "simulation.paths=1024"],
    "sweep": ["--paths", "1024"], "tornado": ["--paths", "1024"], "solve": ["--paths", "2048"],
    "price": ["--paths", "2048"],
    "tail": ["--paths", "16384"],
    "verify": ["--paths", "2048"], "bench": ["--repetitions", "1"],
  ]

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: GuideTests.binary.path)))
  func examplesRun() throws {
    let place = try GuideTests.workplace()
    defer { try? FileManager.default.removeItem(at: place) }
    let overview = try Self.run(["--help"], in: place).said
    let commands = overview.matches(of: #/\n  ([a-z]+)  /#).map { String($0.1) }
    #expect(commands.count >= 14)
    // Shards for merge and status.
    for shard in 0..<2 {
      let words = [
        "run", "scenarios/starter.json5", "--paths", "2048", "--shard", "\(shard)/2", "--quiet",
        "--out", "results/starter.shards",
      ]
      #expect(try Self.run(words, in: place).status == 0)
    }
    for command in commands {
      let help = try Self.run([command, "--help"], in: place).said
      let example = try #require(
        help.components(separatedBy: "\nexample:\n  ").dropFirst().first, "\(command)")
      let words = GuideTests.words(String(example.dropLast()))
      #expect(Array(words.prefix(2)) == ["minerstress", command])
      let outcome = try Self.run(
        Array(words.dropFirst()) + (Self.quick[command] ?? []), in: place)
      #expect(outcome.status == 0, "\(example): \(outcome.said)")
    }
  }
}
