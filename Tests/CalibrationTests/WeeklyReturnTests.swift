import NumericCore
import TestSupport
import Testing

@testable import Calibration

/// A weekly return is a move of about a week.
@Suite struct WeeklyReturnTests {
  /// A walk of 50 % a year, looked at every so many days.
  private static func walk(every gap: Int, count: Int) -> PriceHistory {
    var numbers = SplitMix(seed: 5)
    var level = 9.0
    let logs = (0..<count).map { at in
      if at > 0 { level += 0.5 * (Double(gap) / 365.25).squareRoot() * Real.normal(&numbers) }
      return level
    }
    return PriceHistory(series: [
      .btc: .init(days: (0..<count).map { 16_000 + gap * $0 }, logs: logs)
    ])
  }

  /// Prices ten days apart made weeks of ten days, 0.5 · √(10/7) = 0.6 a year.
  @Test(arguments: [1, 3, 5, 7, 8, 9, 10]) func sparsePricesHaveTheirVolatility(gap: Int) throws {
    let weeks = try #require(WeeklyReturns(Self.walk(every: gap, count: 12_000 / gap)))
    let squares = weeks.rows.compactMap { $0?[0] }.map { $0 * $0 }
    let variance = squares.reduce(0, +) / Double(squares.count)
    expectAgrees(
      (variance / WeeklyReturns.years).squareRoot(),
      standardError: 0.5 / (2 * Double(squares.count)).squareRoot(), with: 0.5, "\(gap) days")
  }

  /// Moves of 0.1 up and down by turns have no drift: over ten days they are moves of 0.1 · √0.7 a week.
  @Test func aMoveIsScaledByTheRootOfItsTime() throws {
    let days = (0...300).map { 16_000 + 10 * $0 }
    let logs = days.indices.map { $0 % 2 == 0 ? 9.0 : 9.1 }
    let weeks = try #require(
      WeeklyReturns(PriceHistory(series: [.btc: .init(days: days, logs: logs)])))
    let moves = weeks.rows.compactMap { $0?[0] }
    #expect(moves.count > 100)
    for move in moves { expectEqual(abs(move), 0.1 * 0.7.squareRoot(), within: 0.01) }
  }

  @Test(arguments: [11, 13]) func pricesTooFarApartAreNoWeeks(gap: Int) {
    let report = CalibrationReport(Self.walk(every: gap, count: 600), regimes: 2)
    #expect(report.weekly == nil)
    #expect(
      report.missing == [
        "no regimes: expected 52 weeks with a price near the end of each; prices of btc are \(gap) days apart"
      ])
  }
}
