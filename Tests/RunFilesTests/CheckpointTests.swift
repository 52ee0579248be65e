import CreditBasics
import Foundation
import Reporting
import RunFiles
import Testing

/// Checkpoints: saved in segments, joined, damaged, locked and of other runs.
@Suite struct CheckpointTests {
  private let scratch: Scratch
  private let path: String

  init() throws {
    scratch = try Scratch()
    path = "\(scratch.path)/.result.checkpoint"
  }

  /// Saves some blocks, one segment each, and lets go of the checkpoint.
  private func save(_ blocks: Range<Int>) throws {
    var checkpoint = SampleWork.checkpoint(path)
    _ = try checkpoint.load()
    for block in blocks {
      try checkpoint.save(
        blocks: BlockSet([block]), tally: SampleWork.tally(BlockSet([block])))
    }
    checkpoint.letGo()
  }

  private func load() throws -> CheckpointDirectory.Loaded {
    var checkpoint = SampleWork.checkpoint(path)
    defer { checkpoint.letGo() }
    return try checkpoint.load()
  }

  private var segments: [String] { CheckpointDirectory.fileNames(path) }

  @Test(arguments: [
    ("results/x", "results/.x.checkpoint"), ("x", "./.x.checkpoint"), ("/a/b/", "/a/.b.checkpoint"),
  ])
  func itLiesBesideTheResult(result: String, checkpoint: String) {
    #expect(CheckpointDirectory.path(besides: result) == checkpoint)
  }

  @Test func nothingIsThereAtFirst() throws {
    let loaded = try load()
    #expect(loaded.tally == nil && loaded.blocks.isEmpty && loaded.complaints.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// Segments are joined on the way, and hold exactly what was saved.
  @Test func whatIsSavedIsLoaded() throws {
    try save(0..<50)
    #expect(segments.count < 24)
    let loaded = try load()
    #expect(loaded.blocks == BlockSet(0..<50))
    #expect(loaded.tally?.encode() == SampleWork.tally(BlockSet(0..<50)).encode())
    #expect(loaded.complaints.isEmpty)
    try save(50..<52)
    #expect(try load().blocks == BlockSet(0..<52))
  }

  /// Damage anywhere in a segment costs its own blocks and no others.
  @Test(arguments: [0, 3, 25, 60, 200, -200, -40, -1])
  func damageIsToldAndCostsItsOwnBlocks(place: Int) throws {
    try save(0..<3)
    let victim = "\(path)/\(segments[1])"
    var bytes = Array(try Data(contentsOf: URL(filePath: victim)))
    bytes[place < 0 ? bytes.count + place : place] ^= 0x20
    try Data(bytes).write(to: URL(filePath: victim))
    let loaded = try load()
    #expect(loaded.blocks == BlockSet([0, 2]))
    #expect(loaded.tally?.encode() == SampleWork.tally(BlockSet([0, 2])).encode())
    #expect(loaded.complaints.count == 1)
    #expect(loaded.complaints[0].hasPrefix(victim))
    #expect(loaded.complaints[0].hasSuffix("its blocks are simulated again"))
    #expect(segments.count == 2)
  }

  /// A kill between the two halves of a join leaves the joined segments there.
  @Test func anInterruptedJoinIsNoDamage() throws {
    try save(0..<3)
    try SampleWork.file(BlockSet(0..<3)).write(to: "\(path)/segment-000009.tally")
    let loaded = try load()
    #expect(loaded.blocks == BlockSet(0..<3))
    #expect(loaded.tally?.pathCount == 15)
    #expect(loaded.complaints.isEmpty)
    #expect(segments == ["segment-000009.tally"])
  }

  @Test func halfAFileIsCleanedAway() throws {
    try save(0..<2)
    try Data([1]).write(to: URL(filePath: "\(path)/segment-000003.tally.1-1.partial"))
    #expect(try load().blocks == BlockSet(0..<2))
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    #expect(names == ["lock"] + segments)
  }

  @Test func otherInputsAreRefusedByName() throws {
    try save(0..<2)
    var other = SampleWork.checkpoint(path, scenario: #"{"seed":2}"#)
    do {
      _ = try other.load()
      Issue.record("another scenario was taken")
    } catch let mismatch as CheckpointMismatch {
      #expect(mismatch.differences == ["seed absent there, 2 here"])
    }
    #expect(segments.count == 2)
    // Whoever was refused is not at work there.
    #expect(try load().blocks == BlockSet(0..<2))
  }

  @Test func onlyOneIsAtWork() throws {
    try save(0..<2)
    var first = SampleWork.checkpoint(path)
    _ = try first.load()
    var second = SampleWork.checkpoint(path)
    #expect(throws: CheckpointBusy.self) { _ = try second.load() }
    #expect(throws: CheckpointBusy.self) {
      try second.save(blocks: BlockSet([7]), tally: SampleWork.tally(BlockSet([7])))
    }
    #expect(throws: CheckpointBusy.self) { try second.discard() }
    #expect(segments.count == 2)
    try first.discard()
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// Whatever has the name of a checkpoint and is none stays as it is, and is told beforehand.
  @Test(arguments: ["summary.csv", "segment-000001.txt", "segment-1.tally", "notes"])
  func whatIsNoCheckpointStays(name: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data([1]).write(to: URL(filePath: "\(path)/\(name)"))
    var checkpoint = SampleWork.checkpoint(path)
    #expect(
      throws: ResultWriteError(
        "\(path) holds \(name), which is not of a checkpoint; move it away or choose another "
          + "directory with --out")
    ) { try checkpoint.check() }
    try checkpoint.discard()
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [name])
  }

  /// A directory or a link that only has the name of a segment is somebody's, with what is in it.
  @Test(arguments: ["segment-000098.tally", "segment-000098.tally.1-2.partial", "lock"])
  func onlyFilesAreSegments(name: String) throws {
    let refusal = ResultWriteError(
      "\(path) holds \(name), which is not of a checkpoint; move it away or choose another "
        + "directory with --out")
    let files = FileManager.default
    for isLink in [false, true] {
      try files.createDirectory(atPath: path, withIntermediateDirectories: true)
      let place = isLink ? "\(scratch.path)/theirs" : "\(path)/\(name)"
      try files.createDirectory(atPath: place, withIntermediateDirectories: false)
      if isLink {
        try files.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: place)
      }
      try Data([1]).write(to: URL(filePath: "\(place)/thesis.txt"))
      var checkpoint = SampleWork.checkpoint(path)
      #expect(throws: refusal) { try checkpoint.check() }
      _ = try? checkpoint.load()
      try checkpoint.discard()
      #expect(try files.contentsOfDirectory(atPath: place) == ["thesis.txt"])
      try files.removeItem(atPath: path)
    }
  }

  /// What is no directory is called so, whether it is a file or a link.
  @Test(arguments: [false, true])
  func aCheckpointIsADirectory(isLink: Bool) throws {
    let files = FileManager.default
    let file = isLink ? "\(scratch.path)/theirs" : path
    try Data([1]).write(to: URL(filePath: file))
    if isLink { try files.createSymbolicLink(atPath: path, withDestinationPath: file) }
    var checkpoint = SampleWork.checkpoint(path)
    #expect(
      throws: ResultWriteError(
        "\(path) is no directory; move it away or choose another directory with --out")
    ) { try checkpoint.check() }
    try checkpoint.discard()
    #expect(files.contents(atPath: file) == Data([1]))
  }

  /// The greatest number that a name can have is no reason to fail.
  @Test func aSegmentOfAnyNumberIsLoaded() throws {
    try save(0..<1)
    try FileManager.default.moveItem(
      atPath: "\(path)/\(segments[0])", toPath: "\(path)/segment-999999999999999999.tally")
    try save(1..<2)
    #expect(try load().blocks == BlockSet(0..<2))
  }

  /// A segment that says more blocks than its tally has paths for is told, and simulated again.
  @Test func aSegmentWithoutItsPathsIsDamaged() throws {
    try save(0..<2)
    try TallyFile(
      header: SampleWork.header(), blocks: BlockSet(2..<90), tally: SampleWork.tally(BlockSet([2]))
    ).write(to: "\(path)/segment-000009.tally")
    let loaded = try load()
    #expect(loaded.blocks == BlockSet(0..<2))
    #expect(loaded.complaints.count == 1)
  }

  @Test func aVanishedDirectoryIsMadeAgain() throws {
    var checkpoint = SampleWork.checkpoint(path)
    try checkpoint.save(blocks: BlockSet([0]), tally: SampleWork.tally(BlockSet([0])))
    try FileManager.default.removeItem(atPath: scratch.path)
    #expect(!checkpoint.isWhole)
    checkpoint.startOver()
    try checkpoint.save(blocks: BlockSet([0, 1]), tally: SampleWork.tally(BlockSet([0, 1])))
    checkpoint.letGo()
    #expect(try load().blocks == BlockSet([0, 1]))
  }
}
