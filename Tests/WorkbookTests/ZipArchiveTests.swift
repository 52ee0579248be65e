import Testing
import Workbook

@Suite struct ZipArchiveTests {
  /// One file `a` of the byte `b`, whose checksum is 0x71BEEFF9: headers of 30, 46 and 22 bytes.
  @Test func anArchiveByHand() throws {
    var archive = ZipArchive()
    try archive.add("a", Array("b".utf8))
    let about: [UInt8] = [
      20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0, 0xF9, 0xEF, 0xBE, 0x71, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0,
    ]
    let local = Array("PK\u{3}\u{4}".utf8) + about + Array("ab".utf8)
    let central =
      Array("PK\u{1}\u{2}".utf8) + [20, 0] + about + Array(repeating: 0, count: 14)
      + Array("a".utf8)
    let end =
      Array("PK\u{5}\u{6}".utf8) + [0, 0, 0, 0, 1, 0, 1, 0, 47, 0, 0, 0, 32, 0, 0, 0, 0, 0]
    #expect(archive.bytes == local + central + end)
  }

  @Test func placesOfLaterFiles() throws {
    var archive = ZipArchive()
    try archive.add("one", Array("12345".utf8))
    try archive.add("two", [])
    // 30 + 3 + 5 bytes of the first file come before the second; the directory after 30 + 3 more.
    let bytes = archive.bytes
    #expect(Array(bytes[38..<42]) == Array("PK\u{3}\u{4}".utf8))
    #expect(Array(bytes[71..<75]) == Array("PK\u{1}\u{2}".utf8))
    #expect(Array(bytes[71 + 49 + 42..<71 + 49 + 46]) == [38, 0, 0, 0])
    #expect(bytes.count == 71 + 2 * 49 + 22)
  }
}
