import Foundation
import RiskMeasures
import TestSupport
import Testing

@Suite struct LossTailTests {
  func store(_ losses: [Double], exact: Bool = true) -> LossStore {
    var store = LossStore(plannedPaths: losses.count, largestExactRun: exact ? losses.count : 0)
    store.add(losses, firstPath: 0)
    return store
  }

  func quantile(_ losses: [Double], _ thousandths: Int) throws -> LossQuantile {
    let rows = PortfolioEstimates(losses: store(losses)).quantiles()
    return try #require(rows.first { $0.thousandths == thousandths })
  }

  @Test func oneToOneHundred() throws {
    let row = try quantile((1...100).map(Double.init).shuffled(), 950)
    #expect(row.valueAtRiskUSD == 95)
    #expect(row.expectedShortfallUSD.value == 98)
    // Excesses 1…5 beyond 95: mean 3, sample variance 2.5. Student's quantile with four degrees is
    // 2.776, and thus widens by 1.4166.
    let student = 2.7764451052 / 1.9599639845
    // Over all hundred, 95 of them 0, skewness and excess kurtosis are 5.244454 and 27.593124 (SciPy).
    let z2 = 1.9599639845 * 1.9599639845
    let hall =
      1 + ((z2 * z2 + 2 * z2 - 3) / 18 * 5.244454 * 5.244454 - (z2 - 3) / 12 * 27.593124) / 100
    let error = (5 * (2.5 + 0.95 * 9)).squareRoot() / 5 * max(student, hall)
    let found = try #require(row.expectedShortfallUSD.standardError)
    #expect(abs(found / error - 1) < 1e-3)
    let ends = OrderStatisticInterval(thousandths: 950, count: 100)
    #expect(row.low == ends.lower.map(Double.init) && row.high == ends.upper.map(Double.init))
  }

  /// Many losses and a heavy tail: Hall's factor is the greater one.
  @Test func skewedExcesses() throws {
    let losses = (1...1000).map { 1 / (1.0005 - Double($0) / 1000) }
    let row = try quantile(losses, 950)
    let excesses = losses[950...].map { $0 - losses[949] }
    let (n, k) = (1000.0, 50.0)
    let raw = (1...4).map { power in excesses.reduce(0) { $0 + pow($1, Double(power)) } / n }
    let second = raw[1] - pow(raw[0], 2)
    let third = raw[2] - 3 * raw[1] * raw[0] + 2 * pow(raw[0], 3)
    let fourth = raw[3] - 4 * raw[2] * raw[0] + 6 * raw[1] * pow(raw[0], 2) - 3 * pow(raw[0], 4)
    let hall =
      1 + 1.07998464 * third * third / pow(second, 3) / n
      - 0.07012157 * (fourth / second / second - 3) / n
    #expect(hall > 1.3)
    let mean = excesses.reduce(0, +) / k
    let variance = excesses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (k - 1)
    let found = try #require(row.expectedShortfallUSD.standardError)
    let error = (k * (variance + 0.95 * mean * mean)).squareRoot() / 50 * hall
    #expect(abs(found / error - 1) < 1e-5)
  }

  /// Quantiles of Student's law from Abramowitz and Stegun (1964), table 26.10.
  @Test(arguments: [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (9, 2.262), (30, 2.042)])
  func studentFactor(degrees: Int, quantile: Double) {
    #expect(abs(StudentFactor.of(degrees) * 1.959963984540054 / quantile - 1) < 1.2e-3)
  }

  @Test func aFractionalAtom() throws {
    // n α = 28.5: rank 29 has half a weight: (0.5 · 29 + 30) / 1.5.
    let row = try quantile((1...30).map(Double.init), 950)
    #expect(row.valueAtRiskUSD == 29)
    #expect(abs(row.expectedShortfallUSD.value - (0.5 * 29 + 30) / 1.5) < 1e-13)
    #expect(row.expectedShortfallUSD.standardError == nil)
  }

  @Test func ties() throws {
    // 94 zeros, then 3 losses of 10 and 3 of 40: the 95th is 10, two tens and three forties above.
    let losses: [Double] = Array(repeating: 0, count: 94) + [40, 10, 40, 10, 40, 10]
    let row = try quantile(losses, 950)
    #expect(row.valueAtRiskUSD == 10)
    // Two tens and three forties, a fifth of each.
    #expect(row.expectedShortfallUSD.value == 28)
    #expect(try quantile(losses, 990).expectedShortfallUSD.value == 40)
    let same = Array(repeating: 7.3, count: 1000)
    #expect(try quantile(same, 999).expectedShortfallUSD.value == 7.3)
  }

  @Test func valueAtRiskMayBeZeroBelowTheTail() throws {
    let losses = Array(repeating: 0.0, count: 970) + Array(repeating: 100.0, count: 30)
    let row = try quantile(losses, 950)
    #expect(row.valueAtRiskUSD == 0)
    #expect(abs(row.expectedShortfallUSD.value - 60) < 1e-12)
    #expect(row.low == 0)
  }

  @Test func noLosses() throws {
    let losses = Array(repeating: 0.0, count: 1000)
    let row = try quantile(losses, 999)
    #expect(row.valueAtRiskUSD == 0 && row.expectedShortfallUSD.value == 0)
    let bins = PortfolioEstimates(losses: store(losses)).distribution()
    #expect(bins.count == 1 && bins[0].paths.count == 1000 && bins[0].exceedance.count == 0)
  }

  @Test func ranksAreIntegers() {
    // 0.95 · 20 in doubles is 19.000000000000000; 0.999 · 1000 must not become rank 1000.
    #expect(LossTail.rank(thousandths: 950, of: 20) == 19)
    #expect(LossTail.rank(thousandths: 999, of: 1000) == 999)
    #expect(LossTail.rank(thousandths: 995, of: 1001) == 996)
    #expect(LossTail.rank(thousandths: 950, of: 1) == 1)
  }

  @Test func theHistogramAgreesWithTheSortedLosses() {
    let losses = (0..<50_000).map { index in
      let uniform = Double(index * 7919 % 50_000) / 50_000
      return uniform < 0.6 ? 0 : 1e6 / (1.001 - uniform)
    }
    let exact = PortfolioEstimates(losses: store(losses)).quantiles()
    let binned = PortfolioEstimates(losses: store(losses, exact: false)).quantiles()
    #expect(exact.count == 4 && binned.count == 4)
    for (row, twin) in zip(exact, binned) {
      #expect(abs(twin.valueAtRiskUSD / row.valueAtRiskUSD - 1) < 0x1p-13)
      let shortfalls = (row.expectedShortfallUSD.value, twin.expectedShortfallUSD.value)
      #expect(abs(shortfalls.1 / shortfalls.0 - 1) < 0x1p-13)
    }
  }

  @Test func binsAreOpenBelowAndClosedAbove() {
    let bins = PortfolioEstimates(losses: store([0, 0, 0.5, 1, 1.5, 50, 100])).distribution()
    #expect(bins.count == 101)
    #expect(bins[0].paths.count == 2 && bins[0].low == 0 && bins[0].high == 0)
    #expect(bins[1].paths.count == 2 && bins[1].low == 0 && bins[1].high == 1)
    #expect(bins[2].paths.count == 1)
    #expect(bins[50].paths.count == 1 && bins[50].exceedance.count == 1)
    #expect(bins[100].paths.count == 1 && bins[100].high == 100)
    #expect(bins[100].cumulative.value == 1 && bins[100].exceedance.value == 0)
    #expect(bins.reduce(0) { $0 + $1.paths.count } == 7)
  }
}
