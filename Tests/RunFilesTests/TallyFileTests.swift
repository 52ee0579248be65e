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
      book: BookShape(SampleWork.scenario), fanPlan: FactorFanPlan(SampleWork.scenario),
      pathCount: SampleWork.pathCount(blocks))
    #expect(tally.encode() == SampleWork.tally(blocks).encode())
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["x.tally"])
  }

  /// No byte can change, go or come unnoticed.
  @Test func everyDamageIsTold() throws {
    let bytes = try SampleWork.file(blocks).encode()
    var numbers = SeededNumbers(seed: 2)
    for _ in 0..<400 {
      var changed = bytes
      let place = numbers.below(bytes.count)
      changed[place] ^= UInt8(1 << (numbers.next() % 8))
      #expect(reason(changed) != nil, "byte \(place) of \(bytes.count)")
      #expect(reason(Array(bytes.prefix(place))) != nil)
    }
    #expect(reason(bytes + [0]) == TallyFileError("is longer than it says"))
    #expect(reason([]) == TallyFileError("is not a tally file"))
  }

  /// A sound checksum makes no sense of absurd numbers: each has a range, and neighbours that it fits.
  @Test(
    arguments: [
      (0, nil, nil), (-1, nil, nil), (Simulation.mostPaths + 1, nil, nil), (100_000, 1, nil),
      (100_000, nil, 4), (100_000, 4, 4), (100_000, -1, 4), (100_000, 0, -1),
      (100_000, 0, 1_000_000_000),
    ] as [(Int, Int?, Int?)])
  func absurdHeadersAreTold(paths: Int, shard: Int?, count: Int?) throws {
    var header = SampleWork.header()
    (header.plannedPaths, header.shard, header.shardCount) = (paths, shard, count)
    let file = TallyFile(header: header, blocks: blocks, tally: SampleWork.tally(blocks))
    #expect(reason(try file.encode()) == TallyFileError("is damaged: its parts make no sense"))
  }

  @Test func aTallyOfFewerPathsThanItsBlocksIsTold() throws {
    let file = TallyFile(
      header: SampleWork.header(), blocks: BlockSet(0..<40),
      tally: SampleWork.tally(BlockSet(0..<3)))
    let read = try TallyFile(decoding: try file.encode())
    #expect(throws: TallyCodingError.damaged) {
      try read.tally(
        book: BookShape(SampleWork.scenario), fanPlan: FactorFanPlan(SampleWork.scenario),
        pathCount: SampleWork.pathCount(read.blocks))
    }
  }

  /// A file of 9 GB that takes no place on the disk is refused by its size, and one of a gigabyte by its
  /// lengths: neither is read.
  @Test(arguments: [9 << 30, 1 << 30])
  func hugeFilesAreRefusedUnread(size: Int) throws {
    let scratch = try Scratch()
    let path = "\(scratch.path)/x.tally"
    try SampleWork.file(blocks).write(to: path)
    #expect(truncate(path, off_t(size)) == 0)
    let seconds = processorSeconds {
      #expect(throws: TallyFileError.self) { try TallyFile(contentsOf: path) }
    }
    // A gigabyte takes a few seconds to read and check.
    #expect(seconds < 0.5)
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
