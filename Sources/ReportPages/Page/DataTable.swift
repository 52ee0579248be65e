import Reporting
import ResultReading

/// A table of text and numbers.
package struct DataTable {
  /// A column's heading; numbers stand to the right.
  package struct Column: Sendable {
    var name: String
    var isNumber = false
    var isCommand = false

    /// A column of texts, to the left.
    package static func text(_ name: String) -> Column { Column(name: name) }
    /// A column of commands, whose cells are to be copied.
    static func command(_ name: String) -> Column { Column(name: name, isCommand: true) }
    /// A column of numbers, to the right.
    package static func number(_ name: String) -> Column { Column(name: name, isNumber: true) }

    /// A cell of the column, with a second line under it if there is one.
    func cell(_ text: String, isFirst: Bool, under second: Markup?) -> Markup {
      let style: Markup? =
        second != nil ? " class=\"two\"" : isNumber ? " class=\"n\"" : nil
      let text = isCommand ? Markup(copying: text) : "\(kept(text))"
      return isFirst
        ? "<th scope=\"row\"\(style)>\(text)\(second)</th>" : "<td\(style)>\(text)</td>"
    }

    /// Where a cell has no room for its line, a figure and its interval stay together.
    private func kept(_ text: String) -> String {
      isNumber
        ? text.replacing(" ± ", with: "\u{A0}±\u{A0}").replacing(" points", with: "\u{A0}points")
          .replacing("no interval", with: "no\u{A0}interval") : text
    }

    /// Pixels that the column needs for a text on a phone, whose lines break at blanks and after hyphens.
    ///
    /// A number in the first column is a heading, which does not break.
    func least(for text: String, isFirst: Bool) -> Double {
      let pieces = kept(text).split { !(isFirst && isNumber) && ($0 == " " || $0 == "-") }
      let longest = pieces.map { Lettering.width(String($0), size: 13.8) }.max() ?? 0
      // The style sheet sets the least and greatest width of texts, 11 and 26 times that of a 0.
      return isNumber ? longest : min(max(longest, 96), 228)
    }
  }

  var caption: String
  var columns: [Column]
  var rows: [[String]]
  /// A second line in each row's first cell, such as the owner's name; empty for none.
  var underFirst: [String] = []
  /// Rows that were left out, and the file that has them.
  var leftOut: (rows: Int, file: String)?

  /// Keeps the first rows of a table that would be too long for a page; of a lazy collection the
  /// rows beyond are never made.
  ///
  /// - Parameters:
  ///   - under: A second line in each row's first cell; without any, none.
  ///   - file: The file that has every row.
  package static func limited(
    _ caption: String, _ columns: [Column], _ rows: some Collection<[String]>,
    under: [String] = [], to limit: Int = Limits.tableRows, file: String
  ) -> DataTable {
    DataTable(
      caption: caption, columns: columns, rows: Array(rows.prefix(limit)), underFirst: under,
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
    return """
      <div class="scroll\(scrolling)" role="region" tabindex="0" aria-label="\(caption)"><table>\
      <caption>\(caption)</caption><thead><tr>\(heads)</tr></thead>
      <tbody>\(body)</tbody></table></div>\(note)
      """
  }

  private func second(_ row: Int) -> Markup? {
    row < underFirst.count ? "<small>\(underFirst[row])</small>" : nil
  }
}

extension DataTable {
  /// Pixels that a table has on screens of 360 px and of 400 px.
  ///
  /// The second is a twentieth too great, as widths of letters are taken too wide.
  private static let phones = (small: 328.0, usual: 390.0)

  /// The class of a table whose columns do not all fit on a phone, since they are many or hold words that do not break:
  /// `many`, or `tight` where they fit on all but a small phone.
  private var scrolling: Markup? {
    guard columns.count <= 4 else { return " many" }
    let widths = columns.indices.map { at in
      rows.map { at < $0.count ? columns[at].least(for: $0[at], isFirst: at == 0) : 0 }
        .reduce(columns[at].least(for: columns[at].name, isFirst: false), max)
    }
    // The style sheet's room after each column but the last.
    let gaps = columns.dropLast().reduce(0) { $0 + ($1.isNumber ? 6 : 10) }
    let width = widths.reduce(Double(gaps), +)
    return width > Self.phones.usual ? " many" : width > Self.phones.small ? " tight" : nil
  }
}
