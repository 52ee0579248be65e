/// A coin's column so short that weeks of the other's are lost: regimes need both coins in every
/// week.
package struct ShortColumn: Sendable, Equatable {
  /// The column that is short.
  let short: HistoryFactor
  /// The column that is not, and its weeks with a return.
  let long: HistoryFactor, weeks: Int

  /// Share of the longer column's weeks below which the other is short.
  private static let fewest = 0.8

  /// Compares the weeks that coins have in common with those of each alone; nil where little is lost.
  init?(_ history: PriceHistory, _ weekly: WeeklyReturns?, weekday: Int) {
    let own = [HistoryFactor.btc, .eth].compactMap { coin in
      history.series[coin].map { series -> (coin: HistoryFactor, weeks: Int) in
        let alone = WeeklyReturns(PriceHistory(series: [coin: series]), weekday: weekday)
        return (coin, alone?.count ?? 0)
      }
    }
    guard own.count == 2, let most = own.max(by: { $0.weeks < $1.weeks }), most.weeks > 0,
      Double(weekly?.count ?? 0) < Self.fewest * Double(most.weeks),
      let other = own.first(where: { $0.coin != most.coin })
    else { return nil }
    (short, long, weeks) = (other.coin, most.coin, most.weeks)
  }

  /// A warning that regimes are fitted to few weeks, with the way out.
  func warning(common: Int) -> String {
    "regimes are fitted to the \(common) weeks that btc and eth share; \(long.rawValue) has \(weeks), and "
      + "\(short.rawValue) takes the others away: leave \(short.rawValue) out to use them"
  }

  /// Why there are no regimes, with the way out.
  var refusal: String {
    "no regimes: expected 52 weeks with a price of btc and eth near the end of each; \(long.rawValue) has "
      + "\(weeks), which \(short.rawValue) does not share: leave \(short.rawValue) out"
  }
}
