import RiskMeasures
import Testing

/// Counts are the same whatever width they have come to.
@Suite struct BinCountsTests {
  /// Bins of one value each from 1 to 2, where 8 bits of the mantissa tell them apart.
  private func value(_ bin: Int) -> Double { 1 + Double(bin) / 256 }

  private func counts(_ times: [Int]) -> BinCounts {
    var counts = BinCounts()
    counts.grow(before: 0, after: times.count)
    for (bin, count) in times.enumerated() {
      Array(repeating: value(bin), count: count).withUnsafeBufferPointer {
        counts.add($0, from: value(bin), to: value(bin), shift: 44, first: 1023 << 8)
      }
    }
    return counts
  }

  @Test(arguments: [(0, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4), (70_000, 4)])
  func aBinIsAsWideAsItsCountNeeds(count: Int, width: Int) {
    let counts = counts([3, count, 0, 1])
    #expect(counts.width == width)
    #expect(counts.stored == [3, UInt32(count), 0, 1])
    #expect(BinCounts(counts.stored) == counts)
    #expect(BinCounts(counts.stored).width == width)
  }

  @Test(arguments: [1, 200, 300, 65_400, 66_000], [1, 200, 300, 65_400, 66_000])
  func sumsOfEveryPairOfWidths(first: Int, second: Int) {
    var sum = counts([first, 2, 0])
    sum.add(counts([second, 9]), at: 0)
    #expect(sum.stored == [UInt32(first + second), 11, 0])
    sum.add(counts([second, 9]), at: 1)
    #expect(sum.stored == [UInt32(first + second), UInt32(11 + second), 9])
  }

  @Test(arguments: [5, 300, 70_000]) func binsGrowAtBothEnds(count: Int) {
    var counts = counts([count, 7])
    counts.grow(before: 2, after: 1)
    #expect(counts.stored == [0, 0, UInt32(count), 7, 0])
    #expect(counts.count == 5)
  }

  @Test func widthsDoNotMatterToEquality() {
    var wide = counts([300, 4])
    wide.add(counts([0, 1]), at: 0)
    var narrow = counts([100, 5])
    narrow.add(counts([100, 0]), at: 0)
    narrow.add(counts([100, 0]), at: 0)
    #expect(wide == narrow)
    #expect(wide != counts([300, 4]))
  }
}
