/// Ranks (from 1) of the order statistics that enclose a quantile with 95 % confidence.
///
/// With `B ~ Binomial(n, α)` the number of losses up to the quantile, `lower` is the greatest rank with
/// `P(B < lower) ≤ 0.025` and `upper` the least with `P(B ≥ upper) ≤ 0.025`: no assumption on
/// the distribution. A bound is nil when the sample is too small to have one.
///
/// Source: David and Nagaraja, *Order Statistics*, 3rd edition (2003), section 7.1.
package struct OrderStatisticInterval: Equatable {
  package var lower: Int?
  package var upper: Int?

  /// The interval of the quantile at `thousandths`/1000 from `count` losses.
  package init(thousandths: Int, count: Int) {
    let law = BinomialTails(count: count, probability: Double(thousandths) / 1000)
    lower = law.lower > 0 ? law.lower : nil
    upper = law.upper <= count ? law.upper : nil
  }
}

/// The two tails of 2.5 % of a binomial law, summed outward from its mode.
private struct BinomialTails {
  /// Greatest `l` with `P(B < l) ≤ 0.025`.
  let lower: Int
  /// Least `u` with `P(B ≥ u) ≤ 0.025`.
  let upper: Int

  init(count: Int, probability: Double) {
    let odds = probability / (1 - probability)
    let mode = min(count, Int((Double(count + 1) * probability).rounded(.down)))
    var below: [Double] = []
    var weight = 1.0
    var at = mode
    while at > 0 && weight > 1e-20 {
      weight *= Double(at) / (Double(count - at + 1) * odds)
      at -= 1
      below.append(weight)
    }
    var above: [Double] = [1]
    weight = 1
    at = mode
    while at < count && weight > 1e-20 {
      weight *= Double(count - at) * odds / Double(at + 1)
      at += 1
      above.append(weight)
    }
    let limit = 0.025 * (below.reversed().reduce(0, +) + above.reversed().reduce(0, +))
    lower = mode - below.count + Self.fitting(below.reversed() + above, limit)
    upper = mode + above.count - Self.fitting(above.reversed() + below, limit)
  }

  /// How many leading weights sum to at most `limit`.
  private static func fitting(_ weights: [Double], _ limit: Double) -> Int {
    var sum = 0.0
    for (index, weight) in weights.enumerated() {
      sum += weight
      if sum > limit { return index }
    }
    return weights.count
  }
}
