import CreditBasics
import Dispatch
import ReportPages
import Reporting
import ResultReading
import ScenarioFiles
import ScenarioWarnings
import Synchronization

/// `minerstress report`: a page from a result directory.
enum ReportCommand {
  private static let against = OptionSpec(
    "against", "DIR", help: "compare with the result in DIR")
  private static let file = OptionSpec(
    "out", "FILE", help: "write the page to FILE instead of DIR/report.html")

  static let command = Command(
    name: "report", operands: "DIR",
    summary: "write a self-contained page, report.html, from a result directory",
    options: [against, file, .overwriteFile, .quiet], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let directory = try arguments.operand("DIR")
    let read = [directory] + arguments.strings(against)
    if let file = arguments.string(file) {
      try OutputFile.check(
        file, overwrites: arguments.has(.overwriteFile), inputs: read.flatMap(files))
    }
    for directory in read { try checkWhole(directory) }
    let page = try write(
      directory: directory, against: arguments.string(against), to: arguments.string(file))
    Console.print("Report: \(page)\n")
    return .delivered
  }

  /// The files of a result that a page is made of.
  static func files(of directory: String) -> [String] {
    let listed = (try? ResultManifest(directory: directory))?.files.map(\.name) ?? []
    return (listed + [RunManifest.fileName, ResultManifest.limits]).map { "\(directory)/\($0)" }
  }

  /// Refuses a result whose files are not as its run wrote them: a page would show them as the
  /// run's.
  static func checkWhole(_ directory: String) throws {
    guard let manifest = try? ResultManifest(directory: directory), let damage = manifest.damage
    else { return }
    let isOwn = OtherBuild.makers(of: directory).allSatisfy { OtherBuild.told($0) == nil }
    throw CommandFailure(
      .failed,
      "\(damage); make the result again with run \(isOwn ? "--resume" : "--overwrite"), or keep changed "
        + "tables elsewhere")
  }

  /// Writes the page of a finished result; returns where.
  ///
  /// - Parameter path: The page's file; `report.html` inside the directory if nil.
  /// - Throws: `ResultReadError`, `ResultWriteError`.
  @discardableResult
  static func write(directory: String, against other: String? = nil, to path: String? = nil) throws
    -> String
  {
    var result = try result(in: directory)
    result.told = result.scenario.flatMap { PathChoice.told(result, $0) }
    let compared = try other.map(result(in:))
    let path = path ?? (directory.hasSuffix("/") ? directory : directory + "/") + "report.html"
    try AtomicFile.write(ReportPage.render(result, against: compared), to: path)
    return path
  }

  private static func result(in directory: String) throws -> FinishedResult {
    let scenario = PendingScenario(file: "\(directory)/\(ResultManifest.scenario)")
    var result = try FinishedResult(directory: directory, scenario: scenario.value?.scenario)
    result.warnings = scenario.value?.warnings.map {
      ScenarioWarning(path: $0.path, keys: $0.keys, message: $0.message)
    }
    return result
  }
}

/// A result's scenario, read beside its tables: for a book of thousands that takes half as long as
/// they do.
private final class PendingScenario: Sendable {
  private let found = Mutex<(scenario: Scenario, warnings: [Warning])?>(nil)
  private let reading = DispatchGroup()

  init(file: String) {
    DispatchQueue.global().async(group: reading) { [self] in
      guard let read = try? ScenarioReader.read(file: file) else { return }
      let warnings = read.warnings
      found.withLock { $0 = (read.scenario, warnings) }
    }
  }

  /// The scenario and its warnings once it is read; nil for one that this version does not read.
  var value: (scenario: Scenario, warnings: [Warning])? {
    reading.wait()
    return found.withLock { $0 }
  }
}
