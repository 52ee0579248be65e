import Foundation
import Reporting
import RiskMeasures
import RunFiles
import ScenarioFiles

/// A result directory as a whole: written at once, and recognised by its contents.
enum WrittenResult {
  /// Writes every file of a result; its directory appears complete or not at all.
  static func write(
    _ result: StressResult, _ tables: TableSelection, _ read: ReadScenario,
    _ identity: RunIdentity, to directory: String, overwrites: Bool, threads: Int, seconds: Double
  ) throws {
    let scenario = read.scenario
    // A convergence stop is planned for the greatest number of paths that it was allowed.
    let planned = identity.options["paths"].flatMap { Int($0) } ?? result.paths
    let files =
      tables.files(of: result) + [ResultFile(name: "scenario.json", text: read.resolvedJSON)]
    try ResultDirectory(directory).write(
      files,
      manifest: RunManifest(
        version: Main.version, scenario: scenario.name, seed: scenario.simulation.seed,
        paths: result.paths, steps: scenario.grid.stepCount, threads: threads,
        wallSeconds: seconds,
        extra: [
          JSONMember("build", .string(identity.build)),
          JSONMember(
            "options",
            .object(
              identity.options.sorted { $0.key < $1.key }.map {
                JSONMember($0.key, .string($0.value))
              })),
          JSONMember("lossQuantiles", .string(StressTally.quantileMethod(paths: planned))),
        ]),
      existing: overwrites ? .replace : .refuse)
  }

  /// The inputs of the result in a directory, if every file is as its manifest says; nil otherwise.
  static func identity(_ directory: String) -> RunIdentity? {
    guard let manifest = object("\(directory)/\(RunManifest.fileName)"),
      let files = manifest["files"] as? [[String: Any]],
      let version = manifest["version"] as? String,
      let scenario = try? String(
        contentsOfFile: "\(directory)/scenario.json", encoding: .utf8)
    else { return nil }
    for file in files {
      guard let name = file["name"] as? String, let digest = file["sha256"] as? String,
        let data = try? Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)")),
        SHA256.hexDigest(data) == digest
      else { return nil }
    }
    return RunIdentity(
      version: version, build: manifest["build"] as? String ?? "unknown", scenario: scenario,
      options: manifest["options"] as? [String: String] ?? [:])
  }

  private static func object(_ path: String) -> [String: Any]? {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return nil }
    return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
  }
}
