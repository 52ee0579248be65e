/// The level of a noisy column around a day.
///
/// Hashrate of a day is counted from its blocks, of which chance makes 8 % more or fewer than expected. Such noise makes
/// monthly values look wilder and quicker to revert than hashrate is. A mean of several days holds less of it, but
/// smooths hashrate itself, which then looks calmer and slower.
struct MonthlyLevels {
  /// Days over which logs are averaged, an odd number; 1 for the single nearest day.
  let days: Int

  private let series: PriceHistory.Series

  /// Days between months.
  static let month = 30

  /// Chooses the days at which noise and smoothing cancel.
  ///
  /// Of a walk with daily variance `s²`, seen every `d` days with noise of variance `n²`, a mean over `w` days has moves
  /// from month to month with variance `30 s² + 2 v` and covariance `−v` of neighbouring ones, `v = n² d/w − s² w/6`:
  /// those of the walk itself where `w = √(6 n² d) / s`. Both variances come from the moves over `d` and 30 days.
  init(_ series: PriceHistory.Series) {
    self.series = series
    guard let gap = series.usualGap, gap <= 3,
      let short = Self.variance(series, over: gap),
      let long = Self.variance(series, over: Self.month)
    else {
      days = 1
      return
    }
    let walk = (long - short) / Double(Self.month - gap)
    let noise = (short - Double(gap) * walk) / 2
    let best = noise <= 0 ? 1 : (6 * noise * Double(gap) / max(walk, 1e-12)).squareRoot()
    days = 2 * Int((min(best, Double(Self.month - 1)) - 1) / 2 + 0.5) + 1
  }

  /// Days on either side of the middle one.
  var half: Int { days / 2 }

  /// The mean of the logs of the days around each of some days, ascending; else the nearest log within ten days.
  func levels(at wanted: [Int]) -> [Double?] {
    let nearest = series.near(wanted)
    guard half > 0 else { return nearest }
    var first = 0
    return zip(wanted, nearest).map { day, single in
      while first < series.days.count, series.days[first] < day - half { first += 1 }
      let logs = zip(series.days[first...], series.logs[first...]).prefix { $0.0 <= day + half }
        .map(\.1)
      return logs.isEmpty ? single : logs.reduce(0, +) / Double(logs.count)
    }
  }

  /// The variance of moves over so many days; nil with fewer than sixty.
  private static func variance(_ series: PriceHistory.Series, over span: Int) -> Double? {
    let logs = Dictionary(zip(series.days, series.logs)) { first, _ in first }
    let moves = zip(series.days, series.logs).compactMap { day, log in
      logs[day + span].map { $0 - log }
    }
    guard moves.count >= 60 else { return nil }
    let deviation = SampleMoments.of(moves).deviation
    return deviation * deviation
  }
}
