import CreditBasics

/// The dates on which bitcoin's subsidy halves.
package enum Halvings {
  /// The chain's own so far, and the next as the shipped scenarios expect it.
  package static let chain = MiningNetwork.knownHalvings.map(\.day)

  /// The chain's until a day, and given ones after it.
  package static func chain(until day: Int, then later: [Int]) -> [Int] {
    chain.filter { $0 <= day } + later.filter { $0 > day }
  }

  /// The chain's days and given ones.
  ///
  /// Halvings are four years apart: a given day within a year of one of the chain's takes its
  /// place. The chain's other days stay, because they have made the subsidy what it is.
  ///
  /// - Throws: Two given days that cannot both be halvings.
  package static func chain(with given: [Int]) throws(HistoryError) -> [Int] {
    let given = given.sorted()
    if let near = zip(given, given.dropFirst()).first(where: { $1 - $0 < 365 }) {
      let days = [near.0, near.1].map(SeriesCheck.date).joined(separator: " and ")
      throw HistoryError("--halvings: expected days years apart, each once, found \(days)")
    }
    let others = chain.filter { day in !given.contains { abs($0 - day) < 365 } }
    return (others + given).sorted()
  }
}
