import ReportPages
import RiskMeasures

extension Sweep {
  /// Which values are drawn in one colour: the 95 % intervals of those of one number overlap, each with each.
  ///
  /// Values are gone through from the least; one that is apart from any of the level so far begins the next.
  /// What has no value has level 0.
  package static func levels(_ values: [Estimate?]) -> [Int] {
    var levels = values.map { _ in 0 }
    var (level, members) = (0, [Estimate]())
    let known = values.enumerated().compactMap { at, value in value.map { (at: at, value: $0) } }
    for cell in known.sorted(by: { ($0.value.value, $0.at) < ($1.value.value, $1.at) }) {
      if members.contains(where: { cell.value.isApart(from: $0) }) {
        (level, members) = (level + 1, [])
      }
      members.append(cell.value)
      levels[cell.at] = level
    }
    return levels
  }
}

extension Estimate {
  /// Whether a difference is beyond its 95 % interval; without an error nothing is.
  var isMeasurable: Bool { Confidence.half(standardError).map { abs(value) > $0 } ?? false }

  /// Whether intervals do not overlap; what was seen on no path is as uncertain as the other.
  fileprivate func isApart(from other: Estimate) -> Bool {
    guard let own = Confidence.half(standardError), let half = Confidence.half(other.standardError)
    else { return false }
    let room = isUnseen || other.isUnseen ? 2 * max(own, half) : own + half
    return abs(value - other.value) > room
  }
}
