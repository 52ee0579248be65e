import Reporting

/// A chart's choice from a longer list: how many it shows, of how many, and which.
struct Cut {
  var shown: Int
  var all: Int
  /// What is counted, in the plural, such as `miners`.
  var things: String
  /// Which are shown, such as `the likeliest to default`.
  var order: String
  /// The file that has the others, where the figure's own table does not.
  var file: String?

  /// Such as `12 of 20 miners, the likeliest to default; all under Data.`; nil where nothing is cut.
  func words(beside table: DataTable?) -> String? {
    guard all > shown else { return nil }
    let rest: String
    if let file {
      rest = "; all are in \(file)"
    } else {
      let isWhole = table.map { $0.leftOut == nil && $0.rows.count >= all } ?? false
      rest = isWhole ? "; all under Data" : ""
    }
    return "\(NumberWords.count(shown)) of \(NumberWords.count(all)) \(things), \(order)\(rest)."
  }
}
