import Reporting
import RiskMeasures

/// A measure over two inputs: rows from the top, columns from the left; greater is worse and warmer.
///
/// Colours claim no more than errors allow: cells of one level, which cannot be told apart, have
/// one colour.
package struct AskedGrid: Sendable {
  /// What differs from row to row, and its values.
  package let rowTitle: String
  /// Names of the rows.
  package let rows: [String]
  /// What differs from column to column.
  package let columnTitle: String
  /// Names of the columns.
  package let columns: [String]
  /// Values by row and column with their standard errors; nil where undefined.
  package let values: [[Estimate?]]
  /// Levels by row and column: cells of one level cannot be told apart; a greater level has greater
  /// values.
  package let levels: [[Int]]
  /// What is written for a 0 without an interval.
  package let zero: String
  /// Unit of the values.
  package let unit: FigureUnit
  /// Row and column of the scenario without changes; nil where it is not in the grid.
  package let base: (row: Int, column: Int)?
  /// Positions of the scenario's own values among the rows and columns, half a step after the first
  /// of two that one lies between; nil elsewhere.
  package let own: (row: Double?, column: Double?)

  /// How far each level's mean lies between the least and the greatest value, by level in order.
  private let shares: [(level: Int, share: Double)]
  private let ends: (low: Estimate, high: Estimate)

  package init(
    rowTitle: String, rows: [String], columnTitle: String, columns: [String],
    values: [[Estimate?]], levels: [[Int]], unit: FigureUnit, zero: String = Estimate.noneSeen,
    base: (row: Int, column: Int)? = nil, own: (row: Double?, column: Double?) = (nil, nil)
  ) {
    (self.rowTitle, self.rows, self.columnTitle) = (rowTitle, rows, columnTitle)
    (self.columns, self.values, self.levels) = (columns, values, levels)
    (self.unit, self.zero, self.base, self.own) = (unit, zero, base, own)
    let known = zip(values.joined(), levels.joined()).compactMap { value, level in
      value.map { (level: level, value: $0) }
    }
    let none = Estimate(value: 0, standardError: nil)
    ends = (
      known.min { $0.value.value < $1.value.value }?.value ?? none,
      known.max { $0.value.value < $1.value.value }?.value ?? none
    )
    let (low, high) = (ends.low.value, ends.high.value)
    shares = Dictionary(grouping: known, by: \.level).sorted { $0.key < $1.key }.map {
      let mean = $1.reduce(0) { $0 + $1.value.value } / Double($1.count)
      return ($0, high > low ? (mean - low) / (high - low) : 0)
    }
  }
}

/// A grid drawn as cells from pale to the warm colour, with numbers where there is room.
extension AskedGrid: Chart {
  /// How strong a cell's colour is, 0 to 1; nil without a value, or where a single level needs no
  /// colours.
  private func share(_ row: Int, _ column: Int) -> Double? {
    guard shares.count > 1, values[row][column] != nil else { return nil }
    return shares.first { $0.level == levels[row][column] }?.share
  }

  package func drawing(width: Double, hasPointer _: Bool) -> (height: Double, marks: Markup) {
    let widest = rows.map { Lettering.width($0) }.max() ?? 0
    let left = min(widest + 22, width * 0.32)
    let cell = min(92, (width - left - 6) / Double(max(1, columns.count)))
    let pitch = 38.0
    let side = (cell * Double(columns.count), pitch * Double(rows.count))
    let top = 59.0
    let below = 50.0
    let height = top + side.1 + below
    let frame = ChartFrame(
      width: left + side.0 + 4, height: height, leftMargin: left, topMargin: top, rightMargin: 4,
      bottomMargin: below)
    var marks = frame.outline
    marks += legend
    let title = Lettering.fitted("\(rowTitle), down", to: width - 4)
    marks += "<text class=\"s a\" x=\"2\" y=\"\(top - 8)\">\(title)</text>"
    for (row, name) in rows.enumerated() {
      let y = frame.top + pitch * Double(row)
      marks += """
        <text class="e" x="\(left - 14)" y="\(y + pitch / 2 + 4)">\
        \(Lettering.fitted(name, to: left - 18))<title>\(name)</title></text>
        """
      for column in columns.indices {
        let x = frame.left + cell * Double(column)
        marks += self.cell(row, column, x, y, cell, pitch)
      }
    }
    marks += columnNames(frame, cell)
    if let row = own.row {
      marks += Self.own(left - 10, frame.top + pitch * (row + 0.5), rightwards: true)
    }
    if let column = own.column {
      marks += Self.own(left + cell * (column + 0.5), frame.bottom + 9, rightwards: false)
    }
    let across = Lettering.fitted("\(columnTitle), across", to: width - 4)
    let middle = min(
      max(left + side.0 / 2, Lettering.width(across) / 2 + 2),
      width - Lettering.width(across) / 2 - 2)
    marks += "<text class=\"t a\" x=\"\(middle)\" y=\"\(frame.bottom + 42)\">\(across)</text>"
    return (height, marks)
  }

  /// A wedge that points to the scenario's own value, from the left or from below.
  private static func own(_ x: Double, _ y: Double, rightwards: Bool) -> Markup {
    let shape: Markup = rightwards ? "M\(x) \(y - 5)l7 5l-7 5Z" : "M\(x - 5) \(y)l5 -7l5 7Z"
    return "<path class=\"dot c7 own\" d=\"\(shape)\"><title>as in the scenario</title></path>"
  }

  /// What the wedges and colours mean, as far as there are any.
  private var keys: Markup {
    let hasOwn = own.row != nil || own.column != nil
    let colours = shares.count > 1 ? "one colour: not told apart" : ""
    let words = "as in the scenario"
    let wedge: Markup? =
      hasOwn
      ? "\(Self.own(3, 26, rightwards: true))<text class=\"s a\" x=\"14\" y=\"30\">\(words)</text>"
      : nil
    let x = hasOwn ? 14 + Lettering.width(words) + 16 : 2
    return "\(wedge)<text class=\"s a\" x=\"\(x)\" y=\"30\">\(colours)</text>"
  }

  /// The colours from the best to the worst value, which end is which, and what one colour means.
  private var legend: Markup {
    guard shares.count > 1 else {
      return """
        <text class="s" x="2" y="13">no two cells are told apart: no colour</text>\(keys)
        """
    }
    let best = "better: \(words(ends.low))"
    var x = 6 + Lettering.width(best)
    var marks: Markup = "<text class=\"s\" x=\"2\" y=\"13\">\(best)</text>"
    // Every shade of the cells is there: many are narrow.
    let width = min(14, Self.swatches / Double(shares.count))
    for (_, share) in shares {
      marks += """
        <rect class="cell positive" x="\(x)" y="3" width="\(width)" height="12" \(Self.shade(share))/>
        """
      x += width
    }
    return """
      \(marks)<text class="s" x="\(x + 5)" y="13">worse: \(words(ends.high))</text>\(keys)
      """
  }

  /// Most width that the legend's swatches take.
  private static let swatches = 84.0

  private func words(_ estimate: Estimate) -> String {
    estimate.isUnseen ? zero : unit.lines(estimate).value
  }

  /// The shade of a cell, and of its swatch: at most half the colour, so that the numbers stay legible on it.
  private static func shade(_ share: Double) -> Markup {
    let strength = 0.05 + 0.5 * share
    return "fill-opacity=\"\(strength)\" style=\"--s:\(strength)\""
  }

  /// As many names of columns as fit beside each other.
  private func columnNames(_ frame: ChartFrame, _ cell: Double) -> Markup {
    let widest = (columns.map { Lettering.width($0) }.max() ?? 0) + 6
    let every = max(1, Int((min(widest, cell * 4) / cell).rounded(.up)))
    var markup: Markup = ""
    for (column, name) in columns.enumerated() where column % every == 0 {
      let middle = frame.left + cell * (Double(column) + 0.5)
      let text = Lettering.fitted(name, to: cell * Double(every) - 4)
      markup += """
        <text class="t" x="\(middle)" y="\(frame.bottom + 23)">\(text)<title>\(name)</title></text>
        """
    }
    return markup
  }

  private func cell(
    _ row: Int, _ column: Int, _ x: Double, _ y: Double, _ width: Double, _ height: Double
  ) -> Markup {
    let value = values[row][column]
    let share = share(row, column)
    let words = value.map { unit.words($0, zero: zero) } ?? "–"
    let isBase = base.map { $0 == (row: row, column: column) } ?? false
    let text =
      "\(rowTitle) \(rows[row]), \(columnTitle) \(columns[column]): \(words)"
      + (isBase ? ", the scenario itself" : "")
    let frame: Markup? =
      isBase
      ? """
      <rect class="chosen" x="\(x + 1.5)" y="\(y + 1.5)" width="\(width - 3)" \
      height="\(height - 3)"/>
      """ : nil
    let inside = numbers(value, x + width / 2, y + height / 2, width)
    return """
      <g class="mark"><rect class="cell \(share == nil ? "empty" : "positive")" x="\(x)" y="\(y)" \
      width="\(width)" height="\(height)" \(Self.shade(share ?? 0))/>\(frame)\(inside)\
      <title>\(text)</title></g>
      """
  }

  /// The value, and half of its interval below it, where there is room.
  private func numbers(
    _ value: Estimate?, _ x: Double, _ y: Double, _ width: Double
  ) -> Markup? {
    let words = value.map(words) ?? "–"
    guard Lettering.width(words) <= width - 2 else { return nil }
    let below =
      value.map {
        unit.lines($0).half ?? ($0.isUnseen ? "" : "no interval")
      } ?? ""
    guard !below.isEmpty, Lettering.width(below) <= width - 2 else {
      return "<text class=\"t n\" x=\"\(x)\" y=\"\(y + 4)\">\(words)</text>"
    }
    return """
      <text class="t n" x="\(x)" y="\(y - 3)">\(words)</text>\
      <text class="t n" x="\(x)" y="\(y + 12)">\(below)</text>
      """
  }
}
