import CreditBasics

/// The dates on which bitcoin's subsidy halves.
package enum Halvings {
  /// The chain's own so far, and the next as the shipped scenarios expect it.
  package static let chain = ["2012-11-28", "2016-07-09", "2020-05-11", "2024-04-20", "2028-04-15"]
    .compactMap { CalendarDate($0)?.day }

  /// The chain's until a day, and given ones after it.
  package static func chain(until day: Int, then later: [Int]) -> [Int] {
    chain.filter { $0 <= day } + later.filter { $0 > day }
  }
}
