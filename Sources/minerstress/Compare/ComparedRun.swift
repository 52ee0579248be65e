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

  /// What a comparison needs of a result, of which many are in memory together.
  private static let files: Set = [
    RunManifest.fileName, ResultManifest.scenario, "summary.csv", "tranches.csv",
    "loss_quantiles.csv",
  ]

  /// Reads a result directory.
  ///
  /// - Throws: `CommandFailure` or `ResultReadError` where there is no whole result.
  init(directory: String) throws {
    try ReportCommand.checkWhole(directory)
    let file = "\(directory)/\(ResultManifest.scenario)"
    let scenario = try? ScenarioReader.read(file: file).scenario
    // Where the scenario does not tell the horizon, other tables may.
    result = try FinishedResult(
      directory: directory, scenario: scenario, of: scenario == nil ? nil : Self.files)
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
