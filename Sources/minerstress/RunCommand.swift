import Foundation
import Reporting
import ScenarioFiles

/// `minerstress run`: a scenario in, a result directory or a shard out.
enum RunCommand {
  static let command = Command(
    name: "run", operands: "SCENARIO",
    summary: "simulate a scenario and write its result directory",
    options: [
      .paths, .seed, .threads, .out, .set, .only, .shard, .resume, .overwrite, .timeLimit,
      .saveEvery,
      .quiet,
    ], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let read = try ScenarioInput.read(arguments)
    let job = try RunJob(read, arguments)
    guard let keeper = try job.open() else { return .delivered }
    let clock = StopClock(
      timeLimit: try arguments.seconds(.timeLimit), stop: keeper.progress.stop)
    let line =
      arguments.has(.quiet) ? nil : ProgressLine(keeper.progress, paths: job.paths, name: job.name)
    job.simulate(keeper)
    line?.end()
    if job.blocks.isSubset(of: keeper.blocks) {
      let result = try job.deliver(keeper, seconds: clock.seconds)
      if let result { Console.print(ResultTable.render(result) + "\n") }
      Console.print((result == nil ? "Shard: " : "Results: ") + "\(job.directory)\n")
      return .delivered
    }
    return job.leave(keeper, clock)
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
