import CreditBasics

/// What makes a series unfit as a sample, or doubtful, in words.
///
/// Prices that stand still or were filled in give volatilities near 0 that look like real ones; a
/// change of unit looks like an enormous jump.
package struct SeriesCheck: Sendable {
  /// Why nothing can be estimated from the series; empty when something can.
  package private(set) var refusals: [String] = []
  /// What makes its figures doubtful.
  package private(set) var warnings: [String] = []
  /// The series, without the repeats that fill gaps.
  package private(set) var series: PriceHistory.Series

  private let name: String
  private let isCoin: Bool

  /// Fewest observations that say something about a volatility.
  private static let few = 30
  /// Longest standstill of a coin in days.
  private static let longestStandstill = 28
  /// Log of the ratio beyond which a month's move is taken for a change of unit.
  private static let unitMove = 3.4

  /// Looks at one column of a history.
  package init(_ factor: HistoryFactor, _ series: PriceHistory.Series) {
    name = factor.rawValue
    isCoin = factor == .btc || factor == .eth
    self.series = series
    lookForChangeOfUnit(factor)
    lookForRepeats()
    if refusals.isEmpty { lookForLines() }
    guard refusals.isEmpty else { return }
    let count = self.series.days.count
    if count < Self.few {
      warnings.append(
        count < 4
          ? "\(name): \(Self.counted(count, "observation")): too few to estimate anything from"
          : "\(name): only \(count) observations: read its figures as orders of magnitude")
    }
    // Power has hours at many times the price of those around them.
    if factor != .powerPrice, let spikes = Self.spikes(self.series, name) {
      warnings.append(spikes)
    }
    let kinds = Set(self.series.logs).count
    if count >= Self.few, kinds < count / 10, kinds < 20 {
      warnings.append("\(name): \(count) observations take only \(kinds) different values")
    }
  }

  private mutating func lookForChangeOfUnit(_ factor: HistoryFactor) {
    for at in series.days.indices.dropFirst() {
      let move = series.logs[at] - series.logs[at - 1]
      guard abs(move) > Self.unitMove, series.days[at] - series.days[at - 1] <= 31 else { continue }
      let logs = series.logs
      let value = { (at: Int) in RoundedNumber.text(Real.exp(logs[at]), 4) }
      let text =
        "\(name): \(value(at - 1)) on \(Self.date(series.days[at - 1])), \(value(at)) on "
        + "\(Self.date(series.days[at])): a change of unit? Write the whole column in one unit"
      // Power alone has hours at thirty times the price of the day before.
      if factor == .powerPrice { warnings.append(text) } else { refusals.append(text) }
      return
    }
  }

  private mutating func lookForRepeats() {
    let repeats = series.logs.indices.dropFirst().filter { series.logs[$0] == series.logs[$0 - 1] }
    let moves = series.days.count - 1
    guard moves > 0 else { return }
    if repeats.count == moves {
      let span = Self.span(series.days[moves] - series.days[0])
      refusals.append(
        "\(name): \(span) without a change from \(Self.date(series.days[0])) to "
          + "\(Self.date(series.days[moves])): expected values that move; leave the column out")
      return
    }
    if Double(repeats.count) >= 0.5 * Double(moves) {
      let all = series
      let kept = all.days.indices.filter { $0 == 0 || all.logs[$0] != all.logs[$0 - 1] }
      series = PriceHistory.Series(
        days: kept.map { all.days[$0] }, logs: kept.map { all.logs[$0] },
        repeatedUntil: all.days[moves])
      warnings.append(
        "\(name): \(repeats.count) of \(moves) values repeat the one before: filled in; each is taken "
          + "once, on its first date, which leaves \(kept.count)")
      return
    }
    let still = longestStandstill
    if still.count >= 4, still.end - still.start > (isCoin ? Self.longestStandstill : 180) {
      let text =
        "\(name): \(Self.span(still.end - still.start)) without a change from "
        + "\(Self.date(still.start)) to \(Self.date(still.end)); leave these cells empty"
      if isCoin { refusals.append(text) } else { warnings.append(text) }
    } else if isCoin, Double(repeats.count) > 0.05 * Double(moves) {
      warnings.append("\(name): \(repeats.count) of \(moves) values repeat the one before")
    }
  }

  private var longestStandstill: (start: Int, end: Int, count: Int) {
    var best = (start: 0, end: 0, count: 0)
    var from = 0
    for at in series.days.indices.dropFirst() {
      if series.logs[at] != series.logs[at - 1] { from = at }
      let length = series.days[at] - series.days[from]
      if length > best.end - best.start {
        best = (series.days[from], series.days[at], at - from)
      }
    }
    return best
  }

  /// Looks for values filled in on straight lines, where most moves are like the move before.
  private mutating func lookForLines() {
    let moves = Return.all(series).map { $0.move / Double($0.end - $0.start) }
    guard moves.count >= 20 else { return }
    let alike = zip(moves, moves.dropFirst()).count { abs($1 - $0) <= 0.05 * abs($0) && $0 != 0 }
    guard alike * 2 > moves.count else { return }
    let text =
      "\(name): \(alike) of \(moves.count) moves are like the move before: interpolated; give only the "
      + "values that were observed"
    if isCoin { refusals.append(text) } else { warnings.append(text) }
  }

  static func date(_ day: Int) -> String { CalendarDate(day: day)?.text ?? "day \(day)" }

  /// A number of days in words.
  static func span(_ days: Int) -> String {
    days >= 70 ? counted(days / 7, "week") : counted(days, "day")
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)" + (count == 1 ? "" : "s")
  }
}

extension PriceHistory {
  /// The history without the repeats that fill gaps, and what is to be known about its columns.
  ///
  /// - Throws: Why a column cannot be used, one line each.
  package func checked(name: String) throws(HistoryError) -> (
    history: PriceHistory, warnings: [String]
  ) {
    let checks = factors.compactMap { factor in
      series[factor].map { (factor: factor, check: SeriesCheck(factor, $0)) }
    }
    let refusals = checks.flatMap(\.check.refusals)
    guard refusals.isEmpty else {
      throw HistoryError(refusals.map { "\(name): \($0)" }.joined(separator: "\n"))
    }
    let history = PriceHistory(
      series: Dictionary(uniqueKeysWithValues: checks.map { ($0.factor, $0.check.series) }))
    return (history, checks.flatMap(\.check.warnings))
  }

  /// Warnings about values that no desk would believe in these units, and dates that do not belong
  /// together.
  ///
  /// - Parameter halvings: Days on which the subsidy halves.
  package func doubts(halvings: [Int]) -> [String] {
    hashrateDoubts(halvings) + priceDoubts + columnDoubts + dateDoubts
  }

  /// Dollars a day for a PH/s: the newest price and hashrate; nil without both.
  package func newestHashprice(halvings: [Int]) -> Double? {
    guard let price = series[.btc]?.logs.last, let rate = series[.networkHashrate],
      let log = rate.logs.last, let day = rate.newestDay
    else { return nil }
    let subsidy = 50 * Real.exp(-Real.log(2) * Double(halvings.count { $0 <= day }))
    return Real.exp(price - log) * MiningNetwork.blocksPerDay * subsidy
  }

  private func hashrateDoubts(_ halvings: [Int]) -> [String] {
    guard let rate = series[.networkHashrate], let log = rate.logs.last, let day = rate.newestDay
    else { return [] }
    let shown = RoundedNumber.text(Real.exp(log), 3)
    let earned = newestHashprice(halvings: halvings)
    let price = earned.map { ", $\(RoundedNumber.text($0, 2)) a PH/s and day" } ?? ""
    // 10⁸ PH/s is a hundred times the network of 2025; a PH/s has earned $30 and more every day.
    if Real.exp(log) > 1e8 || (earned ?? 40) < 0.1 {
      return [
        "networkHashrate: \(shown) read as PH/s\(price): in TH/s? Call the column hashrate_ths, or "
          + "divide by 1,000"
      ]
    }
    // Since 2018 a PH/s has earned less than $3,000 a day.
    if day > 17_532, Real.exp(log) < 2_500 || (earned ?? 40) > 10_000 {
      return [
        "networkHashrate: \(shown) read as PH/s\(price): in EH/s? Call the column hashrate_ehs, or "
          + "multiply by 1,000"
      ]
    }
    return []
  }

  private var priceDoubts: [String] {
    var doubts: [String] = []
    if let log = series[.powerPrice]?.logs.last, Real.exp(log) < 2 {
      doubts.append(
        "powerPrice: \(RoundedNumber.text(Real.exp(log), 3)) read as $/MWh: in $/kWh? Multiply by 1,000"
      )
    }
    // Bitcoin has cost more than $3,000 since 2018.
    if let coin = series[.btc], let log = coin.logs.last, let day = coin.days.last, day > 17_532,
      Real.exp(log) < 200
    {
      doubts.append(
        "btc: \(RoundedNumber.text(Real.exp(log), 3)) read as dollars: in thousands?")
    }
    return doubts
  }

  /// Newest dates that lie more than a quarter apart: today's values would not be of one day.
  private var dateDoubts: [String] {
    let ends = factors.compactMap { factor in
      series[factor]?.newestDay.map { (factor: factor, day: $0) }
    }
    guard let newest = ends.map(\.day).max() else { return [] }
    return ends.filter { newest - $0.day > 92 }.map { factor, day in
      "\(factor.rawValue) ends on \(SeriesCheck.date(day)), "
        + "\(SeriesCheck.span(newest - day)) before the newest column: its last value is not of the same day"
    }
  }
}
