import ResultReading

/// Which of a book's miners a chart shows, where it does not show all.
///
/// Equals are ranked by the next figure and never by their names alone: in a book without defaults the
/// first of the alphabet are no worse than others.
enum Ranking {
  case likeliest, costliest

  /// As it follows a count: `12 of 20 miners, the likeliest to default`.
  var words: String {
    switch self {
    case .likeliest: "the likeliest to default"
    case .costliest: "those that cost most"
    }
  }
}

extension FinishedResult {
  /// The cut of a chart that shows `shown` of the miners.
  func cut(_ shown: Int, _ ranking: Ranking, file: String? = nil) -> Cut {
    Cut(shown: shown, all: miners.count, things: "miners", order: ranking.words, file: file)
  }
}
