import Foundation
import RiskMeasures
import ScenarioFiles
import StressEngine

do {
  var scenario = try ScenarioReader.read(file: CommandLine.arguments[1]).scenario
  scenario.simulation.paths = 10_000
  let run = StressRun(scenario, threads: ProcessInfo.processInfo.activeProcessorCount)
  guard let tally = run.run() else { exit(1) }
  for miner in run.result(of: tally).miners {
    let (pd, error) = (100 * miner.defaults.value, 100 * miner.defaults.standardError)
    print("\(miner.miner): PD " + String(format: "%.2f %% ± %.2f %%", pd, error))
  }
} catch {
  print(error)  // every problem of the file, with line, column and way out
  exit(3)
}
