/// How much wider a 95 % interval is when its variance is itself estimated.
package enum StudentFactor {
  /// `t / z` at 97.5 %, `t` Student's quantile with `degrees` ≥ 1 degrees of freedom, `z` the normal's.
  ///
  /// Exact for one and two degrees, within 0.1 % above by the expansion in powers of `1 / degrees`.
  /// Source: Abramowitz and Stegun, *Handbook of Mathematical Functions* (1964), 26.7.5.
  package static func of(_ degrees: Int) -> Double {
    let z = Confidence.z95
    if degrees <= 1 { return 12.706204736174707 / z }
    if degrees == 2 { return 4.302652729749464 / z }
    let n = Double(degrees)
    let z2 = z * z
    let first = (z2 + 1) / 4
    let second = ((5 * z2 + 16) * z2 + 3) / 96
    let third = (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384
    let fourth = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92_160
    return 1 + (first + (second + (third + fourth / n) / n) / n) / n
  }
}
