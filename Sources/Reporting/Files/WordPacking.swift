/// Packs bytes that are mostly zero words and small counts, as tallies are.
///
/// The bytes are read as little-endian words of 32 bits. They are written as pairs of
/// variable-length numbers, how many zero words are skipped and how many words follow, then these
/// words themselves, all with seven bits a byte.
///
/// Only `RunFiles` packs, its tallies. That target is compiled without the optimiser, and this loops over every
/// word: packing there made a merge take almost twice as long.
package enum WordPacking {
  /// Packs bytes that come in pieces of whole words.
  package static func pack(_ pieces: (_ take: ([UInt8]) -> Void) -> Void) -> [UInt8] {
    var body: [UInt8] = []
    var count = 0
    pieces { piece in
      precondition(count % 4 == 0)
      count += piece.count
      append(piece, to: &body)
    }
    var size: [UInt8] = []
    append(UInt64(count), to: &size)
    body.insert(contentsOf: size, at: 0)
    return body
  }

  private static func append(_ bytes: [UInt8], to packed: inout [UInt8]) {
    let wordCount = bytes.count / 4
    bytes.withUnsafeBytes { raw in
      var at = 0
      while at < wordCount {
        let start = at
        while at < wordCount, word(raw, at) == 0 { at += 1 }
        let first = at
        // One zero between two others is cheaper as a word than as a pair of lengths.
        while at < wordCount, word(raw, at) != 0 || (at + 1 < wordCount && word(raw, at + 1) != 0) {
          at += 1
        }
        append(UInt64(first - start), to: &packed)
        append(UInt64(at - first), to: &packed)
        for index in first..<at { append(UInt64(word(raw, index)), to: &packed) }
      }
    }
  }

  /// Restores piece by piece what `pack(_:)` was given.
  package struct Unpacking {
    /// Bytes of all pieces.
    package let size: Int
    private let packed: ArraySlice<UInt8>
    private var position: Int
    private var wordsLeft: Int

    /// Begins to unpack; nil if the bytes are not packed.
    package init?(_ packed: ArraySlice<UInt8>) {
      self.packed = packed
      position = packed.startIndex
      // Runs of zeros take next to no bytes, but no tally is all zeros: a size beyond this is damage.
      guard let size = number(packed, &position), size % 4 == 0,
        size <= max(1 << 28, UInt64(packed.count) << 12)
      else { return nil }
      self.size = Int(size)
      wordsLeft = Int(size) / 4
    }

    /// Whether everything was unpacked.
    package var isAtEnd: Bool { wordsLeft == 0 && position == packed.endIndex }

    /// The next piece, of about a megabyte; nil after the last, and where the bytes are not packed.
    package mutating func next() -> [UInt8]? {
      var piece: [UInt8] = []
      while wordsLeft > 0, piece.count < 1 << 20 {
        guard let zeros = number(packed, &position), let literals = number(packed, &position),
          zeros <= wordsLeft, literals <= wordsLeft - Int(zeros), zeros > 0 || literals > 0
        else { return nil }
        wordsLeft -= Int(zeros + literals)
        piece.append(contentsOf: repeatElement(0, count: 4 * Int(zeros)))
        for _ in 0..<Int(literals) {
          guard let value = number(packed, &position), value <= UInt32.max else { return nil }
          withUnsafeBytes(of: UInt32(value).littleEndian) { piece.append(contentsOf: $0) }
        }
      }
      return piece.isEmpty ? nil : piece
    }
  }

  @inline(__always)
  private static func word(_ raw: UnsafeRawBufferPointer, _ index: Int) -> UInt32 {
    UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
  }

  @inline(__always)
  private static func append(_ value: UInt64, to packed: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      packed.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    packed.append(UInt8(truncatingIfNeeded: rest))
  }

  @inline(__always)
  private static func number(_ packed: ArraySlice<UInt8>, _ position: inout Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < packed.endIndex, shift < 63 {
      let byte = packed[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
