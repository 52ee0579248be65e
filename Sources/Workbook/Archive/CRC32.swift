/// The checksum CRC-32 of bytes, as ZIP archives carry it.
///
/// Remainder of the message by the polynomial 0x04C11DB7, bits reversed, begun and ended with all bits
/// flipped. Eight bytes a step, by eight tables.
///
/// Source: ISO/IEC 3309 (1993); eight tables: Kounavis, Berry, "Novel Table Lookup-Based Algorithms for
/// High-Performance CRC Generation", *IEEE Transactions on Computers* 57 (2008).
package enum CRC32 {
  /// The checksum of some bytes.
  package static func checksum(_ bytes: [UInt8]) -> UInt32 {
    tables.withUnsafeBufferPointer { tables in
      bytes.withUnsafeBytes { bytes in
        var crc = ~UInt32(0)
        var at = 0
        while at + 8 <= bytes.count {
          let word = UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
          crc = step(UInt64(crc) ^ word, tables)
          at += 8
        }
        while at < bytes.count {
          crc = crc >> 8 ^ tables[Int(UInt8(truncatingIfNeeded: crc) ^ bytes[at])]
          at += 1
        }
        return ~crc
      }
    }
  }

  /// The remainder after eight bytes, the first in the lowest eight bits of the word.
  private static func step(_ word: UInt64, _ tables: UnsafeBufferPointer<UInt32>) -> UInt32 {
    var crc = UInt32(0)
    for place in 0..<8 {
      let byte = Int(UInt8(truncatingIfNeeded: word >> (8 * UInt64(place))))
      crc ^= tables[(7 - place) << 8 + byte]
    }
    return crc
  }

  /// Remainders of a byte followed by 0 to 7 bytes of zeros, 256 of each.
  private static let tables: [UInt32] = {
    var tables = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    for at in 256..<2048 {
      let shorter = tables[at - 256]
      tables.append(shorter >> 8 ^ tables[Int(shorter & 255)])
    }
    return tables
  }()
}
