extension Halvings {
  /// The chain's days and given ones.
  ///
  /// Halvings are four years apart: a given day within a year of one of the chain's is that one. The others of the chain
  /// count all the same, because they have made the subsidy what it is.
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
