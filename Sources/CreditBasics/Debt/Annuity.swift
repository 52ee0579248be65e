import NumericCore

/// Value of a dollar a year for `years`, discounted at rate `y`: `(1 − e^{−y·years}) / y`, or
/// `years` at rate 0.
package func annuity(_ years: Double, rate: Double) -> Double {
  rate == 0 ? years : -expm1(-rate * years) / rate
}

/// Principal parts of a level payment over `count` equal periods, as shares of principal.
///
/// `w_j = i (1 + i)^j / ((1 + i)^n − 1)` for `j` from 0, in a form that keeps its digits when the rate is
/// tiny; `1 / n` without interest.
/// - Parameters:
///   - count: Number of payments `n`.
///   - rate: Interest `i` of one period as a fraction, at least 0.
public func annuityShares(_ count: Int, rate: Double) -> [Double] {
  guard rate > 0 else { return Array(repeating: 1 / Double(count), count: count) }
  let growth = log1p(rate)
  let first = rate / expm1(Double(count) * growth)
  return (0..<count).map { first * exp(Double($0) * growth) }
}
