import RiskMeasures
import Testing

@Suite struct ProportionTests {
  /// Newcombe, "Two-sided confidence intervals for the single proportion", *Statistics in Medicine* 17
  /// (1998), table I, method 3.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
    (1, 29, 0.0061, 0.1718),
  ])
  func publishedIntervals(_ count: Int, _ total: Int, _ low: Double, _ high: Double) {
    let interval = Proportion(count, of: total).wilsonInterval
    #expect(abs(interval.lowerBound - low) <= 0.5e-4)
    #expect(abs(interval.upperBound - high) <= 0.5e-4)
  }

  @Test func theEndsAreExact() {
    let z = 1.959963984540054
    let none = Proportion(0, of: 100)
    #expect(none.standardError == 0)
    #expect(none.wilsonInterval.lowerBound == 0)
    #expect(abs(none.wilsonInterval.upperBound - z * z / (100 + z * z)) < 1e-15)
    let all = Proportion(100, of: 100)
    #expect(all.standardError == 0)
    #expect(all.wilsonInterval.upperBound == 1)
    #expect(abs(all.wilsonInterval.lowerBound - 100 / (100 + z * z)) < 1e-15)
  }

  /// Pages read a share and a number of paths that need not be whole, and none at all.
  @Test func sharesThatWereRead() {
    #expect(Wilson.interval(share: 0, of: 0) == 0...1)
    let counted = Proportion(81, of: 263).wilsonInterval
    let read = Wilson.interval(share: 81.0 / 263, of: 263)
    #expect(abs(read.lowerBound - counted.lowerBound) < 1e-15)
    #expect(abs(read.upperBound - counted.upperBound) < 1e-15)
  }

  @Test func standardErrorByHand() { #expect(Proportion(20, of: 100).standardError == 0.04) }
}

@Suite struct OrderStatisticIntervalTests {
  /// Binomial probability of at most `limit`, from the law built up trial by trial.
  func cumulative(_ limit: Int, _ count: Int, _ probability: Double) -> Double {
    var law = [1.0] + Array(repeating: 0, count: count)
    for trial in 1...count {
      for at in stride(from: trial, through: 1, by: -1) {
        law[at] = law[at] * (1 - probability) + law[at - 1] * probability
      }
      law[0] *= 1 - probability
    }
    return law.prefix(max(0, limit + 1)).reduce(0, +)
  }

  @Test(arguments: [(950, 200), (950, 500), (990, 1000), (500, 10), (950, 60), (995, 400)])
  func boundsAreTheTightestWithTheirConfidence(_ thousandths: Int, _ count: Int) throws {
    let interval = OrderStatisticInterval(thousandths: thousandths, count: count)
    let probability = Double(thousandths) / 1000
    let lower = try #require(interval.lower)
    #expect(cumulative(lower - 1, count, probability) <= 0.025)
    #expect(cumulative(lower, count, probability) > 0.025)
    let upper = interval.upper ?? count + 1
    #expect(1 - cumulative(upper - 1, count, probability) <= 0.025 || upper == count + 1)
    #expect(1 - cumulative(upper - 2, count, probability) > 0.025)
  }

  @Test func smallSamplesHaveNoBounds() {
    #expect(OrderStatisticInterval(thousandths: 950, count: 1).lower == nil)
    #expect(OrderStatisticInterval(thousandths: 950, count: 71).upper == nil)
    #expect(OrderStatisticInterval(thousandths: 950, count: 72).upper == 72)
  }

  @Test func theMedianOfTenLosses() {
    // P(B ≤ 1) = 11/1024 ≤ 0.025 < P(B ≤ 2): ranks 2 and 9.
    let interval = OrderStatisticInterval(thousandths: 500, count: 10)
    #expect(interval.lower == 2 && interval.upper == 9)
  }
}
