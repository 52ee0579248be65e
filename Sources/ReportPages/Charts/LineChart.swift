import Reporting

/// Lines over a common horizontal axis, with bands of confidence, labelled at their ends.
struct LineChart: PointerChart {
  /// A line; its band is drawn where both bounds are there.
  struct Series {
    var name: String
    var style: Int
    var points: [Point]
  }

  struct Point {
    var x: Double
    var y: Double
    var low: Double?
    var high: Double?

    /// Whether it has an interval.
    var isKnown: Bool { low != nil && high != nil }
  }

  var series: [Series]
  /// Not used beside a calendar, as `xRange`, `xSpacing` and `xLabel`.
  var xTitle = ""
  var yTitle: String
  var xRange: ClosedRange<Double>?
  var yRange: ClosedRange<Double>
  var xSpacing = Scale.Spacing.linear
  var ySpacing = Scale.Spacing.linear
  var xLabel: (Double) -> String = NumberWords.plain
  var yLabel: (Double) -> String
  /// A value in the text that appears over the chart.
  var valueLabel: (Double) -> String
  /// A line's last value beside its name; nil for the name alone.
  var endLabel: ((Double) -> String)?
  var isStepped = false
  var labelsSeries = true
  var height = 250.0
  /// The calendar, for a chart over years from the as-of date.
  var time: Timeline?

  func drawing(width: Double, hasPointer: Bool) -> (height: Double, marks: Markup) {
    let frame = self.frame(width: width)
    let x = time?.scale(frame) ?? Scale(xDomain, from: frame.left, to: frame.right, xSpacing)
    let y = Scale(yRange, from: frame.bottom, to: frame.top, ySpacing)
    var marks = frame.outline
    marks += frame.verticalAxis(y, ticks: yTicks, title: yTitle)
    marks += time?.guides(frame)
    marks += time?.marks(frame) ?? axis(frame, x)
    for one in series { marks += band(one, x, y) }
    for one in series { marks += line(one, x, y) }
    if labelsSeries { marks += endLabels(frame, y) }
    if hasPointer { marks += hoverStrips(frame, x) }
    return (frame.height, marks)
  }

  private func axis(_ frame: ChartFrame, _ x: Scale) -> Markup {
    let ticks = x.ticks(about: frame.width > 500 ? 9 : 5).map { Tick(value: $0, label: xLabel($0)) }
    return frame.horizontalAxis(x, ticks: ticks, title: xTitle)
  }

  /// About as many marks as the vertical axis has.
  static let yTickCount = 5

  private var yTicks: [Tick] {
    Scale(yRange, from: 0, to: 1, ySpacing).ticks(about: Self.yTickCount).map {
      Tick(value: $0, label: yLabel($0))
    }
  }

  private var xDomain: ClosedRange<Double> {
    if let xRange { return xRange }
    let all = series.flatMap { $0.points.map(\.x) }
    return (all.min() ?? 0)...(all.max() ?? 1)
  }

  private func frame(width: Double) -> ChartFrame {
    let labels = labelsSeries ? series.map { "\($0.name)\(end(of: $0))" } : []
    let widest = labels.map { Lettering.width($0) }.max() ?? 0
    let below = time?.depth ?? ChartFrame.axisDepth
    return ChartFrame(
      width: width, height: height + below - ChartFrame.axisDepth,
      leftMargin: max(30, ChartFrame.labelMargin(yTicks), time?.leftMargin ?? 0), topMargin: 26,
      rightMargin: labels.isEmpty ? 14 : min(widest + 14, width * (width < 500 ? 0.46 : 0.32)),
      bottomMargin: below)
  }

  private func band(_ one: Series, _ x: Scale, _ y: Scale) -> Markup? {
    let points = one.points.filter(\.isKnown)
    guard points.count > 1 else { return nil }
    let path = Shapes.area(points.map { (x($0.x), y($0.low ?? $0.y), y($0.high ?? $0.y)) })
    return "<path class=\"mark band \(SeriesStyle.name(one.style))\" d=\"\(path)\"/>"
  }

  private func line(_ one: Series, _ x: Scale, _ y: Scale) -> Markup? {
    guard let first = one.points.first else { return nil }
    let style = SeriesStyle.name(one.style)
    if one.points.count == 1 {
      return Shapes.dot(x(first.x), y(first.y), radius: 3.5, style: style)
    }
    // Where others have a band, what has none would look exact.
    let hasBand = one.points.contains(where: \.isKnown)
    var markup: Markup = ""
    var path: Markup = "M\(x(first.x)) \(y(first.y))"
    var isDashed = hasBand && !first.isKnown
    for (from, to) in zip(one.points, one.points.dropFirst()) {
      let isBare = hasBand && !(from.isKnown && to.isKnown)
      if isBare != isDashed {
        markup += draw(path, style, isDashed)
        (path, isDashed) = ("M\(x(from.x)) \(y(from.y))", isBare)
      }
      path += isStepped ? "H\(x(to.x))V\(y(to.y))" : "L\(x(to.x)) \(y(to.y))"
    }
    return "\(markup)\(draw(path, style, isDashed))"
  }

  private func draw(_ path: Markup, _ style: String, _ isDashed: Bool) -> Markup {
    "<path class=\"mark line \(style)\(isDashed ? " dashed" : "")\" d=\"\(path)\"/>"
  }

  /// What stands after a line's name.
  private func end(of one: Series) -> String {
    guard let endLabel, let last = one.points.last else { return "" }
    return " \(endLabel(last.y))"
  }

  /// Names beside the lines' ends, moved apart where they would touch.
  private func endLabels(_ frame: ChartFrame, _ y: Scale) -> Markup {
    let ended = series.filter { !$0.points.isEmpty }
    let wanted = ended.map { y($0.points.last?.y ?? 0) }
    let placed = Lettering.spread(wanted, gap: 14, in: (frame.top + 3)...(frame.bottom - 2))
    let space = frame.width - frame.right - 9
    // A name that is whole only without its number stays whole.
    let ends = ended.map { one in
      let name = Lettering.width(one.name)
      let end = end(of: one)
      return name <= space && name + Lettering.width(end) > space ? "" : end
    }
    let names = Lettering.fitted(ended.map(\.name), to: space, before: ends)
    var markup: Markup = ""
    for (index, one) in ended.enumerated() {
      markup += """
        <path class="leader \(SeriesStyle.name(one.style))" \
        d="M\(frame.right) \(wanted[index])L\(frame.right + 6) \(placed[index])"/>\
        <text class="s" x="\(frame.right + 8)" y="\(placed[index] + 4)">\
        \(names[index])\(ends[index])<title>\(one.name)</title></text>
        """
    }
    return markup
  }

  /// A column for each position, whose text says every line's value there.
  private func hoverStrips(_ frame: ChartFrame, _ x: Scale) -> Markup {
    let positions = HoverStrips.places(Set(series.flatMap { $0.points.map(\.x) }).sorted())
    var markup: Markup = ""
    let index = series.map { one in
      Dictionary(one.points.map { ($0.x, $0) }, uniquingKeysWith: { first, _ in first })
    }
    for (at, position) in positions.enumerated() {
      let before = at > 0 ? (x(positions[at - 1]) + x(position)) / 2 : frame.left
      let after =
        at + 1 < positions.count ? (x(positions[at + 1]) + x(position)) / 2 : frame.right
      var lines = [time?.words(position) ?? "\(xTitle): \(xLabel(position))"]
      for (one, points) in zip(series, index) {
        guard let point = points[position] else { continue }
        lines.append("\(one.name): \(text(point))")
      }
      markup += HoverStrips.strip(frame, from: before, to: after, lines)
    }
    return markup
  }

  private func text(_ point: Point) -> String {
    guard let low = point.low, let high = point.high else { return valueLabel(point.y) }
    return "\(valueLabel(point.y)) (\(valueLabel(low)) to \(valueLabel(high)))"
  }
}
