import Reporting
import RiskMeasures

/// What each assumption does to a measure at its two ends, the greatest effect first.
package struct AskedTornado: Sendable {
  /// What is set, added or multiplied by, the measure less that of the scenario without changes, and half of its
  /// 95 % interval; 0 where there is none.
  package typealias End = (value: String, effect: Double, half: Double)

  /// What people call an assumption, and both ends.
  package typealias Bar = (name: String, low: End, high: End)

  package var measure: String
  package var unit: FigureUnit
  /// The bars from the top.
  package var bars: [Bar]

  package init(measure: String, unit: FigureUnit, bars: [Bar]) {
    (self.measure, self.unit, self.bars) = (measure, unit, bars)
  }
}

/// A bar from the base for each end: warm where the measure rises, which is worse, else calm; pale where the
/// interval of its effect contains 0.
extension AskedTornado: Chart {
  /// A row is a name and two bars.
  private static let pitch = 54.0
  private static let bar = 14.0

  package func drawing(width: Double, hasPointer _: Bool) -> (height: Double, marks: Markup) {
    let legend = Legend(
      kind: .swatches, entries: [(name: "worse", style: 1), (name: "better", style: 0)])
    let palePlace = legend.height(width: width)
    let head =
      palePlace + (bars.contains { Self.isPale($0.low) || Self.isPale($0.high) } ? 17 : 0)
    let height = head + Self.pitch * Double(max(1, bars.count)) + 46
    let values = bars.flatMap { [$0.low, $0.high] }
    let widest = values.map { Lettering.width(tip($0)) }.max() ?? 0
    let frame = ChartFrame(
      width: width, height: height, leftMargin: 6, topMargin: head, rightMargin: 6)
    let reach = max(values.map { abs($0.effect) + $0.half }.max() ?? 0, 1e-12)
    let inset = widest + 10
    let x = Scale(-reach...reach, from: frame.left + inset, to: frame.right - inset)
    var marks = frame.outline
    marks += legend.marks(width: width)
    if head > palePlace { marks += Self.paleKey(palePlace) }
    let ticks = x.ticks(about: width > 500 ? 6 : 4).map {
      Tick(value: $0, label: $0 == 0 ? "0" : unit.difference($0))
    }
    marks += frame.horizontalAxis(
      x, ticks: ticks, title: "change of \(measure)",
      grid: true)
    for (row, bar) in bars.enumerated() {
      marks += drawing(bar, top: frame.top + Self.pitch * Double(row), frame, x)
    }
    return (height, marks)
  }

  private func drawing(
    _ bar: Bar, top: Double, _ frame: ChartFrame, _ x: Scale
  ) -> Markup {
    let room = frame.right - frame.left - 8
    let ends = [bar.low, bar.high].enumerated().map { at, end in
      drawing(end, of: bar.name, top: top + 18 + (Self.bar + 2) * Double(at), frame, x)
    }
    // The line of no change is drawn behind the bars and does not cross the names.
    return """
      <text class="s" x="\(frame.left)" y="\(top + 13)">\(Lettering.fitted(bar.name, to: room))\
      <title>\(bar.name)</title></text>\
      <path class="mark reference" d="M\(x(0)) \(top + 16)V\(top + Self.pitch - 3)"/>\(ends)
      """
  }

  /// The bar of one end, with its effect at its tip and the end's value on the other side of 0.
  private func drawing(
    _ end: End, of name: String, top: Double, _ frame: ChartFrame, _ x: Scale
  ) -> Markup {
    let base = top + Self.bar - 3
    if end.effect == 0, end.half == 0 {
      return "<text class=\"s a\" x=\"\(x(0) + 6)\" y=\"\(base)\">\(end.value): no change</text>"
    }
    let style = SeriesStyle.name(end.effect > 0 ? 1 : 0)
    let left = min(x(0), x(end.effect - end.half)) - 5
    let right = max(x(0), x(end.effect + end.half)) + 5
    let (from, to) = (min(x(0), x(end.effect)), max(x(0), x(end.effect)))
    let whisker: Markup? =
      end.half > 0
      ? """
      <path class="mark whisker" d="M\(x(end.effect - end.half)) \(top + Self.bar / 2)\
      H\(x(end.effect + end.half))"/>
      """ : nil
    let effect = tip(end)
    let value = Lettering.fitted(
      end.value, to: end.effect < 0 ? frame.right - right : left - frame.left)
    return """
      <rect class="mark bar end \(style)" x="\(from)" y="\(top)" width="\(max(0.5, to - from))" \
      height="\(Self.bar)"\(Self.isPale(end) ? Self.pale : "")><title>\(name) \(end.value): \(change(at: end))</title></rect>\(whisker)\
      <text class="e\(end.effect < 0 ? "" : " a")" x="\(left)" y="\(base)">\
      \(end.effect < 0 ? effect : value)</text>\
      <text class="s\(end.effect < 0 ? " a" : "")" x="\(right)" y="\(base)">\
      \(end.effect < 0 ? value : effect)</text>
      """
  }

  private func change(at end: End) -> String {
    unit.difference(Estimate(value: end.effect, half: end.half))
  }

  /// The effect with only the digits that its interval supports.
  private func tip(_ end: End) -> String {
    let parts = change(at: end).split(separator: " ± ").map { String($0) }
    guard end.half > 0, parts.count == 2 else { return unit.difference(end.effect) }
    return parts[0] + unit.differenceSuffix
  }

  private static func isPale(_ end: End) -> Bool {
    end.half > 0 && abs(end.effect) <= end.half
  }

  private static let pale: Markup = " fill-opacity=\"0.35\""

  /// What a pale bar is, in a line of its own below the legend.
  private static func paleKey(_ y: Double) -> Markup {
    """
    <rect class="bar c2" x="4" y="\(y - 4)" width="5" height="10"\(pale)/>\
    <rect class="bar c1" x="9" y="\(y - 4)" width="5" height="10"\(pale)/>\
    <text class="s" x="19" y="\(y + 5)">pale: the interval contains 0</text>
    """
  }
}
