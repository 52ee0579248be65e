import CreditBasics
import Foundation
import Reporting
import ScenarioFiles

/// `minerstress run`: a scenario in, a result directory or a shard out.
enum RunCommand {
  static let command = Command(
    name: "run", operands: "SCENARIO",
    summary: "simulate a scenario and write its result directory",
    options: OptionSpec.simulation
      + [.out, .only, .pathsCSV, .workbook, .report, .limits, .enforce, .shard, .until, .quiet]
      + OptionSpec.keeping + OptionSpec.scenario,
    run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let read = try ScenarioInput.read(arguments)
    let job = try RunJob(read, arguments)
    let goal = try arguments.string(.until).map {
      try UntilCondition($0, book: job.book)
    }
    if goal != nil, job.shard != nil {
      throw CommandFailure.usage("--until needs all paths at hand: it cannot be used with --shard")
    }
    if arguments.has(.limits), job.shard != nil {
      throw CommandFailure.usage(
        "--limits needs all paths: merge the shards, then use minerstress limits")
    }
    let limits = try LimitsCommand.limits(arguments)
    if arguments.has(.report), job.shard != nil {
      throw CommandFailure.usage(
        "--report needs all paths: merge the shards, then make a page with minerstress report")
    }
    guard let keeper = try job.open() else {
      let status = try check(limits, job, arguments)
      try report(job, arguments)
      return status
    }
    if goal == nil { try RunEstimate.announce(job, keeper, quiet: arguments.has(.quiet)) }
    let clock = StopClock(
      timeLimit: try arguments.seconds(.timeLimit), stop: keeper.progress.stop)
    let line = ProgressLine(
      keeper.progress, paths: job.paths, name: job.name, isQuiet: arguments.has(.quiet))
    let end = try simulate(job, keeper, goal)
    line.end()
    guard let end else {
      let status = try job.leave(keeper, clock)
      return goal != nil && status == .resumable ? .conditionNotMet : status
    }
    let reached = try job.reaching(paths: end.paths)
    let result = try reached.deliver(keeper, seconds: clock.seconds)
    if let result { Console.print(ResultTable.render(result) + "\n") }
    Console.print((result == nil ? "Shard: " : "Results: ") + "\(job.directory)\n")
    let status = try check(limits, job, arguments)
    try report(job, arguments)
    if end.isMet { return status }
    Console.error("--until is not met with \(end.paths) paths; allow more with --paths")
    return .conditionNotMet
  }

  /// Writes the page of a finished run where it is asked for.
  private static func report(_ job: RunJob, _ arguments: Arguments) throws {
    guard arguments.has(.report) else { return }
    Console.print("Report: \(try ReportCommand.write(directory: job.directory))\n")
  }

  /// Checks a finished run's limits where there are any.
  private static func check(
    _ limits: BookLimits?, _ job: RunJob, _ arguments: Arguments
  ) throws -> ExitStatus {
    guard let limits else { return .delivered }
    return try LimitsCommand.check(
      limits, job.directory, enforcing: arguments.has(.enforce))
  }

  /// Simulates all blocks of the job, or as many paths as its goal needs; nil when told to stop.
  private static func simulate(
    _ job: RunJob, _ keeper: WorkKeeper, _ goal: UntilCondition?
  ) throws -> (paths: Int, isMet: Bool)? {
    if let goal { return goal.simulate(job, keeper) }
    job.simulate(keeper)
    let isComplete = job.blocks.isSubset(of: keeper.blocks)
    return isComplete ? (job.read.scenario.simulation.paths, true) : nil
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
