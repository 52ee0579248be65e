import RiskMeasures
import TestSupport
import Testing

@Suite struct StressTallyCodingTests {
  let scenario = HandBook.scenario

  func tally(_ blocks: [Int]) -> StressTally {
    var tally = StressTally(scenario)
    for block in blocks {
      var numbers = SeededNumbers(seed: UInt64(block))
      tally.add(HandBook.randomOutcomes(paths: 50, &numbers), firstPath: 50 * block)
      for moment in 0..<12 {
        let values = (0..<50).map { _ in numbers.number(0.1...3) }
        values.withUnsafeBufferPointer {
          tally.factorFans.record(series: 0, moment: moment, values: $0)
        }
      }
    }
    return tally
  }

  func decode(_ bytes: [UInt8]) throws -> StressTally {
    try StressTally(
      decoding: bytes, book: BookShape(scenario), fanPlan: FactorFanPlan(scenario))
  }

  @Test func bytesKeepEverything() throws {
    let original = tally([0, 1, 2])
    let restored = try decode(original.encode())
    #expect(restored.result() == original.result())
    #expect(restored.encode() == original.encode())
  }

  @Test func aRestoredTallyGoesOn() throws {
    var restored = try decode(tally([1]).encode())
    restored.merge(tally([2, 0]))
    #expect(restored.result() == tally([0, 1, 2]).result())
    #expect(restored.encode() == tally([2, 1, 0]).encode())
  }

  @Test func damageIsNoticed() throws {
    let bytes = tally([0]).encode()
    #expect(throws: TallyCodingError.damaged) { try decode(Array(bytes.dropLast())) }
    #expect(throws: TallyCodingError.damaged) { try decode(bytes + [0]) }
    #expect(throws: TallyCodingError.damaged) { try decode([]) }
    var other = bytes
    other[8] = 99
    #expect(throws: TallyCodingError.version(99)) { try decode(other) }
    other[0] ^= 1
    #expect(throws: TallyCodingError.damaged) { try decode(other) }
  }
}
