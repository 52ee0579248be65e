import Reporting
import ResultReading

/// Rows of small marks under a time axis, one for each kind of event.
///
/// Events closer than a mark share one. A mark has a few letters beside it where there is room, and
/// says everything under the pointer.
struct EventLanes {
  /// Events that share a mark.
  private struct Cluster {
    var events: [DatedEvent]
    var x: Double

    var amount: Double { events.reduce(0) { $0 + $1.amount } }
  }

  private let lanes: [(kind: DatedEvent.Kind, events: [DatedEvent])]
  /// Dollars of all maturities, puts not counted.
  private let amount: Double

  private static let pitch = 17.0
  private static let reach = 13.0
  private static let linesInTitle = 14

  /// Lanes of events in the order of dates; none without any.
  init(events: [DatedEvent]) {
    let byKind = Dictionary(grouping: events, by: \.kind)
    lanes = DatedEvent.Kind.allCases.compactMap { kind in
      byKind[kind].map { (kind: kind, events: $0) }
    }
    amount = (byKind[.maturity] ?? []).reduce(0) { $0 + $1.amount }
  }

  var height: Double { lanes.isEmpty ? 0 : Self.pitch * Double(lanes.count) + 3 }

  var leftMargin: Double {
    (lanes.map { Lettering.width($0.kind.laneName) }.max() ?? -10) + 10
  }

  var description: String {
    guard !lanes.isEmpty else { return "" }
    let counts = lanes.map { $0.kind.count($0.events.count) }
    return " Below the axis: \(NumberWords.list(counts))."
  }

  /// Dotted lines through the frame at maturities and puts of a twentieth of the debt or more.
  func guides(_ frame: ChartFrame, _ x: Scale) -> Markup {
    let due = lanes.filter { $0.kind == .maturity || $0.kind == .put }
    let great = due.flatMap { clusters($0.events, x) }
      .filter { $0.amount > 0 && $0.amount >= amount / 20 }
    let lines = great.map { cluster -> Markup in
      "<path class=\"guide\" d=\"M\(cluster.x) \(frame.top)V\(frame.bottom)\"/>"
    }
    return .joined(lines)
  }

  func marks(_ frame: ChartFrame, _ x: Scale, top: Double) -> Markup {
    var markup: Markup = ""
    for (index, lane) in lanes.enumerated() {
      let middle = top + Self.pitch * (Double(index) + 0.5)
      markup += """
        <path class="gl" d="M\(frame.left) \(middle)H\(frame.right)"/>\
        <text class="e a" x="\(frame.left - 6)" y="\(middle + 4)">\(lane.kind.laneName)</text>
        """
      markup += row(lane.kind, clusters(lane.events, x), middle, frame)
    }
    return markup
  }

  private func clusters(_ events: [DatedEvent], _ x: Scale) -> [Cluster] {
    var clusters: [Cluster] = []
    var first = -Double.infinity
    for event in events {
      let at = x(event.year)
      if at - first < Self.reach, let last = clusters.indices.last {
        clusters[last].events.append(event)
        clusters[last].x = (first + at) / 2
      } else {
        clusters.append(Cluster(events: [event], x: at))
        first = at
      }
    }
    return clusters
  }

  private func row(
    _ kind: DatedEvent.Kind, _ clusters: [Cluster], _ middle: Double, _ frame: ChartFrame
  ) -> Markup {
    let greatest = clusters.map(\.amount).max() ?? 0
    let first = greatestLabel(kind, clusters, frame)
    var markup: Markup = ""
    for (index, cluster) in clusters.enumerated() {
      let size = greatest > 0 ? 2.6 + 2.9 * (cluster.amount / greatest).squareRoot() : 4
      let end = index + 1 < clusters.count ? clusters[index + 1].x - 8 : frame.width - 1
      markup += """
        <g class="event">\(Self.symbol(kind, cluster.x, middle, size))\
        <title>\(title(cluster))</title></g>
        """
      let text = label(kind, cluster)
      let x = cluster.x + 8
      let isGreatest = index == first?.index
      // The label stands to the right: between two marks nobody could tell whose it is. A lesser
      // amount has no label either where the greatest has no room.
      if !text.isEmpty, !isGreatest, first != nil || greatest == 0,
        x + Lettering.width(text) <= end,
        first.map({ !$0.place.overlaps(x...(x + Lettering.width(text))) }) ?? true
      {
        markup += "<text class=\"s a\" x=\"\(x)\" y=\"\(middle + 4)\">\(text)</text>"
      }
    }
    if let first {
      let width = first.place.upperBound - first.place.lowerBound
      markup += """
        <rect class="over" x="\(first.place.lowerBound)" y="\(middle - 7)" width="\(width)" height="14"/>\
        <text class="s a" x="\(first.place.lowerBound)" y="\(middle + 4)">\
        \(label(kind, clusters[first.index]))</text>
        """
    }
    return markup
  }

  /// The mark with the greatest amount and where its label stands; nil for marks without amounts, and
  /// where a label would cover other marks on both sides.
  ///
  /// It stands right of the mark if there is room, else left of it: it is the label of the row that
  /// matters most.
  private func greatestLabel(
    _ kind: DatedEvent.Kind, _ clusters: [Cluster], _ frame: ChartFrame
  ) -> (index: Int, place: ClosedRange<Double>)? {
    guard let index = clusters.indices.max(by: { clusters[$0].amount < clusters[$1].amount }),
      clusters[index].amount > 0
    else { return nil }
    let text = label(kind, clusters[index])
    let (x, width) = (clusters[index].x, Lettering.width(text))
    guard !text.isEmpty else { return nil }
    let next = index + 1 < clusters.count ? clusters[index + 1].x - 8 : frame.width - 1
    let before = index > 0 ? clusters[index - 1].x + 20 : frame.left
    if x + 8 + width <= next { return (index, (x + 8)...(x + 8 + width)) }
    return x - 8 - width >= before ? (index, (x - 8 - width)...(x - 8)) : nil
  }

  /// What stands beside a mark: dollars, a name, or how many there are.
  private func label(_ kind: DatedEvent.Kind, _ cluster: Cluster) -> String {
    let many = cluster.events.count
    switch kind {
    case .maturity, .put:
      guard cluster.amount > 0 else { return "" }
      // A sum says how many events it has: on a wider drawing these stand apart.
      let dollars = NumberWords.dollars(cluster.amount)
      return many == 1 ? dollars : "\(dollars) in \(NumberWords.count(many))"
    case .contractEnd, .launch:
      return many == 1 ? cluster.events[0].name : NumberWords.count(many)
    case .halving: return many == 1 ? CalendarWords.month(of: cluster.events[0].date) : ""
    }
  }

  private func title(_ cluster: Cluster) -> String {
    let lines = cluster.events.prefix(Self.linesInTitle).map(\.line)
    let more = cluster.events.count - lines.count
    return (lines + (more > 0 ? ["and \(NumberWords.count(more)) more"] : []))
      .joined(separator: "\n")
  }

  /// Shapes tell the kinds apart: disc, ring, bar, triangle, diamond.
  private static func symbol(_ kind: DatedEvent.Kind, _ x: Double, _ y: Double, _ size: Double)
    -> Markup
  {
    switch kind {
    case .maturity: return "<circle class=\"solid\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(size)\"/>"
    case .put: return "<circle class=\"hollow\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(size)\"/>"
    case .contractEnd: return "<path class=\"hollow\" d=\"M\(x) \(y - 5)v10M\(x - 4) \(y)h4\"/>"
    case .launch: return "<path class=\"solid\" d=\"M\(x - 4.5) \(y + 4)h9l-4.5 -8Z\"/>"
    case .halving: return "<path class=\"solid\" d=\"M\(x - 4) \(y)l4 -4l4 4l-4 4Z\"/>"
    }
  }
}
