#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// `base` raised to `exponent`, without Foundation.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
