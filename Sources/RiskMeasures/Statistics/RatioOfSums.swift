/// A ratio of two sums over independent paths, `R = Σ a / Σ b`, with what its standard error needs.
struct RatioOfSums {
  /// `Σ a` and `Σ b`.
  var numerator, denominator: Double
  /// `Σ a²`, `Σ ab` and `Σ b²`.
  var numeratorSquares, products, denominatorSquares: Double

  /// The ratio with the error `√(Σ(a − R b)² n / (n − 1)) / Σ b` of the delta method, over the `n` paths that
  /// contribute; nil without a denominator.
  func estimate(over paths: Int) -> Estimate? {
    guard denominator > 0 else { return nil }
    let ratio = numerator / denominator
    guard paths > 1 else { return Estimate(value: ratio, standardError: nil) }
    let squares =
      numeratorSquares - 2 * ratio * products + ratio * ratio * denominatorSquares
    // A difference this small is the rounding of equal sums.
    if squares <= 1e-14 * numeratorSquares { return Estimate(value: ratio, standardError: 0) }
    let scale = Double(paths) / Double(paths - 1)
    return Estimate(value: ratio, standardError: (squares * scale).squareRoot() / denominator)
  }
}
