import Foundation
import Reporting
import ScenarioFiles

/// One scenario of a batch: its file, and the job that it asks for.
struct BatchEntry: Sendable {
  /// Name of its result directory: the file's name without its ending.
  let name: String
  /// The job, or the failure of a scenario that cannot be run.
  let job: Result<RunJob, CommandFailure>

  /// Paths to be simulated; 0 for a scenario that cannot be run.
  var paths: Int { (try? job.get())?.paths ?? 0 }

  /// Reads the scenarios that operands name: files, and directories with `.json5` and `.json` files.
  ///
  /// - Throws: `CommandFailure` when there is none, or when two would share a directory.
  static func all(_ arguments: Arguments, out: String) throws -> [BatchEntry] {
    let files = try arguments.operands.flatMap(scenarioFiles)
    var owners: [String: String] = [:]
    for file in files {
      if reserved.contains(stem(file).lowercased()) {
        throw CommandFailure.usage(
          "batch: \(file) cannot have its result in \(out)/\(stem(file)); rename it")
      }
      if let other = owners.updateValue(file, forKey: stem(file)) {
        throw CommandFailure.usage(
          "batch: \(other) and \(file) would share \(out)/\(stem(file)); rename one of them")
      }
    }
    return try concurrentMap(files) { file in
      try BatchEntry(file, arguments, directory: "\(out)/\(stem(file))")
    }
  }

  private init(_ file: String, _ arguments: Arguments, directory: String) throws {
    name = Self.stem(file)
    do {
      let read = try ScenarioInput.read(file, arguments)
      var job = try RunJob(read, arguments, shard: nil, directory: directory, label: name)
      // One scenario is replaced by `run`: a batch with --overwrite would drop the results of all
      // its scenarios.
      job.replacing =
        "with minerstress run \(ShellWord.quoted(file)) --out \(ShellWord.quoted(directory)) "
        + "--overwrite and the other options of the batch"
        + (arguments.has(.resume) ? ", but without --resume" : "")
      self.job = .success(job)
    } catch let failure as CommandFailure where failure.status != .usage {
      job = .failure(failure)
    } catch let error as ScenarioError {
      job = .failure(CommandFailure(.invalidScenario, "\(error)"))
    }
  }

  /// Names that a batch gives to its own tables and page, and those of directories.
  private static let reserved =
    ["", ".", "..", BatchPlace.lockName, BatchRecord.name] + BatchPlace.files

  /// What ends the names of scenarios in a directory, in letters of either case.
  private static let endings = ["json5", "json"]

  private static func stem(_ file: String) -> String {
    ((file as NSString).lastPathComponent as NSString).deletingPathExtension
  }

  private static func scenarioFiles(_ operand: String) throws -> [String] {
    guard FilePlace.kind(operand) == .directory else { return [operand] }
    let names = try FilePath.entries(of: operand).filter { name in
      let ending = (name as NSString).pathExtension.lowercased()
      return !name.hasPrefix(".") && endings.contains(ending)
    }
    guard !names.isEmpty else {
      throw CommandFailure.usage(
        "batch: no scenario found in \(operand); give files or directories of .json5")
    }
    return names.map { "\(operand)/\($0)" }
  }
}
