import CreditBasics
import Foundation
import RiskMeasures
import RunFiles
import TestSupport
import Testing

/// Files of tallies: whole, or told to be damaged.
@Suite struct TallyFileTests {
  private let blocks = BlockSet(ranges: [0..<3, 7..<8])

  private func reason(_ bytes: [UInt8]) -> TallyFileError? {
    do {
      _ = try TallyFile(decoding: bytes)
      return nil
    } catch { return error }
  }

  @Test func whatIsWrittenIsRead() throws {
    let scratch = try Scratch()
    let file = SampleWork.file(blocks)
    try file.write(to: "\(scratch.path)/x.tally")
    let read = try TallyFile(contentsOf: "\(scratch.path)/x.tally")
    #expect(read.header == file.header)
    #expect(read.blocks == blocks)
    let tally = try read.tally(
      book: BookShape(SampleWork.scenario), fanPlan: FactorFanPlan(SampleWork.scenario))
    #expect(tally.encode() == SampleWork.tally(blocks).encode())
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["x.tally"])
  }

  /// No byte can change, go or come unnoticed.
  @Test func everyDamageIsTold() throws {
    let bytes = try SampleWork.file(blocks).encode()
    var numbers = SeededNumbers(seed: 2)
    for _ in 0..<400 {
      var changed = bytes
      let place = Int(numbers.next() % UInt64(bytes.count))
      changed[place] ^= UInt8(1 << (numbers.next() % 8))
      #expect(reason(changed) != nil, "byte \(place) of \(bytes.count)")
      #expect(reason(Array(bytes.prefix(place))) != nil)
    }
    #expect(reason(bytes + [0]) == TallyFileError("is longer than it says"))
    #expect(reason([]) == TallyFileError("is not a tally file"))
  }

  /// A newer program's file is nothing that may be thrown away, nor is one that cannot be read now.
  @Test func whatMayBeSoundIsKept() throws {
    let bytes = Array("minerstress tally 2\nnew".utf8)
    #expect(reason(bytes) == TallyFileError("has format 2, this program reads 1", .kept))
    #expect(throws: TallyFileError("cannot be read", .kept)) {
      try TallyFile(contentsOf: "/nowhere/at/all")
    }
  }
}
