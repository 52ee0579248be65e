import Reporting

/// Horizontal bars, one row for each name, of one or more segments.
struct BarChart: Chart {
  struct Segment {
    var value: Double
    var style: Int
    /// What the pointer shows over the segment.
    var text: String
  }

  struct Row {
    var name: String
    /// Whose it is, where the name alone does not say.
    var owner: String?
    var segments: [Segment]
    /// Ends of a 95 % interval.
    var interval: ClosedRange<Double>?
    /// The value written beside the bar.
    var label: String
  }

  var rows: [Row]
  /// Drawn above the rows, where segments have names.
  var legend: Legend?
  var xTitle: String
  var maximum: Double
  var minimum = 0.0
  var xLabel: (Double) -> String

  /// Bars of expected loss in dollars.
  static func expectedLosses(_ rows: [Row]) -> BarChart {
    BarChart(
      rows: rows, xTitle: "expected loss, discounted",
      maximum: Ticks.ceiling(max(greatest(of: rows), 1)), xLabel: NumberWords.dollars)
  }

  /// What an axis has to show of bars of one segment: the greatest value, its interval included.
  static func greatest(of rows: [Row]) -> Double {
    rows.compactMap { $0.interval?.upperBound ?? $0.segments.first?.value }.max() ?? 0
  }

  func drawing(width: Double, hasPointer _: Bool) -> (height: Double, marks: Markup) {
    let names = RowNames(rows.map { .init($0.name, of: $0.owner) }, width: width)
    let values = rows.map { Lettering.width($0.label) }.max() ?? 0
    let head = legend?.height(width: width) ?? 6
    let pitch = names.pitch(24)
    let height = head + 46 + pitch * Double(max(1, rows.count))
    let frame = ChartFrame(
      width: width, height: height, leftMargin: names.margin, topMargin: head,
      rightMargin: values + 14)
    let x = Scale(minimum...max(maximum, minimum + 1e-9), from: frame.left, to: frame.right)
    let ticks = x.ticks(about: width > 500 ? 6 : 4).map { Tick(value: $0, label: xLabel($0)) }
    var marks = frame.outline
    marks += frame.horizontalAxis(x, ticks: ticks, title: xTitle, grid: true)
    marks += legend?.marks(width: width)
    marks += names.rows(rows, frame, pitch: pitch, label: \.label) {
      drawing($0, middle: $1, frame, x)
    }
    return (height, marks)
  }

  private func drawing(_ row: Row, middle: Double, _ frame: ChartFrame, _ x: Scale) -> Markup {
    var markup: Markup = ""
    var done = 0.0
    for segment in row.segments where segment.value != 0 {
      let from = x(min(done, done + segment.value))
      let to = x(max(done, done + segment.value))
      markup += """
        <rect class="mark bar \(SeriesStyle.name(segment.style))" x="\(from)" y="\(middle - 8)" \
        width="\(max(0.4, min(to - from, frame.right - from)))" height="16">\
        <title>\(segment.text)</title></rect>
        """
      done += segment.value
    }
    if let interval = row.interval {
      markup += """
        <path class="mark whisker" d="M\(x(interval.lowerBound)) \(middle)\
        H\(x(interval.upperBound))M\(x(interval.lowerBound)) \(middle - 4)v8\
        M\(x(interval.upperBound)) \(middle - 4)v8"/>
        """
    }
    return markup
  }
}
