import Reporting

/// Values of pairs from −1 to 1 as bars, each under its names: what a narrow screen has of a matrix.
struct PairBars: Chart {
  struct Pair {
    var names: String
    var value: Double
  }

  var pairs: [Pair]
  /// The value that fills the drawing.
  var strongest: Double
  /// Which pairs they are.
  var title: String

  private static let pitch = 38.0

  func drawing(width: Double, hasPointer _: Bool) -> (height: Double, marks: Markup) {
    let room = Lettering.width("−0.00") + 10
    let names = RowNames(pairs.map { .init($0.names) }, width: width)
    var marks: Markup = "<text class=\"s a\" x=\"2\" y=\"14\">\(title)</text>"
    for (index, pair) in pairs.enumerated() {
      let top = 22 + Self.pitch * Double(index)
      let length = max(1, (width - room - 4) * min(1, abs(pair.value) / strongest))
      let style = SeriesStyle.name(pair.value < 0 ? 0 : 1)
      marks += """
        \(names.heading(index, y: top + 14, room: width - 4))\
        <rect class="mark bar \(style)" x="2" y="\(top + 20)" width="\(length)" height="10"/>\
        <text class="s" x="\(length + 8)" y="\(top + 30)">\(NumberWords.signed(pair.value, 2))</text>
        """
    }
    return (26 + Self.pitch * Double(pairs.count), marks)
  }
}
