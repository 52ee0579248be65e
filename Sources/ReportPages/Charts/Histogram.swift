/// Vertical bars over an axis of values, with lines at values of note.
struct Histogram: Chart {
  struct Bin {
    var low: Double
    var high: Double
    var value: Double
    /// What appears over the bar.
    var text: String
  }

  /// A vertical line with a label above the frame.
  struct Marker {
    var value: Double
    var label: String
    var text: String
  }

  var bins: [Bin]
  var markers: [Marker] = []
  var style = 0
  /// Not used beside a calendar, as `xRange`, `xTicks` and `xLabel`.
  var xTitle = ""
  var yTitle: String
  var xRange: ClosedRange<Double> = 0...1
  /// Positions of labels; round values by default.
  var xTicks: [Double]?
  var xLabel: (Double) -> String = NumberWords.plain
  var yLabel: (Double) -> String
  var height = 260.0
  /// The calendar, for a histogram over years from the as-of date.
  var time: Timeline?

  func drawing(width: Double) -> (height: Double, marks: Markup) {
    let top = Ticks.ceiling(bins.map(\.value).max() ?? 1)
    let yTicks = Ticks.linear(0, top, about: 4).map { Tick(value: $0, label: yLabel($0)) }
    let below = time?.depth ?? ChartFrame.axisDepth
    let frame = ChartFrame(
      width: width, height: height + below - ChartFrame.axisDepth,
      leftMargin: max(30, ChartFrame.labelMargin(yTicks), time?.leftMargin ?? 0),
      topMargin: 26 + 15 * Double(markers.count), bottomMargin: below)
    let x = time?.scale(frame) ?? Scale(xRange, from: frame.left, to: frame.right)
    let y = Scale(0...top, from: frame.bottom, to: frame.top)
    var marks = frame.outline
    marks += frame.verticalAxis(y, ticks: yTicks, title: "")
    marks += "<text class=\"s a\" x=\"2\" y=\"14\">\(yTitle)</text>"
    marks += time?.guides(frame)
    let values = xTicks ?? x.ticks(about: width > 500 ? 8 : 4)
    let ticks = values.map { Tick(value: $0, label: xLabel($0)) }
    for bin in bins where bin.value > 0 {
      let left = x(bin.low)
      let gap = min(1, (x(bin.high) - left) * 0.15)
      marks += """
        <rect class="mark bar \(SeriesStyle.name(style))" x="\(left + gap / 2)" \
        y="\(y(bin.value))" width="\(max(0.5, x(bin.high) - left - gap))" \
        height="\(max(0.3, frame.bottom - y(bin.value)))"><title>\(bin.text)</title></rect>
        """
    }
    marks += time?.marks(frame) ?? frame.horizontalAxis(x, ticks: ticks, title: xTitle)
    marks += markerLines(frame, x)
    return (frame.height, marks)
  }

  /// Each marker's label has a line of its own, so that close values cannot collide.
  ///
  /// Labels right of their lines go down from the left, those that only fit at the left from the right:
  /// no line runs through another's label.
  private func markerLines(_ frame: ChartFrame, _ x: Scale) -> Markup {
    var markup: Markup = ""
    let fits = markers.indices.filter {
      x(markers[$0].value) + 6 + Lettering.width(markers[$0].label) < frame.width - 2
    }
    let order =
      fits.sorted { (markers[$0].value, $0) < (markers[$1].value, $1) }
      + markers.indices.filter { !fits.contains($0) }.sorted {
        (markers[$1].value, $1) < (markers[$0].value, $0)
      }
    for (line, index) in order.enumerated() {
      let marker = markers[index]
      let at = x(marker.value)
      let y = 29 + 15 * Double(line)
      let fitsRight = fits.contains(index)
      markup += """
        <path class="mark marker m\(index + 1)" d="M\(at) \(frame.top)V\(frame.bottom)">\
        <title>\(marker.text)</title></path>\
        <path class="marker m\(index + 1)" d="M\(at) \(y - 9)V\(frame.top)"/>\
        <text class="\(fitsRight ? "s" : "e")" x="\(fitsRight ? at + 5 : at - 5)" y="\(y)">\
        \(marker.label)</text>
        """
    }
    return markup
  }
}
