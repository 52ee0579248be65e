/// What is wrong with a question, in one line that names the way out.
package struct QuestionError: Error, Equatable, CustomStringConvertible {
  /// The line.
  package let description: String

  /// Creates an error from its line.
  package init(_ description: String) { self.description = description }
}

/// The closest of some names as `; did you mean "…"?`, or nothing when none is close.
func suggestion(for word: String, among names: [String]) -> String {
  let near = names.map { (distance: letterDistance(word, $0), name: $0) }
    .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
  guard let near, near.distance <= max(1, word.count / 3) else { return "" }
  return "; did you mean \"\(near.name)\"?"
}

/// Number of letters to insert, delete or replace.
private func letterDistance(_ first: String, _ second: String) -> Int {
  let target = Array(second)
  var row = Array(0...target.count)
  for (i, letter) in first.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for j in target.indices {
      let replaced = diagonal + (letter == target[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
    }
  }
  return row[target.count]
}
