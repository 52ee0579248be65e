import Foundation

/// From values to positions on the page.
package struct Scale {
  /// How values are spaced.
  package enum Spacing { case linear, logarithmic }

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
    switch spacing {
    case .linear:
      let width = domain.upperBound - domain.lowerBound
      let pad = width > 0 ? 0 : max(1e-9, abs(domain.lowerBound) * 0.5)
      self.domain = (domain.lowerBound - pad)...(domain.upperBound + pad)
      self.spacing = .linear
    case .logarithmic:
      let low = max(domain.lowerBound, .leastNormalMagnitude)
      let high = max(domain.upperBound, low)
      self.domain = high > low ? low...high : (low / 2)...(low * 2)
      self.spacing = .logarithmic
    }
  }

  /// Position of a value; what lies outside the domain goes to its end.
  package func callAsFunction(_ value: Double) -> Double {
    let clamped = min(max(value, domain.lowerBound), domain.upperBound)
    let share: Double
    switch spacing {
    case .linear:
      share = (clamped - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    case .logarithmic:
      // Differences of logs: the ratio of the ends may be beyond all numbers.
      let (low, high) = (log(domain.lowerBound), log(domain.upperBound))
      share = (log(clamped) - low) / (high - low)
    }
    return start + share * (end - start)
  }

  /// Position of a value also outside the domain, but never farther than ten lengths of the axis.
  package func beyond(_ value: Double) -> Double {
    let low: Double
    let high: Double
    let at: Double
    switch spacing {
    case .linear: (low, high, at) = (domain.lowerBound, domain.upperBound, value)
    case .logarithmic:
      (low, high) = (log(domain.lowerBound), log(domain.upperBound))
      at = value > 0 ? log(value) : -.infinity
    }
    let share = min(max((at - low) / (high - low), -10), 10)
    return start + share * (end - start)
  }

  /// Round values inside the domain.
  package func ticks(about count: Int) -> [Double] {
    switch spacing {
    case .linear: Ticks.linear(domain.lowerBound, domain.upperBound, about: count)
    case .logarithmic: Ticks.logarithmic(domain.lowerBound, domain.upperBound)
    }
  }
}
