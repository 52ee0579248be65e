import CreditBasics
import Reporting

extension ReverseStress {
  /// A probability is searched for only if at least this many paths with a default can be expected,
  /// and this many without.
  static let leastExpected = 10.0

  /// Whether the target is a probability too near to 0 or 1 for so few paths.
  var isTooRare: Bool {
    target.measure.unit == .share
      && min(target.value, 1 - target.value) * Double(pathCount) < Self.leastExpected
  }

  /// Why there is no answer where a run cannot tell the measure or its error, in one line.
  package func refusal(undefinedAt place: String) -> String {
    let wanted = TypedNumbers.shown(target.value, target.measure.unit)
    guard isTooRare else {
      return target.value == 0
        ? "where \(target.measure.text(in: book)) leaves \(wanted) a single path decides; no number of paths "
          + "tells it"
        : "the measure or its error is undefined at \(place); more --paths may define it"
    }
    let share = min(target.value, 1 - target.value)
    guard share > 0 else { return "no number of paths tells a probability of \(wanted)" }
    let least = min(1e15, (Self.leastExpected / share).rounded(.up))
    let way =
      least <= Double(TailQuestion.mostAskedPaths)
      ? "at least \(Thousands.grouped(Int(least))) --paths do"
      : "nor do as many as are allowed: `tail` estimates it at a value of the input"
    let paths = NumberWords.count(pathCount, "path does", "paths do")
    return "\(paths) not tell a probability of \(wanted); \(way)"
  }
}
