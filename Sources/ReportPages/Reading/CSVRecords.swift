/// Why a result could not be read, in one line that names the file.
public struct ResultReadError: Error, Equatable, CustomStringConvertible {
  /// The line.
  public var description: String

  /// Creates an error from its line.
  public init(_ description: String) { self.description = description }
}

/// The records of a CSV file: RFC 4180 with a header row, read strictly.
///
/// Line ends may be CR LF or LF, so that files survive a spreadsheet or an editor.
package struct CSVRecords {
  /// Names of the columns.
  package let columns: [String]
  /// Fields of each record, as many as there are columns.
  package let rows: [[String]]
  /// The file's name, as errors have it.
  let file: String

  /// Reads a file's text.
  ///
  /// - Throws: `ResultReadError` with the file's name and the record's number (the header is 1).
  package init(_ text: String, file: String) throws {
    var parser = CSVParser(text: Array(text.utf8), file: file)
    var records = try parser.records()
    guard let header = records.first else {
      throw ResultReadError("\(file): the file is empty; a header row was expected")
    }
    records.removeFirst()
    for (index, record) in records.enumerated() where record.count != header.count {
      throw ResultReadError(
        "\(file): record \(index + 2) has \(record.count) fields; the header has \(header.count)")
    }
    columns = header
    rows = records
    self.file = file
  }
}

/// Splits bytes into records.
private struct CSVParser {
  let text: [UInt8]
  let file: String
  var at = 0

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  mutating func records() throws -> [[String]] {
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    var all: [[String]] = []
    while at < text.count { all.append(try record(number: all.count + 1)) }
    return all
  }

  private mutating func record(number: Int) throws -> [String] {
    var fields: [String] = []
    while true {
      fields.append(
        at < text.count && text[at] == Self.quote ? try quoted(number) : try bare(number))
      guard at < text.count, text[at] == Self.comma else { break }
      at += 1
    }
    endLine()
    return fields
  }

  private mutating func bare(_ number: Int) throws -> String {
    let start = at
    while at < text.count {
      let byte = text[at]
      if byte == Self.comma || byte == Self.newline || byte == Self.carriageReturn { break }
      guard byte != Self.quote else {
        throw ResultReadError("\(file): record \(number) has a quote inside an unquoted field")
      }
      at += 1
    }
    return String(decoding: text[start..<at], as: UTF8.self)
  }

  private mutating func quoted(_ number: Int) throws -> String {
    at += 1
    var bytes: [UInt8] = []
    while at < text.count {
      if text[at] == Self.quote {
        at += 1
        guard at < text.count, text[at] == Self.quote else {
          try requireFieldEnd(number)
          return String(decoding: bytes, as: UTF8.self)
        }
      }
      bytes.append(text[at])
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
