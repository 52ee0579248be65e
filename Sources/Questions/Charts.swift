/// Small charts as self-contained SVG, and a page around them.
package enum Charts {
  static let fonts = "font-family=\"system-ui,sans-serif\" font-size=\"12\""
  static let palette = [
    "#b2182b", "#2166ac", "#1b7837", "#762a83", "#e08214", "#4d4d4d", "#35978f",
  ]

  /// Text as markup.
  package static func escaped(_ text: String) -> String {
    text.map { letter in
      switch letter {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: String(letter)
      }
    }.joined()
  }

  static func svg(_ width: Double, _ height: Double, title: String, _ body: [String]) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(width)) \(n(height))" width="\(n(width))" \
    role="img" aria-label="\(escaped(title))" \(fonts)>
    <rect width="100%" height="100%" fill="#fff"/>
    <text x="12" y="20" font-size="14" font-weight="600">\(escaped(title))</text>
    \(body.joined(separator: "\n"))
    </svg>

    """
  }

  static func text(
    _ x: Double, _ y: Double, _ words: String, anchor: String = "middle", fill: String = "#222"
  ) -> String {
    "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor)\" fill=\"\(fill)\">"
      + "\(escaped(words))</text>"
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ stroke: String, width: Double = 1
  ) -> String {
    "<line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\" stroke=\"\(stroke)\" "
      + "stroke-width=\"\(n(width))\"/>"
  }

  static func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: String, _ tip: String
  ) -> String {
    "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" fill=\"\(fill)\">"
      + "<title>\(escaped(tip))</title></rect>"
  }

  static func frame(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
    "<rect x=\"\(n(x + 1))\" y=\"\(n(y + 1))\" width=\"\(n(width - 2))\" height=\"\(n(height - 2))\" "
      + "fill=\"none\" stroke=\"#111\" stroke-width=\"2\"><title>the scenario itself</title></rect>"
  }

  /// Coordinates to a tenth of a pixel.
  static func n(_ value: Double) -> String { NumberWords.shortest((value * 10).rounded() / 10) }
}

extension Charts {
  /// A heat map: `values[row][column]`, rows from the top.
  ///
  /// - Parameter framed: The number of a cell to be marked, row by row.
  static func heatMap(
    title: String, columnName: String, columns: [String], rowName: String, rows: [String],
    values: [[Double?]], unit: MeasureUnit, framed: Int? = nil
  ) -> String {
    let (left, top, width, height) = (110.0, 52.0, 68.0, 30.0)
    let known = values.flatMap { $0 }.compactMap { $0 }
    let (low, high) = (known.min() ?? 0, known.max() ?? 0)
    let largest = max(abs(low), abs(high))
    var body = [text(left, 40, "\(rowName) (down) × \(columnName) (across)", anchor: "start")]
    for (row, name) in rows.enumerated() {
      let y = top + Double(row) * height
      body.append(text(left - 6, y + height / 2 + 4, name, anchor: "end"))
      for column in columns.indices {
        let x = left + Double(column) * width
        let value = values[row][column]
        let share = value.map { high > low ? ($0 - low) / (high - low) : 0.5 }
        let label = value.map { NumberWords.aligned($0, unit, largest: largest) } ?? "–"
        let tip = "\(rowName) \(name), \(columnName) \(columns[column]): \(label)"
        body.append(box(x, y, width - 1, height - 1, share.map(shade) ?? "#eee", tip))
        body.append(
          text(
            x + width / 2, y + height / 2 + 4, label, fill: (share ?? 0) > 0.75 ? "#fff" : "#222"))
      }
    }
    if let framed {
      let (row, column) = (framed / columns.count, framed % columns.count)
      body.append(
        frame(left + Double(column) * width, top + Double(row) * height, width - 1, height - 1))
    }
    let bottom = top + Double(rows.count) * height
    for (column, name) in columns.enumerated() {
      body.append(text(left + (Double(column) + 0.5) * width, bottom + 16, name))
    }
    return svg(left + Double(columns.count) * width + 16, bottom + 30, title: title, body)
  }

  /// From pale yellow to dark red.
  static func shade(_ share: Double) -> String {
    let stops: [[Double]] = [[255, 247, 220], [253, 174, 97], [165, 15, 21]]
    let place = min(max(share, 0), 1) * 2
    let from = min(1, Int(place))
    let mixed = zip(stops[from], stops[from + 1]).map { start, end in
      Int(start + (end - start) * (place - Double(from)))
    }
    return "rgb(\(mixed[0]),\(mixed[1]),\(mixed[2]))"
  }
}

/// One curve of a chart.
package struct ChartSeries {
  package var name: String
  /// Points with the half width of their error bar, 0 for none.
  package var points: [(x: Double, y: Double, error: Double)]
  /// Whether points are joined.
  package var isLine: Bool

  package init(name: String, points: [(x: Double, y: Double, error: Double)], isLine: Bool = true) {
    self.name = name
    self.points = points
    self.isLine = isLine
  }
}

extension Charts {
  /// Curves over numbers, or over names given in `labels` at 0, 1, 2 ….
  package static func lines(
    title: String, xName: String, yName: String, series: [ChartSeries], labels: [String]? = nil
  ) -> String {
    let (left, top, width, height) = (90.0, 52.0, 520.0, 300.0)
    let points = series.flatMap(\.points)
    let xs = span(points.map(\.x), padding: labels == nil ? 0 : 0.3)
    let ys = rounded(span(points.flatMap { [$0.y - $0.error, $0.y + $0.error] }, padding: 0))
    let x = { (value: Double) in left + (value - xs.low) / (xs.high - xs.low) * width }
    let y = { (value: Double) in top + height - (value - ys.low) / (ys.high - ys.low) * height }
    var body: [String] = []
    for tick in ticks(ys.low, ys.high) {
      body.append(line(left, y(tick), left + width, y(tick), "#ddd"))
      body.append(text(left - 6, y(tick) + 4, NumberWords.significant(tick, 6), anchor: "end"))
    }
    for (place, label) in (labels ?? []).enumerated() {
      body.append(text(x(Double(place)), top + height + 16, label))
    }
    for tick in labels == nil ? ticks(xs.low, xs.high) : [] {
      body.append(text(x(tick), top + height + 16, NumberWords.significant(tick, 6)))
    }
    for (index, curve) in series.enumerated() {
      body += drawn(curve, palette[index % palette.count], x, y)
      let at = top + 8 + Double(index) * 18
      body.append(
        box(left + width + 14, at - 8, 10, 10, palette[index % palette.count], curve.name))
      body.append(text(left + width + 30, at + 1, curve.name, anchor: "start"))
    }
    body.append(text(left + width / 2, top + height + 36, xName))
    body.append(text(12, top - 12, yName, anchor: "start"))
    let deepest = max(top + height + 48, top + Double(series.count) * 18 + 20)
    return svg(left + width + 250, deepest, title: title, body)
  }

  private static func drawn(
    _ curve: ChartSeries, _ colour: String, _ x: (Double) -> Double, _ y: (Double) -> Double
  ) -> [String] {
    var marks: [String] = []
    if curve.isLine {
      let path = curve.points.map { "\(n(x($0.x))),\(n(y($0.y)))" }.joined(separator: " ")
      marks.append(
        "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.5\"/>")
    }
    for point in curve.points {
      if point.error > 0 {
        marks.append(
          line(x(point.x), y(point.y - point.error), x(point.x), y(point.y + point.error), colour))
      }
      marks.append(
        "<circle cx=\"\(n(x(point.x)))\" cy=\"\(n(y(point.y)))\" r=\"2.5\" fill=\"\(colour)\">"
          + "<title>\(escaped(curve.name)): \(NumberWords.significant(point.x, 6)), "
          + "\(NumberWords.significant(point.y, 6))</title></circle>")
    }
    return marks
  }

  private static func span(_ values: [Double], padding: Double) -> (low: Double, high: Double) {
    let low = (values.min() ?? 0) - padding
    let high = (values.max() ?? 1) + padding
    return high > low ? (low, high) : (low - 0.5, high + 0.5)
  }

  /// The range widened to the ticks around it.
  private static func rounded(_ span: (low: Double, high: Double)) -> (low: Double, high: Double) {
    let step = tickStep(span.high - span.low)
    return ((span.low / step).rounded(.down) * step, (span.high / step).rounded(.up) * step)
  }

  /// Four to eight round numbers within a range.
  static func ticks(_ low: Double, _ high: Double) -> [Double] {
    let step = tickStep(high - low)
    let first = Int((low / step - 1e-9).rounded(.up))
    let last = Int((high / step + 1e-9).rounded(.down))
    return first > last ? [] : (first...last).map { Double($0) * step }
  }

  /// 1, 2 or 5 times a power of ten, four to eight of which fit in a length.
  private static func tickStep(_ length: Double) -> Double {
    var step = 1.0
    while step * 10 <= length / 4 { step *= 10 }
    while step > length / 4 { step /= 10 }
    return step * ([5.0, 2].first { step * $0 <= length / 4 } ?? 1)
  }
}

// MARK: - Tornado

/// One bar of a tornado chart.
struct TornadoBar {
  var name: String
  var low: (value: String, effect: Double, error: Double)
  var high: (value: String, effect: Double, error: Double)
}

extension Charts {
  /// Bars from the base to the measure at the low and at the high end, in their order.
  static func tornado(title: String, unit: MeasureUnit, bars: [TornadoBar]) -> String {
    let (left, top, width, height) = (330.0, 48.0, 440.0, 30.0)
    let reach =
      bars.flatMap { bar in
        [bar.low, bar.high].map { abs($0.effect) + 2 * $0.error }
      }.max() ?? 0
    let middle = left + width / 2
    let x = { (effect: Double) in reach > 0 ? middle + effect / reach * width / 2 : middle }
    var body = [
      box(left, 29, 10, 10, palette[1], "low end"), text(left + 16, 38, "low end", anchor: "start"),
      box(left + 76, 29, 10, 10, palette[0], "high end"),
      text(left + 92, 38, "high end", anchor: "start"),
      text(
        left + 160, 38, "change from the base; whiskers are ± 2 standard errors", anchor: "start"),
    ]
    for (row, bar) in bars.enumerated() {
      let y = top + Double(row) * height
      body.append(
        text(left - 60, y + 17, "\(bar.name): \(bar.low.value) … \(bar.high.value)", anchor: "end"))
      for (end, colour) in [(bar.low, palette[1]), (bar.high, palette[0])] {
        let tip = "\(bar.name) = \(end.value): \(NumberWords.difference(end.effect, unit))"
        body.append(
          box(
            min(middle, x(end.effect)), y + 4, abs(x(end.effect) - middle), height - 10, colour, tip
          ))
        body.append(
          line(
            x(end.effect - 2 * end.error), y + height / 2 - 1, x(end.effect + 2 * end.error),
            y + height / 2 - 1, "#222"))
      }
      body += labels(bar, y + 17, unit, middle, x)
    }
    let bottom = top + Double(bars.count) * height
    body.append(line(middle, top, middle, bottom, "#222"))
    return svg(left + width + 100, bottom + 16, title: title, body)
  }

  /// The two effects of a bar in figures, one on either side.
  ///
  /// Where both ends lie on one side, the lesser effect is written on the other, beside the axis.
  private static func labels(
    _ bar: TornadoBar, _ y: Double, _ unit: MeasureUnit, _ middle: Double, _ x: (Double) -> Double
  ) -> [String] {
    let rightmost =
      (bar.low.effect, abs(bar.low.effect)) > (bar.high.effect, abs(bar.high.effect))
      ? bar.low : bar.high
    let leftmost = rightmost == bar.low ? bar.high : bar.low
    let right = max(middle, x(rightmost.effect + 2 * rightmost.error))
    let left = min(middle, x(leftmost.effect - 2 * leftmost.error))
    return [
      text(right + 4, y, NumberWords.difference(rightmost.effect, unit), anchor: "start"),
      text(left - 4, y, NumberWords.difference(leftmost.effect, unit), anchor: "end"),
    ]
  }
}
