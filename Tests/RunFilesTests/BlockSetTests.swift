import CreditBasics
import TestSupport
import Testing

/// Sets of blocks against `Set<Int>`.
@Suite struct BlockSetTests {
  @Test(arguments: [
    ([], "", 0), ([0..<1], "0", 1), ([0..<8, 9..<10, 12..<21], "0–7, 9, 12–20", 18),
    ([5..<9, 0..<3, 3..<5], "0–8", 9), ([4..<4, 2..<3], "2", 1), ([0..<5, 2..<9], "0–8", 9),
    ((0..<7).map { 2 * $0..<2 * $0 + 1 }, "0, 2, 4, 6, 8, 10, …", 7),
  ])
  func rangesAreAscendingAndApart(ranges: [Range<Int>], text: String, count: Int) {
    let set = BlockSet(ranges: ranges)
    #expect(set.description == text)
    #expect(set.count == count)
    #expect(set.isEmpty == (count == 0))
    for (range, next) in zip(set.ranges, set.ranges.dropFirst()) {
      #expect(range.upperBound < next.lowerBound)
    }
  }

  @Test func operationsAgreeWithPlainSets() {
    var numbers = SeededNumbers(seed: 1)
    for _ in 0..<500 {
      let plain = (0..<2).map { _ in
        let density = numbers.number(0...1)
        return Set((0..<40).filter { _ in numbers.chance(density) })
      }
      let sets = plain.map { BlockSet($0) }
      #expect(sets[0].blocks == plain[0].sorted())
      #expect(sets[0].union(sets[1]).blocks == plain[0].union(plain[1]).sorted())
      #expect(sets[0].subtracting(sets[1]).blocks == plain[0].subtracting(plain[1]).sorted())
      #expect(sets[0].intersection(sets[1]).blocks == plain[0].intersection(plain[1]).sorted())
      #expect(sets[0].isSubset(of: sets[1]) == plain[0].isSubset(of: plain[1]))
      #expect(sets[0].subtracting(sets[1]).isSubset(of: sets[0]))
    }
  }
}
