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

/// Reads what `ByteWriter` wrote; throws `TallyCodingError.damaged` at anything else.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// Paths of the tally that is read: none of its counts can exceed the number of all their steps.
  var pathCount = 0

  /// More steps than any path has: over a hundred years of hours.
  private static let mostSteps = 1 << 20

  init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)[...]
    position = 0
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func integer() throws -> Int { Int(Int64(bitPattern: try next(UInt64.self))) }

  /// Reads the count of something that happens at most once in a step of a path.
  mutating func count() throws -> Int { try checked(try integer()) }

  /// Reads counts of things that happen at most once in a step of a path.
  mutating func integers(count: Int) throws -> [Int] {
    try array(UInt64.self, count).map { try checked(Int(Int64(bitPattern: $0))) }
  }

  private func checked(_ count: Int) throws -> Int {
    guard count >= 0, count / Self.mostSteps <= pathCount else { throw TallyCodingError.damaged }
    return count
  }

  mutating func words() throws -> [Int64] {
    try array(UInt64.self, nil).map { Int64(bitPattern: $0) }
  }

  mutating func doubles(count: Int? = nil) throws -> [Double] {
    try array(UInt64.self, count).map {
      let value = Double(bitPattern: $0)
      if value.isNaN { throw TallyCodingError.damaged }
      return value
    }
  }

  /// Reads counts of bins; a path is at most once in a bin.
  mutating func counts(count: Int? = nil) throws -> [UInt32] {
    let counts = try array(UInt32.self, count)
    guard counts.allSatisfy({ $0 <= pathCount }) else { throw TallyCodingError.damaged }
    return counts
  }

  private mutating func array<Word: FixedWidthInteger>(
    _ type: Word.Type, _ expected: Int?
  ) throws -> [Word] {
    let count = try integer()
    let width = Word.bitWidth / 8
    guard count >= 0, count <= (bytes.count - position) / width, count == expected ?? count else {
      throw TallyCodingError.damaged
    }
    return try (0..<count).map { _ in try next(type) }
  }

  private mutating func next<Word: FixedWidthInteger>(_ type: Word.Type) throws -> Word {
    let width = Word.bitWidth / 8
    guard bytes.count - position >= width else { throw TallyCodingError.damaged }
    defer { position += width }
    return bytes.withUnsafeBytes {
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
