import NumericCore
import Testing

@testable import Calibration

/// The highest top of a likelihood that has many.
@Suite struct RegimeStartTests {
  private static let week = WeeklyReturns.years

  /// Weeks of three regimes, of which the size of bitcoin's moves tells two apart poorly: they differ in ether.
  private static func weeks(_ seed: UInt64) -> WeeklyReturns {
    let sizes = [[0.4, 0.5], [0.5, 1.2], [1.3, 1.5]]
    let law = RegimeModel(
      means: [[0.01, 0.01], [0, -0.01], [0, 0]],
      covariances: sizes.map { s in
        [
          [s[0] * s[0] * week, 0.8 * s[0] * s[1] * week],
          [0.8 * s[0] * s[1] * week, s[1] * s[1] * week],
        ]
      },
      transition: [[0.9, 0.06, 0.04], [0.1, 0.85, 0.05], [0.1, 0.1, 0.8]], initial: [0.5, 0.3, 0.2])
    var numbers = SplitMix(seed: seed)
    return WeeklyReturns(factors: [.btc, .eth], rows: law.simulate(weeks: 416, &numbers))
  }

  /// No fit is less likely than that from firm starts alone, and some are likelier.
  @Test func theHighestTopIsFound() throws {
    var missed = 0
    for seed in 1...12 as ClosedRange<UInt64> {
      let weeks = Self.weeks(seed)
      let firm =
        RegimeModel.starts(weeks, regimes: 3).map { $0.maximised(weeks.rows, rounds: 500) }
        .filter(\.isHeld).map(\.logLikelihood).max() ?? -.infinity
      let found = try #require(RegimeModel.fit(weeks, regimes: 3)).logLikelihood
      #expect(found >= firm)
      if found > firm + 0.1 { missed += 1 }
    }
    #expect(missed > 0)
  }
}
