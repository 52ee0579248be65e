import ResultReading

/// A table of a question's page: texts as they are shown, numbers to the right.
package struct AskedTable {
  /// A column's heading.
  package enum Column: Sendable {
    /// Texts, to the left.
    case text(String)
    /// Numbers, to the right.
    case number(String)
  }

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
      caption, columns.map(\.data), rows, to: Limits.tableRows, file: file)
    table.underFirst = under
  }

  /// A table whose first columns are texts and the others numbers.
  package init(
    _ caption: String, texts: [String], numbers: [String], rows: [[String]], file: String
  ) {
    self.init(
      caption, texts.map { .text($0) } + numbers.map { .number($0) }, rows: rows, file: file)
  }
}

extension AskedTable.Column {
  fileprivate var data: DataTable.Column {
    switch self {
    case .text(let name): .text(name)
    case .number(let name): .number(name)
    }
  }
}
