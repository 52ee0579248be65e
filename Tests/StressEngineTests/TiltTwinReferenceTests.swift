import CreditBasics
import StressEngine
import Synchronization
import TestSupport
import Testing

/// Tilted draws: kernels and scalar twin agree path by path, and so do the laws' ratios.
extension ScalarTwinReferenceTests {
  /// A scenario with named tenants, and a tilt of all of its draws.
  private static func tilted(seed: Int) -> (scenario: Scenario, space: DrawSpace) {
    var scenario = RandomScenarios.scenario(
      seed % 2 == 0 ? .tenants : .plain, seed: UInt64(seed))
    let space = DrawSpace(
      scenario, steps: scenario.grid.stepCount, periods: 3,
      miners: Array(scenario.miners.indices))
    scenario.simulation.tilt = RandomTilts.tilt(
      scenario, periodEnds: space.periodEnds, transition: space.transition, seed: UInt64(seed))
    return (scenario, space)
  }

  @Test(arguments: 1...16)
  func tiltedPathsAgreePathByPath(seed: Int) {
    expectAgreement(on: Self.tilted(seed: seed).scenario, "tilt of scenario \(seed)")
  }

  /// Drawn under one tilt, weighed under another.
  @Test(arguments: 1...16)
  func ratiosOfLawsAreProductsOfDensities(seed: Int) {
    let (scenario, space) = Self.tilted(seed: seed)
    var plain = scenario
    plain.simulation.tilt = nil
    let other = RandomTilts.tilt(
      plain, periodEnds: space.periodEnds, transition: space.transition, seed: UInt64(seed + 100))
    let found = Mutex<[Double]>([])
    let run = TiltedRun(plain, space: space, tilts: [scenario.simulation.tilt!], threads: 1)
    _ = run.forEachBlock(
      of: [TiltedBlock(tilt: 0, paths: 0..<40)], progress: RunProgress()
    ) { _, _, totals in found.withLock { $0 = totals } }
    let totals = found.withLock { $0 }
    #expect(totals.count == 40 * space.count)
    let twin = DrawDensities(scenario: scenario, space: space)
    let weights = space.weights(of: other)
    for path in 0..<40 {
      let kernel = weights.logRatio(totals[path * space.count..<(path + 1) * space.count])
      let scalar = twin.logRatio(path: UInt64(path), under: other)
      #expect(
        abs(kernel - scalar) < 1e-8 * max(1, abs(scalar)),
        "scenario \(seed), path \(path): \(kernel) and \(scalar)")
    }
  }

  /// A tilt that changes nothing leaves every path as it is.
  @Test func theEmptyTiltIsPlainSampling() {
    let scenario = RandomScenarios.scenario(.tenants, seed: 4)
    var tilted = scenario
    tilted.simulation.tilt = DrawTilt(periodEnds: [scenario.grid.stepCount])
    let paths = Array(0..<96 as Range<UInt64>)
    let plain = StressRun(scenario, threads: 1).outcomes(ofPaths: paths)
    let same = StressRun(tilted, threads: 1).outcomes(ofPaths: paths)
    #expect(plain.defaultStep == same.defaultStep)
    #expect(plain.lossUSD == same.lossUSD)
    #expect(plain.discountedExposure == same.discountedExposure)
  }
}
