import Reporting
import RiskMeasures

/// A table as a sheet: a header that stays, formats by the columns' units, a name for each column.
package struct TableSheet: Sendable {
  package let sheet: Sheet
  /// The table's name for all of it with its header, and `table_column` for the values of each column.
  package let names: [RangeName]

  /// The sheets of a table: one, or as many as its records need.
  ///
  /// - Parameter taken: names of sheets that are there already.
  package static func parts(
    named name: String, columns: [String], units: [ColumnUnit], count: Int, taken: [String],
    mostRecords: Int = Sheet.mostRows - 1, record: @escaping @Sendable (Int) -> [Field]
  ) -> [TableSheet] {
    var taken = taken
    return (0..<max(1, (count + mostRecords - 1) / mostRecords)).map { part in
      let first = part * mostRecords
      let own = SheetName.legal(part == 0 ? name : "\(name)_\(part + 1)", taken: taken)
      taken.append(own)
      return TableSheet(
        own, columns, units, count: min(mostRecords, count - first), record: { record(first + $0) })
    }
  }

  private init(
    _ name: String, _ columns: [String], _ units: [ColumnUnit], count: Int,
    record: @escaping @Sendable (Int) -> [Field]
  ) {
    let styles = units.map(CellStyle.init)
    let sample = count > 0 ? record(0) : []
    let header = columns.enumerated().map { column, title in
      if column < sample.count, case .text = sample[column] { return Cell.text(title, .header) }
      return Cell.text(title, sample.isEmpty ? .header : .numberHeader)
    }
    var sheet = Sheet(
      name, widths: Self.widths(columns, styles, count: count, record), rowCount: count + 1
    ) { row in
      guard row > 0 else { return header }
      return zip(record(row - 1), styles).map { Self.cell($0, $1) }
    }
    sheet.frozenRows = 1
    sheet.hasFilter = true
    self.sheet = sheet
    names = Self.names(name, columns, count: count)
  }

  /// A field as a cell; whole years, as in tables by year, have no decimals.
  private static func cell(_ field: Field, _ style: CellStyle) -> Cell {
    switch field {
    case .text(let text): .text(text)
    case .integer where style == .years: Cell(field, .plain)
    case .integer, .number: Cell(field, style)
    }
  }

  private static func names(_ name: String, _ columns: [String], count: Int) -> [RangeName] {
    let all = CellRange(name, columns: 0...columns.count - 1, rows: 0...count)
    guard count > 0 else { return [RangeName(name, all)] }
    return [RangeName(name, all)]
      + columns.enumerated().map { column, title in
        RangeName("\(name)_\(title)", CellRange(name, column: column, rows: 1...count))
      }
  }

  /// Records that are looked at for the width of a column.
  private static let measured = 200

  private static func widths(
    _ columns: [String], _ styles: [CellStyle], count: Int, _ record: (Int) -> [Field]
  ) -> [Double] {
    // Room for the filter button.
    var widths = columns.map { $0.count + 4 }
    for number in 0..<min(count, measured) {
      for (column, field) in record(number).enumerated() {
        widths[column] = max(widths[column], width(field, styles[column]))
      }
    }
    return widths.map { Double(min(max($0, 9), 44)) }
  }

  /// Width in letters that a value takes, with room to spare.
  private static func width(_ field: Field, _ style: CellStyle) -> Int {
    switch field {
    case .text(let text): return text.count + 1
    case .integer(let number): return String(number).count * 4 / 3 + 1
    case .number(nil): return 0
    case .number(let number?):
      let digits = number.magnitude < 1e15 ? String(Int(number.magnitude)).count : 15
      return style == .plain ? 12 : digits * 4 / 3 + 5
    }
  }
}
