/// What a fan's frame shows.
enum FanFrame {
  /// A range that shows the middle half on nine dates in ten with some room around it, so that a
  /// 90 % band made by a few wild paths does not flatten the rest.
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

  /// From 0, or from where a value that may be negative begins, to the next round number.
  static func axis(_ low: Double, _ high: Double) -> ClosedRange<Double> {
    guard low < 0 else { return 0...Ticks.ceiling(high) }
    let step = Ticks.step(max(high, 0) - low, about: 4)
    return (low / step).rounded(.down) * step...(max(high, 0) / step).rounded(.up) * step
  }

  /// A range with all percentiles that are finite, within limits.
  static func whole(
    _ points: [FanChart.Point], showing least: ClosedRange<Double>,
    within limit: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    let all = points.flatMap { [$0.p05, $0.p25, $0.p50, $0.p75, $0.p95] }.filter(\.isFinite)
    let low = max(limit.lowerBound, all.min() ?? least.lowerBound)
    let high = min(limit.upperBound, all.max() ?? least.upperBound)
    return min(least.lowerBound, low)...max(least.upperBound, high)
  }
}
