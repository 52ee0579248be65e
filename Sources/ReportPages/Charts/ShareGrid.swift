/// Shares of each row at common points in time, as cells: the fuller the colour, the greater.
struct ShareGrid: Chart {
  struct Cell {
    var share: Double
    /// What is written in it: a few digits.
    var label: String
    /// What appears over it.
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
  /// A narrow chart's columns, as indices.
  var few: [Int]
  /// Heading of the labels at the right edge.
  var labelTitle: String

  func drawing(width: Double) -> (height: Double, marks: Markup) {
    let names = RowNames(rows.map { .init($0.name) }, width: width)
    let labels = ([labelTitle] + rows.map(\.label)).map { Lettering.width($0) }.max() ?? 0
    let isNarrow = width < 500
    let pitch = 26.0
    let frame = ChartFrame(
      width: width, height: 30 + pitch * Double(max(1, rows.count)), leftMargin: names.margin,
      topMargin: 22, rightMargin: labels + 12, bottomMargin: 8)
    let shown = shown(isNarrow, across: frame.right - frame.left)
    let side = (frame.right - frame.left) / Double(max(1, shown.count))
    var marks = frame.outline
    marks += heads(shown, frame, side)
    marks += names.rows(rows, frame, pitch: pitch, label: \.label) { row, middle in
      .joined(
        shown.enumerated().map { at, column in
          cell(
            row.cells[column], frame.left + side * Double(at), middle - pitch / 2, side, pitch,
            hasTitle: !isNarrow)
        })
    }
    return (frame.height, marks)
  }

  /// The columns that are drawn: as many as hold the longest number, so that no cell is without its own.
  private func shown(_ isNarrow: Bool, across width: Double) -> [Int] {
    let labels = rows.flatMap(\.cells).compactMap { $0.map { Lettering.width($0.label) } }
    let room = max(1, Int(width / ((labels.max() ?? 0) + 2)))
    if !isNarrow, columns.count <= room { return Array(columns.indices) }
    let every = (few.count - 1) / room + 1
    return few.indices.filter { (few.count - 1 - $0) % every == 0 }.map { few[$0] }
  }

  private func heads(_ shown: [Int], _ frame: ChartFrame, _ side: Double) -> Markup {
    let widest = shown.map { Lettering.width(columns[$0]) }.max() ?? 0
    // Every how many-th name has room, counted from the last.
    let every = max(1, Int(((widest + 8) / side).rounded(.up)))
    var markup: Markup = """
      <text class="s a" x="\(frame.right + 7)" y="\(frame.top - 7)">\(labelTitle)</text>
      """
    for (at, column) in shown.enumerated() where (shown.count - 1 - at) % every == 0 {
      let half = Lettering.width(columns[column]) / 2
      let x = min(frame.left + side * (Double(at) + 0.5), frame.right - half + 4)
      markup += "<text class=\"t a\" x=\"\(x)\" y=\"\(frame.top - 7)\">\(columns[column])</text>"
    }
    return markup
  }

  /// A cell; on a phone nothing hovers, and the table has what a title would say.
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
