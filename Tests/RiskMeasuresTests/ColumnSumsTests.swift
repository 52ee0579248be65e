import RiskMeasures
import TestSupport
import Testing

/// A column added at once is its terms added one by one, to the last bit.
@Suite struct ColumnSumsReferenceTests {
  private func expectSame(_ values: [Double]) {
    var sums = ExactSums(count: 1)
    values.withUnsafeBufferPointer { sums.add($0, to: 0) }
    var terms = ExactSums(count: 1)
    for value in values { terms.add(value, to: 0) }
    #expect(sums.stored == terms.stored)
  }

  @Test(arguments: [0, 1, 16, 17, 24, 100, 2047, 2048, 2049], [0, 4, 17, 40, 300])
  func randomTerms(count: Int, octaves: Int) {
    var random = SeededNumbers(seed: UInt64(count * 1000 + octaves))
    let values = (0..<count).map { _ in
      Double.random(in: -1...1, using: &random)
        * Double(
          sign: .plus, exponent: Int.random(in: -octaves...0, using: &random), significand: 1e6)
    }
    expectSame(values)
  }

  @Test func greatestTermsOfOneSign() {
    expectSame(Array(repeating: 2.0.nextDown, count: 2048))
    expectSame(Array(repeating: -1.0.nextUp, count: 2048))
  }

  @Test func termsOutOfTheOrdinary() {
    let ordinary = (0..<40).map { 1 + Double($0) / 3 }
    for odd in [
      0.0, -0.0, 0x1p-36, 0x1p-1074, 0x1p-600, 0x1p500, .infinity, -.infinity,
      .greatestFiniteMagnitude,
    ] {
      expectSame(ordinary + [odd])
      expectSame(Array(repeating: odd, count: 20))
    }
  }

  @Test func notANumberMakesASumUndefined() {
    var sums = ExactSums(count: 1)
    ((0..<40).map(Double.init) + [.nan]).withUnsafeBufferPointer { sums.add($0, to: 0) }
    #expect(sums.value(0).isNaN)
  }
}
