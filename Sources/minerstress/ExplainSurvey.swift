import CreditBasics
import PathLedger
import PathStories
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

  /// Compares this many random paths of the scenario's.
  func run(_ count: Int) -> Findings {
    var numbers = PathNumbers(scenario.simulation)
    let ledger = PathLedger(scenario: scenario, world: world)
    var findings = Findings()
    for start in stride(from: 0, to: count, by: Self.batch) {
      let some = (start..<min(start + Self.batch, count)).map { _ in numbers.next() }
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

/// Path numbers by SplitMix64 from the scenario's seed, so that a fault can be found again.
private struct PathNumbers {
  private var state: UInt64
  private let paths: UInt64

  init(_ simulation: Simulation) {
    state = simulation.seed
    paths = UInt64(max(1, simulation.paths))
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return (bits ^ (bits >> 31)) % paths
  }
}
