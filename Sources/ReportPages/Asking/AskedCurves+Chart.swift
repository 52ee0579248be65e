import Reporting
import RiskMeasures

/// Curves drawn: lines or dots with whiskers; names of places under their points.
extension AskedCurves: Chart {
  private static let depth = 270.0
  private static let line = 15.0

  package func drawing(width: Double, hasPointer _: Bool) -> (height: Double, marks: Markup) {
    let legend = Legend(kind: .swatches, entries: entries)
    let head = legend.entries.count > 1 ? legend.height(width: width) : 0
    let yTicks = self.yTicks
    let names = self.names(width)
    let below = 40 + Self.line * Double((names.map(\.count).max() ?? 1) - 1)
    let height = Self.depth + head + below - 40
    let frame = ChartFrame(
      width: width, height: height, leftMargin: max(34, ChartFrame.labelMargin(yTicks)),
      topMargin: 28 + head, rightMargin: 16, bottomMargin: below)
    let inset = labels == nil ? 6.0 : 34
    let x = Scale(xDomain, from: frame.left + inset, to: frame.right - inset)
    let y = Scale(yDomain, from: frame.bottom, to: frame.top)
    var marks = frame.outline
    marks += frame.verticalAxis(y, ticks: yTicks, title: yTitle)
    if yDomain.lowerBound < 0, yDomain.upperBound > 0 {
      marks += "<path class=\"axis\" d=\"M\(frame.left) \(y(0))H\(frame.right)\"/>"
    }
    marks += names.isEmpty ? horizontalAxis(frame, x) : places(names, frame, x)
    if head > 0 { marks += legend.marks(width: width) }
    if let own {
      marks += """
        <path class="mark reference" d="M\(x(along(own.x))) \(frame.top)V\(frame.bottom)"><title>\(own.words)\
        </title></path>
        """
    }
    for (number, one) in series.enumerated() {
      marks += drawing(one, style(number), shift(number), x, y)
    }
    return (height, marks)
  }

  // MARK: Series

  /// References have no colour of their own.
  private func style(_ number: Int) -> Int {
    series[number].drawing == .reference
      ? Legend.reference
      : SeriesStyle.neutral(series[..<number].count { $0.drawing != .reference })
  }

  private var entries: [(name: String, style: Int)] {
    series.enumerated().map { (name: $1.name, style: style($0)) }
      + (own.map { [(name: $0.words, style: Legend.reference)] } ?? [])
      + (series.contains { $0.points.contains { $0.half == nil } }
        ? [(name: "no interval", style: Legend.hollow)] : [])
  }

  /// Series over names stand beside each other, so that whiskers do not cover one another.
  private func shift(_ number: Int) -> Double {
    guard labels != nil, series.allSatisfy({ $0.drawing == .dots }) else { return 0 }
    return 14 * (Double(number) - Double(series.count - 1) / 2)
  }

  private func drawing(
    _ one: Series, _ style: Int, _ shift: Double, _ x: Scale, _ y: Scale
  ) -> Markup {
    let name: Markup = style == Legend.reference ? "reference" : "line \(SeriesStyle.name(style))"
    var markup: Markup = ""
    if one.drawing != .dots, one.points.count > 1 {
      let steps = one.points.enumerated().map { at, point -> Markup in
        "\(at == 0 ? "M" : "L")\(x(along(point.x))) \(y(point.y))"
      }
      markup += "<path class=\"mark \(name)\" d=\"\(steps)\"><title>\(one.name)</title></path>"
    }
    guard one.drawing != .reference else { return markup }
    for point in one.points {
      let (left, at) = (x(along(point.x)) + shift, y(point.y))
      // An interval that is only rounding of equal numbers is too short to be seen.
      if let half = point.half, y(point.y - half) - y(point.y + half) > 0.02 {
        markup += """
          <path class="mark whisker" d="M\(left) \(y(point.y - half))V\(y(point.y + half))"/>
          """
      }
      let shape: Markup = point.half == nil ? "ring" : "dot"
      markup += """
        <circle class="mark \(shape) \(SeriesStyle.name(style))" cx="\(left)" cy="\(at)" r="3.2"><title>\
        \(one.name), \(place(point.x)): \(words(point))</title></circle>
        """
    }
    return markup
  }

  private func words(_ point: Point) -> String {
    point.half == 0 ? unit.words(point.y) : unit.words(Estimate(value: point.y, half: point.half))
  }

  // MARK: Axes

  private var xDomain: ClosedRange<Double> {
    if let labels { return along(0)...along(Double(max(1, labels.count - 1))) }
    if let xRange { return xRange }
    let all = series.flatMap { $0.points.map(\.x) }
    let low = all.min() ?? 0
    return low...max(all.max() ?? 1, low)
  }

  private var yDomain: ClosedRange<Double> {
    let points = series.flatMap(\.points)
    // A single value in a series, or one under a name, can only be compared with 0.
    let zero = labels == nil && points.count > series.count ? [] : [0.0]
    // No probability is below 0 or above 1, whatever a symmetric interval says.
    let least = unit == .share && points.allSatisfy { $0.y >= 0 } ? 0 : -Double.infinity
    let isProbability = unit == .share && isOfMeasure && points.allSatisfy { $0.y <= 1 }
    let low = max((points.map { $0.y - ($0.half ?? 0) } + zero).min() ?? 0, least)
    let most = isProbability ? 1 : Double.infinity
    let high = min((points.map { $0.y + ($0.half ?? 0) } + zero).max() ?? 1, most)
    // Where all values are 0 the axis goes to 1, or to 1 %.
    let nothing = unit == .share ? 0.04 : 4
    var length = high > low ? high - low : high == 0 ? nothing : abs(high)
    // Both ends have a mark. Where rounding moves the ends so far apart that the step of the marks grows, the ends are
    // rounded to the greater step.
    while true {
      let step = Ticks.step(length, about: 4)
      let bottom = (low / step).rounded(.down) * step
      let top = min(max((high / step).rounded(.up) * step, bottom + step), most)
      let domain = min(bottom, top - step)...top
      length = domain.upperBound - domain.lowerBound
      guard Ticks.step(length, about: 4) > step else { return domain }
    }
  }

  private var yTicks: [Tick] {
    let (domain, count) = (yDomain, 4)
    let words = unit.axis(over: domain, about: count)
    return Ticks.linear(domain.lowerBound, domain.upperBound, about: count).map {
      Tick(value: $0, label: words($0))
    }
  }

  private func horizontalAxis(_ frame: ChartFrame, _ x: Scale) -> Markup {
    let count = frame.width > 500 ? 8 : 4
    let words = xUnit.axis(over: x.domain, about: count)
    let ticks = x.ticks(about: count).map { Tick(value: $0, label: words($0)) }
    return frame.horizontalAxis(x, ticks: ticks, title: xTitle)
  }

  /// The names of places in lines that fit beside each other.
  private func names(_ width: Double) -> [[String]] {
    let labels = self.labels ?? []
    let room = (width - 80) / Double(max(1, labels.count)) - 8
    return labels.map { Lettering.wrapped($0, to: max(room, 40)) }
  }

  private func places(_ names: [[String]], _ frame: ChartFrame, _ x: Scale) -> Markup {
    var markup = frame.horizontalAxis(
      x, ticks: names.indices.map { Tick(value: along(Double($0)), label: "") }, title: "")
    var end = -Double.infinity
    for (place, lines) in names.enumerated() {
      let widest = lines.map { Lettering.width($0) }.max() ?? 0
      let middle = min(max(x(along(Double(place))), widest / 2 + 1), frame.width - widest / 2 - 1)
      // Of places close together only the first has its name; the pointer over a point shows that
      // point's own.
      guard positions == nil || middle - widest / 2 > end + 4 else { continue }
      end = middle + widest / 2
      for (number, line) in lines.enumerated() {
        let y = frame.bottom + 16 + Self.line * Double(number)
        markup += "<text class=\"t\" x=\"\(middle)\" y=\"\(y)\">\(line)</text>"
      }
    }
    let y = frame.height - 7
    markup +=
      "<text class=\"t a\" x=\"\((frame.left + frame.right) / 2)\" y=\"\(y)\">\(xTitle)</text>"
    return markup
  }
}
