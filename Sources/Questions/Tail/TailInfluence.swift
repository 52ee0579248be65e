import CreditBasics

/// A measure estimated from weighted paths, with what each path contributes to it.
///
/// To first order every estimate is a mean, `estimate − truth ≈ (1/n) Σ wᵢ ψᵢ − constant`: `ψ` is what a path
/// adds, and `w` how many paths of the plain law it stands for.
struct TailInfluence: Sendable {
  /// The estimate; nil where undefined.
  let value: Double?
  /// What the mean of `w ψ` is added to: the value at risk for an expected shortfall, 0 otherwise.
  private(set) var base = 0.0
  /// What each path adds, unweighted.
  let influence: [Double]
  /// What a path has of the event that the measure is about, unweighted, at least 0.
  let event: [Double]
}

extension TailInfluence {
  /// Estimates a measure.
  init(_ measure: Measure, _ paths: WeightedPaths) {
    let values = paths.values
    switch measure {
    case .defaultProbability(_, let month):
      let steps = values[measure.columns[0]]
      self.init(meanOf: Self.defaults(steps, by: month, values.grid), paths)
    case .expectedLoss: self.init(meanOf: values[measure.columns[0]], paths)
    case .breakEvenSpread(let tranche):
      self.init(
        losses: values[.trancheLoss(tranche)], exposures: values[.exposure(tranche)], paths)
    case .valueAtRisk(let level):
      self.init(valueAtRiskOf: values[.portfolioLoss], tail: level.tail, paths)
    case .expectedShortfall(let level):
      self.init(shortfallOf: values[.portfolioLoss], tail: level.tail, paths)
    }
  }

  private static func defaults(_ steps: [Double], by month: Int, _ grid: TimeGrid) -> [Double] {
    steps.map { Measure.counts($0, by: month, grid) ? 1 : 0 }
  }

  private init(meanOf values: [Double], _ paths: WeightedPaths) {
    value = paths.mean(values)
    (influence, event) = (values, values)
  }

  /// `s = Σ wL / Σ wA` in basis points, `ψ = (L − s A) / mean wA`.
  private init(losses: [Double], exposures: [Double], _ paths: WeightedPaths) {
    let exposure = paths.mean(exposures)
    let spread = exposure > 0 ? paths.mean(losses) / exposure : 0
    value = exposure > 0 ? 1e4 * spread : nil
    let scale = exposure > 0 ? 1e4 / exposure : 0
    influence = zip(losses, exposures).map { scale * ($0 - spread * $1) }
    event = losses
  }

  /// The smallest loss that is exceeded with at most the probability `tail`; `ψ` is 1 beyond it.
  private init(valueAtRiskOf losses: [Double], tail: Double, _ paths: WeightedPaths) {
    let at = ExceedanceLadder(losses, paths).quantile(tail)
    value = at
    influence = losses.map { $0 > at ? 1.0 : 0 }
    event = Self.reaching(at, losses, tail, paths) ?? influence
  }

  /// `VaR + mean w (L − VaR)⁺ / tail`; the error in VaR adds nothing to first order.
  private init(shortfallOf losses: [Double], tail: Double, _ paths: WeightedPaths) {
    let at = ExceedanceLadder(losses, paths).quantile(tail)
    influence = losses.map { max(0, $0 - at) / tail }
    event = Self.reaching(at, losses, tail, paths) ?? influence
    value = at + paths.mean(influence)
    base = at
  }

  /// Which paths lose at least as much as a quantile, where that very loss fills most of the tail; nil elsewhere.
  ///
  /// The loss of a loan without recovery does: hardly any path loses more.
  private static func reaching(
    _ quantile: Double, _ losses: [Double], _ tail: Double, _ paths: WeightedPaths
  ) -> [Double]? {
    guard quantile > 0, paths.mean(losses.map { $0 == quantile ? 1 : 0 }) > tail / 2 else {
      return nil
    }
    return losses.map { $0 >= quantile ? 1 : 0 }
  }
}

extension Int {
  /// The probability above a level in thousandths: 0.05 for 950.
  var tail: Double { 1 - Double(self) / 1000 }
}

/// Losses from the greatest down, with the weighted share of paths above each.
struct ExceedanceLadder {
  private(set) var losses: [Double] = []
  /// Weighted share of paths with a greater loss.
  private var above: [Double] = []

  init(_ values: [Double], _ paths: WeightedPaths) {
    let order = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
    var sum = 0.0
    for path in order {
      if losses.last != values[path] {
        losses.append(values[path])
        above.append(sum / Double(paths.count))
      }
      sum += paths.weights[path]
    }
  }

  /// The smallest loss that is exceeded with at most a probability.
  func quantile(_ tail: Double) -> Double { lowest { above[$0] <= tail * (1 + 1e-12) } }

  /// The smallest loss that passes a test which greater ones pass.
  func lowest(_ passes: (Int) -> Bool) -> Double {
    var (low, high) = (0, losses.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if passes(middle) { low = middle } else { high = middle }
    }
    return losses[low]
  }
}
