import Foundation

/// A mark on an axis.
package struct Tick: Equatable {
  package var value: Double
  package var label: String
}

/// Round numbers that cover a range: 1, 2 or 5 times a power of ten apart.
package enum Ticks {
  /// About `count` round values inside `low...high`.
  package static func linear(_ low: Double, _ high: Double, about count: Int) -> [Double] {
    guard low < high, (high - low).isFinite else { return low.isFinite ? [low] : [] }
    let step = self.step(high - low, about: count)
    let (start, end) = ((low / step - 1e-9).rounded(.up), (high / step + 1e-9).rounded(.down))
    // A step too fine for doubles leaves the ends alone.
    guard step.isNormal, max(start.magnitude, end.magnitude) < 0x1p50 else { return [low, high] }
    let (first, last) = (Int(start), Int(end))
    return first <= last ? (first...last).map { rounded(Double($0), times: step) } : []
  }

  /// The spacing of about `count` intervals in a length.
  package static func step(_ length: Double, about count: Int) -> Double {
    let rough = length / Double(max(1, count))
    let power = pow(10, log10(rough).rounded(.down))
    let multiple = rough / power
    let nice: Double = multiple < 1.5 ? 1 : multiple < 3.5 ? 2 : multiple < 7.5 ? 5 : 10
    return nice * power
  }

  /// Significant digits, three at least, that tell about `count` round values of a range apart.
  package static func digits(over range: ClosedRange<Double>, about count: Int) -> Int {
    let most = max(abs(range.lowerBound), abs(range.upperBound))
    let step = step(range.upperBound - range.lowerBound, about: count)
    guard most.isNormal, step.isNormal else { return 3 }
    return max(3, Int(log10(most).rounded(.down)) - Int(log10(step).rounded(.down)) + 1)
  }

  /// The smallest round number, at the same spacing, that is not below `high`.
  package static func ceiling(_ high: Double, about count: Int = 4) -> Double {
    guard high > 0, high.isFinite else { return 1 }
    let step = self.step(high, about: count)
    return rounded((high / step - 1e-9).rounded(.up), times: step)
  }

  /// Powers of ten in a range of positive numbers: every second, third … if it is long, and 1 and 3
  /// or 1, 2 and 5 times them if it is short.
  package static func logarithmic(_ low: Double, _ high: Double) -> [Double] {
    guard low > 0, low < high, high.isFinite else { return low > 0 ? [low] : [] }
    let span = log10(high) - log10(low)
    let multiples: [Double] = span > 2.5 ? [1] : span > 1.2 ? [1, 3] : [1, 2, 5]
    let every = max(1, Int((span / 6).rounded(.up)))
    var ticks: [Double] = []
    for exponent in Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
    where exponent % every == 0 {
      let power = pow(10, Double(exponent))
      for multiple in multiples { ticks.append(rounded(multiple, times: power)) }
    }
    return ticks.filter { low * (1 - 1e-9) <= $0 && $0 <= high * (1 + 1e-9) }
  }

  /// Where a value stands on an axis that is linear near 0 and logarithmic far from it.
  package static func symmetric(_ value: Double) -> Double {
    value < 0 ? -log1p(-value) : log1p(value)
  }

  /// 0 and 1 or 3 times powers of ten on either side of it, far enough apart for about twice `count` labels.
  package static func symmetric(_ low: Double, _ high: Double, about count: Int) -> [Double] {
    guard low < high, low.isFinite, high.isFinite else { return low.isFinite ? [low] : [] }
    let gap = (symmetric(high) - symmetric(low)) / Double(2 * max(1, count))
    let sizes = (0...9).flatMap { power in
      [1.0, 3].map { rounded($0, times: pow(10, Double(power))) }
    }
    func side(_ sign: Double, to end: Double) -> [Double] {
      var kept = [0.0]
      for size in sizes
      where size <= end && symmetric(size) - symmetric(kept[kept.count - 1]) >= gap {
        kept.append(size)
      }
      return kept.dropFirst().map { sign * $0 }
    }
    let zero = low <= 0 && high >= 0 ? [0.0] : []
    return (side(-1, to: -low).reversed() + zero + side(1, to: high)).filter {
      low <= $0 && $0 <= high
    }
  }

  /// A multiple without the rounding of binary fractions: 3 times 0.1 is 0.3.
  private static func rounded(_ multiple: Double, times step: Double) -> Double {
    let product = multiple * step
    let text = String(format: "%.12g", product)
    return Double(text) ?? product
  }
}
