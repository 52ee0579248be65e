import NumericCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Functions of real numbers under one name on every platform.
enum Real {
  static func log(_ x: Double) -> Double {
    #if canImport(Darwin)
      Darwin.log(x)
    #else
      Glibc.log(x)
    #endif
  }

  static func exp(_ x: Double) -> Double {
    #if canImport(Darwin)
      Darwin.exp(x)
    #else
      Glibc.exp(x)
    #endif
  }

  /// Probability that a χ² of one degree of freedom exceeds `x`.
  static func chiSquaredTail(_ x: Double) -> Double {
    #if canImport(Darwin)
      Darwin.erfc((max(0, x) / 2).squareRoot())
    #else
      Glibc.erfc((max(0, x) / 2).squareRoot())
    #endif
  }

  static func tanh(_ x: Double) -> Double {
    let e = exp(-2 * abs(x))
    return (x < 0 ? -1 : 1) * (1 - e) / (1 + e)
  }

  /// The inverse of `tanh`.
  static func atanh(_ x: Double) -> Double { (log(1 + x) - log(1 - x)) / 2 }

  /// A standard normal from a generator, by Box and Muller.
  static func normal(_ numbers: inout SplitMix) -> Double {
    let radius = (-2 * log(numbers.uniform())).squareRoot()
    #if canImport(Darwin)
      return radius * Darwin.cos(2 * .pi * numbers.uniform())
    #else
      return radius * Glibc.cos(2 * .pi * numbers.uniform())
    #endif
  }
}
