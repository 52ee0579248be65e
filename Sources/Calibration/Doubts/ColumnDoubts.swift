import CreditBasics

extension PriceHistory {
  /// Warnings about columns that look copied or exchanged.
  var columnDoubts: [String] {
    guard let btc = series[.btc], let eth = series[.eth] else { return [] }
    let common = Self.common(btc, eth)
    guard let last = common.last else { return [] }
    if last.second >= last.first {
      let value = { (log: Double) in RoundedNumber.text(Real.exp(log), 4) }
      return [
        "eth: \(value(last.second)) on \(SeriesCheck.date(last.day)), when btc is \(value(last.first)): "
          + "are the columns exchanged?"
      ]
    }
    let moves = zip(common, common.dropFirst()).map {
      (first: $1.first - $0.first, second: $1.second - $0.second)
    }
    // Moves count as equal where rounding of prices to cents explains their difference.
    let alike = moves.count { abs($0.first - $0.second) <= 1e-4 }
    guard moves.count >= 10, 10 * alike >= 9 * moves.count else { return [] }
    return [
      "eth: \(alike) of \(moves.count) moves are those of btc: a copy of its column? Their correlation "
        + "would be 1"
    ]
  }

  /// Logs of two series on the days that both have.
  private static func common(
    _ one: Series, _ other: Series
  ) -> [(day: Int, first: Double, second: Double)] {
    let logs = Dictionary(zip(other.days, other.logs)) { first, _ in first }
    return zip(one.days, one.logs).compactMap { day, log in logs[day].map { (day, log, $0) } }
  }
}

extension SeriesCheck {
  /// Log of the ratio beyond which a move that is reversed at once is an error, not a price.
  private static let spike = 0.9

  /// Finds values far from both neighbours where these are near each other: a wrong digit, or a provider's error.
  ///
  /// - Returns: A warning about the first, with how many there are; nil without one.
  static func spikes(_ series: PriceHistory.Series, _ name: String) -> String? {
    let found = series.days.indices.dropFirst().dropLast().filter { at in
      guard series.days[at + 1] - series.days[at - 1] <= 14 else { return false }
      let there = series.logs[at] - series.logs[at - 1]
      let back = series.logs[at + 1] - series.logs[at]
      return abs(there) > spike && abs(back) > spike && abs(there + back) < 0.3 * abs(there)
    }
    guard let first = found.first else { return nil }
    let value = { (at: Int) in RoundedNumber.text(Real.exp(series.logs[at]), 4) }
    let more = found.count == 1 ? "" : "; there are \(found.count) such values"
    return
      "\(name): \(value(first)) on \(date(series.days[first])) between \(value(first - 1)) and "
      + "\(value(first + 1)): a slip? It is taken for a jump and back\(more)"
  }
}
