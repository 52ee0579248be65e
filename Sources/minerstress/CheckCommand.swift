import PathStories
import Reporting
import ScenarioFiles
import ScenarioWarnings

/// `minerstress check`: validates a scenario and prints the lender's table; simulates nothing.
enum CheckCommand {
  static let command = Command(
    name: "check", operands: "SCENARIO",
    summary: "validate a scenario and print each miner's lender's table; simulate nothing",
    options: [.paths, .seed] + OptionSpec.scenario, run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let read = try ScenarioInput.read(
      try arguments.operand("SCENARIO"), arguments, announces: false)
    for line in read.notes + read.warningsAndHints { Console.note("\(line.kind): \(line)") }
    for line in CentralPathNotes.lines(of: read.scenario) { Console.note("note: \(line)") }
    Console.print(LenderTable.render(read.scenario))
    return .delivered
  }
}
