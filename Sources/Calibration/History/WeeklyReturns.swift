import CreditBasics

/// Returns of the coins over weeks that end on one weekday.
package struct WeeklyReturns: Sendable {
  /// The coins.
  package let factors: [HistoryFactor]
  /// One row a week: the log return of each coin; nil where a week's ends have no prices about a week apart.
  package let rows: [[Double]?]
  /// Logs at the week's ends, nil where unknown: one more than `rows`.
  package let levels: [[Double]?]

  /// Days apart of the two prices of a week: one that spans fewer or more is no week.
  static let spans = 4...10

  /// Number of weeks with a return.
  var count: Int { rows.count { $0 != nil } }

  /// Years in a week.
  package static let years = 7 / TimeGrid.daysPerYear

  /// The weekday on which weeks end unless another is asked for: Friday, counted from Monday as 0.
  package static let friday = 4

  /// Takes the coins of a history; nil with fewer than 52 weeks.
  ///
  /// - Parameter weekday: The day on which weeks end, Monday 0 to Sunday 6.
  package init?(_ history: PriceHistory, weekday: Int = friday) {
    let coins = [HistoryFactor.btc, .eth].compactMap { factor in
      history.series[factor].map { (factor: factor, series: $0) }
    }
    guard let end = coins.compactMap({ $0.series.days.last }).min(),
      let first = coins.compactMap({ $0.series.days.first }).max()
    else { return nil }
    // 1 January 1970 was a Thursday.
    let last = end - (end + 3 - weekday) % 7
    let weeks = (last - first) / 7
    guard weeks >= 52 else { return nil }
    let ends = (0...weeks).map { last - 7 * (weeks - $0) }
    let columns = coins.map { $0.series.places(at: ends) }
    levels = ends.indices.map { week in
      let row = zip(coins, columns).compactMap { coin, places in
        places[week].map { coin.series.logs[$0] }
      }
      return row.count == columns.count ? row : nil
    }
    factors = coins.map(\.factor)
    let moves = zip(coins, columns).map { $0.series.weeklyMoves($1) }
    rows = (0..<weeks).map { week in
      let row = moves.compactMap { $0[week] }
      return row.count == moves.count ? row : nil
    }
    guard count >= 52 else { return nil }
  }

  /// Weeks given as they are, for tests.
  package init(factors: [HistoryFactor], rows: [[Double]]) {
    self.factors = factors
    self.rows = rows
    var level = factors.map { _ in 0.0 }
    levels =
      [level]
      + rows.map { row in
        level = zip(level, row).map { $0 + $1 }
        return level
      }
  }

  /// One coin's log changes over spans of weeks, the last ending with the history; they may
  /// overlap.
  func spans(weeks: Int, coin: Int, overlapping: Bool) -> [Double] {
    var moves: [Double] = []
    var end = levels.count - 1
    while end >= weeks {
      if let last = levels[end], let first = levels[end - weeks] {
        moves.append(last[coin] - first[coin])
      }
      end -= overlapping ? 1 : weeks
    }
    return moves.reversed()
  }
}

extension PriceHistory.Series {
  /// The places of the last observation at or before each day, at most six days old.
  fileprivate func places(at ends: [Int]) -> [Int?] {
    var place = 0
    return ends.map { end in
      while place + 1 < days.count && days[place + 1] <= end { place += 1 }
      return days[place] <= end && end - days[place] <= 6 ? place : nil
    }
  }

  /// Moves from place to place as moves of a week; nil where they span less or more than about one.
  ///
  /// A move over `s` days is its drift and a rest whose size grows with `√s`: the rest is multiplied by `√(7/s)`,
  /// so that prices ten days apart do not make weeks look wild.
  fileprivate func weeklyMoves(_ places: [Int?]) -> [Double?] {
    let pairs = zip(places, places.dropFirst()).map { start, end -> (days: Int, move: Double)? in
      guard let start, let end, WeeklyReturns.spans.contains(days[end] - days[start]) else {
        return nil
      }
      return (days[end] - days[start], logs[end] - logs[start])
    }
    let known = pairs.compactMap { $0 }
    let drift =
      known.reduce(0) { $0 + $1.move } / Double(max(1, known.reduce(0) { $0 + $1.days }))
    return pairs.map { pair in
      guard let (span, move) = pair, span != 7 else { return pair?.move }
      return 7 * drift + (move - Double(span) * drift) * (7 / Double(span)).squareRoot()
    }
  }

  /// Days between neighbouring observations, the middle one of all; nil with fewer than two.
  var usualGap: Int? {
    let gaps = zip(days.dropFirst(), days).map { $0 - $1 }.sorted()
    return gaps.isEmpty ? nil : gaps[gaps.count / 2]
  }
}
