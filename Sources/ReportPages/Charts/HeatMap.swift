/// A symmetric matrix as coloured cells, with its numbers written where there is room.
struct HeatMap: Chart {
  var names: [String]
  /// Values by row and column from −1 to 1; nil where undefined.
  var values: [[Double?]]
  /// What appears over a cell.
  var text: (Int, Int) -> String

  /// The value with the full colour: no less than 0.2, so that noise does not look like dependence.
  private var strongest: Double {
    max(0.2, values.joined().compactMap { $0.map(abs) }.max() ?? 0)
  }

  func drawing(width: Double) -> (height: Double, marks: Markup) {
    let widest = names.map { Lettering.width($0) }.max() ?? 0
    let margin = min(widest + 12, width * 0.34)
    let cell = min(46, (width - margin - 6) / Double(max(1, names.count)))
    let side = cell * Double(names.count)
    // Columns are numbered like the rows: names at an angle are hard to read and overlap.
    let height = side + 30
    let frame = ChartFrame(
      width: margin + side + 4, height: height, leftMargin: margin, topMargin: 24, rightMargin: 4,
      bottomMargin: height - 24 - side)
    var marks = frame.outline
    for (row, name) in names.enumerated() {
      let middle = frame.top + cell * (Double(row) + 0.5)
      let number = "\(row + 1)"
      let short = Lettering.fitted(name, to: margin - 12 - Lettering.width(number)) + " \(number)"
      marks += """
        <text class="e" x="\(margin - 6)" y="\(middle + 4)">\(short)<title>\(name)</title></text>
        """
      if cell > 18 || (row + 1) % 5 == 0 {
        let x = frame.left + cell * (Double(row) + 0.5)
        marks += "<text class=\"t\" x=\"\(x)\" y=\"\(frame.top - 7)\">\(number)</text>"
      }
      for column in names.indices { marks += self.cell(row, column, cell, frame) }
    }
    return (height, marks)
  }

  private func cell(_ row: Int, _ column: Int, _ size: Double, _ frame: ChartFrame) -> Markup {
    let x = frame.left + size * Double(column)
    let y = frame.top + size * Double(row)
    if row == column {
      return """
        <rect class="mark cell self" x="\(x)" y="\(y)" width="\(size)" height="\(size)"/>
        """
    }
    let value = values[row][column]
    let strength = min(1, abs(value ?? 0) / strongest)
    let style = value == nil ? "empty" : (value ?? 0) < 0 ? "negative" : "positive"
    let number: Markup? =
      size < 30
      ? nil
      : """
      <text class="t n\(strength > 0.55 ? " strong" : "")" x="\(x + size / 2)" \
      y="\(y + size / 2 + 4)">\(value.map { NumberWords.signed($0, 2) } ?? "–")</text>
      """
    return """
      <g class="mark"><rect class="cell \(style)" x="\(x)" y="\(y)" width="\(size)" \
      height="\(size)" style="--s:\(strength)"/>\(number)<title>\(text(row, column))</title></g>
      """
  }
}
