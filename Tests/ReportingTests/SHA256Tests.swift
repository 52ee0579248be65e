import Reporting
import Testing

/// Vectors of FIPS 180-4's examples and of NIST's SHA-2 test set.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
        + "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func knownDigests(_ message: String, _ digest: String) {
    #expect(SHA256.hexDigest(message.utf8) == digest)
  }

  /// Around the ends of blocks, where padding needs a block more from 56 on; from a pipe and from an array.
  @Test(arguments: [55, 56, 63, 64, 119, 120, 128])
  func lengthsAroundBlocks(_ count: Int) {
    let letters = Array(repeating: UInt8(ascii: "a"), count: count)
    let known = [
      55: "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318",
      56: "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a",
      63: "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34",
      64: "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb",
      119: "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb",
      120: "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c",
      128: "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e",
    ]
    #expect(SHA256.hexDigest(letters) == known[count])
    #expect(SHA256.hexDigest(AnyCollection(letters.lazy.map { $0 })) == known[count])
  }

  /// Around the ends of eight blocks, which are scheduled together, and of nine.
  ///
  /// Byte `i` is `i mod 251`, so that no two blocks are alike. Digests by Python's hashlib.
  @Test(arguments: [
    (503, "7d42b7306df8b60c62b7936be7e37d02f7ebbca77a4024b80f39a29bef0077c1"),
    (504, "dcca7333557360b63a3af8298819280a9459f9aca87d3cab76bb20ee470cb172"),
    (511, "96781741ba50e7280e4d5eab7cf2cfed6b0eeb98d27d235611e689322b6b6d0f"),
    (512, "d86e386278a71782a283f96aae4f4e7437471abef71136bd2811f98245488d89"),
    (513, "c2525d534358baf2020a2560015aa2adbd23d94eeec6455c24092aafdd8cf1b5"),
    (576, "07a3e1ebe4e22f987efe19fce3b9ccc038e6706888def2c5044d754fcbb48d78"),
    (5000, "69dbee893909fa17d1be397e0c07691336fe42049c29d403467d3d4a1fc3b5a1"),
  ])
  func blocksUnlikeEachOther(_ count: Int, _ digest: String) {
    #expect(SHA256.hexDigest((0..<count).map { UInt8($0 % 251) }) == digest)
  }

  @Test func aMillionLetters() {
    let digest = SHA256.hexDigest(Array(repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(digest == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
