/// Packs bytes that are mostly zero words and small counts, as tallies are.
///
/// The bytes are read as little-endian words of 32 bits, and a remainder. They are written as pairs
/// of variable-length numbers, how many zero words are skipped and how many words follow, then
/// these words themselves, all with seven bits a byte.
///
/// Only `RunFiles` packs, its tallies. That target is compiled without the optimiser, and this loops over every
/// word: packing there made a merge take almost twice as long.
package enum WordPacking {
  /// Packs bytes that come in pieces, all but the last of whole words.
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
      packed.append(contentsOf: raw[(4 * wordCount)...])
    }
  }

  /// Restores what `pack(_:)` was given; nil if the bytes are not its result.
  package static func unpack(_ packed: [UInt8]) -> [UInt8]? {
    var position = 0
    // Runs of zeros take next to no bytes, but no tally is all zeros: a size beyond this is damage.
    guard let size = number(packed, &position),
      size <= max(1 << 28, UInt64(packed.count) << 12)
    else { return nil }
    let wordCount = Int(size) / 4
    var words = [UInt32](repeating: 0, count: wordCount)
    var at = 0
    while at < wordCount {
      guard let zeros = number(packed, &position), let literals = number(packed, &position),
        zeros <= wordCount - at, literals <= wordCount - at - Int(zeros), zeros > 0 || literals > 0
      else { return nil }
      at += Int(zeros)
      for _ in 0..<Int(literals) {
        guard let value = number(packed, &position), value <= UInt32.max else { return nil }
        words[at] = UInt32(value).littleEndian
        at += 1
      }
    }
    guard packed.count - position == Int(size) % 4 else { return nil }
    return words.withUnsafeBytes { Array($0) } + packed[position...]
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
  private static func number(_ packed: [UInt8], _ position: inout Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < packed.count, shift < 63 {
      let byte = packed[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
