/// A band between two curves in the coordinates of a drawing, to be cut at a frame's edges.
package struct FanBand {
  /// The band at a place; `high` is above `low` on the page, hence the lesser number.
  package struct Point: Equatable {
    package var x: Double
    package var low: Double
    package var high: Double

    package init(x: Double, low: Double, high: Double) {
      (self.x, self.low, self.high) = (x, low, high)
    }
  }

  /// The points, and more of them where a curve crosses an edge: clamping them bends no line.
  package let points: [Point]
  private let top: Double
  private let bottom: Double

  package init(_ points: [Point], top: Double, bottom: Double) {
    self.top = top
    self.bottom = bottom
    var refined = Array(points.prefix(1))
    for (from, to) in zip(points, points.dropFirst()) {
      for share in Self.crossings(from, to, [top, bottom]) {
        refined.append(
          Point(
            x: from.x + share * (to.x - from.x), low: from.low + share * (to.low - from.low),
            high: from.high + share * (to.high - from.high)))
      }
      refined.append(to)
    }
    self.points = refined
  }

  /// Where the band's curves between two points cross an edge, as shares of the way.
  private static func crossings(_ from: Point, _ to: Point, _ edges: [Double]) -> [Double] {
    var shares: Set<Double> = []
    for edge in edges {
      for (start, end) in [(from.low, to.low), (from.high, to.high)] {
        let share = (edge - start) / (end - start)
        if share > 0 && share < 1 { shares.insert(share) }
      }
    }
    return shares.sorted()
  }

  /// The path around what the frame shows.
  var area: Markup {
    Shapes.area(points.map { (x: $0.x, low: clamped($0.low), high: clamped($0.high)) })
  }

  /// Where the band reaches beyond the upper edge, from x to x.
  package var above: [ClosedRange<Double>] { runs { $0.high < top - 0.01 } }

  /// Where it reaches beyond the lower edge.
  package var below: [ClosedRange<Double>] { runs { $0.low > bottom + 0.01 } }

  /// The parts of a line, given as a band of no width, that lie in the frame.
  package var visible: [[Point]] {
    var parts: [[Point]] = []
    var isInside = false
    for (index, point) in points.enumerated() {
      let next = index + 1 < points.count ? points[index + 1] : point
      // Only one side of a crossing is inside.
      let inside = contains(point)
      if inside && !isInside { parts.append([]) }
      if inside { parts[parts.count - 1].append(point) }
      isInside = inside && contains(middle(point, next))
    }
    return parts.filter { $0.count > 1 || points.count == 1 }
  }

  private func middle(_ a: Point, _ b: Point) -> Point {
    Point(x: (a.x + b.x) / 2, low: (a.low + b.low) / 2, high: (a.high + b.high) / 2)
  }

  private func contains(_ point: Point) -> Bool {
    point.low >= top - 0.01 && point.low <= bottom + 0.01
  }

  private func clamped(_ y: Double) -> Double { min(max(y, top), bottom) }

  /// Stretches of neighbouring points beyond an edge, each up to the crossings at its ends.
  private func runs(_ isBeyond: (Point) -> Bool) -> [ClosedRange<Double>] {
    var runs: [ClosedRange<Double>] = []
    var start: Double?
    for (index, point) in points.enumerated() {
      if isBeyond(point) {
        start = start ?? (index > 0 ? points[index - 1].x : point.x)
        // Rows of a table that was edited may run backwards.
        if index + 1 == points.count, let start { runs.append(start...max(start, point.x)) }
      } else if let from = start {
        runs.append(from...max(from, point.x))
        start = nil
      }
    }
    return runs
  }
}
