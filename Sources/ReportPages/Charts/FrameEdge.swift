/// Where fans go on beyond their frame: they fade out there under a row of small arrowheads.
struct FrameEdge {
  private let above: [ClosedRange<Double>]
  private let below: [ClosedRange<Double>]

  private static let pitch = 13.0

  init(_ bands: [FanBand]) {
    above = Self.merged(bands.flatMap(\.above))
    below = Self.merged(bands.flatMap(\.below))
  }

  func marks(_ frame: ChartFrame) -> Markup {
    let up = above.map { Self.run($0, at: frame.top, towards: 1, frame) }
    let down = below.map { Self.run($0, at: frame.bottom, towards: -1, frame) }
    return .joined(up + down)
  }

  /// Overlapping ranges as one, from left to right.
  private static func merged(_ ranges: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
    var merged: [ClosedRange<Double>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  private static func run(
    _ range: ClosedRange<Double>, at edge: Double, towards inside: Double, _ frame: ChartFrame
  ) -> Markup {
    let width = range.upperBound - range.lowerBound
    var markup: Markup = ""
    for (layer, style) in ["f1", "f2", "f3"].enumerated() {
      let depth = 5.0 * Double(layer + 1)
      markup += """
        <rect class="fade \(style)" x="\(range.lowerBound)" \
        y="\(inside > 0 ? edge : edge - depth)" width="\(width)" height="\(depth)"/>
        """
    }
    let count = max(1, Int(width / pitch))
    let step = width / Double(count)
    for index in 0..<count {
      let middle = range.lowerBound + (Double(index) + 0.5) * step
      let x = min(max(middle, frame.left + 4), frame.right - 4)
      markup += """
        <path class="mark beyond" d="M\(x - 3.5) \(edge + 5 * inside)\
        L\(x) \(edge + 1.5 * inside)L\(x + 3.5) \(edge + 5 * inside)"/>
        """
    }
    return markup
  }
}
