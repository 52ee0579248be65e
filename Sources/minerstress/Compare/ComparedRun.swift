import CreditBasics
import Reporting
import ResultReading
import RunFiles
import ScenarioFiles

/// A finished result that is compared: its tables, its inputs, and the scenario if it can be read again.
struct ComparedRun {
  /// What tables call it.
  var name: String
  let result: FinishedResult
  let identity: RunIdentity
  /// The scenario that was run; nil where this program cannot read it any more.
  var scenario: Scenario? { result.scenario }

  /// Reads a result directory.
  ///
  /// - Throws: `CommandFailure` or `ResultReadError` where there is no whole result.
  init(directory: String) throws {
    try ReportCommand.checkWhole(directory)
    result = try FinishedResult(
      directory: directory,
      scenario: try? ScenarioReader.read(file: "\(directory)/\(ResultManifest.scenario)").scenario)
    name = result.name
    let manifest = try ResultManifest(directory: directory)
    identity = RunIdentity(
      version: manifest.version, build: manifest.build, scenario: result.scenarioText ?? "",
      options: manifest.options)
  }

  /// Reads directories; those that end in the same name keep the paths that they were given by, and one
  /// that is given again is numbered.
  static func all(_ directories: [String]) throws -> [ComparedRun] {
    var runs = try directories.map(ComparedRun.init)
    let names = runs.map(\.result.name)
    for (place, directory) in directories.enumerated()
    where names.count(where: { $0 == names[place] }) > 1 {
      let earlier = directories[..<place].count { $0 == directory }
      runs[place].name = earlier == 0 ? directory : "\(directory) (\(earlier + 1))"
    }
    return runs
  }
}
