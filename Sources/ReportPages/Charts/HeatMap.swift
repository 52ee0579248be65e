import Reporting

/// A symmetric matrix as coloured cells with a key, and its numbers in hundredths where there is room.
///
/// A phone has no room for numbers in the cells of more than a few names: it has the greatest values
/// instead, pair by pair.
struct HeatMap: Chart {
  var names: [String]
  /// Values by row and column from −1 to 1; nil where undefined.
  var values: [[Double?]]
  /// What the pointer shows over a cell.
  var text: (Int, Int) -> String

  /// Least height of a row, that of the line in which its name stands.
  private static let leastCell = 15.0
  private static let mostCell = 46.0

  /// The value with the full colour: no less than 0.2, so that noise does not look like dependence.
  private var strongest: Double {
    max(0.2, values.joined().compactMap { $0.map(abs) }.max() ?? 0)
  }

  /// Pairs of a drawing that has no room for cells with numbers.
  private static let mostPairs = 12

  func drawing(width: Double, hasPointer: Bool) -> (height: Double, marks: Markup) {
    let cell = (width * 0.66 - 6) / Double(max(1, names.count))
    return !hasPointer && cell < room
      ? pairs.drawing(width: width, hasPointer: false) : cells(width: width)
  }

  /// A cell that holds the longest of the numbers.
  private var room: Double {
    (values.joined().compactMap { $0.map { Lettering.width(Self.words($0)) } }.max() ?? 0) + 3
  }

  /// A value in hundredths.
  private static func words(_ value: Double) -> String { NumberWords.signed(100 * value, 0) }

  /// The pairs with the greatest values of either sign.
  private var pairs: PairBars {
    let all = names.indices.flatMap { one in
      names.indices.dropFirst(one + 1).compactMap { other in
        values[one][other].map {
          PairBars.Pair(names: "\(names[one]) and \(names[other])", value: $0)
        }
      }
    }.sorted { (abs($1.value), $0.names) < (abs($0.value), $1.names) }
    return PairBars(
      pairs: Array(all.prefix(Self.mostPairs)), strongest: strongest,
      title: all.count > Self.mostPairs
        ? "the strongest \(Self.mostPairs) of \(NumberWords.count(all.count)) pairs" : "every pair")
  }

  private func cells(width: Double) -> (height: Double, marks: Markup) {
    let widest = names.map { Lettering.width($0) }.max() ?? 0
    // Names are whole where the cells of a narrow drawing stay large enough.
    let spare = width - 6 - 2 * Self.leastCell * Double(names.count)
    let margin = min(
      widest + 14 + Lettering.width("\(names.count)"), max(width * 0.34, min(width * 0.42, spare)))
    let shown = min(names.count, Int((width - margin - 6) / Self.leastCell))
    let cell = min(Self.mostCell, (width - margin - 6) / Double(max(1, shown)))
    let side = cell * Double(shown)
    // Columns are numbered like the rows: names at an angle are hard to read and overlap.
    let foot = shown < names.count ? 50.0 : 32
    let height = side + 24 + foot
    let frame = ChartFrame(
      width: margin + side + 4, height: height, leftMargin: margin, topMargin: 24, rightMargin: 4,
      bottomMargin: foot)
    let hasNumbers = cell >= room
    let every = cell > Lettering.width("\(shown)") + 3 ? 1 : cell > 10 ? 2 : 5
    // The number is a text by itself: in one text, a name from right to left would move it to the
    // other side.
    let end = margin - 10 - Lettering.width("\(shown)")
    let short = Lettering.fitted(names, to: end - 2)
    var marks = frame.outline
    for row in 0..<shown {
      let middle = frame.top + cell * (Double(row) + 0.5)
      let number = "\(row + 1)"
      marks += """
        <text class="e" x="\(margin - 6)" y="\(middle + 4)">\(number)</text>\
        <text class="e" x="\(end)" y="\(middle + 4)">\(short[row])<title>\(names[row])</title></text>
        """
      if row % every == 0 {
        let x = frame.left + cell * (Double(row) + 0.5)
        marks += "<text class=\"t\" x=\"\(x)\" y=\"\(frame.top - 7)\">\(number)</text>"
      }
      for column in 0..<shown { marks += self.cell(row, column, cell, frame, hasNumbers) }
    }
    marks += key(y: frame.bottom + 12, hasNumbers: hasNumbers)
    if shown < names.count {
      let words = "the likeliest \(shown) of \(names.count); wider screens have all"
      marks += """
        <text class="s a" x="2" y="\(frame.bottom + 43)">\(Lettering.fitted(words, to: width - 4))</text>
        """
    }
    return (height, marks)
  }

  /// What the colours mean: both ends and what is between them, and the unit of the numbers in
  /// cells.
  private func key(y: Double, hasNumbers: Bool) -> Markup {
    let lowest = values.joined().compactMap { $0 }.min() ?? 0
    let shares = [lowest < -0.005 ? -1 : 0.5, 0, 1].sorted()
    var markup: Markup = ""
    var x = 2.0
    for share in shares {
      let label = NumberWords.signed(share * strongest, 2)
      // A cell of 0 has no colour: a frame shows that it is one.
      let frame: Markup? =
        share == 0
        ? "<rect class=\"axis\" x=\"\(x)\" y=\"\(y)\" width=\"14\" height=\"14\"/>" : nil
      markup += """
        <rect class="cell \(share < 0 ? "negative" : "positive")" x="\(x)" y="\(y)" width="14" \
        height="14" style="--s:\(0.6 * abs(share))"/>\(frame)\
        <text class="s" x="\(x + 18)" y="\(y + 11)">\(label)</text>
        """
      x += 18 + Lettering.width(label) + 10
    }
    let words = hasNumbers ? "cells in hundredths" : "the numbers are under Data"
    return "\(markup)<text class=\"s a\" x=\"\(x)\" y=\"\(y + 11)\">\(words)</text>"
  }

  private func cell(
    _ row: Int, _ column: Int, _ size: Double, _ frame: ChartFrame, _ hasNumber: Bool
  ) -> Markup {
    let x = frame.left + size * Double(column)
    let y = frame.top + size * Double(row)
    if row == column {
      return """
        <rect class="mark cell self" x="\(x)" y="\(y)" width="\(size)" height="\(size)"/>
        """
    }
    let value = values[row][column]
    let strength = min(1, abs(value ?? 0) / strongest)
    let style = value == nil ? "empty" : (value ?? 0) < 0 ? "negative" : "positive"
    let label = value.map(Self.words) ?? "–"
    let number: Markup? =
      !hasNumber || label == "0"
      ? nil
      : "<text class=\"t\" x=\"\(x + size / 2)\" y=\"\(y + size / 2 + 4)\">\(label)</text>"
    let title: Markup = "<title>\(text(row, column))</title>"
    let rect: Markup = """
      x="\(x)" y="\(y)" width="\(size)" height="\(size)" style="--s:\(0.6 * strength)"
      """
    guard let number else { return "<rect class=\"mark cell \(style)\" \(rect)>\(title)</rect>" }
    return "<g class=\"mark\"><rect class=\"cell \(style)\" \(rect)/>\(number)\(title)</g>"
  }
}
