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
    if let limits, let file = arguments.string(.limits) {
      try LimitNames(file: file, limits: limits, scenario: read.scenario).check(job.tables)
    }
    if arguments.has(.report), job.shard != nil {
      throw CommandFailure.usage(
        "--report needs all paths: merge the shards, then make a page with minerstress report")
    }
    if arguments.has(.report) { try job.tables.demand("summary.csv", "--report needs") }
    guard let keeper = try job.open() else {
      let status = try extras(limits, job, arguments)
      let there = try? ResultManifest(directory: job.directory)
      return there?.said.untilMet == false ? unmet(job.read.scenario.simulation.paths) : status
    }
    let clock = StopClock(
      timeLimit: try arguments.seconds(.timeLimit), stop: keeper.progress.stop)
    try RunEstimate.announce(
      job, keeper, mayEndEarly: goal != nil, quiet: arguments.has(.quiet))
    let line = ProgressLine(
      keeper.progress, paths: job.paths, name: job.name, isQuiet: arguments.has(.quiet))
    let end = try simulate(job, keeper, goal)
    line.end()
    guard let end else { return try job.leave(keeper, clock) }
    var reached = try job.reaching(paths: end.paths)
    if goal != nil { reached.untilMet = end.isMet }
    let delivery = try reached.deliver(keeper, seconds: clock.seconds)
    if let result = delivery.result {
      Console.print(ResultTable.render(result, of: read.scenario) + "\n")
    }
    Console.print((delivery.result == nil ? "Shard: " : "Results: ") + "\(job.directory)\n")
    if let failure = delivery.failure { Console.error(failure.message) }
    let status = try extras(limits, job, arguments)
    if let failure = delivery.failure { return failure.status }
    return end.isMet ? status : unmet(end.paths, end.shortage)
  }

  private static func unmet(_ paths: Int, _ shortage: String? = nil) -> ExitStatus {
    Console.error(
      "--until is not met with \(paths) paths" + (shortage.map { ": \($0)" } ?? "")
        + "; allow more with --paths")
    return .conditionNotMet
  }

  /// Checks a finished run's limits and writes its page, where they are asked for.
  private static func extras(
    _ limits: BookLimits?, _ job: RunJob, _ arguments: Arguments
  ) throws -> ExitStatus {
    let place = ShellWord.quoted(job.directory)
    var status = ExitStatus.delivered
    if let limits {
      let file = ShellWord.quoted(arguments.string(.limits) ?? "")
      status = try beside(job, "no limits.csv", "limits \(place) --limits \(file)") {
        try LimitsCommand.check(
          limits, job.directory, job.read.scenario, enforcing: arguments.has(.enforce))
      }
    }
    if arguments.has(.report) {
      let page = try beside(job, "no page", "report \(place)") {
        try ReportCommand.write(directory: job.directory)
      }
      Console.print("Report: \(page)\n")
    }
    return status
  }

  /// Writes a file beside a result's tables; a failure says that the tables are there, and how to
  /// go on.
  private static func beside<Value>(
    _ job: RunJob, _ lack: String, _ command: String, _ write: () throws -> Value
  ) throws -> Value {
    do {
      return try write()
    } catch let error as ResultWriteError {
      throw CommandFailure(
        .failed,
        "\(job.directory) has its tables, but \(lack): \(error.cause); make it with minerstress "
          + command)
    }
  }

  /// Simulates all blocks of the job, or as many paths as its goal needs; nil when told to stop.
  private static func simulate(
    _ job: RunJob, _ keeper: WorkKeeper, _ goal: UntilCondition?
  ) throws -> (paths: Int, isMet: Bool, shortage: String?)? {
    if let goal { return goal.simulate(job, keeper) }
    job.simulate(keeper)
    let isComplete = job.blocks.isSubset(of: keeper.blocks)
    return isComplete ? (job.read.scenario.simulation.paths, true, nil) : nil
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

  /// Asks for a table that something needs: `--report needs`.
  ///
  /// - Throws: `CommandFailure` where `--only` leaves it out.
  func demand(_ table: String, _ need: String) throws {
    guard !names.contains(table) else { return }
    throw CommandFailure.usage("--only leaves out \(table), which \(need): name it too")
  }
}
