/// The hash SHA-256 of bytes.
///
/// Source: FIPS 180-4, *Secure Hash Standard* (2015), sections 4.1.2, 5 and 6.2.
public enum SHA256 {
  /// The digest as 64 lower-case hexadecimal digits.
  public static func hexDigest(_ bytes: some Collection<UInt8>) -> String {
    let hexDigits = Array("0123456789abcdef".unicodeScalars)
    var text = String.UnicodeScalarView()
    for byte in digest(bytes) {
      text.append(hexDigits[Int(byte >> 4)])
      text.append(hexDigits[Int(byte & 15)])
    }
    return String(text)
  }

  /// The digest's 32 bytes.
  public static func digest(_ bytes: some Collection<UInt8>) -> [UInt8] {
    bytes.withContiguousStorageIfAvailable(digest(of:))
      ?? Array(bytes).withUnsafeBufferPointer(digest(of:))
  }

  private static func digest(of message: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    // What does not fill a block is filled up; all before is hashed where it is.
    let whole = message.count / 64 * 64
    var rest = Array(message[whole...])
    rest.append(0x80)
    while rest.count % 64 != 56 { rest.append(0) }
    withUnsafeBytes(of: (UInt64(message.count) * 8).bigEndian) { rest.append(contentsOf: $0) }
    var state = initialState
    let all = UnsafeRawBufferPointer(message)
    for block in stride(from: 0, to: whole, by: 64) { compress(&state, all, block) }
    rest.withUnsafeBytes { rest in
      for block in stride(from: 0, to: rest.count, by: 64) { compress(&state, rest, block) }
    }
    return state.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
  }

  private static func compress(
    _ state: inout [UInt32], _ message: UnsafeRawBufferPointer, _ start: Int
  ) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      for at in 0..<16 {
        let word = message.loadUnaligned(fromByteOffset: start + 4 * at, as: UInt32.self)
        words[at] = UInt32(bigEndian: word)
      }
      for at in 16..<64 {
        let early = words[at - 15]
        let late = words[at - 2]
        let small = rotate(early, 7) ^ rotate(early, 18) ^ early >> 3
        let large = rotate(late, 17) ^ rotate(late, 19) ^ late >> 10
        words[at] = words[at - 16] &+ small &+ words[at - 7] &+ large
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      for at in 0..<64 {
        let mixed = h &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25))
        let first = mixed &+ (e & f ^ ~e & g) &+ constants[at] &+ words[at]
        let majority = a & b ^ a & c ^ b & c
        let second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) &+ majority
        (h, g, f, e) = (g, f, e, d &+ first)
        (d, c, b, a) = (c, b, a, first &+ second)
      }
      for (at, word) in [a, b, c, d, e, f, g, h].enumerated() { state[at] &+= word }
    }
  }

  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 - count)
  }

  private static let initialState: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
