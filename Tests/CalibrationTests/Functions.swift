import Foundation

/// Foundation's functions, under names that do not collide with Testing's.
func logarithm(_ x: Double) -> Double { log(x) }
func exponential(_ x: Double) -> Double { exp(x) }
