import CreditBasics
import Foundation
import PathLedger
import PathStories
import Reporting
import StressEngine
import Synchronization

/// `minerstress explain`: the ledger of one path, and the lists that lead to it.
enum ExplainCommand {
  private static let path = OptionSpec("path", "I", help: "explain path I, counted from 0")
  private static let centralPath = OptionSpec(
    "central-path",
    help: "explain what happens without volatility, jumps, failing tenants and delays")
  private static let world = OptionSpec(
    "world", "WORLD", help: "full, bottomless or lender; full by default")
  private static let miner = OptionSpec("miner", "NAME", help: "this miner alone")
  private static let from = OptionSpec("from", "YEAR", help: "from this year since the as-of date")
  private static let to = OptionSpec("to", "YEAR", help: "up to this year since the as-of date")
  private static let all = OptionSpec("all", help: "every step, not only those with events")
  private static let csv = OptionSpec("csv", help: "the whole ledger as comma-separated values")
  private static let out = OptionSpec("out", "FILE", help: "write the ledger to FILE")
  private static let check = OptionSpec(
    "check", "K", help: "compare the ledgers of K random paths with the run, and print none")

  static let command = Command(
    name: "explain", operands: "SCENARIO",
    summary: "tell what happens on one path: prices, cash, calls, breaches, sales, recoveries",
    options: [
      path, centralPath, world, miner, from, to, all, csv, out, .overwriteFile, worst, defaulting,
      first, check,
      .paths, .seed, .threads, .quiet,
    ] + OptionSpec.scenario, run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    if let count = try arguments.integer(check, atMost: 10_000_000) {
      return try survey(count, arguments)
    }
    let lists = arguments.has(worst) || arguments.has(defaulting)
    guard lists || arguments.has(path) || arguments.has(centralPath) else {
      throw CommandFailure.usage(
        "explain: which path? --path I explains one, --central-path the one without chance; --worst K and "
          + "--defaulting MINER list some")
    }
    for other in [path, worst, defaulting, .seed]
    where arguments.has(centralPath) && arguments.has(other) {
      throw CommandFailure.usage("--central-path goes without --\(other.name)")
    }
    if arguments.has(first), !arguments.has(defaulting) || arguments.has(worst) {
      throw CommandFailure.usage("--first goes with --defaulting MINER and without --worst")
    }
    if let from = try year(arguments, from), let to = try year(arguments, to), from > to {
      throw CommandFailure.usage(
        "explain: --from \(JSONScalar.shortest(from)) is after --to \(JSONScalar.shortest(to))")
    }
    if let file = arguments.string(out) {
      try OutputFile.check(
        file, overwrites: arguments.has(.overwriteFile), inputs: ScenarioInput.files(arguments))
    }
    let read = try ScenarioInput.read(arguments).scenario
    let scenario = arguments.has(centralPath) ? read.withoutChance : read
    let chosen = try choice(path, arguments) { try PathStory.path($0, of: scenario) }
    if lists {
      try list(arguments, scenario)
      guard chosen != nil else { return .delivered }
      Console.print("\n")
    }
    return try explain(chosen ?? 0, arguments, scenario)
  }

  private static func explain(
    _ path: UInt64, _ arguments: Arguments, _ scenario: Scenario
  ) throws -> ExitStatus {
    let world = try world(arguments)
    let selection = StorySelection(
      miner: try choice(miner, arguments) { try PathStory.miner($0, of: scenario) },
      fromYear: try year(arguments, from) ?? 0,
      toYear: try year(arguments, to) ?? .infinity, everyStep: arguments.has(all))
    let title = arguments.has(centralPath) ? "the central path" : nil
    let story = PathStory(scenario, path: path, world: world, title: title)
    let check = KernelCheck(
      story.account, of: scenario,
      with: StressRun.outcomes(of: scenario, in: world, paths: [path]))
    let text = arguments.has(csv) ? story.csv(selection) : story.text(selection)
    if let file = arguments.string(out) {
      try AtomicFile.write(text, to: file)
    } else if arguments.has(csv) {
      Console.printData(text)
    } else {
      Console.print(text)
    }
    guard check.disagreements.isEmpty else {
      check.disagreements.forEach { Console.error($0) }
      Console.error(
        "the ledger and the run disagree on \(title ?? "path \(path)"): please report this")
      return .failed
    }
    if !arguments.has(.quiet) {
      Console.note(
        "\(title ?? "path \(path)"): the ledger agrees with the run on all \(check.comparisons) values compared"
      )
    }
    return .delivered
  }

  /// Compares many ledgers with the run, and prints only where they disagree.
  private static func survey(_ count: Int, _ arguments: Arguments) throws -> ExitStatus {
    for other in [path, centralPath, worst, defaulting, miner, out] where arguments.has(other) {
      throw CommandFailure.usage("--check goes without --\(other.name)")
    }
    let scenario = try ScenarioInput.read(arguments).scenario
    let findings = ExplainSurvey(scenario: scenario, world: try world(arguments)).run(count)
    for (path, lines) in findings.disagreements {
      lines.forEach { Console.error("path \(path): \($0)") }
    }
    Console.print(
      "\(count) random paths, \(findings.comparisons) values compared: "
        + "\(findings.disagreements.count) paths disagree\n")
    return findings.disagreements.isEmpty ? .delivered : .failed
  }
}

// MARK: - Lists of paths

extension ExplainCommand {
  private static let worst = OptionSpec(
    "worst", "K",
    help: "list the K paths of the greatest loss, of the portfolio or of --defaulting")
  private static let defaulting = OptionSpec(
    "defaulting", "MINER",
    help: "list paths in which this miner defaults; with --worst by what is lost on it")
  private static let usualCount = 10
  private static let first = OptionSpec(
    "first", "K", help: "list the first K of them; \(usualCount) by default")

  private static func list(_ arguments: Arguments, _ scenario: Scenario) throws {
    let ranked = try arguments.integer(worst, atMost: 100_000)
    let list = PathList(
      scenario, count: try ranked ?? arguments.integer(first, atMost: 100_000) ?? usualCount,
      order: ranked == nil ? .firstFirst : .worstFirst,
      defaulting: try choice(defaulting, arguments) { try PathStory.miner($0, of: scenario) })
    let scan = StressRun(scenario, threads: try arguments.workers(), extras: [])
    let found = try WatchedRun.result(
      paths: scenario.simulation.paths, name: scenario.name, isQuiet: arguments.has(.quiet),
      stopped: { _ in "stopped; nothing was listed" }
    ) { progress in
      let kept = Mutex(list)
      let isComplete = scan.forEachBlock(of: scan.allPaths, progress: progress) {
        outcomes, positions in
        var found = list
        found.add(outcomes, paths: positions.map { UInt64($0) })
        kept.withLock { $0.merge(found) }
      }
      return isComplete ? kept.withLock { $0 } : nil
    }
    Console.print(found.text(of: scenario.simulation.paths))
    if let path = found.paths.first, !arguments.has(ExplainCommand.path) {
      Console.note("tell the first of them:  \(telling(path.path, arguments))")
    }
  }
}

// MARK: - Options

extension ExplainCommand {
  /// The command that explains a path of a list, for the same scenario with the same changes.
  private static func telling(_ path: UInt64, _ arguments: Arguments) -> String {
    let kept = command.options.filter { option in
      ![worst, defaulting, first].contains { $0.name == option.name }
    }
    let words = kept.flatMap { option in
      arguments.strings(option).flatMap { ["--\(option.name)"] + (option.value == nil ? [] : [$0]) }
    }
    let all = ["minerstress", "explain"] + arguments.operands + words + ["--path", "\(path)"]
    return all.map(ShellWord.quoted).joined(separator: " ")
  }

  /// The choice that an option's value names; an error names the option.
  private static func choice<Value>(
    _ option: OptionSpec, _ arguments: Arguments, _ choose: (String) throws -> Value
  ) throws -> Value? {
    guard let text = arguments.string(option) else { return nil }
    do {
      return try choose(text)
    } catch let unknown as UnknownChoice {
      throw CommandFailure.usage("--\(option.name): \(unknown)")
    }
  }

  private static func world(_ arguments: Arguments) throws -> World {
    guard let text = arguments.string(world) else { return .full }
    let names: [String: World] = ["full": .full, "bottomless": .bottomless, "lender": .lender]
    guard let world = names[text] else {
      throw CommandFailure.usage(
        "--world: expected full, bottomless or lender, found \"\(text)\"")
    }
    return world
  }

  private static func year(_ arguments: Arguments, _ option: OptionSpec) throws -> Double? {
    try arguments.number(
      option, 0...(.greatestFiniteMagnitude), "years since the as-of date")
  }
}
