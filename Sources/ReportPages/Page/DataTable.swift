import Reporting

/// A table of text and numbers.
struct DataTable {
  /// A column's heading; numbers stand to the right.
  struct Column {
    var name: String
    var isNumber = false

    static func text(_ name: String) -> Column { Column(name: name) }
    static func number(_ name: String) -> Column { Column(name: name, isNumber: true) }

    /// A cell of the column, with a second line under it if there is one.
    func cell(_ text: String, isFirst: Bool, under second: Markup?) -> Markup {
      let style: Markup? =
        second != nil ? " class=\"two\"" : isNumber ? " class=\"n\"" : nil
      // Where a cell has no room for its line, a figure and its interval stay together.
      let text =
        isNumber
        ? text.replacing(" ± ", with: "\u{A0}±\u{A0}").replacing(" points", with: "\u{A0}points")
          .replacing("no interval", with: "no\u{A0}interval") : text
      return isFirst
        ? "<th scope=\"row\"\(style)>\(text)\(second)</th>" : "<td\(style)>\(text)</td>"
    }
  }

  var caption: String
  var columns: [Column]
  var rows: [[String]]
  /// A second line in each row's first cell, such as whose it is; without any, none.
  var underFirst: [String] = []
  /// Rows that were left out, and the file that has them.
  var leftOut: (rows: Int, file: String)?

  /// Keeps the first rows of a table that would be too long for a page; lazy ones beyond are never
  /// put into words.
  static func limited(
    _ caption: String, _ columns: [Column], _ rows: some Collection<[String]>, to limit: Int,
    file: String
  ) -> DataTable {
    DataTable(
      caption: caption, columns: columns, rows: Array(rows.prefix(limit)),
      leftOut: rows.count > limit ? (rows.count - limit, file) : nil)
  }

  /// The table inside a box that scrolls sideways, also by keyboard.
  var markup: Markup {
    let heads = columns.map { column -> Markup in
      column.isNumber
        ? "<th scope=\"col\" class=\"n\">\(column.name)</th>"
        : "<th scope=\"col\">\(column.name)</th>"
    }
    let body = rows.enumerated().map { index, row -> Markup in
      let cells = zip(row, columns).enumerated().map { at, cell in
        cell.1.cell(cell.0, isFirst: at == 0, under: at == 0 ? second(index) : nil)
      }
      return "<tr>\(cells)</tr>\n"
    }
    let note: Markup? = leftOut.map { more in
      "<p class=\"note\">\(NumberWords.count(more.rows, "more row")) in \(more.file).</p>"
    }
    let many: Markup? = columns.count > 4 ? " many" : nil
    return """
      <div class="scroll\(many)" role="region" tabindex="0" aria-label="\(caption)"><table>\
      <caption>\(caption)</caption><thead><tr>\(heads)</tr></thead>
      <tbody>\(body)</tbody></table></div>\(note)
      """
  }

  private func second(_ row: Int) -> Markup? {
    row < underFirst.count ? "<small>\(underFirst[row])</small>" : nil
  }
}
