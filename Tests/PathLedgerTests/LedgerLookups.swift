import CreditBasics
import PathLedger

/// Runs the path of a scenario without noise, recorded.
func account(_ scenario: Scenario, world: World = .full) -> PathAccount {
  PathLedger(scenario: scenario, world: world).run(path: 0, recording: true)
}
