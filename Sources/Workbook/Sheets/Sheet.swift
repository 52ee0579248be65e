import Reporting
import RiskMeasures

/// A cell: a text, a number or nothing, and how it looks.
package struct Cell: Sendable {
  package var field: Field
  package var style: CellStyle

  package init(_ field: Field, _ style: CellStyle) {
    self.field = field
    self.style = style
  }

  /// A text; one that could be typed as a formula is marked as text.
  package static func text(_ text: String, _ style: CellStyle = .plain) -> Cell {
    Cell(.text(text), style == .plain && CSVTable.looksLikeFormula(text) ? .quoted : style)
  }
}

/// A sheet of a workbook: its cells row by row, and how it is shown and printed.
package struct Sheet: Sendable {
  /// The name on its tab: `SheetName` makes one that spreadsheets take.
  package var name: String
  /// Widths of columns in digits of the usual font.
  package var widths: [Double]
  /// Rows that stay when the others scroll, and are printed on every page.
  package var frozenRows = 0
  /// Whether the frozen row has buttons that filter.
  package var hasFilter = false
  /// Whether all of it is printed on one page.
  package var isOnePage = false
  package var rowCount: Int
  /// The cells of a row, counted from 0.
  package var row: @Sendable (Int) -> [Cell]
  /// Charts that lie on it.
  package var charts: [Chart] = []

  /// A sheet of rows that are made when they are written.
  package init(
    _ name: String, widths: [Double], rowCount: Int, row: @escaping @Sendable (Int) -> [Cell]
  ) {
    self.name = name
    self.widths = widths
    self.rowCount = rowCount
    self.row = row
  }

  package static let mostRows = 1_048_576
  /// Most units of UTF-16 in a cell.
  static let longestText = 32_767
}

/// Names of columns: `A` to `Z`, `AA` and on.
package enum ColumnName {
  /// The letters of a column, counted from 0.
  package static func letters(_ column: Int) -> String {
    var letters = ""
    var rest = column
    repeat {
      letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
      rest = rest / 26 - 1
    } while rest >= 0
    return letters
  }
}
