import Foundation
import Reporting
import RunFiles
import ScenarioFiles
import StressEngine

/// `minerstress submit`: the same run on a Slurm cluster, through the user's own `sbatch`.
enum SubmitCommand {
  static let command = Command(
    name: "submit", operands: "SCENARIO",
    summary: "run a scenario on a Slurm cluster: an array of shards and their merge",
    options: [.shards, .partition, .dryRun, .taskTimeLimit, .out] + OptionSpec.simulation
      + OptionSpec.scenario,
    run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let read = try ScenarioInput.read(arguments)
    let job = try clusterJob(read, arguments)
    if arguments.has(.dryRun) {
      Console.print("\(job.shardsText)\n\(job.mergeText)")
      return .delivered
    }
    if FilePath.exists("\(job.result)/\(RunManifest.fileName)") {
      throw CommandFailure(
        .failed,
        "\(job.result) holds a result already; move it away or choose another directory with --out"
      )
    }
    try ResultDirectory(job.result).check(existing: .refuse)
    let makers = (try? ShardSearch([job.directory]))?.makers ?? []
    if let other = makers.lazy.compactMap(OtherBuild.told).first {
      throw OtherBuild.refusal(
        "work in \(job.directory)", [other], "remove that directory")
    }
    try writeFiles(job, read)
    let array = try sbatch([], "\(job.directory)/\(ClusterJob.shardsScript)")
    // The merge follows any end of the shards: some schedulers never start a job that waits for
    // success once a task was repeated.
    let merge = try sbatch(
      ["--dependency=afterany:\(array)"], "\(job.directory)/\(ClusterJob.mergeScript)")
    Console.print(
      """
      array \(array) of \(job.shards) shards, merge \(merge)
      Follow it with: minerstress status \(job.directory)
      Results will be in: \(job.result)

      """)
    return .delivered
  }

  private static func clusterJob(
    _ read: ReadScenario, _ arguments: Arguments
  ) throws -> ClusterJob {
    guard let shards = try arguments.integer(.shards, atMost: 1_000_000) else {
      throw CommandFailure.usage("submit: --shards N is missing")
    }
    let blocks = RunPlan.blockCount(paths: read.scenario.simulation.paths)
    guard shards <= blocks else {
      throw CommandFailure.usage(
        "--shards: \(shards) shards are too many for \(blocks) blocks of paths; use at most \(blocks)"
      )
    }
    if let partition = arguments.string(.partition),
      partition.contains(where: {
        !($0.isASCII && ($0.isLetter || $0.isNumber || "-_.,".contains($0)))
      })
    {
      throw CommandFailure.usage("--partition: expected a partition's name, found \"\(partition)\"")
    }
    let name = read.scenario.name
    let place = ClusterJob.isWritable(name) ? name : ClusterJob.safe(name)
    let result = absolute(arguments.string(.out) ?? "results/\(place)")
    guard ClusterJob.isWritable(result) else {
      throw CommandFailure.usage(
        "--out: \(result) holds a quote, a backslash or a control character, which no batch script "
          + "can name; choose another directory")
    }
    return ClusterJob(
      name: name, program: ProgramBuild.executablePath, result: result,
      directory: result + ".shards", shards: shards, partition: arguments.string(.partition),
      threads: try arguments.threads() ?? 1,
      timeLimit: try arguments.integer(.taskTimeLimit, atMost: 100_000_000))
  }

  /// An identity of a resolved scenario alone, to list how it differs from another's.
  private static func identity(_ scenario: String) -> RunIdentity {
    RunIdentity(version: "", build: "", scenario: scenario)
  }

  /// Writes the scripts, and the resolved scenario, so that later changes of its file change no
  /// task.
  private static func writeFiles(_ job: ClusterJob, _ read: ReadScenario) throws {
    let scenario = "\(job.directory)/\(ClusterJob.scenario)"
    if let there = try? String(contentsOfFile: scenario, encoding: .utf8),
      there != read.resolvedJSON
    {
      let isReadable = (try? JSONSerialization.jsonObject(with: Data(there.utf8))) != nil
      let differences =
        isReadable
        ? identity(read.resolvedJSON).differences(from: identity(there))
        : ["\(scenario) is damaged"]
      throw CommandFailure(
        .failed,
        "\(job.directory) holds shards of other inputs; remove it or choose another --out\n  "
          + differences.joined(separator: "\n  "))
    }
    let logs = "\(job.directory)/logs"
    try FilePath.makeDirectory(logs)
    for (name, text) in [
      (ClusterJob.scenario, read.resolvedJSON), (ClusterJob.shardsScript, job.shardsText),
      (ClusterJob.mergeScript, job.mergeText),
    ] {
      try AtomicFile.write(text, to: "\(job.directory)/\(name)")
    }
  }

  /// Submits a script; returns the number of its job.
  private static func sbatch(_ options: [String], _ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sbatch", "--parsable"] + options + [script]
    let output = Pipe()
    process.standardOutput = output
    do { try process.run() } catch {
      throw CommandFailure(.failed, "cannot start sbatch: \(error.localizedDescription)")
    }
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CommandFailure(
        .failed,
        process.terminationStatus == 127
          ? "sbatch was not found; submit from a machine with Slurm, or see --dry-run"
          : "sbatch \(script) failed with status \(process.terminationStatus)")
    }
    // `--parsable` prints the number, and the cluster's name after a semicolon.
    let number = text.prefix { $0.isASCII && $0.isNumber }
    guard !number.isEmpty else {
      throw CommandFailure(
        .failed,
        "sbatch \(script) printed \"\(text.prefix(80))\" where the number of a job was expected; "
          + "see with squeue what it has begun")
    }
    return String(number)
  }

  private static func absolute(_ path: String) -> String {
    let standard = FilePath.standard(path)
    if standard.hasPrefix("/") { return standard }
    return FilePath.standard("\(FileManager.default.currentDirectoryPath)/\(standard)")
  }
}
