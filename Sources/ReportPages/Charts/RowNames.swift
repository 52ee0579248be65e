/// Names of a chart's rows, in the margin left of its frame.
///
/// A tranche's name is followed by its miner's: `GPU loan (eth-host)`. Where that is too wide the
/// miner has a line of its own. What is still too wide is cut with an ellipsis, in the middle where
/// names would otherwise read the same; the pointer shows the whole name.
package struct RowNames {
  /// A name with whose it is.
  package struct Name {
    package var text: String
    package var owner: String?

    package init(_ text: String, of owner: String? = nil) {
      self.text = text
      self.owner = owner
    }

    /// In one line.
    package var whole: String { owner.map { "\(text) (\($0))" } ?? text }
  }

  private let names: [Name]
  private let hasTwoLines: Bool
  /// What is written of each: the name, and whose it is on a second line.
  private let shown: [Name]
  /// Room left of the frame.
  package let margin: Double

  private static let gap = 8.0

  /// Lays out names in part of a drawing's width: enough for `months to 2032-09-02` on a narrow
  /// one.
  package init(_ names: [Name], width: Double) {
    self.names = names
    let most = width * (width < 500 ? 0.42 : 0.36)
    let widest = names.map { Lettering.width($0.whole) }.max() ?? 0
    hasTwoLines = widest + Self.gap + 6 > most && names.contains { $0.owner != nil }
    let lines = hasTwoLines ? names.flatMap { [$0.text, $0.owner ?? ""] } : names.map(\.whole)
    margin = min((lines.map { Lettering.width($0) }.max() ?? 0) + Self.gap + 6, most)
    let room = margin - Self.gap - 2
    let split = hasTwoLines
    let texts = Lettering.fitted(names.map { split ? $0.text : $0.whole }, to: room)
    let owners = Lettering.fitted(names.map { $0.owner ?? "" }, to: room)
    shown = names.indices.map {
      Name(texts[$0], of: split && names[$0].owner != nil ? owners[$0] : nil)
    }
  }

  /// Height of a row that needs at least so much for its marks.
  func pitch(_ least: Double) -> Double { hasTwoLines ? max(least, 34) : least }

  /// Rows from the top of a frame: names at its left, labels at its right, and between them what
  /// `marks` draws around a row's middle.
  func rows<Row>(
    _ rows: [Row], _ frame: ChartFrame, pitch: Double, label: (Row) -> String,
    marks: (_ row: Row, _ middle: Double) -> Markup
  ) -> Markup {
    .joined(
      rows.enumerated().map { index, row in
        let middle = frame.top + pitch * (Double(index) + 0.5)
        return """
          \(markup(index, middle: middle))\(marks(row, middle))\
          <text class="s" x="\(frame.right + 7)" y="\(middle + 4)">\(label(row))</text>
          """
      })
  }

  /// A row's name, beside the middle of the row.
  func markup(_ index: Int, middle: Double) -> Markup {
    let name = names[index]
    let x = margin - Self.gap
    let title: Markup = "<title>\(name.whole)</title>"
    let text = shown[index].text
    guard let owner = shown[index].owner else {
      return "<text class=\"e\" x=\"\(x)\" y=\"\(middle + 4)\">\(text)\(title)</text>"
    }
    return """
      <text class="e" x="\(x)" y="\(middle - 3)">\(text)\(title)</text>\
      <text class="e a" x="\(x)" y="\(middle + 11)">\(owner)\(title)</text>
      """
  }

  /// A row's name on a line of its own above the row.
  func heading(_ index: Int, y: Double, room: Double) -> Markup {
    let whole = names[index].whole
    return """
      <text class="s" x="2" y="\(y)">\(Lettering.fitted(whole, to: room))<title>\(whole)</title></text>
      """
  }
}
