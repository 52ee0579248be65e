import Reporting
import ResultReading

/// What is still owed when the run ends although by today's schedule all has fallen due: no figure of the page says what
/// becomes of it.
struct StillOwed {
  let result: FinishedResult

  /// Whether the sum over the years is not the loss over the life of the debt.
  var isMaterial: Bool { !late.isEmpty }

  /// For the finding; nil where nothing is owed any more.
  var warning: Markup? {
    let late = late
    guard !late.isEmpty else { return nil }
    let all = late.map { "\($0.miner) \(NumberWords.percent($0.share))" }
    let named = NumberWords.first(OwedAtEnd.mostNamed, of: all).joined(separator: ", ")
    return """
      <strong>Still owed when the run ends, extended: \(named)</strong> \
      of principal and commitments, on average over all paths: what is lost after that is in no figure.
      """
  }

  /// For a tile of the first screen, where it is most of the book; else nil.
  var tileWords: String? {
    guard isMaterial, let share = result.portfolio.owedAtEnd, share >= 0.5 else { return nil }
    return "\(NumberWords.percent(share)) is still owed when the run ends"
  }

  /// Miners with a material share, the greatest first; those whose schedule goes beyond the horizon are in
  /// `BeyondHorizon`.
  private var late: [(miner: String, share: Double)] {
    result.miners.compactMap { row in
      guard row.beyondHorizon == 0, let share = row.owedAtEnd, OwedAtEnd.isMaterial(share) else {
        return nil
      }
      return (row.miner, share)
    }.sorted { ($1.share, $0.miner) < ($0.share, $1.miner) }
  }
}
