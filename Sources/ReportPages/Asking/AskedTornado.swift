import RiskMeasures

/// What each assumption does to a measure at its two ends, the greatest effect first.
package struct AskedTornado: Sendable {
  /// One end of an assumption.
  package struct End: Sendable, Equatable {
    /// What is set, added or multiplied by.
    package var value: String
    /// The measure less that of the scenario without changes.
    package var effect: Double
    /// Half of its 95 % interval; 0 where there is none.
    package var half: Double

    /// An end.
    package init(value: String, effect: Double, half: Double) {
      (self.value, self.effect, self.half) = (value, effect, half)
    }
  }

  /// An assumption with both ends.
  package struct Bar: Sendable {
    /// What people call it.
    package var name: String
    /// The ends.
    package var low: End, high: End

    /// A bar.
    package init(name: String, low: End, high: End) {
      (self.name, self.low, self.high) = (name, low, high)
    }

    /// The ends as their effects are drawn and written.
    var ends: (left: End, right: End) {
      (low.effect, abs(low.effect)) > (high.effect, abs(high.effect)) ? (high, low) : (low, high)
    }
  }

  /// The measure's name.
  package var measure: String
  /// Its unit.
  package var unit: FigureUnit
  /// The bars from the top.
  package var bars: [Bar]

  /// Bars of a measure.
  package init(measure: String, unit: FigureUnit, bars: [Bar]) {
    (self.measure, self.unit, self.bars) = (measure, unit, bars)
  }
}

/// Bars from the base to either end: warm where the measure rises, which is worse, else calm.
struct TornadoChart: Chart {
  var data: AskedTornado

  private let pitch = 40.0

  func drawing(width: Double) -> (height: Double, marks: Markup) {
    let legend = Legend(
      kind: .swatches, entries: [(name: "worse", style: 1), (name: "better", style: 0)])
    let head = legend.height(width: width)
    let height = head + pitch * Double(max(1, data.bars.count)) + 46
    let values = data.bars.flatMap { [$0.low, $0.high] }
    let widest = values.map { Lettering.width(data.unit.difference($0.effect)) }.max() ?? 0
    let frame = ChartFrame(
      width: width, height: height, leftMargin: 6, topMargin: head, rightMargin: 6)
    let reach = max(values.map { abs($0.effect) + $0.half }.max() ?? 0, 1e-12)
    let inset = widest + 10
    let x = Scale(-reach...reach, from: frame.left + inset, to: frame.right - inset)
    var marks = frame.outline
    marks += legend.marks(width: width)
    let ticks = x.ticks(about: width > 500 ? 6 : 4).map {
      Tick(value: $0, label: $0 == 0 ? "0" : data.unit.difference($0))
    }
    marks += frame.horizontalAxis(
      x, ticks: ticks, title: "change of \(data.measure)",
      grid: true)
    for (row, bar) in data.bars.enumerated() {
      marks += drawing(bar, top: frame.top + pitch * Double(row), frame, x)
    }
    marks += "<path class=\"mark reference\" d=\"M\(x(0)) \(frame.top)V\(frame.bottom)\"/>"
    return (height, marks)
  }

  private func drawing(
    _ bar: AskedTornado.Bar, top: Double, _ frame: ChartFrame, _ x: Scale
  ) -> Markup {
    let words = "\(bar.name): \(bar.ends.left.value) … \(bar.ends.right.value)"
    let text = Lettering.fitted(words, to: frame.right - frame.left - 8)
    var markup: Markup = """
      <text class="s" x="\(frame.left)" y="\(top + 12)">\(text)<title>\(words)</title></text>
      """
    // The longer bar lies below, so that two ends on one side are both seen.
    for end in [bar.low, bar.high].sorted(by: { abs($0.effect) > abs($1.effect) }) {
      let (from, to) = (min(x(0), x(end.effect)), max(x(0), x(end.effect)))
      let style = SeriesStyle.name(end.effect > 0 ? 1 : 0)
      markup += """
        <rect class="mark bar end \(style)" x="\(from)" y="\(top + 17)" \
        width="\(max(0.5, to - from))" height="16"><title>\(bar.name) \(end.value): \
        \(change(at: end))</title></rect>
        """
      if end.half > 0 {
        let (low, high) = (end.effect - end.half, end.effect + end.half)
        markup += "<path class=\"mark whisker\" d=\"M\(x(low)) \(top + 25)H\(x(high))\"/>"
      }
    }
    markup += labels(bar, top + 29, x)
    return markup
  }

  private func change(at end: AskedTornado.End) -> String {
    data.unit.difference(
      Estimate(value: end.effect, standardError: end.half / Confidence.z95))
  }

  /// The two effects, one on either side; where both ends lie on one side, the lesser is written on the other.
  private func labels(_ bar: AskedTornado.Bar, _ y: Double, _ x: Scale) -> Markup {
    if bar.low.effect == 0, bar.high.effect == 0, bar.low.half == 0, bar.high.half == 0 {
      return "<text class=\"s a\" x=\"\(x(0) + 6)\" y=\"\(y)\">no change</text>"
    }
    let (left, right) = bar.ends
    let rightEdge = max(x(0), x(right.effect + right.half)) + 5
    let leftEdge = min(x(0), x(left.effect - left.half)) - 5
    return """
      <text class="s" x="\(rightEdge)" y="\(y)">\(data.unit.difference(right.effect))</text>\
      <text class="e" x="\(leftEdge)" y="\(y)">\(data.unit.difference(left.effect))</text>
      """
  }
}
