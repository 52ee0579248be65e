import NumericCore
import TestSupport
import Testing

@testable import Calibration

/// Intensities whose weekly law is a fitted matrix, or the nearest to it.
@Suite struct SwitchingFitTests {
  private static let week = WeeklyReturns.years

  /// Fitted weekly probabilities that no switching in continuous time has: a regime in the middle that is left
  /// within days, two that alternate, ways through another regime that are as good as shut, an end of the road.
  static let without: [[[Double]]] = [
    [[0.672, 0.328, 0], [0.449, 0.123, 0.428], [0.268, 0.103, 0.629]],
    [[0.0039, 0.9961], [0.33, 0.67]],
    [[0.0107, 0.8, 0.1893], [0.09, 0.91, 0], [0.119, 0, 0.881]],
    [[0.95, 0.05, 0], [0.05, 0.9, 0.05], [0, 0.1, 0.9]],
    [[1, 0, 0], [0.1, 0.8, 0.1], [0, 0.2, 0.8]],
  ]

  private static func weekly(_ rates: [[Double]]) -> [[Double]] {
    matrixExponential(rates.map { $0.map { $0 * week } })
  }

  /// `q_01 = p_01 / (p_01 + p_10) · −ln(1 − p_01 − p_10) / Δ`.
  @Test(arguments: [(0.07, 0.25), (0.001, 0.4), (0.3, 0.69), (0, 0.2)])
  func twoRegimesAreInClosedForm(up: Double, down: Double) {
    let fit = SwitchingFit([[1 - up, up], [down, 1 - down]])
    let speed = -logarithm(1 - up - down) / Self.week
    #expect(fit.isExact && !fit.isDoubtful)
    expectEqual(
      fit.intensities[0][1], up / (up + down) * speed, within: 1e-9, absolute: 1e-12)
    expectEqual(fit.intensities[1][0], down / (up + down) * speed, within: 1e-9)
    expectEqual(fit.shares[0], down / (up + down), within: 1e-9)
  }

  /// Real and complex eigenvalues, rates of 0, rates that are gone within a week.
  @Test(arguments: [
    [[-7.0, 5, 2], [4, -10, 6], [1, 8, -9]], [[-30, 30, 0], [0, -30, 30], [30, 0, -30]],
    [[-70, 50, 20], [0, -10, 10], [11, 80, -91]], [[0, 0, 0], [5, -8, 3], [0, 2, -2]],
  ])
  func whatHasAGeneratorGetsItBack(rates: [[Double]]) {
    let fit = SwitchingFit(Self.weekly(rates))
    #expect(fit.isExact)
    #expect(distance(fit.intensities, rates) < 1e-6)
  }

  @Test(arguments: [2, 3]) func generatorsAtRandomComeBack(count: Int) {
    var numbers = SplitMix(seed: 0x6E6E)
    for _ in 0..<50 {
      var rates = (0..<count).map { _ in (0..<count).map { _ in 40 * numbers.uniform() } }
      for row in rates.indices {
        rates[row][row] = 0
        rates[row][row] = -rates[row].reduce(0, +)
      }
      let fit = SwitchingFit(Self.weekly(rates))
      #expect(fit.isExact)
      #expect(distance(fit.intensities, rates) < 1e-5 * 80)
    }
  }

  /// The sums of squares are of the law after a week and after a year.
  @Test(arguments: without) func theNearestIsAGeneratorAndAMinimum(transition: [[Double]]) {
    let fit = SwitchingFit(transition)
    #expect(!fit.isExact)
    for (row, rates) in fit.intensities.enumerated() {
      #expect(abs(rates.reduce(0, +)) < 1e-9)
      for (column, rate) in rates.enumerated() where column != row {
        #expect((0...SwitchingFit.fastest).contains(rate))
      }
      #expect(abs(fit.weekly[row].reduce(0, +) - 1) < 1e-12)
      #expect(fit.weekly[row].allSatisfy { $0 >= 0 })
    }
    let aim = SwitchingAim(transition)
    let rates = aim.rates(fit.intensities).map { $0 * Self.week }
    #expect(aim.slope(rates) < 1e-8)
    let lowest = aim.value(rates)
    for place in rates.indices {
      for move in [-1e-2, -1e-4, 1e-4, 1e-2] {
        var moved = rates
        moved[place] = min(max(0, moved[place] + move), SwitchingAim.most)
        #expect(aim.value(moved) >= lowest - 1e-14, "\(place) \(move)")
      }
    }
  }

  /// From every start that is kept for such a matrix the way down ends at the same lowest value.
  @Test(arguments: without) func startsAgree(transition: [[Double]]) throws {
    let aim = SwitchingAim(transition)
    let ends = aim.starts(matrixLogarithm(transition)).map { aim.value(aim.minimised(from: $0)) }
    #expect(ends.count >= 3)
    let (least, most) = (try #require(ends.min()), try #require(ends.max()))
    #expect(most - least < 1e-9)
  }

  /// Two hundred corrections `Q + (P − exp(QΔ)) / Δ` that are not asked whether they come nearer end far away.
  @Test(arguments: without) func theNearestBeatsWhatIsEasier(transition: [[Double]]) {
    let aim = SwitchingAim(transition)
    let nearest = aim.value(
      aim.rates(SwitchingFit(transition).intensities).map { $0 * Self.week })
    var blind = aim.generator(aim.rates(transition).map { _ in 0 })
    for _ in 0..<200 {
      let reached = matrixExponential(blind)
      blind = aim.generator(
        zip(aim.rates(blind), zip(aim.rates(transition), aim.rates(reached))).map {
          min(SwitchingAim.most, max(0, $0 + $1.0 - $1.1))
        })
    }
    #expect(nearest <= aim.value(aim.rates(blind)) + 1e-12)
    for start in aim.starts(matrixLogarithm(transition)) { #expect(nearest < aim.value(start)) }
  }

  /// The corrections of before end 0.41 away from the first of these matrices.
  @Test func aRegimeThatIsLeftWithinDaysIsNear() {
    let fit = SwitchingFit(Self.without[0])
    #expect(fit.isFar && fit.gap < 0.16)
    for (share, fitted) in zip(fit.shares, RegimeModel.longRun(Self.without[0])) {
      #expect(abs(share - fitted) < 0.02)
    }
  }

  @Test func logarithmsNeedPositiveEigenvalues() throws {
    #expect(matrixLogarithm([[0.2, 0.8], [0.7, 0.3]]) == nil)
    #expect(matrixLogarithm([[0.5, 0.5], [0.5, 0.5]]) == nil)
    let matrix = [[0.9, 0.06, 0.04], [0.3, 0.65, 0.05], [0.1, 0.2, 0.7]]
    let logarithm = try #require(matrixLogarithm(matrix))
    #expect(distance(matrixExponential(logarithm), matrix) < 1e-13)
  }
}
