import Foundation

/// From values to positions on the page.
package struct Scale {
  /// How values are spaced.
  package enum Spacing {
    case linear, logarithmic
    /// Linear near 0, logarithmic far from it on either side: `sign(x) · ln(1 + |x|)`.
    case symmetric
  }

  package let domain: ClosedRange<Double>
  /// Positions of the domain's ends; the first may be the greater, as on a vertical axis.
  package let start: Double
  package let end: Double
  package let spacing: Spacing

  /// A domain of no width is widened, so that a single value stands in the middle.
  package init(
    _ domain: ClosedRange<Double>, from start: Double, to end: Double,
    _ spacing: Spacing = .linear
  ) {
    self.start = start
    self.end = end
    self.spacing = spacing
    switch spacing {
    case .linear, .symmetric:
      let width = domain.upperBound - domain.lowerBound
      let pad = width > 0 ? 0 : max(1e-9, abs(domain.lowerBound) * 0.5)
      self.domain = (domain.lowerBound - pad)...(domain.upperBound + pad)
    case .logarithmic:
      let low = max(domain.lowerBound, .leastNormalMagnitude)
      let high = max(domain.upperBound, low)
      self.domain = high > low ? low...high : (low / 2)...(low * 2)
    }
  }

  /// Position of a value; what lies outside the domain goes to its end.
  package func callAsFunction(_ value: Double) -> Double {
    at(placed(min(max(value, domain.lowerBound), domain.upperBound)))
  }

  /// Position of a value also outside the domain, but never farther than ten lengths of the axis.
  package func beyond(_ value: Double) -> Double { at(placed(value)) }

  /// The position of a place between those of the domain's ends.
  private func at(_ place: Double) -> Double {
    let (low, high) = (placed(domain.lowerBound), placed(domain.upperBound))
    return start + min(max((place - low) / (high - low), -10), 10) * (end - start)
  }

  /// A value in the units in which spacing is even: logs, not ratios of values, since the ratio of
  /// the ends may overflow.
  private func placed(_ value: Double) -> Double {
    switch spacing {
    case .linear: value
    case .logarithmic: value > 0 ? log(value) : -.infinity
    case .symmetric: Ticks.symmetric(value)
    }
  }

  /// Round values inside the domain.
  package func ticks(about count: Int) -> [Double] {
    switch spacing {
    case .linear: Ticks.linear(domain.lowerBound, domain.upperBound, about: count)
    case .logarithmic: Ticks.logarithmic(domain.lowerBound, domain.upperBound)
    case .symmetric: Ticks.symmetric(domain.lowerBound, domain.upperBound, about: count)
    }
  }
}
