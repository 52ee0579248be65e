/// Points of one or more series with error bars, over numbers or over names.
package struct AskedCurves: Sendable {
  /// A series.
  package struct Series: Sendable {
    /// Its name in the legend.
    package var name: String
    /// Points: place, value and half the width of the error bar, 0 for none.
    package var points: [(x: Double, y: Double, error: Double)]
    /// Whether points are joined by a line; else they stand alone.
    package var isLine: Bool

    /// A series.
    package init(
      name: String, points: [(x: Double, y: Double, error: Double)], isLine: Bool = true
    ) {
      (self.name, self.points, self.isLine) = (name, points, isLine)
    }
  }

  /// What runs along the axis below.
  package var xTitle: String
  /// What is measured.
  package var yTitle: String
  /// Unit of the values.
  package var unit: FigureUnit
  /// The series.
  package var series: [Series]
  /// Names of the places 0, 1, 2 …; nil where places are numbers.
  package var labels: [String]?

  /// Curves with their axes.
  package init(
    xTitle: String, yTitle: String, unit: FigureUnit, series: [Series], labels: [String]? = nil
  ) {
    (self.xTitle, self.yTitle, self.unit) = (xTitle, yTitle, unit)
    (self.series, self.labels) = (series, labels)
  }

  /// The word for a place.
  func place(_ x: Double) -> String {
    guard let labels else { return NumberWords.plain(x) }
    return Int(exactly: x).flatMap { labels.indices.contains($0) ? labels[$0] : nil } ?? ""
  }
}

/// Curves drawn: lines or dots with whiskers; names of places under their points.
struct CurvesChart: Chart {
  var data: AskedCurves

  func drawing(width: Double) -> (height: Double, marks: Markup) {
    let legend = Legend(
      kind: .swatches, entries: data.series.enumerated().map { (name: $1.name, style: $0) })
    let head = data.series.count > 1 ? legend.height(width: width) : 0
    let yTicks = self.yTicks
    let frame = ChartFrame(
      width: width, height: 270 + head, leftMargin: max(34, ChartFrame.labelMargin(yTicks)),
      topMargin: 28 + head, rightMargin: 16)
    let inset = data.labels == nil ? 6.0 : 34
    let x = Scale(xDomain, from: frame.left + inset, to: frame.right - inset)
    let y = Scale(yDomain, from: frame.bottom, to: frame.top)
    var marks = frame.outline
    marks += frame.verticalAxis(y, ticks: yTicks, title: data.yTitle)
    marks += frame.horizontalAxis(x, ticks: xTicks(x, width), title: data.xTitle)
    if head > 0 { marks += legend.marks(width: width) }
    for (style, one) in data.series.enumerated() {
      marks += drawing(one, SeriesStyle.name(style), x, y)
    }
    return (270 + head, marks)
  }

  private var xDomain: ClosedRange<Double> {
    if let labels = data.labels { return 0...Double(max(1, labels.count - 1)) }
    let all = data.series.flatMap { $0.points.map(\.x) }
    let low = all.min() ?? 0
    return low...max(all.max() ?? 1, low)
  }

  private var yDomain: ClosedRange<Double> {
    let points = data.series.flatMap(\.points)
    // Single values are compared with nothing but 0.
    let zero = data.labels == nil && points.count > data.series.count ? [] : [0.0]
    let low = (points.map { $0.y - $0.error } + zero).min() ?? 0
    let high = (points.map { $0.y + $0.error } + zero).max() ?? 1
    let step = Ticks.step(high > low ? high - low : max(abs(high), 1e-9), about: 4)
    let bottom = (low / step).rounded(.down) * step
    return bottom...max((high / step).rounded(.up) * step, bottom + step)
  }

  private var yTicks: [Tick] {
    Ticks.linear(yDomain.lowerBound, yDomain.upperBound, about: 4).map {
      Tick(value: $0, label: data.unit.axis($0))
    }
  }

  private func xTicks(_ x: Scale, _ width: Double) -> [Tick] {
    guard let labels = data.labels else {
      return x.ticks(about: width > 500 ? 8 : 4).map {
        Tick(value: $0, label: NumberWords.plain($0))
      }
    }
    let room = (width - 80) / Double(max(1, labels.count)) - 8
    return labels.enumerated().map {
      Tick(value: Double($0), label: Lettering.fitted($1, to: max(room, 40)))
    }
  }

  private func drawing(
    _ one: AskedCurves.Series, _ style: String, _ x: Scale, _ y: Scale
  ) -> Markup {
    var markup: Markup = ""
    if one.isLine, one.points.count > 1 {
      let steps = one.points.enumerated().map { at, point -> Markup in
        "\(at == 0 ? "M" : "L")\(x(point.x)) \(y(point.y))"
      }
      markup += "<path class=\"mark line \(style)\" d=\"\(steps)\"/>"
    }
    for point in one.points {
      let (left, at) = (x(point.x), y(point.y))
      let error = point.error > 0 ? " ± \(data.unit.words(point.error))" : ""
      if point.error > 0 {
        markup += """
          <path class="mark whisker" d="M\(left) \(y(point.y - point.error))V\
          \(y(point.y + point.error))"/>
          """
      }
      markup += """
        <circle class="mark dot \(style)" cx="\(left)" cy="\(at)" r="3.2"><title>\
        \(one.name), \(data.place(point.x)): \(data.unit.words(point.y))\(error)</title></circle>
        """
    }
    return markup
  }
}
