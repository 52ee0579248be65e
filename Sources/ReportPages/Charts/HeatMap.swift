/// A symmetric matrix as coloured cells, with its numbers written where there is room.
struct HeatMap: Chart {
  var names: [String]
  /// Values by row and column from −1 to 1; nil where undefined.
  var values: [[Double?]]
  /// What appears over a cell.
  var text: (Int, Int) -> String

  /// Names stand line by line: no row is lower than a line.
  private static let leastCell = 15.0
  private static let mostCell = 46.0

  /// The value with the full colour: no less than 0.2, so that noise does not look like dependence.
  private var strongest: Double {
    max(0.2, values.joined().compactMap { $0.map(abs) }.max() ?? 0)
  }

  func drawing(width: Double) -> (height: Double, marks: Markup) {
    drawing(width: width, hasPointer: true)
  }

  func drawingForTouch(width: Double) -> (height: Double, marks: Markup) {
    drawing(width: width, hasPointer: false)
  }

  private func drawing(width: Double, hasPointer: Bool) -> (height: Double, marks: Markup) {
    let widest = names.map { Lettering.width($0) }.max() ?? 0
    // Whole names where the cells of a narrow drawing stay large enough.
    let room = width - 6 - 2 * Self.leastCell * Double(names.count)
    let margin = min(
      widest + 14 + Lettering.width("\(names.count)"), max(width * 0.34, min(width * 0.42, room)))
    let shown = min(names.count, Int((width - margin - 6) / Self.leastCell))
    let cell = min(Self.mostCell, (width - margin - 6) / Double(max(1, shown)))
    let side = cell * Double(shown)
    // Columns are numbered like the rows: names at an angle are hard to read and overlap.
    let foot = shown < names.count ? 24.0 : 6
    let height = side + 24 + foot
    let frame = ChartFrame(
      width: margin + side + 4, height: height, leftMargin: margin, topMargin: 24, rightMargin: 4,
      bottomMargin: foot)
    let every = cell > Lettering.width("\(shown)") + 3 ? 1 : cell > 10 ? 2 : 5
    var marks = frame.outline
    for row in 0..<shown {
      let middle = frame.top + cell * (Double(row) + 0.5)
      let number = "\(row + 1)"
      // The number stands by itself: a name from right to left would carry it away.
      let end = margin - 10 - Lettering.width("\(shown)")
      let short = Lettering.fitted(names[row], to: end - 2)
      marks += """
        <text class="e" x="\(margin - 6)" y="\(middle + 4)">\(number)</text>\
        <text class="e" x="\(end)" y="\(middle + 4)">\(short)<title>\(names[row])</title></text>
        """
      if row % every == 0 {
        let x = frame.left + cell * (Double(row) + 0.5)
        marks += "<text class=\"t\" x=\"\(x)\" y=\"\(frame.top - 7)\">\(number)</text>"
      }
      for column in 0..<shown { marks += self.cell(row, column, cell, frame, hasPointer) }
    }
    if shown < names.count {
      let words = "the likeliest \(shown) of \(names.count); wider screens have all"
      marks += """
        <text class="s a" x="2" y="\(frame.bottom + 17)">\(Lettering.fitted(words, to: width - 4))</text>
        """
    }
    return (height, marks)
  }

  private func cell(
    _ row: Int, _ column: Int, _ size: Double, _ frame: ChartFrame, _ hasPointer: Bool
  ) -> Markup {
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
    let label = value.map { NumberWords.signed($0, 2) } ?? "–"
    let number: Markup? =
      size < Lettering.width("−0.00") + 2
      ? nil
      : "<text class=\"t\" x=\"\(x + size / 2)\" y=\"\(y + size / 2 + 4)\">\(label)</text>"
    let title: Markup? = hasPointer ? "<title>\(text(row, column))</title>" : nil
    let rect: Markup = """
      x="\(x)" y="\(y)" width="\(size)" height="\(size)" style="--s:\(0.6 * strength)"
      """
    guard let number else { return "<rect class=\"mark cell \(style)\" \(rect)>\(title)</rect>" }
    return "<g class=\"mark\"><rect class=\"cell \(style)\" \(rect)/>\(number)\(title)</g>"
  }
}
