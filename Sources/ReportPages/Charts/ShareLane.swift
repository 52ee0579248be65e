import Reporting

/// Shares at points in time, as bars between a chart's frame and its calendar.
struct ShareLane {
  struct Bar {
    var year: Double
    var share: Double
    /// What the pointer shows over the bar.
    var text: String
  }

  /// What the shares are of, in a line above the bars.
  var title: String
  var bars: [Bar]

  private static let head = 32.0
  private static let height = 34.0
  /// Room that the lane takes below a frame.
  static let depth = head + height

  /// The lane below a frame; the calendar belongs at `depth` below the frame.
  func marks(_ frame: ChartFrame, _ x: Scale) -> Markup {
    let y = Scale(
      0...1, from: frame.bottom + Self.depth, to: frame.bottom + Self.head)
    var markup: Markup = """
      <text class="s a" x="2" y="\(frame.bottom + 20)">\(title)</text>
      """
    for share in [0.0, 1] {
      markup += """
        <path class="gl" d="M\(frame.left) \(y(share))H\(frame.right)"/>\
        <text class="e" x="\(frame.left - 6)" y="\(y(share) + 4)">\(NumberWords.axisPercent(share))</text>
        """
    }
    let years = bars.map(\.year)
    let pitch = zip(years, years.dropFirst()).map { x($1) - x($0) }.min() ?? 12
    for bar in bars {
      let left = max(frame.left, x(bar.year) - 0.38 * pitch)
      let right = min(frame.right, x(bar.year) + 0.38 * pitch)
      // A share of 0 still has something to point at.
      let top = min(y(bar.share), y(0) - 0.6)
      markup += """
        <rect class="bar c2" x="\(left)" y="\(top)" width="\(max(1, right - left))" \
        height="\(y(0) - top)"><title>\(bar.text)</title></rect>
        """
    }
    return markup
  }
}
