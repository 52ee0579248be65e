import CreditBasics
import Foundation
import Reporting
import RiskMeasures

/// A file with what was found on some blocks of a run: a segment of a checkpoint, or a shard.
///
/// Format 1: the signature, then three parts, each its length, its bytes and their SHA-256. The
/// parts are a header in JSON (who, which shard), the ranges of blocks, and the packed tally. A
/// file that was cut short, changed or padded is recognised.
public struct TallyFile: Sendable {
  /// What the file says of itself.
  public struct Header: Codable, Sendable, Equatable {
    /// The run that it belongs to.
    public var identity: RunIdentity
    /// Paths for which the tally was planned.
    public var plannedPaths: Int
    /// Number of the shard from 0; nil for a segment of a whole run.
    public var shard: Int?
    /// Number of shards.
    public var shardCount: Int?

    /// Describes a file.
    public init(
      identity: RunIdentity, plannedPaths: Int, shard: Int? = nil, shardCount: Int? = nil
    ) {
      self.identity = identity
      self.plannedPaths = plannedPaths
      self.shard = shard
      self.shardCount = shardCount
    }

    /// Which part of a run the file is of, in words.
    public var part: String {
      guard let shard, let shardCount else { return "a whole run of \(plannedPaths) paths" }
      return "part \(shard)/\(shardCount)"
    }

    /// What differs, one line each; empty for files of the same part of the same run.
    ///
    /// - Parameter other: What is there already.
    public func differences(from other: Header) -> [String] {
      let differences = identity.differences(from: other.identity)
      guard differences.isEmpty, other != self else { return differences }
      return ["\(other.part) there, \(part) here"]
    }

    /// Whether every number is one that a run can have, whoever wrote the file.
    var isPossible: Bool {
      guard (1...Simulation.mostPaths).contains(plannedPaths) else { return false }
      switch (shard, shardCount) {
      case (nil, nil): return true
      case (let shard?, let count?):
        return (1...TallyFile.mostShards).contains(count) && (0..<count).contains(shard)
      default: return false
      }
    }
  }

  /// Most parts of a run.
  public static let mostShards = 1_000_000
  /// Most bytes of a file, and most of its header or its list of blocks.
  static let mostBytes = 8 << 30
  private static let mostHeaderBytes = 64 << 20

  /// What the file says of itself.
  public var header: Header
  /// The blocks.
  public var blocks: BlockSet
  /// What was found on them, packed.
  private let packedTally: ArraySlice<UInt8>

  /// Whether the file holds a part of a run.
  public func isPart(_ shard: Int, of count: Int) -> Bool {
    header.shard == shard && header.shardCount == count
  }

  /// Version of the format.
  public static let formatVersion = 1
  private static let signature = "minerstress tally \(formatVersion)\n"

  /// Joins the parts of a file.
  public init(header: Header, blocks: BlockSet, tally: StressTally) {
    self.header = header
    self.blocks = blocks
    packedTally = WordPacking.pack(tally.encode)[...]
  }

  /// What was found on the blocks, of a run with a given book and plan.
  ///
  /// - Parameter pathCount: Paths of the blocks.
  /// - Throws: `TallyCodingError` when it is not a tally of that run, or is of another number of
  ///   paths.
  public func tally(
    book: BookShape, fanPlan: FactorFanPlan, pathCount: Int
  ) throws -> StressTally {
    guard var packed = WordPacking.Unpacking(packedTally) else { throw TallyCodingError.damaged }
    let tally = try StressTally(
      decoding: packed.size, { packed.next() }, book: book, fanPlan: fanPlan)
    guard packed.isAtEnd, tally.pathCount == pathCount else { throw TallyCodingError.damaged }
    return tally
  }

  /// The file's bytes.
  ///
  /// - Throws: `EncodingError` for a header that JSON cannot hold.
  public func encode() throws -> [UInt8] {
    let coder = JSONEncoder()
    coder.outputFormatting = [.sortedKeys]
    let ranges = blocks.ranges.flatMap { [$0.lowerBound, $0.upperBound] }
    let parts = [
      Array(try coder.encode(header))[...], Array(try coder.encode(ranges))[...], packedTally,
    ]
    var bytes = Array(Self.signature.utf8)
    // Growing by doubling would take twice the memory that a large tally needs.
    bytes.reserveCapacity(parts.reduce(bytes.count) { $0 + 8 + $1.count + 32 })
    for part in parts {
      withUnsafeBytes(of: UInt64(part.count).littleEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: part)
      bytes.append(contentsOf: SHA256.digest(part))
    }
    return bytes
  }

  /// Writes the file beside its place, forces it to disk and renames it.
  ///
  /// - Throws: `ResultWriteError`, or what `encode()` throws.
  public func write(to path: String) throws { try AtomicFile.write(encode(), to: path) }

  /// Reads a file and checks every part.
  ///
  /// - Throws: `TallyFileError` with what is wrong.
  public init(contentsOf path: String) throws(TallyFileError) {
    try Self.checkSize(path)
    guard let bytes = (try? Data(contentsOf: URL(fileURLWithPath: path))).map(Array.init) else {
      throw TallyFileError("cannot be read", .kept)
    }
    try self.init(decoding: bytes)
  }

  /// Adds up what the parts say of their lengths before anything is read into memory.
  private static func checkSize(_ path: String) throws(TallyFileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw TallyFileError("cannot be read", .kept) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw TallyFileError("is no file")
    }
    let size = Int(status.st_size)
    // The decoder says more exactly what is wrong with a file that is small enough to be read.
    guard size > mostHeaderBytes else { return }
    guard size <= mostBytes else {
      throw TallyFileError("has \(size >> 30) GB, more than any tally")
    }
    var position = signature.utf8.count
    for limit in [mostHeaderBytes, mostHeaderBytes, size] {
      var length: UInt64 = 0
      guard
        withUnsafeMutableBytes(
          of: &length, { pread(descriptor, $0.baseAddress, 8, off_t(position)) })
          == 8, UInt64(littleEndian: length) <= UInt64(limit)
      else { throw TallyFileError("is damaged: its parts make no sense") }
      position += 8 + Int(UInt64(littleEndian: length)) + 32
    }
    guard position == size else { throw TallyFileError("is damaged: its parts do not fill it") }
  }

  /// Decodes a file's bytes and checks every part.
  ///
  /// - Throws: `TallyFileError` with what is wrong.
  public init(decoding bytes: [UInt8]) throws(TallyFileError) {
    let name = Array("minerstress tally ".utf8)
    guard bytes.starts(with: name) else { throw TallyFileError("is not a tally file") }
    let mark = Array(Self.signature.utf8)
    guard bytes.starts(with: mark) else {
      let version = String(decoding: bytes.dropFirst(name.count).prefix { $0 != 10 }, as: UTF8.self)
      throw TallyFileError("has format \(version.prefix(8)), this program reads 1", .kept)
    }
    var position = mark.count
    let head = try Self.part("header", bytes, &position)
    let list = try Self.part("list of blocks", bytes, &position)
    let packed = try Self.part("tally", bytes, &position)
    guard position == bytes.count else { throw TallyFileError("is longer than it says") }
    guard let header = try? JSONDecoder().decode(Header.self, from: Data(head)),
      let edges = try? JSONDecoder().decode([Int].self, from: Data(list)), edges.count % 2 == 0,
      zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }), edges.first ?? 0 >= 0,
      header.isPossible, edges.last ?? 0 <= header.plannedPaths
    else { throw TallyFileError("is damaged: its parts make no sense") }
    self.header = header
    blocks = BlockSet(
      ranges: stride(from: 0, to: edges.count, by: 2).map { edges[$0]..<edges[$0 + 1] })
    packedTally = packed
  }

  private static func part(
    _ name: String, _ bytes: [UInt8], _ position: inout Int
  ) throws(TallyFileError) -> ArraySlice<UInt8> {
    guard bytes.count - position >= 8 else {
      throw TallyFileError("is damaged: it ends before its \(name)")
    }
    let length = bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }
    position += 8
    guard bytes.count - position >= 32, length <= UInt64(bytes.count - position - 32) else {
      throw TallyFileError("is damaged: it ends within its \(name)")
    }
    let part = bytes[position..<position + Int(length)]
    position += Int(length)
    guard SHA256.digest(part).elementsEqual(bytes[position..<position + 32]) else {
      throw TallyFileError("is damaged: the checksum of its \(name) does not match")
    }
    position += 32
    return part
  }
}

/// Why a file holds no usable tally, to be read after its name.
public struct TallyFileError: Error, Equatable, CustomStringConvertible {
  /// Whether the file is worthless, or must be kept because it may be sound for another program or
  /// later.
  public enum Worth: Sendable {
    case damaged, kept
  }

  /// The reason.
  public var description: String
  /// What the file is worth.
  public var worth: Worth

  /// Creates a reason.
  public init(_ description: String, _ worth: Worth = .damaged) {
    self.description = description
    self.worth = worth
  }
}
