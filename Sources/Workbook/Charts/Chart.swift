/// A chart on a sheet, drawn from cells of the same workbook: it changes with them.
package struct Chart: Sendable {
  /// What its series are drawn as.
  package enum Kind: Sendable {
    /// Lines through points whose two coordinates are numbers.
    case lines
    /// Horizontal bars, the first category on top.
    case bars
  }

  /// An axis from 0: what it shows, the format of its numbers, and where it ends.
  package struct Axis: Sendable {
    package var title: String
    package var format: String
    /// The greatest value; nil to leave it to the spreadsheet.
    package var most: Double?

    package init(_ title: String, _ format: String, most: Double? = nil) {
      self.title = title
      self.format = format
      self.most = most
    }

    /// An axis of dollars up to about so many: in whole dollars, or in millions.
    package static func dollars(_ title: String, upTo greatest: Double) -> Axis {
      Axis(title, greatest < 1e7 ? CellStyle.dollars.numberFormat : "\"$\"#,##0,,\"m\"")
    }

    /// An axis of probabilities up to about so much, which never ends beyond 1.
    package static func probability(_ title: String, upTo greatest: Double) -> Axis {
      Axis(title, greatest < 0.1 ? "0.0%" : "0%", most: greatest > 0.7 ? 1 : nil)
    }
  }

  /// Cells that are drawn together.
  package struct Series: Sendable {
    /// The cell with its name.
    package var name: CellRange
    /// Positions along the horizontal axis, or categories of bars.
    package var positions: CellRange
    package var values: CellRange
  }

  package var title: String
  package var kind: Kind
  package var horizontal: Axis
  package var vertical: Axis
  package var series: [Series]
  /// The cells that it covers, first and last column and row, counted from 0.
  package var columns: ClosedRange<Int>
  package var rows: ClosedRange<Int>

  package init(
    _ title: String, _ kind: Kind, horizontal: Axis, vertical: Axis, series: [Series],
    columns: ClosedRange<Int>, rows: ClosedRange<Int>
  ) {
    self.title = title
    self.kind = kind
    self.horizontal = horizontal
    self.vertical = vertical
    self.series = series
    self.columns = columns
    self.rows = rows
  }

  /// Colours of series, one after another: those of the pages, told apart by the colour-blind.
  static let colours = ["0072B2", "D55E00", "009E73", "E69F00", "56B4E9", "CC79A7", "1A1E24"]
}
