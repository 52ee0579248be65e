import Foundation

/// A short name for the bytes of a large file: two builds of a program have different ones.
package enum FileFingerprint {
  /// Stands for the fingerprint of a file that cannot be read.
  ///
  /// As that may be any, it counts as equal to none.
  package static let unknown = "unknown"

  /// SHA-256 of eight running sums of every eighth word, and of the size.
  ///
  /// A change of any one word changes its sum. That tells builds apart, and does not protect
  /// against forgery; SHA-256 of the file itself would take longer than a small run.
  package static func of(_ data: Data) -> String {
    var sums = SIMD8<UInt64>(0, 1, 2, 3, 4, 5, 6, 7)
    data.withUnsafeBytes { bytes in
      let block = MemoryLayout<SIMD8<UInt64>>.size
      for start in stride(from: 0, through: bytes.count - block, by: block) {
        let words = bytes.loadUnaligned(fromByteOffset: start, as: SIMD8<UInt64>.self)
        let mixed = sums ^ words
        sums = (mixed &<< 29 | mixed &>> 35) &* 0x9E37_79B9_7F4A_7C15
      }
      for (lane, byte) in bytes.suffix(bytes.count % block).enumerated() {
        sums[lane % 8] = (sums[lane % 8] ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
      }
    }
    let summary = (0..<8).map { sums[$0] } + [UInt64(data.count)]
    return SHA256.hexDigest(
      summary.flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } })
  }
}
