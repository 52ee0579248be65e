/// The rectangle that a chart's marks stay in, and the room around it for labels.
struct ChartFrame {
  let width: Double
  let height: Double
  let left: Double
  let top: Double
  let right: Double
  let bottom: Double

  /// Room below a frame for an axis with labels and a title.
  static let axisDepth = 40.0

  /// Creates a frame from the sizes of its margins.
  init(
    width: Double, height: Double, leftMargin: Double, topMargin: Double = 14,
    rightMargin: Double = 12, bottomMargin: Double = axisDepth
  ) {
    self.width = width
    self.height = height
    left = leftMargin
    top = topMargin
    right = width - rightMargin
    bottom = height - bottomMargin
  }

  /// The invisible rectangle against which the browser test measures marks.
  var outline: Markup {
    """
    <rect class="frame" x="\(left)" y="\(top)" width="\(right - left)" height="\(bottom - top)"/>
    """
  }

  /// Vertical grid lines with labels below, and the axis title under them.
  func horizontalAxis(
    _ scale: Scale, ticks: [Tick], title: String, grid: Bool = false, y: Double? = nil
  ) -> Markup {
    let base = y ?? bottom
    var markup: Markup = ""
    let every = Self.stride(ticks, scale)
    for (index, tick) in ticks.enumerated() {
      let x = scale(tick.value)
      if grid { markup += "<path class=\"gl\" d=\"M\(x) \(top)V\(base)\"/>" }
      markup += "<path class=\"axis\" d=\"M\(x) \(base)v4\"/>"
      guard index % every == 0 else { continue }
      // The outermost labels are kept on the page.
      let half = Lettering.width(tick.label) / 2
      let centre = min(max(x, half + 1), width - half - 1)
      markup += "<text class=\"t\" x=\"\(centre)\" y=\"\(base + 16)\">\(tick.label)</text>"
    }
    markup += "<path class=\"axis\" d=\"M\(left) \(base)H\(right)\"/>"
    let half = Lettering.width(title) / 2 + 1
    let middle = max(min((left + right) / 2, width - half), min(half, width / 2))
    markup += "<text class=\"t a\" x=\"\(middle)\" y=\"\(base + 33)\">\(title)</text>"
    return markup
  }

  /// The least `n` with which the label of every `n`-th tick does not touch its neighbour.
  private static func stride(_ ticks: [Tick], _ scale: Scale) -> Int {
    (1...max(1, ticks.count)).first { every in
      let labelled = ticks.enumerated().filter { $0.offset % every == 0 }.map(\.element)
      return zip(labelled, labelled.dropFirst()).allSatisfy { a, b in
        let room = abs(scale(b.value) - scale(a.value))
        return room > (Lettering.width(a.label) + Lettering.width(b.label)) / 2 + 8
      }
    } ?? 1
  }

  /// Horizontal grid lines with labels to the left; the axis title stands above, at the left edge.
  func verticalAxis(_ scale: Scale, ticks: [Tick], title: String) -> Markup {
    var markup: Markup = ""
    for tick in ticks {
      let y = scale(tick.value)
      markup += "<path class=\"gl\" d=\"M\(left) \(y)H\(right)\"/>"
      markup += "<text class=\"e\" x=\"\(left - 6)\" y=\"\(y + 4)\">\(tick.label)</text>"
    }
    markup += "<text class=\"s a\" x=\"2\" y=\"\(top - 12)\">\(title)</text>"
    return markup
  }

  /// The margin that labels of a vertical axis need.
  static func labelMargin(_ ticks: [Tick]) -> Double {
    (ticks.map { Lettering.width($0.label) }.max() ?? 0) + 10
  }
}

/// A chart that can be drawn at any width.
package protocol Chart {
  /// Height for a width, and the drawing inside: frame, axes and marks.
  ///
  /// - Parameter hasPointer: Whether the screen has one: what only a pointer shows may be left out.
  func drawing(width: Double, hasPointer: Bool) -> (height: Double, marks: Markup)
}

/// Invisible columns over a chart with the values that the pointer shows.
enum HoverStrips {
  /// The most columns of a chart: more are too narrow to be pointed at, and make a large page larger.
  private static let most = 32

  /// Places that have a column: all, or every second, third … and the last.
  static func places(_ all: [Double]) -> [Double] {
    let every = (all.count + most - 1) / most
    guard every > 1 else { return all }
    return all.enumerated().filter { (all.count - 1 - $0.offset) % every == 0 }.map(\.element)
  }

  /// A column.
  static func strip(_ frame: ChartFrame, from left: Double, to right: Double, _ lines: [String])
    -> Markup
  {
    let (from, to) = (max(frame.left, left), min(frame.right, right))
    return """
      <rect class="hover" x="\(from)" y="\(frame.top)" width="\(max(0.5, to - from))" \
      height="\(frame.bottom - frame.top)"><title>\(lines.joined(separator: "\n"))</title></rect>
      """
  }
}

/// Colours of series: Okabe and Ito's palette, told apart by people with any colour vision.
enum SeriesStyle {
  /// The class of a series; beyond the palette's seven, dashes tell lines apart.
  static func name(_ index: Int) -> String {
    index < count ? "c\(index + 1)" : "c\(index % count + 1) dashed"
  }

  /// Colours of the palette.
  static let count = 7

  /// The style of a series that is neither better nor worse than others: any but the warm one.
  static func neutral(_ index: Int) -> Int {
    cool[index % cool.count] + count * (index / cool.count)
  }

  /// Blue, green, purple, light blue, black, amber.
  private static let cool = [0, 2, 5, 4, 6, 3]
}
