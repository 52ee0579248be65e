import RiskMeasures

/// Intervals for shares of paths.
package enum Wilson {
  /// The 95 % score interval for a share of a number of paths: it covers also near 0 and 1.
  package static func interval(share: Double, of total: Double) -> ClosedRange<Double> {
    guard total > 0 else { return 0...1 }
    let z = Confidence.z95
    let scale = 1 + z * z / total
    let centre = (share + z * z / (2 * total)) / scale
    let variance = share * (1 - share) / total + z * z / (4 * total * total)
    let half = z / scale * max(0, variance).squareRoot()
    let low = share <= 0 ? 0 : max(0, centre - half)
    let high = share >= 1 ? 1 : min(1, centre + half)
    return min(low, share)...max(high, share)
  }
}
