/// Writes flat arrays as little-endian bytes, each array after its length, and hands them over
/// piece by piece.
struct ByteWriter {
  private var bytes: [UInt8] = []
  private let take: ([UInt8]) -> Void
  /// Bytes of a piece: a multiple of 4, like everything that is written.
  private static let pieceBytes = 1 << 20

  /// Writes to `take`; nothing is complete before `finish()`.
  init(_ take: @escaping ([UInt8]) -> Void) { self.take = take }

  /// Hands over what is left.
  mutating func finish() {
    take(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func write(_ value: Int) { append(UInt64(bitPattern: Int64(value))) }

  mutating func write(_ values: [Int]) { append(all: values) }

  mutating func write(_ values: [Int64]) { append(all: values) }

  mutating func write(_ values: [Double]) { append(all: values) }

  mutating func write(_ values: [UInt32]) { append(all: values) }

  /// The count, then the memory of words of four or eight bytes, piece by piece.
  private mutating func append<Word: BitwiseCopyable>(all words: [Word]) {
    // Every processor that this program is built for keeps words in the byte order of the file.
    precondition(UInt32(1).littleEndian == 1)
    write(words.count)
    words.withUnsafeBytes { memory in
      var at = 0
      while at < memory.count {
        let width = MemoryLayout<Word>.size
        let room = (Self.pieceBytes - bytes.count + width - 1) / width * width
        let end = min(memory.count, at + room)
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: memory[at..<end]).bytes)
        at = end
        if bytes.count >= Self.pieceBytes { finish() }
      }
    }
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    if bytes.count >= Self.pieceBytes { finish() }
  }
}

extension UnsafeRawBufferPointer {
  /// The same memory as bytes, which an array takes in one piece.
  fileprivate var bytes: UnsafeBufferPointer<UInt8> { assumingMemoryBound(to: UInt8.self) }
}

/// Reads what `ByteWriter` wrote, piece by piece; throws `TallyCodingError.damaged` at anything else.
struct ByteReader {
  private var piece: [UInt8] = []
  private var position = 0
  /// Bytes of this piece and the next ones that are not read yet.
  private var left: Int
  private let next: () -> [UInt8]?
  /// Paths of the tally that is read: none of its counts can exceed the number of all their steps.
  var pathCount = 0

  /// More steps than any path has: over a hundred years of hours.
  private static let mostSteps = 1 << 20

  /// Reads a number of bytes from pieces of any length, which `next` hands over.
  init(size: Int, _ next: @escaping () -> [UInt8]?) { (left, self.next) = (size, next) }

  var isAtEnd: Bool { left == 0 }

  mutating func integer() throws -> Int { Int(Int64(bitPattern: try word())) }

  /// Reads the count of something that happens at most once in a step of a path.
  mutating func count() throws -> Int { try Self.checked(try integer(), pathCount) }

  /// Reads counts of things that happen at most once in a step of a path.
  mutating func integers(count: Int) throws -> [Int] {
    let pathCount = pathCount
    return try array(count) { try Self.checked(Int(Int64(bitPattern: $0)), pathCount) }
  }

  private static func checked(_ count: Int, _ pathCount: Int) throws -> Int {
    guard count >= 0, count / mostSteps <= pathCount else { throw TallyCodingError.damaged }
    return count
  }

  mutating func words() throws -> [Int64] {
    try array(nil) { Int64(bitPattern: $0) }
  }

  mutating func doubles(count: Int? = nil) throws -> [Double] {
    try array(count) {
      let value = Double(bitPattern: $0)
      if value.isNaN { throw TallyCodingError.damaged }
      return value
    }
  }

  /// Reads counts of bins; a path is at most once in a bin.
  mutating func counts(count: Int? = nil) throws -> [UInt32] {
    let pathCount = pathCount
    return try array(count) { (count: UInt32) in
      guard count <= pathCount else { throw TallyCodingError.damaged }
      return count
    }
  }

  private mutating func array<Word: FixedWidthInteger, Value>(
    _ expected: Int?, _ value: (Word) throws -> Value
  ) throws -> [Value] {
    let count = try integer()
    guard count >= 0, count <= left / (Word.bitWidth / 8), count == expected ?? count else {
      throw TallyCodingError.damaged
    }
    return try (0..<count).map { _ in try value(try word()) }
  }

  private mutating func word<Word: FixedWidthInteger>() throws -> Word {
    let width = Word.bitWidth / 8
    guard left >= width else { throw TallyCodingError.damaged }
    while piece.count - position < width {
      guard let more = next() else { throw TallyCodingError.damaged }
      piece = position == piece.count ? more : piece[position...] + more
      position = 0
    }
    defer { (position, left) = (position + width, left - width) }
    return piece.withUnsafeBytes {
      Word(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Word.self))
    }
  }
}

/// Why bytes are not a tally of this run.
public enum TallyCodingError: Error, Equatable {
  /// The bytes are cut short or are not a tally.
  case damaged
  /// They were written in another version of the format.
  case version(Int)
}
