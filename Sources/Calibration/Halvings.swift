import CreditBasics

/// The dates on which bitcoin's subsidy halves.
package enum Halvings {
  /// The chain's own so far, and the next as the shipped scenarios expect it.
  package static let chain = MiningNetwork.knownHalvings.map(\.day)

  /// The chain's until a day, and given ones after it.
  package static func chain(until day: Int, then later: [Int]) -> [Int] {
    chain.filter { $0 <= day } + later.filter { $0 > day }
  }
}
