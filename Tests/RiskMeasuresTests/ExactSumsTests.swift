import RiskMeasures
import TestSupport
import Testing

@Suite struct ExactSumsTests {
  func sum(_ terms: [Double]) -> Double {
    var sums = ExactSums(count: 1)
    for term in terms { sums.add(term, to: 0) }
    return sums.value(0)
  }

  @Test func nothingIsLostByCancellation() {
    #expect(sum([1e100, 1, -1e100]) == 1)
    #expect(sum([1e308, 1e308, -1e308, -1e308, 0x1p-1074]) == 0x1p-1074)
    #expect(sum([0.1, -0.1]) == 0)
    #expect(sum([]) == 0)
  }

  @Test(arguments: [
    0.1, -0.1, 1, 1e-5, 0x1p-1074, -0x1p-1074, 0x1.fffffffffffffp1023, 0x1p-1022,
    (0x1p-1022).nextDown, 0x1.8p-1060, -1234.5678,
  ])
  func oneTermIsItself(_ term: Double) { #expect(sum([term]) == term) }

  @Test func roundingIsToNearestTiesToEven() {
    #expect(sum([1, 0x1p-53]) == 1)
    #expect(sum([1, 0x1p-53, 0x1p-1074]) == 1 + 0x1p-52)
    #expect(sum([1 + 0x1p-52, 0x1p-53]) == 1 + 0x1p-51)
    #expect(sum([1, 0x1p-53, -0x1p-1074]) == 1)
    #expect(sum([-1, -0x1p-53, -0x1p-1074]) == -1 - 0x1p-52)
    // Rounding up carries through the whole significand.
    #expect(sum([2 - 0x1p-52, 0x1p-53]) == 2)
  }

  @Test func subnormalsAddExactly() {
    #expect(sum([0x1p-1074, 0x1p-1074]) == 0x1p-1073)
    #expect(sum([0x1p-1022, -0x1p-1074]) == (0x1p-1022).nextDown)
    #expect(sum([0x1p-1023, 0x1p-1023]) == 0x1p-1022)
  }

  @Test func beyondTheRangeIsInfiniteUnlessItComesBack() {
    let greatest = Double.greatestFiniteMagnitude
    #expect(sum([greatest, greatest]) == .infinity)
    #expect(sum([-greatest, -greatest]) == -.infinity)
    #expect(sum([greatest, greatest, -greatest]) == greatest)
    #expect(sum([1, .infinity]).isNaN)
    #expect(sum([.nan, 1]).isNaN)
  }

  @Test func manyEqualTermsNeedCarries() {
    // The double 0.1 times 10⁵, rounded once: a product of two doubles is.
    #expect(sum(Array(repeating: 0.1, count: 100_000)) == 0.1 * 1e5)
    #expect(sum(Array(repeating: -(2 - 0x1p-52), count: 1 << 16)) == -(2 - 0x1p-52) * 65536)
  }

  @Test func orderAndGroupingNeverMatter() {
    var generator = SeededNumbers(seed: 7)
    let terms = (0..<10_000).map { _ in
      Double(
        sign: Bool.random(using: &generator) ? .plus : .minus,
        exponent: Int.random(in: -200...200, using: &generator),
        significand: Double.random(in: 1..<2, using: &generator))
    }
    var together = ExactSums(count: 1)
    for term in terms { together.add(term, to: 0) }
    for _ in 0..<5 {
      var parts = (0..<7).map { _ in ExactSums(count: 1) }
      for term in terms.shuffled() { parts[Int.random(in: 0..<7)].add(term, to: 0) }
      var merged = ExactSums(count: 1)
      for part in parts.shuffled() { merged.merge(part) }
      #expect(merged.value(0) == together.value(0))
      #expect(merged.canonicalChunks == together.canonicalChunks)
    }
  }

  @Test func sumsAreSeparate() {
    var sums = ExactSums(count: 3)
    for _ in 0..<5000 { sums.add(-0.5, to: 1) }
    sums.add(7, to: 2)
    #expect((0..<3).map(sums.value) == [0, -2500, 7])
  }
}
