/// Two or three values of each row joined by a line: what was thought beside what is.
struct DumbbellChart: Chart {
  struct Mark {
    var value: Double
    var style: Int
    /// What the pointer shows over the mark.
    var text: String
    var interval: ClosedRange<Double>?
  }

  struct Row {
    var name: String
    /// Whose it is, where the name alone does not say.
    var owner: String?
    var marks: [Mark]
    /// The text at the right edge.
    var label: String
  }

  var rows: [Row]
  /// Drawn above the rows.
  var legend: Legend
  /// Heading of the labels at the right edge, where nothing else says which mark's value they are.
  var labelTitle: String?
  var xTitle: String
  var xRange: ClosedRange<Double>
  var xSpacing = Scale.Spacing.linear
  var xLabel: (Double) -> String
  /// A value with a line of its own, such as an LTV of 100 %.
  var reference: Double?

  func drawing(width: Double, hasPointer _: Bool) -> (height: Double, marks: Markup) {
    let names = RowNames(rows.map { .init($0.name, of: $0.owner) }, width: width)
    let pitch = names.pitch(26)
    let labels = rows.map { Lettering.width($0.label) }.max() ?? 0
    let key = width - Lettering.width(labelTitle ?? "")
    let head = legend.height(width: key)
    let height = head + 50 + pitch * Double(max(1, rows.count))
    let frame = ChartFrame(
      width: width, height: height, leftMargin: names.margin, topMargin: head,
      rightMargin: labels + 16)
    let inset = 8.0
    let x = Scale(xRange, from: frame.left + inset, to: frame.right - inset, xSpacing)
    let ticks = x.ticks(about: width > 500 ? 7 : 4).map { Tick(value: $0, label: xLabel($0)) }
    var marks = frame.outline
    marks += frame.horizontalAxis(x, ticks: ticks, title: xTitle, grid: true)
    if let reference, xRange.contains(reference) {
      let at = x(reference)
      marks += "<path class=\"mark reference\" d=\"M\(at) \(frame.top)V\(frame.bottom)\"/>"
    }
    marks += legend.marks(width: key)
    marks += labelTitle.map { "<text class=\"e a\" x=\"\(width - 2)\" y=\"17\">\($0)</text>" }
    marks += names.rows(rows, frame, pitch: pitch, label: \.label) {
      drawing($0, middle: $1, x)
    }
    return (height, marks)
  }

  private func drawing(_ row: Row, middle: Double, _ x: Scale) -> Markup {
    var markup: Markup = ""
    let positions = row.marks.map { x($0.value) }
    if let low = positions.min(), let high = positions.max(), high - low > 0.5 {
      markup += "<path class=\"mark link\" d=\"M\(low) \(middle)H\(high)\"/>"
    }
    for mark in row.marks {
      if let interval = mark.interval, x(interval.upperBound) - x(interval.lowerBound) > 0.5 {
        markup += """
          <path class="mark whisker" d="M\(x(interval.lowerBound)) \(middle)\
          H\(x(interval.upperBound))"/>
          """
      }
      markup += """
        <g class="mark">\(Legend.symbol(mark.style, x(mark.value), middle))<title>\(mark.text)</title></g>
        """
    }
    return markup
  }
}
