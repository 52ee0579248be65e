import NumericCore

/// Functions of real numbers under names that variables called `log` do not hide.
enum Real {
  static func log(_ x: Double) -> Double { NumericCore.log(x) }

  static func exp(_ x: Double) -> Double { NumericCore.exp(x) }

  /// Probability that a χ² of one degree of freedom exceeds `x`.
  static func chiSquaredTail(_ x: Double) -> Double { erfc((max(0, x) / 2).squareRoot()) }

  static func tanh(_ x: Double) -> Double {
    let e = exp(-2 * abs(x))
    return (x < 0 ? -1 : 1) * (1 - e) / (1 + e)
  }

  /// The inverse of `tanh`.
  static func atanh(_ x: Double) -> Double { (log(1 + x) - log(1 - x)) / 2 }

  /// A standard normal from a generator, by Box and Muller.
  static func normal(_ numbers: inout SplitMix) -> Double {
    let radius = (-2 * log(numbers.uniform())).squareRoot()
    return radius * cos(2 * .pi * numbers.uniform())
  }
}
