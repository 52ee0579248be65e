/// Shares of each row at common points in time, as cells: the fuller the colour, the greater.
///
/// Where not all columns have room, each row's greatest share stands beside those that have.
struct ShareGrid: Chart {
  struct Cell {
    var share: Double
    /// What is written in it: a few digits.
    var label: String
    /// What the pointer shows over it.
    var text: String
  }

  struct Row {
    var name: String
    /// A cell for each column; nil where nothing is left to measure.
    var cells: [Cell?]
    /// The text at the right edge.
    var label: String
  }

  var rows: [Row]
  /// Names of the columns, from left to right.
  var columns: [String]
  /// The columns that may stand for all, as indices.
  var few: [Int]
  /// Heading of the labels at the right edge.
  var labelTitle: String

  func drawing(width: Double, hasPointer _: Bool) -> (height: Double, marks: Markup) {
    let names = RowNames(rows.map { .init($0.name) }, width: width)
    let labels = ([labelTitle] + rows.map(\.label)).map { Lettering.width($0) }.max() ?? 0
    let isNarrow = width < 500
    let pitch = 26.0
    let frame = ChartFrame(
      width: width, height: 30 + pitch * Double(max(1, rows.count)), leftMargin: names.margin,
      topMargin: 22, rightMargin: labels + 12, bottomMargin: 8)
    let shown = shown(across: frame.right - frame.left)
    let isWhole = shown.count == columns.count
    let end = isWhole ? frame.right : frame.right - worstWidth
    let side = (end - frame.left) / Double(max(1, shown.count))
    var marks = frame.outline
    marks += heads(shown, frame, side, end)
    marks += names.rows(rows, frame, pitch: pitch, label: \.label) { row, middle in
      let top = middle - pitch / 2
      let cells = shown.enumerated().map { at, column in
        cell(
          row.cells[column], frame.left + side * Double(at), top, side, pitch,
          hasTitle: !isNarrow)
      }
      let most: Markup? = isWhole ? nil : worst(of: row, from: end, top, pitch, !isNarrow)
      return "\(cells)\(most)"
    }
    return (frame.height, marks)
  }

  /// The columns that are drawn: all if each has room for the longest number, else as many as have
  /// room with their names beside each row's worst, so that every cell has its number and its date.
  private func shown(across width: Double) -> [Int] {
    let needed = numberWidth + 2
    if needed * Double(columns.count) <= width { return Array(columns.indices) }
    let heading = (few.map { Lettering.width(columns[$0]) }.max() ?? 0) + 8
    let room = Int((width - worstWidth) / max(needed, heading))
    guard room > 0 else { return [] }
    let every = (few.count - 1) / room + 1
    return few.indices.filter { (few.count - 1 - $0) % every == 0 }.map { few[$0] }
  }

  /// Width of the longest number.
  private var numberWidth: Double {
    rows.flatMap(\.cells).compactMap { $0.map { Lettering.width($0.label) } }.max() ?? 0
  }

  /// Heading of the cells with each row's greatest share, where not all columns are drawn.
  private var worstTitle: String { "worst of \(columns.count) dates" }

  /// Width of the cell with a row's greatest share and its date, and of a gap before it.
  private var worstWidth: Double {
    let date = columns.map { Lettering.width($0) }.max() ?? 0
    return max(numberWidth + 14 + date, Lettering.width(worstTitle)) + 12
  }

  /// A row's greatest share and its date, from a place on.
  private func worst(
    of row: Row, from x: Double, _ y: Double, _ pitch: Double, _ hasTitle: Bool
  ) -> Markup? {
    let cells = zip(columns, row.cells).compactMap { name, cell in cell.map { (name, $0) } }
    guard let (date, greatest) = cells.max(by: { $0.1.share < $1.1.share }) else { return nil }
    let side = numberWidth + 8
    let drawn = cell(greatest, x + 12, y, side, pitch, hasTitle: hasTitle)
    return """
      \(drawn)<text class="s a" x="\(x + 12 + side + 6)" y="\(y + pitch / 2 + 4)">\(date)</text>
      """
  }

  private func heads(_ shown: [Int], _ frame: ChartFrame, _ side: Double, _ end: Double) -> Markup {
    let widest = shown.map { Lettering.width(columns[$0]) }.max() ?? 0
    // Every `every`-th name has room, counted from the last.
    let every = max(1, Int(((widest + 8) / side).rounded(.up)))
    var markup: Markup = """
      <text class="s a" x="\(frame.right + 7)" y="\(frame.top - 7)">\(labelTitle)</text>
      """
    if shown.count < columns.count {
      markup += "<text class=\"s a\" x=\"\(end + 12)\" y=\"\(frame.top - 7)\">\(worstTitle)</text>"
    }
    for (at, column) in shown.enumerated() where (shown.count - 1 - at) % every == 0 {
      let half = Lettering.width(columns[column]) / 2
      let x = min(frame.left + side * (Double(at) + 0.5), end - half + 4)
      markup += "<text class=\"t a\" x=\"\(x)\" y=\"\(frame.top - 7)\">\(columns[column])</text>"
    }
    return markup
  }

  /// A cell, with its text for the pointer; a phone has none, and the table says the same.
  private func cell(
    _ cell: Cell?, _ x: Double, _ y: Double, _ width: Double, _ height: Double, hasTitle: Bool
  ) -> Markup {
    let rect: Markup = "x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\""
    guard let cell else { return "<rect class=\"mark cell empty\" \(rect)/>" }
    let title: Markup? = hasTitle ? "<title>\(cell.text)</title>" : nil
    return """
      <g class="mark"><rect class="cell positive" \(rect) style="--s:\(0.6 * cell.share)"/>\
      <text class="t" x="\(x + width / 2)" y="\(y + height / 2 + 4)">\(cell.label)</text>\(title)</g>
      """
  }
}
