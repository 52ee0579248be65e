import Reporting
import ResultReading

/// A quarter after which the highest loans to value leave a fan, because those miners default.
///
/// The percentiles are those of survivors: a miner that cannot pay counts among them while grace
/// lasts, and not at the next point. That makes a spike.
struct FanBreak {
  /// The number written at the break; 0 until the breaks of a fan are numbered.
  var number = 0
  var call: FanChart.Call { .init(year: year, number: number) }

  /// The end of the last quarter in which they survive, in years from the as-of date.
  var year: Double
  /// The end of the quarter in which they default.
  var end: Double
  /// `year` in words.
  var date: String
  /// Share of the paths without a default until then that have one within the quarter after it.
  ///
  /// The fan itself has fewer of them: those that owe something.
  var share: Double
  /// What fell due in the quarter that ends there, else in the next.
  var causes: [DatedEvent]

  /// For the chart's description.
  var sentence: String { " \(date): \(text)" }

  /// A line beside the chart, with a link to a path on which it happens if the page tells one.
  func note(_ path: ToldPath?) -> Markup {
    let link: Markup? = path.map {
      """
       <span class="screen"><a href="#\(TellingPaths.id($0))">Path \(String($0.number))</a> \
      tells how.</span>
      """
    }
    return "<br><strong>\(number)</strong> \(date): \(text)\(link)"
  }

  private var text: String {
    let left =
      "\(NumberWords.percent(share)) of the paths without a default have one within the next quarter"
    guard !causes.isEmpty else { return left + "." }
    return left + " (\(causes.map(\.ownLine).joined(separator: "; ")))."
  }
}

// MARK: - Finding them

extension FanBreak {
  private static let most = 3
  private static let quarter = 0.25

  /// The breaks of a fan, the first few by the share that defaults, in the order of dates.
  ///
  /// - Parameters:
  ///   - points: A point a quarter.
  ///   - term: The miner's cumulative default probability by month.
  static func find(in points: [FanChart.Point], term: [Int: Double], _ time: Timeline)
    -> [FanBreak]
  {
    let found = zip(points, points.dropFirst()).compactMap { point, next -> FanBreak? in
      let months = (point: Int((12 * point.year).rounded()), next: Int((12 * next.year).rounded()))
      // From infinite to infinite is no fall.
      guard next.p95 < 0.7 * point.p95, let before = term[months.point], before < 1,
        let after = term[months.next] ?? term[term.keys.max() ?? 0]
      else { return nil }
      let share = (after - before) / (1 - before)
      guard share >= 0.02 else { return nil }
      return FanBreak(
        year: point.year, end: next.year, date: time.words(point.year), share: share,
        causes: causes(of: point.year, time))
    }
    let great = found.sorted { ($1.share, $0.year) < ($0.share, $1.year) }.prefix(most)
    return great.sorted { $0.year < $1.year }.enumerated().map { index, one in
      var numbered = one
      numbered.number = index + 1
      return numbered
    }
  }

  private static func causes(of year: Double, _ time: Timeline) -> [DatedEvent] {
    let own = time.events.filter { [.maturity, .put, .contractEnd].contains($0.kind) }
    // A day or two is allowed, as quarters of the calendar are not quarters of 365.25 days.
    let ended = own.filter { $0.year > year - quarter && $0.year <= year + 0.01 }
    let next = own.filter { $0.year > year && $0.year <= year + quarter }
    let chosen = ended.isEmpty ? next : ended
    let debts = chosen.filter { $0.kind != .contractEnd }
    let greatest = (debts.isEmpty ? chosen : debts).sorted { $0.amount > $1.amount }.prefix(2)
    return greatest.sorted { ($0.year, $1.amount, $0.name) < ($1.year, $0.amount, $1.name) }
  }
}
