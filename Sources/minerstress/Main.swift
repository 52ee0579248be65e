import Foundation
import Questions
import Reporting
import ScenarioFiles

/// The program: finds the command, runs it, and turns what happened into an exit status.
@main
enum Main {
  /// Version of the program, as `--version` and manifests say it.
  static let version = ProgramVersion.text

  static let commands = [
    RunCommand.command,
    BatchCommand.command,
    SweepCommand.command,
    TornadoCommand.command,
    SolveCommand.command,
    PriceCommand.command,
    TailCommand.command,
    CalibrateCommand.command,
    ExplainCommand.command,
    ReportCommand.command,
    CompareCommand.command,
    LimitsCommand.command,
    CheckCommand.command,
    InitCommand.command,
    VerifyCommand.command,
    MergeCommand.command,
    StatusCommand.command,
    SubmitCommand.command,
    BenchCommand.command,
  ]

  static func main() {
    Console.holdClosedStreams()
    LargeBlocks.giveBackAtOnce()
    // A file that a limit cuts short (SIGXFSZ) and a reader that has gone (SIGPIPE) are errors of a
    // call, and must not end a night's run. SIGUSR1 asks for a line of progress.
    for number in [SIGXFSZ, SIGPIPE, SIGUSR1] { signal(number, SIG_IGN) }
    // Swift's backtracer takes Ctrl-\ for a crash, waits on a terminal and lets the run go on.
    if !Interruption.isIgnored(SIGQUIT) { signal(SIGQUIT, SIG_DFL) }
    let status = Console.ending(run(Array(CommandLine.arguments.dropFirst()))).rawValue
    // Waits while a signal's handler is removing files: it ends the process with its own status.
    PartialDirectories.removeAll(ending: { exit(status) })
  }

  private static func run(_ words: [String]) -> ExitStatus {
    do {
      try Processor.requireVectorInstructions()
      return try dispatch(words)
    } catch let failure as CommandFailure {
      // A scenario's problems name their own place; other messages begin with the program's name.
      if failure.status == .invalidScenario {
        Console.note(failure.message)
      } else {
        Console.error(failure.message)
      }
      return failure.status
    } catch let error as QuestionError {
      Console.error("\(error)")
      return .usage
    } catch let error as ScenarioError {
      Console.note("\(error)")
      return .invalidScenario
    } catch {
      Console.error("\(error)")
      return .failed
    }
  }

  private static func dispatch(_ words: [String]) throws -> ExitStatus {
    guard let name = words.first else {
      throw CommandFailure.usage("a command is missing\n\n" + overview)
    }
    switch name {
    case "--help", "-h", "help":
      guard let wanted = words.dropFirst().first(where: { !$0.hasPrefix("-") }) else {
        Console.print(overview)
        return .delivered
      }
      Console.print(try command(named: wanted).help)
      return .delivered
    case "--version":
      Console.print("minerstress \(version)\n")
      return .delivered
    default: break
    }
    let command = try command(named: name)
    let arguments = try Arguments(words.dropFirst(), command: command)
    if arguments.wantsHelp {
      Console.print(command.help)
      return .delivered
    }
    // Commands that simulate nothing start no threads.
    if command.options.contains(where: { $0.name == OptionSpec.threads.name }) {
      try ThreadSupply.require(workers: try arguments.workers())
    }
    return try command.run(arguments)
  }

  private static func command(named name: String) throws -> Command {
    guard let command = commands.first(where: { $0.name == name }) else {
      throw CommandFailure.unknown(
        "unknown command \"\(name)\"", name, among: commands.map(\.name),
        else: "see minerstress --help")
    }
    return command
  }

  private static var overview: String {
    let width = commands.map(\.name.count).max() ?? 0
    let list = commands.map {
      "  \($0.name)\(String(repeating: " ", count: width - $0.name.count))  \($0.summary)"
    }
    return """
      usage: minerstress COMMAND ...

      Monte Carlo stress engine for loans to Bitcoin miners and GPU hosts.

      \(list.joined(separator: "\n"))

      minerstress COMMAND --help explains a command with an example; --version prints the version.

      """
  }
}
