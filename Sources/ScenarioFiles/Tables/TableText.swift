import CreditBasics

/// Decodes a table's file as text, and recognises workbooks and other files that are not.
package enum TableText {
  /// The text of a table.
  ///
  /// - Throws: What the file seems to be instead, with the way to save it as text in UTF-8.
  package static func decode(_ bytes: [UInt8], source: SourceText) throws(Issue) -> String {
    if let (found, remedy) = otherKind(bytes) {
      throw Issue(
        SourcePosition(source),
        "expected comma-separated text, found what looks like \(found); \(remedy)")
    }
    guard let offset = UTF8Validity.firstInvalidByte(in: bytes) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    throw Issue(
      place(of: offset, in: bytes, source),
      "expected UTF-8, found the byte 0x\(hexadecimal(bytes[offset])), "
        + "likely \(encoding(bytes, offset)); \(remedy)")
  }

  private static let remedy = "save the table as CSV in UTF-8"

  private static func otherKind(_ bytes: [UInt8]) -> (found: String, remedy: String)? {
    let kinds: [([UInt8], String)] = [
      ([0x50, 0x4B, 0x03, 0x04], "a workbook (.xlsx, .ods) or a zip archive"),
      ([0xD0, 0xCF, 0x11, 0xE0], "an old workbook (.xls)"),
      (Array("%PDF".utf8), "a PDF document"), ([0x1F, 0x8B], "a gzip archive"),
      (Array("<".utf8), "HTML or XML"), ([0xFF, 0xFE], "text in UTF-16"),
      ([0xFE, 0xFF], "text in UTF-16"),
    ]
    if let kind = kinds.first(where: { bytes.starts(with: $0.0) }) { return (kind.1, remedy) }
    return bytes.prefix(1000).contains(0) ? ("text in UTF-16 or binary data", remedy) : nil
  }

  /// Row and column of a byte, fields counted by commas.
  private static func place(
    of offset: Int, in bytes: [UInt8], _ source: SourceText
  ) -> SourcePosition {
    var (line, column) = (1, 1)
    for index in 0..<offset {
      switch bytes[index] {
      case UInt8(ascii: "\n"): (line, column) = (line + 1, 1)
      case UInt8(ascii: "\r") where index + 1 < bytes.count && bytes[index + 1] != 0x0A:
        (line, column) = (line + 1, 1)
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"): column += 1
      default: break
      }
    }
    return SourcePosition(source, line: line, column: column)
  }

  /// The probable encoding of a file whose byte at `offset` is not UTF-8; nil if it is not text at
  /// all.
  static func encoding(ofFile bytes: [UInt8], _ offset: Int) -> String? {
    let marks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF]]
    if marks.contains(where: bytes.starts) { return "text in UTF-16" }
    return bytes.prefix(1000).contains(0) ? nil : encoding(bytes, offset)
  }

  /// The byte order of a text in UTF-16 without a mark, whose letters are mostly of ASCII; nil for
  /// other bytes.
  static func byteOrder(of bytes: [UInt8]) -> String? {
    let start = Array(bytes.prefix(1000))
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return nil }
    let zeros = start.indices.filter { start[$0] == 0 }
    guard zeros.count > start.count / 4 else { return nil }
    if zeros.allSatisfy({ $0 % 2 == 1 }) { return "little-endian" }
    return zeros.allSatisfy { $0 % 2 == 0 } ? "big-endian" : nil
  }

  /// The probable encoding of a byte that is not UTF-8.
  private static func encoding(_ bytes: [UInt8], _ offset: Int) -> String {
    let byte = bytes[offset]
    guard byte >= 0xA0 else { return "Windows-1252, Mac Roman or an old code page" }
    return "\(Excerpt.quoted(String(Unicode.Scalar(byte)))) in Latin-1 or Windows-1252"
  }
}
