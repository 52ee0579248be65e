import CreditBasics
import NumericCore
import PathLedger
import StressEngine

/// The check of `explain` on many paths at once: the ledger of each against the kernels.
struct ExplainSurvey {
  var scenario: Scenario
  var world: World

  /// Paths whose kernels run together.
  private static let batch = 64

  /// What was compared, and the lines of each path that disagrees.
  struct Findings {
    var comparisons = 0
    var disagreements: [(path: UInt64, lines: [String])] = []
  }

  /// Compares this many random paths of the scenario's, by its seed, so that a fault can be found again.
  func run(_ count: Int) -> Findings {
    var numbers = SplitMix(seed: scenario.simulation.seed)
    let all = UInt64(max(1, scenario.simulation.paths))
    let ledger = PathLedger(scenario: scenario, world: world)
    var findings = Findings()
    for start in stride(from: 0, to: count, by: Self.batch) {
      let some = (start..<min(start + Self.batch, count)).map { _ in numbers.next() % all }
      let block = StressRun.outcomes(of: scenario, in: world, paths: some)
      for (position, path) in some.enumerated() {
        let check = KernelCheck(ledger.run(path: path), of: scenario, with: block, at: position)
        findings.comparisons += check.comparisons
        if !check.disagreements.isEmpty {
          findings.disagreements.append((path: path, lines: check.disagreements))
        }
      }
    }
    return findings
  }
}
