/// Percentiles over time: the median as a line, the middle half and the middle 90 % as bands.
struct FanChart: Chart {
  /// Percentiles at a time; nil where nothing is left to measure.
  struct Point {
    var year: Double
    var p05: Double
    var p25: Double
    var p50: Double
    var p75: Double
    var p95: Double

    init?(_ row: FanRow) {
      guard let p05 = row.p05 else { return nil }
      year = row.year
      self.p05 = p05
      // Percentiles ascend: what is empty above a known one is infinite, and drawn at the edge.
      p25 = row.p25 ?? .infinity
      p50 = row.p50 ?? .infinity
      p75 = row.p75 ?? .infinity
      p95 = row.p95 ?? .infinity
    }
  }

  /// A fan with its colour.
  struct Fan {
    var name: String
    var style: Int
    var points: [Point]
  }

  var fans: [Fan]
  var references: [LineChart.Reference] = []
  var yTitle: String
  var yRange: ClosedRange<Double>
  var ySpacing = Scale.Spacing.linear
  var yLabel: (Double) -> String
  var time: Timeline
  var height = 210.0

  func drawing(width: Double) -> (height: Double, marks: Markup) {
    let ticks = Scale(yRange, from: 0, to: 1, ySpacing).ticks(about: 4).map {
      Tick(value: $0, label: yLabel($0))
    }
    let frame = ChartFrame(
      width: width, height: height + time.depth - ChartFrame.axisDepth,
      leftMargin: max(30, ChartFrame.labelMargin(ticks), time.leftMargin), topMargin: 26,
      bottomMargin: time.depth)
    let x = time.scale(frame)
    let y = Scale(yRange, from: frame.bottom, to: frame.top, ySpacing)
    var marks = frame.outline
    marks += frame.verticalAxis(y, ticks: ticks, title: yTitle)
    marks += time.guides(frame)
    marks += time.marks(frame)
    for fan in fans {
      marks += area(fan, \.p05, \.p95, "outer", x, y)
      marks += area(fan, \.p25, \.p75, "inner", x, y)
    }
    for reference in references { marks += reference.line(frame, y) }
    for fan in fans { marks += median(fan, x, y) }
    marks += strips(frame, x)
    return (frame.height, marks)
  }

  private func area(
    _ fan: Fan, _ low: KeyPath<Point, Double>, _ high: KeyPath<Point, Double>, _ part: String,
    _ x: Scale, _ y: Scale
  ) -> Markup? {
    guard fan.points.count > 1 else { return nil }
    let path = Shapes.area(
      fan.points.map { (x($0.year), y($0[keyPath: low]), y($0[keyPath: high])) })
    return "<path class=\"mark fan \(part) \(SeriesStyle.name(fan.style))\" d=\"\(path)\"/>"
  }

  private func median(_ fan: Fan, _ x: Scale, _ y: Scale) -> Markup? {
    guard let first = fan.points.first else { return nil }
    let style = SeriesStyle.name(fan.style)
    if fan.points.count == 1 {
      return Shapes.dot(x(first.year), y(first.p50), radius: 3, style: style)
    }
    var path: Markup = "M\(x(first.year)) \(y(first.p50))"
    for point in fan.points.dropFirst() { path += "L\(x(point.year)) \(y(point.p50))" }
    return "<path class=\"mark line \(style)\" d=\"\(path)\"/>"
  }

  private func strips(_ frame: ChartFrame, _ x: Scale) -> Markup {
    var markup: Markup = ""
    let years = Set(fans.flatMap { $0.points.map(\.year) }).sorted()
    let half = years.count > 1 ? (x(years[1]) - x(years[0])) / 2 : 6
    for year in years {
      let lines = fans.compactMap { fan -> String? in
        guard let point = fan.points.first(where: { $0.year == year }) else { return nil }
        return "\(fan.name): median \(words(point.p50)), 90 % between \(words(point.p05)) "
          + "and \(words(point.p95))"
      }
      let left = max(frame.left, x(year) - half)
      let right = min(frame.right, x(year) + half)
      let text = ([time.words(year)] + lines).joined(separator: "\n")
      markup += """
        <rect class="hover" x="\(left)" y="\(frame.top)" width="\(max(0.5, right - left))" \
        height="\(frame.bottom - frame.top)"><title>\(text)</title></rect>
        """
    }
    return markup
  }

  private func words(_ value: Double) -> String { value.isFinite ? yLabel(value) : "∞" }
}
