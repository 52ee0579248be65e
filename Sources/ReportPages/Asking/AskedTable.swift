import ResultReading

/// A table of a question's page: texts as they are shown, numbers to the right.
package struct AskedTable {
  package typealias Column = DataTable.Column

  var table: DataTable

  /// A table of columns.
  ///
  /// - Parameters:
  ///   - under: A second line in each row's first cell; without any, none.
  ///   - file: The file that has every row, where the page has only the first of them.
  package init(
    _ caption: String, _ columns: [Column], rows: [[String]], under: [String] = [], file: String
  ) {
    table = DataTable.limited(
      caption, columns, rows, to: Limits.tableRows, file: file)
    table.underFirst = under
  }
}
