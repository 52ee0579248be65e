import CreditBasics
import Dispatch
import Foundation
import Reporting
import RiskMeasures
import ScenarioFiles
import StressEngine

/// `minerstress run`: a scenario in, a result directory out.
enum RunCommand {
  static let command = Command(
    name: "run", operands: "SCENARIO",
    summary: "simulate a scenario and write its result directory",
    options: [
      .paths, .seed, .threads, .out, .set, .miners, .tranches, .only, .overwrite, .quiet,
    ], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let read = try ScenarioInput.read(arguments)
    let scenario = read.scenario
    let directory = ResultDirectory(arguments.string(.out) ?? "results/\(scenario.name)")
    let existing: ResultDirectory.Existing = arguments.has(.overwrite) ? .replace : .refuse
    try directory.check(existing: existing)
    let threads = try arguments.integer(.threads) ?? Processor.count
    let tables = try TableSelection(arguments)
    let start = DispatchTime.now().uptimeNanoseconds

    let progress = RunProgress()
    let interruption = Interruption(stop: progress.stop)
    let line =
      arguments.has(.quiet)
      ? nil
      : ProgressLine(progress, paths: scenario.simulation.paths, name: scenario.name)
    let run = StressRun(scenario, threads: threads, extras: tables.extras)
    let tally = run.run(progress)
    line?.end()
    guard let tally else {
      Console.error("stopped; nothing was written")
      return interruption.status ?? .failed
    }
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9

    let result = run.result(of: tally)
    let files =
      tables.files(of: result) + [ResultFile(name: "scenario.json", text: read.resolvedJSON)]
    try directory.write(
      files,
      manifest: RunManifest(
        version: Main.version, scenario: scenario.name, seed: scenario.simulation.seed,
        paths: scenario.simulation.paths, steps: scenario.grid.stepCount, threads: threads,
        wallSeconds: seconds),
      existing: existing)
    Console.print(ResultTable.render(result))
    Console.print("\nResults: \(directory.path)\n")
    return .delivered
  }
}

extension TableSelection {
  /// The tables that `--only` names; all without it.
  init(_ arguments: Arguments) throws {
    guard let list = arguments.string(.only) else {
      self = .all
      return
    }
    do {
      self = try TableSelection(list: list)
    } catch let unknown as UnknownTable {
      throw CommandFailure.usage("--only: \(unknown.description)")
    }
  }
}

/// Reads the scenario that a command names, with the overrides of its options.
enum ScenarioInput {
  static func read(_ arguments: Arguments) throws -> ReadScenario {
    do {
      return try document(arguments).resolve()
    } catch let error as ScenarioError {
      throw CommandFailure(.invalidScenario, "\(error)")
    }
  }

  /// The document that a command names, with tables and overrides of its options, unchecked.
  static func document(_ arguments: Arguments) throws -> ScenarioDocument {
    let file = try arguments.operand("SCENARIO")
    let overrides = try overrides(arguments)
    return try ScenarioDocument.load(
      file, miners: arguments.string(.miners), tranches: arguments.string(.tranches),
      overrides: overrides)
  }

  /// The changes that options make beside the file, in the form of `--set`.
  static func overrides(_ arguments: Arguments) throws -> [String] {
    var overrides = arguments.strings(.set)
    if let paths = try arguments.integer(.paths) { overrides.append("simulation.paths=\(paths)") }
    if let seed = arguments.string(.seed) {
      guard UInt64(seed) != nil else {
        throw CommandFailure.usage(
          "--seed: expected a whole number from 0 to \(UInt64.max), found \"\(seed)\"")
      }
      overrides.append("simulation.seed=\(seed)")
    }
    return overrides
  }
}
