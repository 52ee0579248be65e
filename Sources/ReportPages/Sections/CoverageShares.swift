import Reporting
import ResultReading
import RiskMeasures

/// The share of a miner's survivors with less coverage than its lenders ask for, date by date.
///
/// That is what a lender acts on. The size of a ratio says little where hardly anything is due: a
/// year with a coupon of a million is covered −90 or 180 times.
struct CoverageShares {
  struct Point {
    var year: Double
    /// As it is drawn.
    var share: Double
    /// In a few digits of a percent, for a cell.
    var digits: String
    var words: String
    /// The 95 % interval of a counted share; nil for what is read between percentiles.
    var interval: ClosedRange<Double>?
    var survivors: Int?
  }

  /// The highest covenant; nil without one.
  let covenant: Double?
  let points: [Point]

  /// - Parameter end: The year in which the last debt with the covenant falls due; nil where none is fixed.
  init(_ rows: [FanRow], covenant: Double?, until end: Double? = nil) {
    // Without counted shares the covenant is a line like any other.
    self.covenant = covenant
    let isCounted = covenant != nil && rows.contains { $0.shareBelow != nil }
    let held = rows.filter { row in end.map { row.year <= $0 } ?? true }
    points = held.compactMap { row in
      isCounted
        ? row.shareBelow.map { Self.counted($0, row) }
        : FanChart.Point(row).map { Self.read($0, below: covenant ?? 1, row) }
    }
  }

  /// The coverage below which survivors are counted.
  var floor: Double { covenant ?? 1 }

  /// The floor with its name: `the covenant of 1.05×`, `1.00×`.
  var floorWords: String {
    covenant.map { "the covenant of \(NumberWords.ratio($0))" } ?? "1.00×"
  }

  /// The points by their years.
  var byYear: [Double: Point] {
    Dictionary(points.map { ($0.year, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The date with most below.
  var worst: Point? { points.max { $0.share < $1.share } }

  private static func counted(_ share: Double, _ row: FanRow) -> Point {
    let percent = 100 * share
    let digits = share > 0 && percent < 0.5 ? "<1" : NumberWords.signed(percent, 0)
    return Point(
      year: row.year, share: share, digits: digits, words: NumberWords.percent(share),
      interval: row.survivors.map { Wilson.interval(share: share, of: Double($0)) },
      survivors: row.survivors)
  }

  /// A share read between two percentiles in proportion; outside of all of them only a bound is
  /// known.
  private static func read(_ point: FanChart.Point, below floor: Double, _ row: FanRow) -> Point {
    let known = zip(
      [0.05, 0.25, 0.5, 0.75, 0.95], [point.p05, point.p25, point.p50, point.p75, point.p95])
    let below = known.filter { $0.1 < floor }
    func made(_ share: Double, _ digits: String, _ words: String) -> Point {
      Point(
        year: row.year, share: share, digits: digits, words: words, interval: nil,
        survivors: row.survivors)
    }
    guard let low = below.last else { return made(0, "<5", "less than 5\u{A0}%") }
    guard let high = known.first(where: { $0.1 >= floor }) else {
      return made(1, ">95", "more than 95\u{A0}%")
    }
    let way = high.1.isFinite ? (floor - low.1) / (high.1 - low.1) : 0
    let share = low.0 + way * (high.0 - low.0)
    return made(
      share, NumberWords.signed(100 * share, 0), "about \(NumberWords.percent(share))")
  }
}
