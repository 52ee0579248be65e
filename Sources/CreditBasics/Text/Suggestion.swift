/// The known name that a mistyped one was probably meant to be: of a key, a miner, an option.
package enum Suggestion {
  /// `; did you mean "btc"?` for the nearest of `names`, or nothing when none is near.
  package static func hint(for name: String, among names: some Sequence<String>) -> String {
    nearest(to: name, among: names).map { "; did you mean \(Excerpt.quoted($0))?" } ?? ""
  }

  /// The nearest of `names`, the first in alphabetical order among equally near ones.
  ///
  /// - Returns: nil when none is near: a third of the letters, at least one, may be wrong, unless one
  ///   of the two abbreviates the other or both open with the same word.
  package static func nearest(to name: String, among names: some Sequence<String>) -> String? {
    let typed = Array(name.lowercased().unicodeScalars)
    guard (1...40).contains(typed.count) else { return nil }
    var best: (name: String, distance: Int)?
    // A limit, because a book can name thousands of things.
    for candidate in names.prefix(1000).sorted() {
      let known = Array(candidate.lowercased().unicodeScalars)
      guard known.count <= 40 else { continue }
      let distance = distance(typed, known)
      // Below the length, so that one single letter is never taken for another.
      let length = max(typed.count, known.count)
      let near = distance <= max(1, length / 3) && distance < length
      guard near || abbreviates(known, typed) || abbreviates(typed, known) || begins(typed, known)
      else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Whether `short` leaves letters of `long` out, as btc does of bitcoin.
  private static func abbreviates(_ short: [Unicode.Scalar], _ long: [Unicode.Scalar]) -> Bool {
    guard short.count >= 3, short.first == long.first else { return false }
    var rest = short[...]
    for scalar in long where scalar == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  /// Whether two names open with the same word, as overheads and overheadPerYear do.
  private static func begins(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Bool {
    let common = zip(first, second).prefix { $0 == $1 }.count
    return common >= 5 && 3 * common >= 2 * first.count
  }

  /// Number of letters to insert, delete, replace or exchange with a neighbour.
  private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var older: [Int] = []
    var previous = Array(0...second.count)
    for (row, letter) in first.enumerated() {
      var current = [row + 1]
      for (column, other) in second.enumerated() {
        var cost = min(previous[column + 1], current[column]) + 1
        cost = min(cost, previous[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
          cost = min(cost, older[column - 1] + 1)
        }
        current.append(cost)
      }
      (older, previous) = (previous, current)
    }
    return previous[second.count]
  }
}
