import CreditBasics
import Reporting
import ScenarioFiles

/// `minerstress check`: validates a scenario and prints the lender's table; simulates nothing.
enum CheckCommand {
  static let command = Command(
    name: "check", operands: "SCENARIO",
    summary: "validate a scenario and print each miner's lender's table; simulate nothing",
    options: [.set, .miners, .tranches, .paths, .seed], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let read = try ScenarioInput.read(arguments)
    Console.print(LenderTable.render(read.scenario))
    return .delivered
  }
}
