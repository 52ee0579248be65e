/// A table of a question's page: texts as they are shown, numbers to the right.
package struct AskedTable {
  var table: DataTable

  /// A table whose first columns are texts and the others numbers.
  ///
  /// - Parameters:
  ///   - file: The file that has every row, where the page has only the first of them.
  package init(
    _ caption: String, texts: [String], numbers: [String], rows: [[String]], file: String
  ) {
    table = DataTable.limited(
      caption, texts.map { .text($0) } + numbers.map { .number($0) }, rows, to: Limits.tableRows,
      file: file)
  }
}
