import Reporting

/// How shares are spread from 0 to 1, a row for each name: a box at either end for exactly 0 and
/// exactly 1, and bars between them.
///
/// The bars of all rows have one scale; a tick under them is the row's mean.
struct ShareStrips: Chart {
  typealias Bar = Histogram.Bin

  struct Row {
    var name: String
    /// Whose it is, where the name alone does not say.
    var owner: String?
    var none: Bar
    var bars: [Bar]
    var all: Bar
    var mean: Double?
    /// The text at the right edge.
    var label: String
  }

  var rows: [Row]
  /// Headings of the two boxes and of the labels at the right edge.
  var noneTitle: String
  var allTitle: String
  var labelTitle: String
  var xTitle: String

  /// Height of a strip with the room around it.
  private let strip = 34.0
  private let gap = 7.0

  func drawing(width: Double, hasPointer: Bool) -> (height: Double, marks: Markup) {
    // On a phone, strips beside their names would be too short to show a shape.
    let isNarrow = width < 500
    let names = RowNames(rows.map { .init($0.name, of: $0.owner) }, width: width)
    let pitch = isNarrow ? strip + 15 : strip
    let labels = ([labelTitle] + rows.map(\.label)).map { Lettering.width($0) }.max() ?? 0
    let height = 66 + pitch * Double(max(1, rows.count))
    let frame = ChartFrame(
      width: width, height: height, leftMargin: isNarrow ? 2 : names.margin, topMargin: 22,
      rightMargin: labels + 12, bottomMargin: 44)
    let x = Scale(0...1, from: frame.left + box + gap, to: frame.right - box - gap)
    let highest = rows.flatMap { $0.bars.map(\.value) }.max() ?? 0
    var marks = frame.outline
    marks += headings(frame)
    let inner = ChartFrame(
      width: width, height: height, leftMargin: x.start, topMargin: frame.top,
      rightMargin: width - x.end, bottomMargin: 44)
    let ticks = [0, 0.5, 1].map { Tick(value: $0, label: NumberWords.axisPercent($0)) }
    marks += inner.horizontalAxis(x, ticks: ticks, title: xTitle)
    for (index, row) in rows.enumerated() {
      let base = frame.top + pitch * Double(index + 1) - 5
      marks +=
        isNarrow
        ? names.heading(index, y: base - strip + 5, room: width - 4)
        : names.markup(index, middle: base - 10)
      marks += drawing(row, base: base, frame, x, highest: max(highest, 1e-9), hasPointer)
    }
    return (height, marks)
  }

  /// Wide enough for what is written in the boxes and above them.
  private var box: Double {
    let texts =
      [noneTitle, allTitle]
      + rows.flatMap { [$0.none, $0.all] }.map { NumberWords.percent($0.value) }
    return (texts.map { Lettering.width($0) }.max() ?? 0) + 8
  }

  private func headings(_ frame: ChartFrame) -> Markup {
    """
    <text class="t a" x="\(frame.left + box / 2)" y="14">\(noneTitle)</text>\
    <text class="t a" x="\(frame.right - box / 2)" y="14">\(allTitle)</text>\
    <text class="s a" x="\(frame.right + 7)" y="14">\(labelTitle)</text>
    """
  }

  private func drawing(
    _ row: Row, base: Double, _ frame: ChartFrame, _ x: Scale, highest: Double, _ hasPointer: Bool
  ) -> Markup {
    let tallest = strip - 10
    var markup: Markup = """
      <path class="gl" d="M\(x.start) \(base)H\(x.end)"/>
      """
    markup += end(row.none, left: frame.left, base: base)
    markup += end(row.all, left: frame.right - box, base: base)
    for bar in row.bars where bar.value > 0 {
      let tall = max(0.6, bar.value / highest * tallest)
      let left = x(bar.low)
      let title: Markup? = hasPointer ? "<title>\(bar.text)</title>" : nil
      markup += """
        <rect class="mark bar c2" x="\(left)" y="\(base - tall)" \
        width="\(max(0.5, x(bar.high) - left - 0.8))" height="\(tall)">\(title)</rect>
        """
    }
    if let mean = row.mean {
      markup += "<path class=\"mark marker\" d=\"M\(x(mean)) \(base - 3)v7\"/>"
    }
    markup += "<text class=\"s\" x=\"\(frame.right + 7)\" y=\"\(base - 6)\">\(row.label)</text>"
    return markup
  }

  /// A box with its share written in it, the darker the more.
  private func end(_ bar: Bar, left: Double, base: Double) -> Markup {
    let tall = strip - 10
    return """
      <g class="mark"><rect class="cell positive" x="\(left)" y="\(base - tall)" width="\(box)" \
      height="\(tall)" style="--s:\(0.08 + 0.52 * min(1, bar.value))"/>\
      <text class="t" x="\(left + box / 2)" y="\(base - tall / 2 + 4)">\
      \(NumberWords.percent(bar.value))</text><title>\(bar.text)</title></g>
      """
  }
}
