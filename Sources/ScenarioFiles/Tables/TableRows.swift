import CreditBasics

/// The rows of a table by RFC 4180: quoted fields may hold separators, line ends and doubled quotes.
///
/// Lines end in LF, CR LF or CR. Empty lines, and lines of empty fields as spreadsheets write them below
/// a table, are skipped; after a closing quote only blanks are accepted. A position is the line on which
/// a row begins and the number of the field.
package struct TableRows {
  /// One field with its place.
  package struct Cell: Sendable {
    package var text: String
    package var position: SourcePosition
  }

  package private(set) var rows: [[Cell]] = []
  /// Whether more rows than wanted are there; they are not read.
  package private(set) var isTooLong = false
  /// What is wrong with the text itself.
  package private(set) var issue: Issue?

  private let source: SourceText
  private let separator: UInt8
  private var cells: [Cell] = []
  private var field: [UInt8] = []
  private var start = 1

  /// Splits a text.
  ///
  /// - Parameters:
  ///   - most: More rows than this, the header among them, are not read.
  ///   - names: Columns that the header must have, in lower case, by which the separator is recognised.
  package init(_ text: String, source: SourceText, most: Int, names: [String]) {
    self.source = source
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let ends: [UInt8] = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    // Spreadsheets may say their separator in a line of its own.
    if bytes.starts(with: Array("sep=".utf8)), bytes.count > 5 {
      separator = bytes[bytes.startIndex + 4]
      bytes = bytes.drop { !ends.contains($0) }
    } else {
      let header = bytes.drop { ends.contains($0) }.prefix { !ends.contains($0) }
      separator = Self.separator(of: header, names)
    }
    read(bytes, most: most)
  }

  /// Comma, unless the header has none and another separator gives the columns that it must have.
  private static func separator(of header: ArraySlice<UInt8>, _ names: [String]) -> UInt8 {
    let comma = UInt8(ascii: ",")
    if header.contains(comma) { return comma }
    let others = [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
    return others.first { separator in
      let titles = header.split(separator: separator).map { part in
        trimmed(part.filter { $0 != UInt8(ascii: "\"") }).lowercased()
      }
      return header.contains(separator) && names.allSatisfy(titles.contains)
    } ?? comma
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>, most: Int) {
    let (quote, lf, cr) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    var line = 1
    var isBlank = true
    var opened: SourcePosition?
    var isClosed = false
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
      let endsLine = byte == lf || (byte == cr && next != lf)
      if endsLine { line += 1 }
      index += 1
      if opened != nil {
        if byte != quote {
          field.append(byte)
        } else if next == quote {
          field.append(quote)
          index += 1
        } else {
          (opened, isClosed) = (nil, true)
        }
      } else if byte == quote, isBlank {
        field.removeAll(keepingCapacity: true)
        opened = SourcePosition(source, line: line, column: cells.count + 1)
        isBlank = false
      } else if byte == separator {
        endField()
        (isBlank, isClosed) = (true, false)
      } else if endsLine {
        endRow()
        (start, isBlank, isClosed) = (line, true, false)
        if rows.count > most {
          isTooLong = true
          return
        }
      } else if byte != cr {
        if isClosed, !Self.isBlank(byte) { return refuse(bytes[(index - 1)...], in: line) }
        field.append(byte)
        isBlank = isBlank && Self.isBlank(byte)
      }
    }
    if let opened {
      issue = Issue(
        opened, "expected a quote at the end of the field that this one opens, found none")
    }
    endRow()
  }

  /// Rows without the columns at their end that have neither a name nor a value, as spreadsheets leave
  /// them: a row need not be as long as the header is with those.
  package var rowsWithoutEmptyColumns: [[Cell]] {
    let width = rows.first?.count ?? 0
    let used = { (row: ArraySlice<Cell>) in (row.lastIndex { !$0.text.isEmpty } ?? 0) + 1 }
    let kept = rows.map { used($0.prefix(width)) }.max() ?? width
    return rows.map { row in
      row.count > kept && used(row[...]) <= kept ? Array(row.prefix(kept)) : row
    }
  }

  /// Notes what stands between a closing quote and the next separator or line end.
  private mutating func refuse(_ rest: ArraySlice<UInt8>, in line: Int) {
    let ends = [separator, UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    let found = String(decoding: rest.prefix { !ends.contains($0) }, as: UTF8.self)
    issue = Issue(
      SourcePosition(source, line: line, column: cells.count + 1),
      "expected nothing after the closing quote of the field, found "
        + "\(Excerpt.quoted(found)); a quote inside quotes is doubled")
  }

  private mutating func endField() {
    let place = SourcePosition(source, line: start, column: cells.count + 1)
    cells.append(Cell(text: Self.trimmed(field), position: place))
    field.removeAll(keepingCapacity: true)
  }

  private mutating func endRow() {
    endField()
    if cells.contains(where: { !$0.text.isEmpty }) { rows.append(cells) }
    cells.removeAll(keepingCapacity: true)
  }

  private static func trimmed(_ bytes: [UInt8]) -> String {
    var text = bytes[...]
    while let last = text.last, isBlank(last) { text.removeLast() }
    return String(decoding: text.drop(while: isBlank), as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
