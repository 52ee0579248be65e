import CreditBasics
import Foundation
import ScenarioFiles
import ScenarioWarnings
import StressEngine
import TestSupport
import Testing

/// Damaged scenarios either run or are refused with a position; nothing traps, nothing hangs.
@Suite struct ScenarioFuzzTests {
  /// `MINERSTRESS_FUZZ_SEED` and `MINERSTRESS_FUZZ_INPUTS` make other runs than the usual one;
  /// `MINERSTRESS_FUZZ_TOTALS=1`, when no other test runs beside, counts, times and weighs inputs.
  private static func setting(_ name: String, _ placeholder: Int) -> Int {
    ProcessInfo.processInfo.environment["MINERSTRESS_FUZZ_\(name)"].flatMap { Int($0) }
      ?? placeholder
  }

  private static func donors() throws -> [String] {
    try ["starter", "baseline", "severe", "crowded-collateral"].map {
      try ScenarioReader.read(file: scenario($0)).resolvedJSON
    } + ["starter", "baseline"].map { try String(contentsOfFile: scenario($0), encoding: .utf8) }
  }

  private static func scenario(_ name: String) -> String {
    RepositoryFiles.path("scenarios/\(name).json5")
  }

  @Test(.timeLimit(.minutes(5))) func damagedScenariosRunOrAreRefused() throws {
    let seed = Self.setting("SEED", 20_251_231)
    let inputs = Self.setting("INPUTS", 10_000)
    var mutator = Mutator(seed: UInt64(seed), donors: try Self.donors())
    let isCounting = Self.setting("TOTALS", 0) == 1
    let clock = ContinuousClock()
    var (refused, ran) = (0, 0)
    var (slowest, heaviest) = (Duration.zero, 0)
    for input in 0..<inputs {
      let bytes = mutator.next()
      let before = isCounting ? PeakMemory.forget() : 0
      let start = clock.now
      do {
        let read = try ScenarioDocument.parse(bytes, name: "fuzz").resolve()
        #expect(read.warnings.allSatisfy { $0.position.line > 0 && !$0.message.isEmpty })
        // What means something also runs, if a few paths of it take no time.
        if Self.isSmall(read.scenario) {
          Self.expectFinite(read.scenario, input: input)
          ran += 1
        }
      } catch {
        refused += 1
        #expect(!error.issues.isEmpty)
        #expect(error.issues.allSatisfy { $0.position.line > 0 && !$0.message.isEmpty })
      }
      let took = start.duration(to: clock.now)
      #expect(took < .seconds(2), "input \(input) of seed \(seed) took \(took)")
      slowest = max(slowest, took)
      if isCounting {
        heaviest = max(heaviest, PeakMemory.bytes - before)
        #expect(heaviest < 200_000_000, "input \(input) of seed \(seed)")
      }
    }
    if isCounting {
      let note = "\(inputs) inputs of seed \(seed): \(refused) refused, \(ran) ran"
      print("\(note), slowest \(slowest), heaviest \(heaviest / 1_000_000) MB")
    }
    #expect(refused > inputs / 4)
    #expect(ran > inputs / 100)
  }

  /// Steps × miners that a few paths get through at once.
  private static func isSmall(_ scenario: Scenario) -> Bool {
    scenario.grid.stepCount <= 2000 && scenario.miners.count <= 20
  }

  private static func expectFinite(_ scenario: Scenario, input: Int) {
    let outcomes = StressRun(scenario, threads: 1).outcomes(ofPaths: [0, 1, 2])
    for column in [outcomes.claimUSD, outcomes.recoveryUSD, outcomes.discountedExposure] {
      let isFinite = column.allSatisfy { $0.isFinite }
      #expect(isFinite, "input \(input) gives numbers that are not finite")
    }
    #expect(zip(outcomes.claimUSD, outcomes.recoveryUSD).allSatisfy { $0 >= $1 - 0.01 })
  }
}
