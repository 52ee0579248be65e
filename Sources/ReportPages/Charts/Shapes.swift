/// Shapes that several charts draw.
enum Shapes {
  /// A point of a path, to a tenth of a pixel: a page has tens of thousands of them.
  static func point(_ x: Double, _ y: Double) -> Markup {
    "\((10 * x).rounded() / 10) \((10 * y).rounded() / 10)"
  }

  /// The path around an area, along its high edge and back along the low one.
  static func area(_ points: [(x: Double, low: Double, high: Double)]) -> Markup {
    var path: Markup = ""
    for (index, point) in points.enumerated() {
      path += "\(index == 0 ? "M" : "L")\(Self.point(point.x, point.high))"
    }
    for point in points.reversed() { path += "L\(Self.point(point.x, point.low))" }
    path += "Z"
    return path
  }

  /// A line's only point.
  static func dot(_ x: Double, _ y: Double, radius: Double, style: String) -> Markup {
    "<circle class=\"mark dot \(style)\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\"/>"
  }
}
