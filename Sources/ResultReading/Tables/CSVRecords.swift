/// Why a result could not be read, in one line that names the file.
public struct ResultReadError: Error, Equatable, CustomStringConvertible {
  /// The line.
  public var description: String

  /// Creates an error from its line.
  public init(_ description: String) { self.description = description }
}

/// The records of a CSV file: RFC 4180 with a header row, read strictly.
///
/// Line ends may be CR LF or LF, so that files survive a spreadsheet or an editor. Fields are found at
/// once and become strings when they are asked for: a page of ten thousand loans looks at one in five.
package struct CSVRecords {
  package let columns: [String]
  /// Number of records below the header.
  package let count: Int
  /// The file's name, as errors have it.
  let file: String

  private let text: [UInt8]
  /// Where the fields of the records stand in the text, record after record.
  private let fields: [Range<Int>]

  /// Reads a file's text.
  ///
  /// - Throws: `ResultReadError` with the file's name and the record's number (the header is 1).
  package init(_ text: String, file: String) throws {
    var parser = CSVParser(text: Array(text.utf8), file: file)
    let width = try parser.header()
    var count = 0
    while try parser.record(of: width, number: count + 2) { count += 1 }
    columns = parser.fields.prefix(width).map { parser.string($0) }
    fields = Array(parser.fields.dropFirst(width))
    self.text = parser.text
    self.count = count
    self.file = file
  }

  /// A field of a record, from 0.
  func field(_ record: Int, _ column: Int) -> String {
    CSVParser.string(fields[record * columns.count + column], of: text)
  }

  /// All fields of each record.
  package var rows: [[String]] {
    (0..<count).map { record in columns.indices.map { field(record, $0) } }
  }
}

/// Finds the fields of records.
private struct CSVParser {
  let text: [UInt8]
  let file: String
  var at = 0
  /// Contents of fields, without the quotes around them.
  var fields: [Range<Int>] = []

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(text: [UInt8], file: String) {
    self.text = text
    self.file = file
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  /// Reads the header; returns the number of its columns.
  mutating func header() throws -> Int {
    guard at < text.count else {
      throw ResultReadError("\(file): the file is empty; a header row was expected")
    }
    try line(1)
    return fields.count
  }

  /// Reads a record; false at the end of the file.
  mutating func record(of width: Int, number: Int) throws -> Bool {
    guard at < text.count else { return false }
    let before = fields.count
    try line(number)
    let found = fields.count - before
    guard found == width else {
      throw ResultReadError(
        "\(file): record \(number) has \(found) fields; the header has \(width)")
    }
    return true
  }

  /// A field's text: only quoted ones have quotes in them, each of them twice.
  static func string(_ field: Range<Int>, of text: [UInt8]) -> String {
    let content = text[field]
    guard content.contains(quote) else { return String(decoding: content, as: UTF8.self) }
    return String(decoding: content, as: UTF8.self).replacing("\"\"", with: "\"")
  }

  func string(_ field: Range<Int>) -> String { Self.string(field, of: text) }

  private mutating func line(_ number: Int) throws {
    while true {
      fields.append(
        at < text.count && text[at] == Self.quote ? try quoted(number) : try bare(number))
      guard at < text.count, text[at] == Self.comma else { break }
      at += 1
    }
    endLine()
  }

  private mutating func bare(_ number: Int) throws -> Range<Int> {
    let start = at
    while at < text.count {
      let byte = text[at]
      if byte == Self.comma || byte == Self.newline || byte == Self.carriageReturn { break }
      guard byte != Self.quote else {
        throw ResultReadError("\(file): record \(number) has a quote inside an unquoted field")
      }
      at += 1
    }
    return start..<at
  }

  private mutating func quoted(_ number: Int) throws -> Range<Int> {
    at += 1
    let start = at
    while at < text.count {
      if text[at] == Self.quote {
        at += 1
        guard at < text.count, text[at] == Self.quote else {
          try requireFieldEnd(number)
          return start..<at - 1
        }
      }
      at += 1
    }
    throw ResultReadError("\(file): record \(number) ends inside a quoted field")
  }

  private func requireFieldEnd(_ number: Int) throws {
    guard at < text.count else { return }
    guard [Self.comma, Self.newline, Self.carriageReturn].contains(text[at]) else {
      throw ResultReadError("\(file): record \(number) has text after a closing quote")
    }
  }

  private mutating func endLine() {
    if at < text.count, text[at] == Self.carriageReturn { at += 1 }
    if at < text.count, text[at] == Self.newline { at += 1 }
  }
}
