import Foundation
import TestSupport
import Testing

/// The built program, run as users run it.
enum Program {
  /// What a process left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String

    /// Lines of errors, but for what is said of the scenario's figures.
    var problems: [Substring] {
      errors.split(separator: "\n").filter {
        !$0.hasPrefix("note: ") && !$0.hasPrefix("warning: ") && !$0.hasSuffix("check shows all")
      }
    }
  }

  /// The root of this repository.
  static let root = RepositoryFiles.root

  /// The executable beside the test bundle.
  static let executable: URL = {
    #if os(Linux)
      let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    #else
      let bundle =
        Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        ?? URL(filePath: CommandLine.arguments[0])
    #endif
    return bundle.deletingLastPathComponent().appending(path: "minerstress")
  }()

  /// A file of the repository.
  static func path(_ relative: String) -> String {
    RepositoryFiles.path(relative)
  }

  /// The program with arguments, not started yet; its output goes to files, so that it never waits
  /// for a reader.
  static func process(_ arguments: [String], in directory: URL = root) -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Runs the program to its end.
  static func run(_ arguments: String..., in directory: URL = root) throws -> Outcome {
    try run(process(arguments, in: directory))
  }

  /// Runs a process to its end, collecting what it prints; `meanwhile` is called after its start.
  static func run(
    _ process: Process, output: FileHandle? = nil, meanwhile: (Process) throws -> Void = { _ in }
  ) throws -> Outcome {
    let folder = try TemporaryFolder()
    let file = try folder.fileForWriting("out")
    process.standardOutput = output ?? file
    process.standardError = try folder.fileForWriting("err")
    try process.run()
    try meanwhile(process)
    process.waitUntilExit()
    let signal = process.terminationReason == .uncaughtSignal ? Int32(1000) : 0
    return Outcome(
      status: signal + process.terminationStatus, output: try folder.text("out"),
      errors: try folder.text("err"))
  }
}

/// A folder that disappears with its owner.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "minerstress-tests-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }

  func fileForWriting(_ name: String) throws -> FileHandle {
    try Data().write(to: url.appending(path: name))
    return try FileHandle(forWritingTo: url.appending(path: name))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url.appending(path: name))
  }

  /// Runs the program here.
  func run(_ words: [String]) throws -> Program.Outcome {
    try Program.run(Program.process(words, in: url))
  }

  /// Runs the program here.
  func run(_ words: String...) throws -> Program.Outcome { try run(words) }

  /// Waits until there is a file, a quarter of a minute at most.
  func wait(for name: String) {
    for _ in 0..<1500 where !FileManager.default.fileExists(atPath: path(name)) { usleep(10_000) }
  }

  /// Waits until a folder here has a file with an ending, half a minute at most.
  func wait(forAny ending: String, in place: String) {
    for _ in 0..<3000 {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path(place))) ?? []
      if names.contains(where: { $0.hasSuffix(ending) }) { return }
      usleep(10_000)
    }
    Issue.record("no file with the ending \(ending) ever came to \(place)")
  }

  /// Runs the program here until it has saved a part of its work, then asks it to end.
  ///
  /// A limit on time would find it done on a fast machine, and without saved work on a busy one.
  func runUntilSaved(_ ending: String, in place: String, _ words: [String]) throws
    -> Program.Outcome
  {
    try Program.run(Program.process(words, in: url)) { process in
      wait(forAny: ending, in: place)
      kill(process.processIdentifier, SIGTERM)
    }
  }

  /// Everything in the folder, hidden files too.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path("")).sorted() }
  }
}

/// Whether the system is Linux, for tests that need its limits and its view of processes.
let isLinux: Bool = {
  #if os(Linux)
    true
  #else
    false
  #endif
}()
