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
    // What does not fill a block is padded in a copy; whole blocks are hashed in place.
    let whole = message.count / blockBytes * blockBytes
    var rest = Array(message[whole...])
    rest.append(0x80)
    while rest.count % blockBytes != 56 { rest.append(0) }
    withUnsafeBytes(of: (UInt64(message.count) * 8).bigEndian) { rest.append(contentsOf: $0) }
    var state = State()
    state.take(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(message)[..<whole]))
    rest.withUnsafeBytes { state.take($0) }
    return state.words.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
  }

  fileprivate static let blockBytes = 64

  fileprivate static let constants: [UInt32] = [
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

/// One word of eight blocks that follow each other.
private typealias Words = SIMD8<UInt32>

/// The hash's eight words, and what a block does to them.
private struct State {
  private var (a, b, c, d): (UInt32, UInt32, UInt32, UInt32) =
    (0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a)
  private var (e, f, g, h): (UInt32, UInt32, UInt32, UInt32) =
    (0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

  var words: [UInt32] { [a, b, c, d, e, f, g, h] }

  /// Takes whole blocks, eight at a time: blocks' schedules do not depend on each other, so that
  /// one schedule of vectors serves eight blocks.
  mutating func take(_ message: UnsafeRawBufferPointer) {
    withUnsafeTemporaryAllocation(of: Words.self, capacity: 64) { schedule in
      var start = 0
      while start < message.count {
        let blocks = min(Words.scalarCount, (message.count - start) / SHA256.blockBytes)
        Self.plan(
          schedule, UnsafeRawBufferPointer(rebasing: message[start...]), blocks)
        schedule.withMemoryRebound(to: UInt32.self) { words in
          for block in 0..<blocks { take(UnsafeBufferPointer(words), block) }
        }
        start += blocks * SHA256.blockBytes
      }
    }
  }

  /// The schedules of the first blocks of a message, one in each lane, with the rounds' constants added.
  private static func plan(
    _ schedule: UnsafeMutableBufferPointer<Words>, _ message: UnsafeRawBufferPointer, _ blocks: Int
  ) {
    for at in 0..<16 {
      var words = Words.zero
      for block in 0..<blocks {
        let start = block &* SHA256.blockBytes &+ 4 &* at
        words[block] = UInt32(
          bigEndian: message.loadUnaligned(fromByteOffset: start, as: UInt32.self))
      }
      schedule[at] = words
    }
    for at in 16..<64 {
      let (early, late) = (schedule[at &- 15], schedule[at &- 2])
      let small = rotate(early, 7) ^ rotate(early, 18) ^ early &>> Words(repeating: 3)
      let large = rotate(late, 17) ^ rotate(late, 19) ^ late &>> Words(repeating: 10)
      schedule[at] = schedule[at &- 16] &+ small &+ schedule[at &- 7] &+ large
    }
    for at in 0..<64 { schedule[at] &+= Words(repeating: SHA256.constants[at]) }
  }

  private mutating func take(_ schedule: UnsafeBufferPointer<UInt32>, _ lane: Int) {
    let before = self
    var at = lane
    while at < 64 &* Words.scalarCount {
      takeEightRounds(schedule, at)
      at &+= 8 &* Words.scalarCount
    }
    (a, b, c, d) = (a &+ before.a, b &+ before.b, c &+ before.c, d &+ before.d)
    (e, f, g, h) = (e &+ before.e, f &+ before.f, g &+ before.g, h &+ before.h)
  }

  /// After eight rounds each word is in its place again: none has to be moved.
  @inline(__always)
  private mutating func takeEightRounds(_ schedule: UnsafeBufferPointer<UInt32>, _ at: Int) {
    var (odd, even) = (UInt32(0), b ^ c)
    Self.round(a, b, &odd, even, &d, e, f, g, &h, schedule[at])
    Self.round(h, a, &even, odd, &c, d, e, f, &g, schedule[at &+ 8])
    Self.round(g, h, &odd, even, &b, c, d, e, &f, schedule[at &+ 16])
    Self.round(f, g, &even, odd, &a, b, c, d, &e, schedule[at &+ 24])
    Self.round(e, f, &odd, even, &h, a, b, c, &d, schedule[at &+ 32])
    Self.round(d, e, &even, odd, &g, h, a, b, &c, schedule[at &+ 40])
    Self.round(c, d, &odd, even, &f, g, h, a, &b, schedule[at &+ 48])
    Self.round(b, c, &even, odd, &e, f, g, h, &a, schedule[at &+ 56])
  }

  /// One round, whose words are those of the standard; what is new in `a` and `e` is left in `h` and `d`.
  ///
  /// The majority is `b ^ ((a ^ b) & (b ^ c))`, where `b ^ c` was `a ^ b` a round before.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ ab: inout UInt32, _ bc: UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ word: UInt32
  ) {
    let mixed = h &+ word &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25))
    let first = mixed &+ (g ^ e & (f ^ g))
    d = d &+ first
    ab = a ^ b
    h = first &+ (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) &+ (b ^ ab & bc)
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  @inline(__always)
  private static func rotate(_ words: Words, _ count: UInt32) -> Words {
    words &>> Words(repeating: count) | words &<< Words(repeating: 32 &- count)
  }
}
