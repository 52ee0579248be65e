/// Names of sheets and ranges that every spreadsheet takes.
package enum SheetName {
  /// Longest name of a sheet.
  static let longest = 31

  /// A name for a sheet that differs from all taken names, whatever the case of letters.
  package static func legal(_ name: String, taken: [String]) -> String {
    var plain = String(name.map { "[]:*?/\\".contains($0) ? "_" : $0 })
    while plain.hasPrefix("'") { plain.removeFirst() }
    while plain.hasSuffix("'") { plain.removeLast() }
    // A spreadsheet keeps this name for itself.
    if plain.isEmpty || plain.lowercased() == "history" { plain += "_" }
    let lower = Set(taken.map { $0.lowercased() })
    var candidate = cut(plain, longest)
    var number = 2
    while lower.contains(candidate.lowercased()) {
      let ending = " \(number)"
      candidate = cut(plain, longest - ending.count) + ending
      number += 1
    }
    return candidate
  }

  private static func cut(_ name: String, _ most: Int) -> String {
    var kept = ""
    for character in name where kept.utf16.count + character.utf16.count <= most {
      kept.append(character)
    }
    return kept
  }

  /// The name as it stands before `!` in a reference.
  static func quoted(_ name: String) -> String {
    "'" + name.replacing("'", with: "''") + "'"
  }
}

/// A range of one sheet under a name, for formulas of the reader's own.
package struct RangeName: Sendable, Equatable {
  package var name: String
  package var range: CellRange

  package init(_ name: String, _ range: CellRange) { (self.name, self.range) = (name, range) }
}

/// A rectangle of cells.
package struct CellRange: Sendable, Equatable {
  package var sheet: String
  /// Columns, counted from 0.
  package var columns: ClosedRange<Int>
  /// Rows, counted from 0.
  package var rows: ClosedRange<Int>

  package init(_ sheet: String, columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
    self.sheet = sheet
    self.columns = columns
    self.rows = rows
  }

  /// Some rows of one column.
  package init(_ sheet: String, column: Int, rows: ClosedRange<Int>) {
    self.init(sheet, columns: column...column, rows: rows)
  }

  /// The range as a formula refers to it, fixed: `'summary'!$A$2:$A$9`.
  package var reference: String {
    let first = "$\(ColumnName.letters(columns.lowerBound))$\(rows.lowerBound + 1)"
    let last = "$\(ColumnName.letters(columns.upperBound))$\(rows.upperBound + 1)"
    return SheetName.quoted(sheet) + "!" + (first == last ? first : first + ":" + last)
  }
}
