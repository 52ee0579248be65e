import NumericCore
import TestSupport
import Testing

@testable import Calibration

/// Errors of regimes rest on the weeks that were seen.
@Suite struct RegimeErrorTests {
  private static let week = WeeklyReturns.years

  /// Two coins in two regimes, `weeks` weeks of which the middle ones are missing but for `seen` on either side.
  private static func weeks(_ weeks: Int, seen: Int) throws -> (RegimeModel, [[Double]?]) {
    let law = RegimeModel(
      means: [[0.01], [-0.005]], covariances: [[[0.2 * week]], [[1.3 * week]]],
      transition: [[0.93, 0.07], [0.25, 0.75]], initial: [0.78, 0.22])
    var numbers = SplitMix(seed: 12)
    let rows = law.simulate(weeks: weeks, &numbers).enumerated().map { at, row in
      at < seen || at >= weeks - seen ? row : nil
    }
    return (law.maximised(rows, rounds: 500), rows)
  }

  /// Twelve years without a price between two spells of two years tell nothing: errors are those of four years.
  ///
  /// An error with all weeks taken for seen would be half of that, √(208/832).
  @Test func weeksWithoutAReturnAreNotSeen() throws {
    let (model, rows) = try Self.weeks(832, seen: 104)
    let errors = RegimeErrors(model, rows)
    let short = rows.compactMap { $0 }
    #expect(short.count == 208)
    let together = RegimeErrors(model, short)
    for regime in 0..<2 {
      let (one, other) = (errors.volatility[regime][0], together.volatility[regime][0])
      let ratio = try #require(one.error) / #require(other.error)
      #expect((0.8..<1.3).contains(ratio), "regime \(regime): \(ratio)")
    }
  }

  /// Eight batches of 42 weeks whose moves are ±3 and ±1 by turns.
  ///
  /// Their mean squares are 9 and 1, with a deviation of 4 · √(8/7). So the error of the mean of 5 is 4 / √7, that of ln σ a tenth of it, and the interval 2.365 of those.
  @Test func oneRegimeHasTheErrorOfItsSpells() throws {
    let rows = (0..<336).map { (at: Int) -> [Double] in
      let size = 0.01 * (at / 42 % 2 == 0 ? 3.0 : 1)
      return [at % 2 == 0 ? size : -size]
    }
    let model = try #require(
      RegimeModel.fit(WeeklyReturns(factors: [.btc], rows: rows), regimes: 1))
    let volatility = RegimeErrors(model, rows).volatility[0][0]
    let high = try #require(volatility.high)
    expectEqual(logarithm(high / volatility.value), 2.365 * 0.4 / 7.0.squareRoot(), within: 2e-3)
  }
}
