import Reporting

/// Vertical bars over an axis of values, with lines at values of note.
struct Histogram: Chart {
  struct Bin {
    var low: Double
    var high: Double
    var value: Double
    /// What the pointer shows over the bar.
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
  /// Not used with a calendar, like `xRange`, `xTicks` and `xLabel`.
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

  func drawing(width: Double, hasPointer _: Bool) -> (height: Double, marks: Markup) {
    let top = Ticks.ceiling(bins.map(\.value).max() ?? 1)
    let yTicks = Ticks.linear(0, top, about: 4).map { Tick(value: $0, label: yLabel($0)) }
    let below = time?.depth ?? ChartFrame.axisDepth
    let frame = ChartFrame(
      width: width, height: height + below - ChartFrame.axisDepth,
      leftMargin: max(30, ChartFrame.labelMargin(yTicks), time?.leftMargin ?? 0),
      topMargin: markers.isEmpty ? 26 : Self.labelLine + Self.leader, bottomMargin: below)
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

  private static let labelLine = 30.0
  private static let leader = 20.0

  /// The markers' labels in one row, in the order of their values; a bent line leads from each to its
  /// value, so that close ones neither touch nor change places.
  private func markerLines(_ frame: ChartFrame, _ x: Scale) -> Markup {
    let order = markers.indices.sorted { (markers[$0].value, $0) < (markers[$1].value, $1) }
    let labels = order.map { index in
      (middle: x(markers[index].value), width: Lettering.width(markers[index].label))
    }
    let edges = Lettering.row(labels, gap: 12, in: 2...frame.width - 2)
    var markup: Markup = ""
    for (at, index) in order.enumerated() {
      let marker = markers[index]
      let (place, width) = labels[at]
      let start = min(max(place, edges[at] + 6), edges[at] + width - 6)
      markup += """
        <path class="mark marker m\(index + 1)" d="M\(place) \(frame.top)V\(frame.bottom)">\
        <title>\(marker.text)</title></path>\
        <path class="marker m\(index + 1)" d="M\(start) \(Self.labelLine + 4)L\(place) \(frame.top)"/>\
        <text class="s" x="\(edges[at])" y="\(Self.labelLine)">\(marker.label)</text>
        """
    }
    return markup
  }
}
