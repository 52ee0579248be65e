/// Names of styles above a chart, in as many lines as they need.
struct Legend {
  /// What stands before a name.
  enum Kind { case shapes, swatches }

  /// The style of a dashed line that others are compared with.
  static let reference = -1
  /// The style of points without an interval, whichever series they are of.
  static let hollow = -2

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

  /// Styles of results beside each other, by their order alone: a ring for the first, a disc for the second,
  /// in every chart, whichever is the worse.
  static let results = [0, 9, 4, 5, 6, 8, 3]

  /// The mark of a style: a ring, disc, square, triangle or diamond, told apart by shape and by
  /// colour.
  ///
  /// A ring is wide enough to be seen around a disc or a diamond of the same value.
  ///
  /// The warm colour marks what is worse: what was found, beside the ring of what was believed.
  /// Results compared with each other have no warm mark.
  static func symbol(_ style: Int, _ x: Double, _ y: Double) -> Markup {
    let name = SeriesStyle.name(style)
    switch style {
    case 0: return "<circle class=\"ring \(name)\" cx=\"\(x)\" cy=\"\(y)\" r=\"6.2\"/>"
    case 1: return "<circle class=\"dot \(name)\" cx=\"\(x)\" cy=\"\(y)\" r=\"4.6\"/>"
    case 3: return "<circle class=\"dot c4\" cx=\"\(x)\" cy=\"\(y)\" r=\"4.6\"/>"
    case 4, 6:
      let colour: Markup = style == 4 ? "c3" : "c6"
      return
        "<rect class=\"dot \(colour)\" x=\"\(x - 5)\" y=\"\(y - 5)\" width=\"10\" height=\"10\"/>"
    case 5, 7:
      let colour: Markup = style == 5 ? "c5" : "c7"
      return "<path class=\"dot \(colour)\" d=\"M\(x) \(y - 6)l6 11h-12Z\"/>"
    case 9: return "<circle class=\"dot c7\" cx=\"\(x)\" cy=\"\(y)\" r=\"4.6\"/>"
    case 8: return "<circle class=\"ring c3\" cx=\"\(x)\" cy=\"\(y)\" r=\"6.2\"/>"
    default:
      return "<path class=\"dot c2\" d=\"M\(x) \(y - 5)l5 5l-5 5l-5 -5Z\"/>"
    }
  }

  private func symbol(_ style: Int, _ x: Double, _ y: Double) -> Markup {
    if style == Self.reference {
      return "<path class=\"reference\" d=\"M\(x - 7) \(y)h14\"/>"
    }
    if style == Self.hollow {
      return "<circle class=\"ring c7\" cx=\"\(x)\" cy=\"\(y)\" r=\"3.2\"/>"
    }
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
