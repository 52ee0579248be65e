/// Names of styles above a chart, in as many lines as they need.
struct Legend {
  /// What stands before a name.
  enum Kind { case shapes, swatches }

  var kind: Kind
  var entries: [(name: String, style: Int)]

  /// Height of the lines with the gap below.
  func height(width: Double) -> Double { (places(width: width).last?.y ?? -6) + 12 }

  /// The entries, from the upper left corner.
  func marks(width: Double) -> Markup {
    .joined(
      zip(entries, places(width: width)).map { entry, place in
        """
        \(symbol(entry.style, place.x, place.y))\
        <text class="s" x="\(place.x + 10)" y="\(place.y + 4)">\(entry.name)</text>
        """
      })
  }

  /// Shape and colour both tell marks apart: ring, disc, diamond, and a disc between the two.
  ///
  /// A ring is wide enough to be seen around a disc or a diamond of the same value.
  ///
  /// The warm colour is the worse: what was found, against the ring of what was believed.
  static func symbol(_ style: Int, _ x: Double, _ y: Double) -> Markup {
    let name = SeriesStyle.name(style)
    switch style {
    case 0: return "<circle class=\"ring \(name)\" cx=\"\(x)\" cy=\"\(y)\" r=\"6.2\"/>"
    case 1: return "<circle class=\"dot \(name)\" cx=\"\(x)\" cy=\"\(y)\" r=\"4.6\"/>"
    case 3: return "<circle class=\"dot c4\" cx=\"\(x)\" cy=\"\(y)\" r=\"4.6\"/>"
    default:
      return "<path class=\"dot c2\" d=\"M\(x) \(y - 5)l5 5l-5 5l-5 -5Z\"/>"
    }
  }

  private func symbol(_ style: Int, _ x: Double, _ y: Double) -> Markup {
    guard kind == .swatches else { return Self.symbol(style, x, y) }
    let name = SeriesStyle.name(style)
    return """
      <rect class="bar \(name)" x="\(x - 5)" y="\(y - 5)" width="10" height="10"/>
      """
  }

  private func places(width: Double) -> [(x: Double, y: Double)] {
    var places: [(x: Double, y: Double)] = []
    var (x, y) = (9.0, 13.0)
    for entry in entries {
      let needed = Lettering.width(entry.name) + 28
      if x > 9 && x + needed > width { (x, y) = (9, y + 17) }
      places.append((x, y))
      x += needed
    }
    return places
  }
}
