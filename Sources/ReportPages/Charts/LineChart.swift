import Reporting

/// Lines over a common horizontal axis, with bands of confidence, labelled at their ends.
struct LineChart: Chart {
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
    /// The value with its interval, in the text that the pointer shows; nil for the value alone.
    var words: String?

    /// Whether it has an interval.
    var isKnown: Bool { low != nil && high != nil }
  }

  var series: [Series]
  /// Not used with a calendar, like `xRange`, `xSpacing` and `xLabel`.
  var xTitle = ""
  var yTitle: String
  var xRange: ClosedRange<Double>?
  var yRange: ClosedRange<Double>
  var xSpacing = Scale.Spacing.linear
  var ySpacing = Scale.Spacing.linear
  var xLabel: (Double) -> String = NumberWords.plain
  var yLabel: (Double) -> String
  /// A value in the text that the pointer shows, of points that have no words of their own.
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
    let below = time?.depth ?? ChartFrame.axisDepth
    let needed = hasTwoLines(width) ? Self.twoLines * Double(series.count) + Self.head : 0
    return ChartFrame(
      width: width, height: max(height - ChartFrame.axisDepth, needed) + below,
      leftMargin: max(30, ChartFrame.labelMargin(yTicks), time?.leftMargin ?? 0),
      topMargin: Self.head, rightMargin: labelsSeries ? rightMargin(width) : 14,
      bottomMargin: below)
  }

  /// Room above the frame.
  private static let head = 26.0
  /// Distance from a name with its number below it to the next name.
  private static let twoLines = 31.0

  /// Room for the widest label, or for the widest name where numbers go below names.
  private func rightMargin(_ width: Double) -> Double {
    let labels =
      hasTwoLines(width)
      ? series.flatMap { [$0.name, end(of: $0)] } : series.map { label($0, named: $0.name) }
    return min((labels.map { Lettering.width($0) }.max() ?? 0) + 14, Self.mostMargin(width))
  }

  private static func mostMargin(_ width: Double) -> Double { width * (width < 500 ? 0.46 : 0.32) }

  /// Whether numbers stand below names: beside them one of the two would be cut off on a phone.
  private func hasTwoLines(_ width: Double) -> Bool {
    labelsSeries && endLabel != nil
      && series.contains {
        Lettering.width(label($0, named: $0.name)) + 14 > Self.mostMargin(width)
      }
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
    // A line without a band would look exact beside lines with one.
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

  /// What stands beside a line's name, or below it.
  private func end(of one: Series) -> String {
    guard let endLabel, let last = one.points.last else { return "" }
    return endLabel(last.y)
  }

  /// A name and its number in one line.
  private func label(_ one: Series, named name: String) -> String {
    endLabel == nil ? name : "\(name) \(end(of: one))"
  }

  /// Names beside the lines' ends, moved apart where they would touch.
  private func endLabels(_ frame: ChartFrame, _ y: Scale) -> Markup {
    let ended = series.filter { !$0.points.isEmpty }
    let wanted = ended.map { y($0.points.last?.y ?? 0) }
    let isBroken = hasTwoLines(frame.width)
    let inset = isBroken ? 9.0 : 2
    let placed = Lettering.spread(
      wanted, gap: isBroken ? Self.twoLines : 14,
      in: (frame.top + inset + 1)...(frame.bottom - inset))
    let names = Lettering.fitted(ended.map(\.name), to: frame.width - frame.right - 9)
    var markup: Markup = ""
    for (index, one) in ended.enumerated() {
      let x = frame.right + 8
      let middle = placed[index]
      let label: Markup =
        isBroken
        ? """
        <text class="s" x="\(x)" y="\(middle - 3)">\(names[index])<title>\(one.name)</title></text>\
        <text class="s" x="\(x)" y="\(middle + 10)">\(end(of: one))</text>
        """
        : """
        <text class="s" x="\(x)" y="\(middle + 4)">\(label(one, named: names[index]))\
        <title>\(one.name)</title></text>
        """
      markup += """
        <path class="leader \(SeriesStyle.name(one.style))" \
        d="M\(frame.right) \(wanted[index])L\(frame.right + 6) \(middle)"/>\(label)
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
        lines.append("\(one.name): \(point.words ?? valueLabel(point.y))")
      }
      markup += HoverStrips.strip(frame, from: before, to: after, lines)
    }
    return markup
  }
}
