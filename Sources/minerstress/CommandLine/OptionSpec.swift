/// One option of a command: defined once, used by the parser and by the help text.
struct OptionSpec {
  /// Long name without the dashes.
  let name: String
  /// What stands for its value in the help; nil for a flag.
  let value: String?
  /// Whether it may be given more than once.
  let repeats: Bool
  /// One sentence of help.
  let help: String

  init(_ name: String, _ value: String? = nil, repeats: Bool = false, help: String) {
    self.name = name
    self.value = value
    self.repeats = repeats
    self.help = help
  }
}

// MARK: - Options of several commands

/// What is simulated, with which numbers, and on how many processors.
extension OptionSpec {
  static let paths = OptionSpec("paths", "N", help: "simulate N paths instead of the scenario's")
  static let seed = OptionSpec("seed", "S", help: "draw from seed S instead of the scenario's")
  static let threads = OptionSpec("threads", "T", help: "use T threads; all processors by default")
  /// Options of every command that simulates.
  static let simulation = [paths, seed, threads]
}

/// What changes a scenario before it is run.
extension OptionSpec {
  static let set = OptionSpec(
    "set", "PATH=VALUE", repeats: true, help: "change one value of the scenario")
  static let miners = OptionSpec(
    "miners", "CSV", help: "merge a table of miners over the scenario")
  static let tranches = OptionSpec(
    "tranches", "CSV", help: "merge a table of tranches over the scenario")
  static let marketOnly = OptionSpec(
    "market-only", help: "leave the scenario's own miners out, for a book from tables")
  static let marketOf = OptionSpec(
    "market-of", "FILE", help: "take market, resolution and rates of this scenario, not its book")
  static let given = OptionSpec(
    "given", "CSV", help: "replay a table of dated prices, rates and regimes, as market.given")
  static let strict = OptionSpec("strict", help: "refuse a scenario that has warnings")
  /// Options of every command that reads scenarios.
  static let scenario = [set, miners, tranches, marketOnly, marketOf, given, strict]
}

/// What is written, and where.
extension OptionSpec {
  static let out = OptionSpec("out", "DIR", help: "write results to DIR")
  static let overwrite = OptionSpec("overwrite", help: "replace results that are there already")
  static let overwriteFile = OptionSpec(
    "overwrite", help: "replace a file that is there already; never one that is read")
  static let only = OptionSpec(
    "only", "FILE[,FILE...]", help: "compute and write these tables alone")
  static let pathsCSV = OptionSpec(
    "paths-csv", help: "also write every default of every path, path_losses.csv")
  static let workbook = OptionSpec(
    "workbook", help: "also write NAME.xlsx: a page to print, every table, charts")
  static let report = OptionSpec(
    "report", help: "write report.html beside the tables, as minerstress report does")
  static let limits = OptionSpec(
    "limits", "FILE", help: "check the limits of FILE and write limits.csv beside the tables")
  static let enforce = OptionSpec("enforce", help: "exit 4 where a limit is exceeded")
  static let quiet = OptionSpec("quiet", help: "print no progress; warnings and errors remain")
  /// Options of every question that is put to runs of a scenario, except their paths.
  static let question = [seed, threads, out, overwrite, quiet] + scenario
}

/// When a run ends, and what is kept of one that did not.
extension OptionSpec {
  static let timeLimit = OptionSpec(
    "time-limit", "SECONDS", help: "stop after SECONDS with the work saved (exit 75)")
  static let until = OptionSpec(
    "until", "MEASURE<LIMIT",
    help: "double paths, up to --paths, until ± 95 % is below 0.02, or 2% of the value")
  static let resume = OptionSpec(
    "resume", help: "continue an unfinished run; do nothing if it is complete")
  /// Seconds between saves where no option says otherwise.
  static let usualGap = 20
  static let saveEvery = OptionSpec(
    "save-every", "SECONDS", help: "save the work at most SECONDS apart; \(usualGap) by default")
  /// Options of every command whose work outlives it.
  static let keeping = [resume, overwrite, timeLimit, saveEvery]
}

/// How a run is cut for many machines.
extension OptionSpec {
  static let shard = OptionSpec(
    "shard", "I/N", help: "simulate part I of N, from 0, for merge; auto asks the scheduler")
  static let shards = OptionSpec("shards", "N", help: "cut the run into N tasks")
  static let partition = OptionSpec("partition", "P", help: "submit to partition P")
  static let taskTimeLimit = OptionSpec(
    "time-limit", "SECONDS", help: "let a task save its work after SECONDS and start again")
  static let dryRun = OptionSpec("dry-run", help: "print the batch scripts and submit nothing")
}

/// What is done with many scenarios.
extension OptionSpec {
  static let failFast = OptionSpec(
    "fail-fast", help: "stop at the first scenario that is invalid or fails")
  static let paired = OptionSpec(
    "paired",
    help: "run again to pair differences; a book from tables is, unless --unpaired")
  static let unpaired = OptionSpec(
    "unpaired", help: "make no run again: errors of differences are those of independent runs")
}

struct Command {
  let name: String
  /// What follows the name in the usage line, options left out.
  let operands: String
  /// One line for the list of commands.
  let summary: String
  let options: [OptionSpec]
  /// Those that make up a question, beside the scenario: another value is another question.
  var asks: [OptionSpec] = []
  let run: @Sendable (Arguments) throws -> ExitStatus

  /// A question that is put to runs of a scenario: its own options stand before those of every question.
  static func question(
    _ name: String, _ summary: String, asks: [OptionSpec], options: [OptionSpec],
    run: @escaping @Sendable (Arguments) throws -> ExitStatus
  ) -> Command {
    Command(
      name: name, operands: "SCENARIO", summary: summary,
      options: asks + options + OptionSpec.question, asks: asks, run: run)
  }

  /// The text of `--help`.
  var help: String {
    let all = options + [OptionSpec("help", help: "print this help")]
    let names = all.map { "--\($0.name)" + ($0.value.map { " \($0)" } ?? "") }
    let width = names.map(\.count).max() ?? 0
    let lines = zip(names, all).map { name, option in
      "  \(name)\(String(repeating: " ", count: width - name.count))  \(option.help)"
        + (option.repeats ? " (repeatable)" : "")
    }
    let usage = ["minerstress", name, operands, "[OPTION]..."].filter { !$0.isEmpty }
    return "usage: \(usage.joined(separator: " "))\n\n\(summary)\n\n"
      + lines.joined(separator: "\n") + "\n"
      + (CommandExample.all[name].map { "\nexample:\n  \($0)\n" } ?? "")
  }
}
