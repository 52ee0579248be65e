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
    let typed = letters(of: name)
    guard (1...longest).contains(typed.count) else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in names {
      let known = letters(of: candidate)
      guard known.count <= longest else { continue }
      // Below the length, so that one single letter is never taken for another.
      let length = max(typed.count, known.count)
      let near = min(max(1, length / 3), length - 1)
      var limit = best?.distance ?? longest
      if limit > near, !abbreviates(known, typed), !abbreviates(typed, known), !begins(typed, known)
      {
        limit = near
      }
      guard let distance = distance(typed, known, atMost: limit) else { continue }
      if let best, (best.distance, best.name) <= (distance, candidate) { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  /// Most letters of a name that is typed or suggested.
  private static let longest = 40

  /// Letters in lower case; those of ASCII are lowered here, as a book can name thousands of things.
  private static func letters(of name: String) -> [Unicode.Scalar] {
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
      return Array(name.lowercased().unicodeScalars)
    }
    return name.utf8.map { Unicode.Scalar((0x41...0x5A).contains($0) ? $0 + 0x20 : $0) }
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

  /// Number of letters to insert, delete, replace or exchange with a neighbour; nil beyond a limit.
  ///
  /// Each cell off the diagonal costs a letter, so that only a band along it is filled.
  private static func distance(
    _ first: [Unicode.Scalar], _ second: [Unicode.Scalar], atMost limit: Int
  ) -> Int? {
    guard abs(first.count - second.count) <= limit else { return nil }
    let width = second.count + 1
    // Three rows take turns; a cell beyond the band is beyond the limit.
    var cells = Array(repeating: limit + 1, count: 3 * width)
    for column in 0...min(limit, second.count) { cells[column] = column }
    for row in 1...first.count {
      let (current, previous, older) =
        (row % 3 * width, (row + 2) % 3 * width, (row + 1) % 3 * width)
      let low = max(1, row - limit)
      cells[current + low - 1] = low == 1 ? row : limit + 1
      for column in stride(from: low, through: min(second.count, row + limit), by: 1) {
        let isSame = first[row - 1] == second[column - 1]
        var cost = min(cells[previous + column], cells[current + column - 1]) + 1
        cost = min(cost, cells[previous + column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, first[row - 1] == second[column - 2],
          first[row - 2] == second[column - 1]
        {
          cost = min(cost, cells[older + column - 2] + 1)
        }
        cells[current + column] = cost
      }
    }
    let found = cells[first.count % 3 * width + second.count]
    return found <= limit ? found : nil
  }
}
