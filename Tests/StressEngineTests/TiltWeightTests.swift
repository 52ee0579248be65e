import CreditBasics
import StressEngine
import Synchronization
import TestSupport
import Testing

/// One weight, worked out three times.
///
/// Path 3 of seed 7 has twelve months. `Tests/Challenger/tail_weight.py` draws its normals from the protocol
/// of draws alone, shifts them by −0.3 in the first half year and −0.1 in the second, and finds the sums
/// −4.94264 and 1.95073. By hand a tilt by −0.5 and 0.2 then has the log ratio
/// `−0.5 · −4.94264 + 0.2 · 1.95073 − 6 · (0.5² + 0.2²)/2 = 2.47132 + 0.39015 − 0.87 = 1.99147`.
@Suite struct TiltWeightTests {
  @Test func kernelNumpyAndHandAgree() throws {
    let firm = Miner(name: "firm", tranches: [SmallScenarios.loan(principal: 1)])
    var scenario = SmallScenarios.scenario([firm], years: 1, seed: 7)
    scenario.market.regimes[0].coins.btc.volatility = 0.5
    let space = DrawSpace(scenario, steps: 12, periods: 2, miners: [0])
    #expect(space.drivers == [.btc])
    #expect(space.periodEnds == [6, 12])
    let tilt = { (first: Double, second: Double) in
      var tilt = DrawTilt(periodEnds: [6, 12])
      tilt.drivers = Driver.allCases.map { _ in [first, second] }
      return tilt
    }
    let found = Mutex<[Double]>([])
    let run = TiltedRun(scenario, space: space, tilts: [tilt(-0.3, -0.1)], threads: 1)
    _ = run.forEachBlock(of: [TiltedBlock(tilt: 0, paths: 3..<4)], progress: RunProgress()) {
      _, _, totals in found.withLock { $0 = totals }
    }
    let totals = found.withLock { $0 }
    try #require(totals.count == 2)
    #expect(abs(totals[0] - -4.942643287809835) < 1e-12)
    #expect(abs(totals[1] - 1.9507302968839926) < 1e-12)
    let ratio = space.weights(of: tilt(-0.5, 0.2)).logRatio(totals[...])
    #expect(abs(ratio - 1.9914677032817159) < 1e-12)
    #expect(abs(ratio - (2.47132 + 0.39015 - 0.87)) < 1e-5)
  }
}
