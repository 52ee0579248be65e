import CreditBasics

/// A field of a table as a value of the scenario format.
struct TableValue {
  /// What is wrong with a field, in words.
  struct Problem: Error {
    let message: String
  }

  /// A field as JSON5 writes it, or else as text.
  static func read(
    _ cell: TableRows.Cell, _ kind: FieldKind?
  ) throws(Problem) -> Node {
    if case .text? = kind { return Node(.text(cell.text), at: cell.position) }
    if NumberText.isPlain(cell.text) {
      if case .number(let range)? = kind { try checkThousands(cell.text, range) }
      return Node(.number(cell.text), at: cell.position)
    }
    // Most texts are names and dates: nothing that JSON5 would read.
    guard let first = cell.text.unicodeScalars.first, CalendarDate(cell.text) == nil,
      "{[\"'+-.0123456789tfnIN".unicodeScalars.contains(first)
    else { return Node(.text(cell.text), at: cell.position) }
    do throws(Issue) {
      var parser = try JSON5Parser(Array(cell.text.utf8), source: cell.position.source)
      let node = try parser.document()
      if let duplicate = parser.duplicates.first {
        throw Issue(cell.position, "\(duplicate.path): duplicate key")
      }
      return node.placed(at: cell.position)
    } catch {
      guard "{[\"'".unicodeScalars.contains(first) else {
        return Node(.text(cell.text), at: cell.position)
      }
      throw Problem(message: error.message)
    }
  }

  /// `30.000` is thirty to some and thirty thousand to others: refused where both make sense.
  private static func checkThousands(_ text: String, _ range: NumberRange) throws(Problem) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...3).contains(parts[0].utf8.count), parts[1].utf8.count == 3,
      parts[0] != "0", let whole = Double(parts[0] + parts[1]), let typed = Double(text),
      range.usual?.contains(whole) ?? range.contains(whole)
    else { return }
    throw Problem(
      message: "\(text) may be \(JSONScalar.shortest(typed)) or \(JSONScalar.shortest(whole)); "
        + "write it without separators of thousands, or with an exponent")
  }
}
