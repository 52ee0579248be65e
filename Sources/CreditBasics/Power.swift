import NumericCore

/// `base` raised to `exponent`, without Foundation.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
