/// What a fan's frame shows.
enum FanFrame {
  /// A range with the middle halves of nine dates in ten and some room around them; a 90 % range of
  /// a few wild paths does not flatten the rest.
  ///
  /// - Parameters:
  ///   - least: Values that are always shown.
  ///   - limit: Values beyond which nothing is shown.
  static func range(
    _ points: [FanChart.Point], showing least: ClosedRange<Double>,
    within limit: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    guard let last = points.indices.last else { return least }
    let upper = points.map(\.p75).sorted()[last - last / 10]
    let lower = points.map(\.p25).sorted()[last / 10]
    let highest = points.map(\.p95).max() ?? least.upperBound
    let lowest = points.map(\.p05).min() ?? least.lowerBound
    let high = max(
      least.upperBound, min(highest, 1.6 * upper, limit.upperBound))
    let low = min(
      least.lowerBound, max(lowest, 1.6 * lower, limit.lowerBound))
    let step = Ticks.step(high - low, about: 4)
    return ((low / step + 1e-9).rounded(.down) * step)...((high / step - 1e-9).rounded(.up) * step)
  }
}
