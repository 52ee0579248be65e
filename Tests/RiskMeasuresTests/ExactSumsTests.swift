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
      #expect(merged.stored == together.stored)
    }
  }

  @Test func sumsAreSeparate() {
    var sums = ExactSums(count: 3)
    for _ in 0..<5000 { sums.add(-0.5, to: 1) }
    sums.add(7, to: 2)
    #expect((0..<3).map(sums.value) == [0, -2500, 7])
  }

  /// What is stored depends on the sums alone: not on the terms, nor on chunks that they no longer need.
  @Test func equalSumsAreStoredAlike() {
    var (plain, roundabout) = (ExactSums(count: 2), ExactSums(count: 2))
    plain.add(-0x1p-40, to: 0)
    plain.add(3, to: 1)
    let terms = [0x1p900, -0x1p-900, -0x1p-40, -0x1p900, 0x1p-900, 0]
    for term in terms { roundabout.add(term, to: 0) }
    for _ in 0..<3 << 10 { roundabout.add(0x1p-10, to: 1) }
    #expect(roundabout.stored == plain.stored)
    #expect(plain.stored.chunks.count <= 2 * 3)
    #expect(ExactSums(count: 2).stored.chunks.isEmpty)
  }

  @Test(arguments: [
    [0.1, -0.1], [1e308, 1e308], [-1e308, -1e308, 1], [-0x1p-1074], [0x1p-1074, -1e300],
    [-1], [-4_294_967_296], [.nan, 2], [],
  ])
  func whatIsStoredIsRestored(_ terms: [Double]) throws {
    var sums = ExactSums(count: 3)
    for term in terms { sums.add(term, to: 1) }
    sums.add(0.7, to: 2)
    var restored = try #require(ExactSums(count: 3, sums.stored))
    #expect(restored.stored == sums.stored)
    #expect(restored.value(1).bitPattern == sums.value(1).bitPattern)
    restored.merge(sums)
    for term in terms { sums.add(term, to: 1) }
    sums.add(0.7, to: 2)
    #expect(restored.stored == sums.stored)
  }

  @Test func whatIsNeverStoredIsRefused() {
    var sums = ExactSums(count: 2)
    sums.add(-1e10, to: 0)
    sums.add(1, to: 1)
    let stored = sums.stored
    func isRefused(_ change: (inout ExactSums.Stored) -> Void) -> Bool {
      var changed = stored
      change(&changed)
      return ExactSums(count: 2, changed) == nil
    }
    #expect(isRefused { $0.chunks.removeLast() })
    #expect(isRefused { $0.chunks[0] = -1 })
    #expect(isRefused { $0.chunks[0] = 1 << 32 })
    #expect(isRefused { $0.chunks[$0.chunks.count - 1] = 1 << 32 })
    #expect(isRefused { $0.lowest = -1 })
    #expect(isRefused { $0.lowest = 66 })
    #expect(isRefused { $0.undefined = [1] })
    #expect(isRefused { $0.undefined = [0, -1] })
    #expect(ExactSums(count: 0, stored) == nil)
    #expect(!isRefused { $0.undefined = [0, 1] })
  }
}
