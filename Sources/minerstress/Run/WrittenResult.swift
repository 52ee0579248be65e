import Foundation
import Reporting
import RiskMeasures
import RunFiles
import ScenarioFiles
import Workbook

/// A result directory as a whole: written at once, and recognised by its contents.
enum WrittenResult {
  /// Writes every file of a job's result; its directory appears complete or not at all.
  ///
  /// Where the workbook cannot be written, the tables still are: the directory is then that of a
  /// run that was not asked for one.
  ///
  /// - Returns: The workbook that was asked for and is not there; nil when everything is.
  static func write(
    _ result: StressResult, of job: RunJob, seconds: Double
  ) throws -> UnwrittenExtra? {
    let (directory, existing) = (ResultDirectory(job.directory), job.existing)
    let write = { (identity: RunIdentity) in
      try directory.deliver(
        job.tables.files(of: result)
          + [ResultFile(name: ResultManifest.scenario, text: job.read.resolvedJSON)]
          + workbook(result, job, identity),
        manifest: manifest(result, job, identity, seconds: seconds), existing: existing)
    }
    do {
      try write(job.identity)
      return nil
    } catch let missing as UnwrittenExtra {
      try write(job.identity.withoutWorkbook)
      return missing
    }
  }

  private static func manifest(
    _ result: StressResult, _ job: RunJob, _ identity: RunIdentity, seconds: Double
  ) -> RunManifest {
    let scenario = job.read.scenario
    // A run with a convergence stop is planned for the greatest number of paths that it was
    // allowed.
    let planned = identity.options[RunIdentity.planned].flatMap { Int($0) } ?? result.paths
    return RunManifest(
      version: Main.version, scenario: scenario.name, seed: scenario.simulation.seed,
      paths: result.paths, steps: scenario.grid.stepCount, threads: job.threads,
      wallSeconds: seconds,
      extra: members(of: identity)
        + (job.untilMet.map { [JSONMember("untilMet", .boolean($0))] } ?? []) + [
          JSONMember("omitted", .array(job.tables.omitted(from: result).map { .string($0) })),
          JSONMember("lossQuantiles", .string(StressTally.quantileMethod(paths: planned))),
        ])
  }

  /// The workbook, where the run was asked for one.
  private static func workbook(
    _ result: StressResult, _ job: RunJob, _ identity: RunIdentity
  ) -> [ResultFile] {
    guard identity.options[OptionSpec.workbook.name] != nil else { return [] }
    let (scenario, tables) = (job.read.scenario, job.tables)
    let facts = WorkbookFacts(
      version: Main.version, build: identity.build, asOf: scenario.asOf,
      inputs: SHA256.hexDigest(job.read.resolvedJSON.utf8), given: GivenMarket(scenario)?.line,
      undrawnUSD: Dictionary(
        uniqueKeysWithValues: scenario.miners.map { ($0.name, $0.heldUndrawnUSD) }))
    var file = ResultFile(
      name: ResultWorkbook.fileName(scenario.name),
      bytes: { try ResultWorkbook(result, tables, facts).bytes() })
    file.isExtra = true
    return [file]
  }

  /// What a manifest says of a result's inputs beside its scenario.
  static func members(of identity: RunIdentity) -> [JSONMember] {
    members(build: identity.build, options: identity.options)
  }

  /// What a manifest says of the program and its options.
  static func members(build: String, options: [String: String]) -> [JSONMember] {
    let sorted = options.sorted { $0.key < $1.key }
    return [
      JSONMember("build", .string(build)),
      JSONMember("options", .object(sorted.map { JSONMember($0.key, .string($0.value)) })),
    ]
  }

  /// What is in a directory.
  enum State {
    /// No result.
    case absent
    /// A result with its inputs, every file as its manifest says.
    case whole(RunIdentity)
    /// A result that is not as it was written, with the reason, and its inputs where they are known.
    case damaged(String, RunIdentity?)

    /// Its inputs.
    var identity: RunIdentity? {
      switch self {
      case .absent: nil
      case .whole(let identity): identity
      case .damaged(_, let identity): identity
      }
    }

    /// What is wrong with it; nil if nothing is.
    var damage: String? {
      guard case .damaged(let reason, _) = self else { return nil }
      return reason
    }
  }

  /// What a refusal says of the inputs of the result in a directory; empty where they are not known.
  ///
  /// - Parameters:
  ///   - resumes: Whether the command can be told to keep what is there.
  ///   - identity: The command's identity, to be compared with the one found.
  static func inputs(
    of directory: String, own: String, resumes: Bool,
    _ identity: (RunIdentity) throws -> RunIdentity
  ) -> String {
    let state = state(of: directory, own: own)
    guard let found = state.identity, let own = try? identity(found) else { return "" }
    let differences = own.differences(from: found)
    guard differences.isEmpty else {
      let other = own.isOfAnotherBuild(than: found) ? "another build" : "other inputs"
      return ", of \(other) (\(differences.joined(separator: ", ")))"
    }
    guard resumes else { return ", of the same inputs" }
    return state.damage == nil
      ? ", of the same inputs, which --resume keeps"
      : ", of the same inputs and damaged, which --resume makes again"
  }

  /// Reads what is in a directory and checks every file against its manifest; without one that can
  /// be read there is no result.
  ///
  /// - Parameter own: The scenario that is to be run there, which a damaged result's may be known by.
  static func state(of directory: String, own: String? = nil) -> State {
    guard let manifest = try? ResultManifest(directory: directory) else { return .absent }
    let identity = manifest.scenario(or: own).map {
      RunIdentity(
        version: manifest.version, build: manifest.build, scenario: $0, options: manifest.options)
    }
    if let damage = manifest.damage { return .damaged(damage, identity) }
    guard let identity else {
      return .damaged("\(directory)/\(RunManifest.fileName) lists no scenario.json", nil)
    }
    return .whole(identity)
  }
}

extension RunIdentity {
  /// The identity of the same run without a workbook.
  var withoutWorkbook: RunIdentity {
    var plain = self
    plain.options[OptionSpec.workbook.name] = nil
    return plain
  }

  /// The identity of the same run without the options that change only what is written.
  var withoutOutputs: RunIdentity {
    var plain = withoutWorkbook
    for option in [OptionSpec.only, .pathsCSV] { plain.options[option.name] = nil }
    return plain
  }
}
