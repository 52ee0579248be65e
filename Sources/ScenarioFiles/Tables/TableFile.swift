import CreditBasics

/// Reads a table's file into rows, and makes the issues that all kinds of table share.
enum TableFile {
  /// The rows of a file, the header first.
  ///
  /// - Parameters:
  ///   - most: Rows under the header that are accepted.
  ///   - names: Columns that the header must have, by which the separator is recognised.
  ///   - remedy: What to do with a table that is longer.
  static func rows(
    _ file: String, _ source: SourceText, most: Int, names: [String], remedy: String
  ) throws(Issue) -> [[TableRows.Cell]] {
    func refuse(_ message: String) -> Issue {
      Issue(SourcePosition(source), message)
    }
    let bytes: [UInt8]
    do {
      bytes = try FileText.read(file)
    } catch {
      throw refuse("expected a readable file: \(error.reason)")
    }
    let text = try TableText.decode(bytes, source: source)
    let table = TableRows(text, source: source, most: most + 1, names: names)
    if let issue = table.issue { throw issue }
    if table.isTooLong {
      throw refuse("expected at most \(Thousands.grouped(most)) rows, found more; \(remedy)")
    }
    if table.rows.isEmpty { throw refuse("expected a header row, found nothing") }
    return table.rowsWithoutEmptyColumns
  }

  /// The issue of a column without a name; nil where it has one.
  static func namelessness(_ cell: TableRows.Cell, _ path: String = "") -> Issue? {
    guard cell.text.isEmpty else { return nil }
    return Issue(
      cell.position, path: path,
      "expected a name for column \(cell.position.column), found none; name it, or remove it")
  }

  /// The issue of a header without a required column, placed at the column that was probably meant.
  static func absence(of name: String, in header: [TableRows.Cell]) -> Issue {
    let near = Suggestion.nearest(to: name, among: header.map(\.text))
    let found = near ?? (header.count == 1 ? header[0].text : nil)
    return Issue(
      position: (header.first { $0.text == near } ?? header[0]).position, path: "",
      message:
        "expected a column \(Excerpt.quoted(name)), found \(found.map(Excerpt.quoted) ?? "none")"
        + (near == nil ? "" : "; did you mean \(Excerpt.quoted(name))?"))
  }

  /// The issue of a table with a header only; nil when it has rows.
  static func emptiness(_ rows: [[TableRows.Cell]]) -> Issue? {
    guard rows.count == 1 else { return nil }
    return Issue(rows[0][0].position, "expected rows under the header, found none")
  }

  /// The issue of a row with another number of fields than the header; nil when they match.
  static func raggedness(
    _ row: [TableRows.Cell], _ header: Int, _ path: String = ""
  ) -> Issue? {
    guard row.count != header else { return nil }
    return Issue(row[0].position, path: path, "expected \(header) fields, found \(row.count)")
  }
}
