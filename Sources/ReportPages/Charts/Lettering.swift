/// Widths of text, near enough to keep labels apart.
package enum Lettering {
  /// Size of a chart's text, in units of its drawing.
  package static let size = 12.6

  /// Width of a text in the page's sans-serif face, rather too wide than too narrow.
  package static func width(_ text: String, size: Double = Lettering.size) -> Double {
    size * text.unicodeScalars.reduce(0) { $0 + share(of: $1) }
  }

  private static func share(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "t", "f", "I", ".", ",", ":", ";", "'", "|", "!": 0.32
    case "r", "-", " ", "(", ")", "/": 0.4
    case "m", "w", "M", "W", "%", "@", "—", "…": 1.0
    case "<", ">", "=", "+", "~", "−", "×", "±", "#": 0.86
    case "A"..."Z", "&", "_": 0.76
    case _ where scalar.value > 0x2000: 1.05
    default: 0.64
    }
  }

  /// A text cut with an ellipsis where it is wider than a space.
  package static func fitted(_ text: String, to space: Double) -> String {
    if width(text) <= space { return text }
    var short = text
    while !short.isEmpty && width(short + "…") > space { short.removeLast() }
    return short + "…"
  }

  /// Texts cut to a space; those that would read the same lose their middle instead of their end, where
  /// names of one kind differ.
  package static func fitted(_ texts: [String], to space: Double) -> [String] {
    let short = texts.map { fitted($0, to: space) }
    let sources = Dictionary(grouping: zip(short, texts)) { $0.0 }
      .mapValues { same in Set(same.map { $0.1 }).count }
    return texts.indices.map { at in
      sources[short[at], default: 1] > 1 ? withoutMiddle(texts[at], in: space) : short[at]
    }
  }

  private static func withoutMiddle(_ text: String, in space: Double) -> String {
    var (kept, short) = (text.count, text)
    while kept > 0 && width(short) > space {
      kept -= 1
      short = "\(text.prefix((kept + 1) / 2))…\(text.suffix(kept / 2))"
    }
    return short
  }

  /// A text in as many lines as it needs, broken at blanks and after hyphens; a piece wider than a line
  /// is cut.
  package static func wrapped(_ text: String, to space: Double) -> [String] {
    var lines: [String] = []
    for piece in text.replacing("-", with: "-\n").replacing(" ", with: " \n").split(separator: "\n")
    {
      let bare = piece.hasSuffix(" ") ? String(piece.dropLast()) : String(piece)
      if let last = lines.last, width(last + bare) <= space {
        lines[lines.count - 1] = last + piece
      } else {
        lines.append(width(bare) <= space ? String(piece) : fitted(bare, to: space))
      }
    }
    return lines.map { $0.hasSuffix(" ") ? String($0.dropLast()) : $0 }
  }

  /// Left edges of labels in a row, in the order of their middles: each as near to its middle as a gap
  /// between neighbours and the ends of the row allow.
  package static func row(
    _ labels: [(middle: Double, width: Double)], gap: Double, in range: ClosedRange<Double>
  ) -> [Double] {
    var edges: [Double] = []
    var next = range.lowerBound
    for label in labels {
      edges.append(max(next, label.middle - label.width / 2))
      next = edges[edges.count - 1] + label.width + gap
    }
    var limit = range.upperBound
    for at in edges.indices.reversed() {
      edges[at] = min(edges[at], limit - labels[at].width)
      limit = edges[at] - gap
    }
    return edges
  }

  /// Moves positions apart to at least `gap`, inside `range`, keeping their order.
  ///
  /// Where there is not enough room they are spread evenly.
  package static func spread(_ positions: [Double], gap: Double, in range: ClosedRange<Double>)
    -> [Double]
  {
    guard positions.count > 1 else {
      return positions.map { min(max($0, range.lowerBound), range.upperBound) }
    }
    let room = range.upperBound - range.lowerBound
    let gap = min(gap, room / Double(positions.count - 1))
    let order = positions.indices.sorted { (positions[$0], $0) < (positions[$1], $1) }
    var placed = order.map { min(max(positions[$0], range.lowerBound), range.upperBound) }
    for at in 1..<placed.count { placed[at] = max(placed[at], placed[at - 1] + gap) }
    var limit = range.upperBound
    for at in placed.indices.reversed() {
      placed[at] = min(placed[at], limit)
      limit = placed[at] - gap
    }
    var result = positions
    for (at, index) in order.enumerated() { result[index] = placed[at] }
    return result
  }
}
