import Testing
import Workbook

@Suite struct CRC32Tests {
  /// The check value of the catalogue of CRCs, and the empty message.
  @Test func knownMessages() {
    #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(CRC32.checksum([]) == 0)
  }

  /// Lengths on both sides of the eight bytes that are taken at once.
  @Test func eightBytesAtOnceIsBitByBit() {
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 37 * $0 + count) }
      #expect(CRC32.checksum(bytes) == bitByBit(bytes), "\(count) bytes")
    }
  }

  private func bitByBit(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { (crc: UInt32, _) -> UInt32 in
        let polynomial: UInt32 = crc & 1 == 1 ? 0xEDB8_8320 : 0
        return crc >> 1 ^ polynomial
      }
    }
  }
}
