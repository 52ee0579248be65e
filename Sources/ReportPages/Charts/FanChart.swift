import ResultReading

/// Percentiles over time: the median as a line, the middle half and the middle 90 % as bands.
///
/// What the frame does not show fades out at its edge; the chart says how far it goes.
struct FanChart: Chart {
  /// Percentiles at a time; nil where nothing is left to measure.
  struct Point {
    var year: Double
    /// Paths on which there is something to measure.
    var survivors: Int?
    var p05: Double
    var p25: Double
    var p50: Double
    var p75: Double
    var p95: Double

    init?(_ row: FanRow) {
      guard let p05 = row.p05 else { return nil }
      (year, survivors) = (row.year, row.survivors)
      self.p05 = p05
      // Percentiles ascend: an empty one above a known one is infinite.
      p25 = row.p25 ?? .infinity
      p50 = row.p50 ?? .infinity
      p75 = row.p75 ?? .infinity
      p95 = row.p95 ?? .infinity
    }
  }

  struct Fan {
    var name: String
    var style: Int
    var points: [Point]
  }

  var fans: [Fan]
  /// Values with a dashed line; their names stand beside the chart, where no fan is in the way.
  var references: [Double] = []

  /// A time whose number stands above the frame, to be explained beside the chart.
  struct Call {
    var year: Double
    var number: Int
  }

  var calls: [Call] = []
  /// Shares of the paths behind the fans, drawn between the frame and the calendar.
  var lane: ShareLane?
  var yTitle: String
  var yRange: ClosedRange<Double>
  var ySpacing = Scale.Spacing.linear
  var yLabel: (Double) -> String
  var time: Timeline
  var height = 210.0

  func drawing(width: Double, hasPointer _: Bool) -> (height: Double, marks: Markup) {
    let ticks = Scale(yRange, from: 0, to: 1, ySpacing).ticks(about: 4).map {
      Tick(value: $0, label: yLabel($0))
    }
    let beyond = beyondFrame
    let sharesLine =
      Lettering.width(yTitle) + Lettering.width(beyond ?? "") + 16 < width || beyond == nil
    let head = 22 + (sharesLine ? 0.0 : 15) + (calls.isEmpty ? 4.0 : 17)
    let foot = time.depth + (lane == nil ? 0 : ShareLane.depth)
    let frame = ChartFrame(
      width: width, height: height + head - 26 + foot - ChartFrame.axisDepth,
      leftMargin: max(lane == nil ? 30 : 48, ChartFrame.labelMargin(ticks), time.leftMargin),
      topMargin: head, bottomMargin: foot)
    let y = Scale(yRange, from: frame.bottom, to: frame.top, ySpacing)
    var marks = frame.outline
    marks += frame.verticalAxis(y, ticks: ticks, title: "")
    marks += "<text class=\"s a\" x=\"2\" y=\"14\">\(yTitle)</text>"
    marks += beyond.map { words in
      "<text class=\"e a\" x=\"\(width - 2)\" y=\"\(sharesLine ? 14 : 29)\">\(words)</text>"
    }
    marks += time.guides(frame)
    marks += time.marks(frame, y: frame.height - time.depth)
    marks += lane?.marks(frame, time.scale(frame))
    marks += fanMarks(frame, y)
    marks += strips(frame, time.scale(frame))
    return (frame.height, marks)
  }

  private func fanMarks(_ frame: ChartFrame, _ y: Scale) -> Markup {
    let x = time.scale(frame)
    let outer = fans.map { band($0, \.p05, \.p95, frame, y) }
    var markup: Markup = ""
    for (fan, outer) in zip(fans, outer) where fan.points.count > 1 {
      let style = SeriesStyle.name(fan.style)
      let inner = band(fan, \.p25, \.p75, frame, y)
      markup += """
        <path class="mark fan outer \(style)" d="\(outer.area)"/>\
        <path class="mark fan inner \(style)" d="\(inner.area)"/>
        """
    }
    markup += FrameEdge(outer).marks(frame)
    for value in references where yRange.contains(value) {
      let at = y(value)
      markup += "<path class=\"mark reference\" d=\"M\(frame.left) \(at)H\(frame.right)\"/>"
    }
    for fan in fans { markup += median(fan, frame, y) }
    for call in calls {
      let at = x(call.year)
      markup += """
        <path class="axis" d="M\(at) \(frame.top - 3)V\(frame.top + 5)"/>\
        <text class="t call" x="\(at)" y="\(frame.top - 6)">\(call.number)</text>
        """
    }
    return markup
  }

  private func band(
    _ fan: Fan, _ low: KeyPath<Point, Double>, _ high: KeyPath<Point, Double>, _ frame: ChartFrame,
    _ y: Scale
  ) -> FanBand {
    let x = time.scale(frame)
    return FanBand(
      fan.points.map {
        .init(
          x: x($0.year), low: y.beyond($0[keyPath: low]), high: y.beyond($0[keyPath: high]))
      }, top: frame.top, bottom: frame.bottom)
  }

  private func median(_ fan: Fan, _ frame: ChartFrame, _ y: Scale) -> Markup {
    let style = SeriesStyle.name(fan.style)
    let parts = band(fan, \.p50, \.p50, frame, y).visible
    return .joined(
      parts.map { part in
        guard part.count > 1 else {
          return Shapes.dot(part[0].x, part[0].low, radius: 3, style: style)
        }
        var path: Markup = "M\(Shapes.point(part[0].x, part[0].low))"
        for point in part.dropFirst() { path += "L\(Shapes.point(point.x, point.low))" }
        return "<path class=\"mark line \(style)\" d=\"\(path)\"/>"
      })
  }

  /// How far the fans go beyond the frame: `beyond the frame: up to 1,197 %`.
  private var beyondFrame: String? {
    let all = fans.flatMap(\.points)
    let low = all.map(\.p05).min().flatMap { $0 < yRange.lowerBound ? words($0) : nil }
    let high = all.map(\.p95).max().flatMap {
      $0 > yRange.upperBound * (1 + 1e-9) ? words($0) : nil
    }
    switch (low, high) {
    case (nil, nil): return nil
    case (let low?, nil): return "beyond the frame: down to \(low)"
    case (nil, let high?): return "beyond the frame: up to \(high)"
    case (let low?, let high?): return "beyond the frame: \(low) to \(high)"
    }
  }

  private func strips(_ frame: ChartFrame, _ x: Scale) -> Markup {
    var markup: Markup = ""
    let years = HoverStrips.places(Set(fans.flatMap { $0.points.map(\.year) }).sorted())
    let half = years.count > 1 ? (x(years[1]) - x(years[0])) / 2 : 6
    for year in years {
      let lines = fans.compactMap { fan -> String? in
        guard let point = fan.points.first(where: { $0.year == year }) else { return nil }
        return "\(fan.name): median \(words(point.p50)), 90 % between \(words(point.p05)) "
          + "and \(words(point.p95))"
      }
      markup += HoverStrips.strip(
        frame, from: x(year) - half, to: x(year) + half, [time.words(year)] + lines)
    }
    return markup
  }

  private func words(_ value: Double) -> String { value.isFinite ? yLabel(value) : "∞" }
}
