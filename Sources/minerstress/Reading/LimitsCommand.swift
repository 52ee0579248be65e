import CreditBasics
import ReportPages
import Reporting
import ResultReading
import RiskMeasures
import ScenarioFiles

/// `minerstress limits`: how much of a lender's limits a finished result uses.
enum LimitsCommand {
  static let command = Command(
    name: "limits", operands: "DIR",
    summary: "check a result against a lender's limits, and write limits.csv beside its tables",
    options: [.limits, .enforce, .quiet], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let directory = try arguments.operand("DIR")
    guard let limits = try limits(arguments), let file = arguments.string(.limits) else {
      throw CommandFailure.usage("limits: --limits FILE is missing; see minerstress limits --help")
    }
    try checkPlace(directory)
    try ReportCommand.checkWhole(directory)
    let path = "\(directory)/\(ResultManifest.scenario)"
    let scenario = try? ScenarioReader.read(file: path).scenario
    if let scenario {
      try LimitNames(file: file, limits: limits, scenario: scenario).check()
    } else {
      // Another version's scenario leaves the names to the tables.
      Console.note(
        "this version does not read \(path): what can still be drawn is not known; minerstress check says "
          + "why")
    }
    do {
      return try check(limits, directory, scenario, enforcing: arguments.has(.enforce))
    } catch let error as ResultWriteError {
      throw CommandFailure(
        .failed,
        "\(error.cause); \(LimitTable.fileName) stands beside the tables: mend that, or check a copy "
          + "of the result")
    }
  }

  /// Refuses a directory without a result, or with that of another command.
  private static func checkPlace(_ directory: String) throws {
    let files = (try? ResultManifest(directory: directory))?.files.map(\.name) ?? []
    guard Set(files).isDisjoint(with: TableSchema.all.map(\.name)) else { return }
    throw CommandFailure(
      .failed,
      "\(directory) holds no result: manifest.json and tables of a run are expected; name the "
        + "directory that a run has written")
  }

  /// The limits of `--limits`; nil without it.
  ///
  /// - Throws: `ScenarioError` with every problem of the file.
  static func limits(_ arguments: Arguments) throws -> BookLimits? {
    guard let file = arguments.string(.limits) else {
      if arguments.has(.enforce) {
        throw CommandFailure.usage("--enforce needs limits: name them with --limits FILE")
      }
      return nil
    }
    return try LimitsReader.read(file: file)
  }

  /// Checks a directory, writes the table beside its own and prints what is nearest to its limit.
  static func check(
    _ limits: BookLimits, _ directory: String, _ scenario: Scenario?, enforcing: Bool
  ) throws -> ExitStatus {
    let table: LimitTable
    do {
      table = try LimitCheck(directory: directory, scenario: scenario).table(limits)
    } catch let error as ResultReadError {
      // Tables of an earlier version may lack what limits are about.
      guard let manifest = try? ResultManifest(directory: directory),
        manifest.version != Main.version || manifest.build != ProgramBuild.digest
      else { throw error }
      throw CommandFailure(
        .failed,
        "\(error); another build of the program made the result (version \(manifest.version), build "
          + "\(manifest.build.prefix(12))): run the scenario again with this one to check its limits"
      )
    }
    try AtomicFile.write(table.csv, to: "\(directory)/\(LimitTable.fileName)")
    Console.print("\n" + table.text)
    guard enforcing, !table.exceeded.isEmpty else { return .delivered }
    Console.error("limits are exceeded; they are listed in \(directory)/\(LimitTable.fileName)")
    return .conditionNotMet
  }
}
