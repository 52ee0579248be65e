import CreditBasics
import ScenarioFiles

extension PriceHistory {
  /// Most rows of a file: days of 2,700 years.
  package static let mostRows = 1_000_000

  /// Reads the bytes of a table with a header row: `date`, and any of the factors.
  ///
  /// - Throws: Every problem, at most twenty, or what the file is instead of text in UTF-8.
  package init(bytes: [UInt8], name: String) throws(HistoryError) {
    let text: String
    do throws(Issue) {
      text = try TableText.decode(bytes, source: SourceText(name: name))
    } catch { throw HistoryError("\(error)") }
    try self.init(csv: text, name: name)
  }

  /// Reads comma-separated values with a header row: `date`, and any of the factors.
  ///
  /// Empty fields are gaps; empty columns at the end are passed over. Dates are `YYYY-MM-DD`,
  /// ascending, each once. Separators, quotes and line ends are those that tables of borrowers may
  /// have.
  ///
  /// - Throws: Every problem, at most twenty.
  package init(csv text: String, name: String) throws(HistoryError) {
    let table = TableRows(
      text, source: SourceText(name: name), most: Self.mostRows, names: ["date"])
    if let issue = table.issue { throw HistoryError("\(issue)") }
    guard !table.isTooLong else {
      throw HistoryError("\(name): expected at most \(Self.mostRows) rows, found more")
    }
    let rows = table.rowsWithoutEmptyColumns
    guard let header = rows.first, header[0].text.lowercased() == "date" else {
      let found = rows.first?.first?.text ?? ""
      throw HistoryError(
        "\(name):1:1: expected a header that begins with date, found \"\(found)\"")
    }
    var reader = HistoryReader(header)
    for row in rows.dropFirst() { reader.add(row) }
    self.init(series: reader.series)
    let problems = reader.allProblems
    if problems.isEmpty, series.isEmpty {
      throw HistoryError("\(name): expected observations, found none")
    }
    if !problems.isEmpty { throw HistoryError(problems.prefix(20).joined(separator: "\n")) }
  }
}

/// Rows of a history as they come, and what is wrong with them.
private struct HistoryReader {
  private let header: [TableRows.Cell]
  private let columns: [(factor: HistoryFactor, scale: Double)?]
  private(set) var series: [HistoryFactor: PriceHistory.Series] = [:]
  private var problems: [(line: Int, text: String)] = []
  private var last: Int?
  /// Rows whose date is not after that of the row above.
  private var descents: [(line: Int, text: String)] = []
  private var rows = 0
  /// The first text that should be a date but is not, and how many more there are.
  private var wrongDate: (line: Int, text: String)?
  private var moreWrongDates = 0
  /// Texts that should be numbers above 0 but are not, and how many are alike.
  private var wrongNumbers: [(kind: WrongNumber, line: Int, text: String)] = []
  private var alike: [WrongNumber: Int] = [:]

  init(_ header: [TableRows.Cell]) {
    self.header = header
    columns = header.dropFirst().map { HistoryFactor.reading($0.text) }
    let factors = columns.map { $0?.factor }
    for (column, title) in zip(columns.indices, header.dropFirst()) {
      if columns[column] == nil {
        note(
          title,
          "expected btc, eth, networkHashrate, computeRent or powerPrice, found \"\(title.text)\"")
      }
    }
    for column in columns.indices
    where factors[column] != nil && factors[..<column].contains(factors[column]) {
      note(header[column + 1], "\(header[column + 1].text): the column is there twice")
    }
  }

  /// Every problem, in order of rows; one that most rows have is said once.
  var allProblems: [String] {
    var all = problems
    if let wrongDate {
      let more = moreWrongDates == 0 ? "" : ", and \(moreWrongDates) more dates"
      all.append((wrongDate.line, wrongDate.text + more))
    }
    var said: Set<WrongNumber> = []
    for (kind, line, text) in wrongNumbers {
      let count = alike[kind] ?? 0
      if count <= Self.mostAlike {
        all.append((line, text))
      } else if said.insert(kind).inserted {
        all.append((line, "\(text), and \(count - 1) more numbers of this column"))
      }
    }
    if descents.count >= 2, 2 * descents.count > rows, let first = descents.first {
      let place = "\(header[0].position.source.name):\(first.line):1"
      all.append(
        (first.line, "\(place): date: expected the oldest row first; sort by date, ascending"))
    } else {
      all += descents
    }
    return all.stablySorted { $0.line < $1.line }.map(\.text)
  }

  private mutating func note(_ cell: TableRows.Cell, _ message: String) {
    problems.append((cell.position.line, "\(cell.position): \(message)"))
  }

  /// What is wrong with a text that should be a number above 0.
  private struct WrongNumber: Hashable {
    enum Kind { case otherNotation, noNumber, outOfRange }

    let column: Int
    let kind: Kind
  }

  /// Most numbers of a column with the same problem that are said one by one.
  private static let mostAlike = 3

  /// A decimal number; the standard library alone would also read `0x1F40`.
  private static func number(_ text: String) -> Double? {
    text.utf8.contains { $0 | 0x20 == UInt8(ascii: "x") } ? nil : Double(text)
  }

  private mutating func noteNumber(_ cell: TableRows.Cell, _ column: Int) {
    let isNumber = Self.number(cell.text) != nil
    let hint = isNumber ? "" : NumberDialects.hint(cell.text)
    let kind = WrongNumber(
      column: column, kind: isNumber ? .outOfRange : hint.isEmpty ? .noNumber : .otherNotation)
    alike[kind, default: 0] += 1
    let text =
      "\(cell.position): \(header[column + 1].text): expected a number above 0, found "
      + "\"\(cell.text)\"\(hint)"
    wrongNumbers.append((kind, cell.position.line, text))
  }

  mutating func add(_ row: [TableRows.Cell]) {
    guard row.count == header.count else {
      return note(row[0], "expected \(header.count) fields, found \(row.count)")
    }
    rows += 1
    guard let date = CalendarDate(row[0].text) else {
      if wrongDate != nil { return moreWrongDates += 1 }
      let text =
        "\(row[0].position): date: expected YYYY-MM-DD, found \"\(row[0].text)\""
        + DateDialects.hint(row[0].text)
      wrongDate = (row[0].position.line, text)
      return
    }
    if let before = last, date.day <= before {
      descents.append(
        (
          row[0].position.line,
          "\(row[0].position): date: expected a date after the row above, found \(row[0].text)"
        ))
    }
    last = date.day
    for (column, reading) in columns.enumerated() where !row[column + 1].text.isEmpty {
      guard let reading else { continue }
      let cell = row[column + 1]
      guard let value = Self.number(cell.text), value > 0, value.isFinite else {
        noteNumber(cell, column)
        continue
      }
      series[reading.factor, default: .init()].days.append(date.day)
      series[reading.factor, default: .init()].logs.append(Real.log(value * reading.scale))
    }
  }
}
