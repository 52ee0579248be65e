import CreditBasics
import RiskMeasures

/// A measure estimated from a run, with what each path contributed to its error.
///
/// Every estimator is to first order a mean: `estimate − truth ≈ (1/n) Σ ψ_i`. The `ψ_i` of two runs on
/// the same draws belong together path by path, so that the standard error of a difference is that
/// of the mean of `ψ_i − ψ'_i`: what the common draws share cancels.
///
/// Source: Glasserman, *Monte Carlo Methods in Financial Engineering* (2003), sections 4.1 and 7.1;
/// Serfling, *Approximation Theorems of Mathematical Statistics* (1980), chapter 6.
struct MeasureSample: Sendable {
  /// The estimate in the measure's unit; nil where undefined.
  let value: Double?
  /// `ψ_i` of each path, with mean 0.
  let contributions: [Double]
  /// How many times greater the error is than that of `contributions`, 1 for most; infinite where
  /// there are too few paths to tell it.
  var widening = 1.0
  /// The paths counted, for a share of paths, whose error is that of a run's tables; nil for other samples, and
  /// for sums and quotients of shares.
  private(set) var share: Proportion?

  /// The estimate with its standard error; nil where undefined.
  var estimate: Estimate? {
    let error = Self.error(contributions, times: widening)
    return value.map {
      Estimate(value: $0, standardError: error.map { share?.standardError ?? $0 })
    }
  }

  /// This estimate less another on the same draws; nil where either is undefined.
  func difference(from base: MeasureSample) -> Estimate? {
    (self - base).estimate
  }

  /// Standard error of the mean of values whose mean is 0, widened; nil for a single one.
  private static func error(_ values: [Double], times widening: Double) -> Double? {
    guard values.count > 1, widening.isFinite else { return nil }
    let count = Double(values.count)
    return widening * (values.reduce(0) { $0 + $1 * $1 } / (count - 1) / count).squareRoot()
  }
}

extension MeasureSample {
  /// Estimates a measure from the values of a run.
  init(_ measure: Measure, _ paths: PathValues) {
    switch measure {
    case .defaultProbability(_, let month):
      self.init(defaultsIn: paths[measure.columns[0]], by: month, paths.grid)
    case .expectedLoss: self.init(meanOf: paths[measure.columns[0]])
    case .breakEvenSpread(let tranche):
      self.init(losses: paths[.trancheLoss(tranche)], exposures: paths[.exposure(tranche)])
    case .valueAtRisk(let level):
      self.init(valueAtRiskOf: paths[.portfolioLoss], thousandths: level)
    case .expectedShortfall(let level):
      self.init(expectedShortfallOf: paths[.portfolioLoss], thousandths: level)
    }
  }

  init(meanOf values: [Double]) {
    // The mean of equal values is exact: rounding of their sum must not look like an error.
    let isConstant = values.allSatisfy { $0 == values[0] }
    let mean = isConstant ? values[0] : values.reduce(0, +) / Double(values.count)
    self.init(value: mean, contributions: values.map { $0 - mean })
  }

  /// The share of paths that have something, with the error `√(p (1 − p) / n)`.
  init(shareOf hasIt: [Bool]) {
    self.init(meanOf: hasIt.map { $0 ? 1 : 0 })
    share = Proportion(hasIt.count { $0 }, of: hasIt.count)
  }

  /// The share of paths with a default by the end of a month.
  init(defaultsIn steps: [Double], by month: Int, _ grid: TimeGrid) {
    let limit = Double(month) / 12 + TimeGrid.dateTolerance
    self.init(shareOf: steps.map { $0 / Double(grid.stepsPerYear) <= limit })
  }

  /// `s = Σ L / Σ A` in basis points, `ψ = (L − s A) / mean A`; undefined without exposure.
  init(losses: [Double], exposures: [Double]) {
    let exposure = exposures.reduce(0, +)
    guard exposure > 0 else {
      self.init(value: nil, contributions: [])
      return
    }
    let spread = losses.reduce(0, +) / exposure
    let scale = 1e4 * Double(losses.count) / exposure
    self.init(
      value: 1e4 * spread,
      contributions: zip(losses, exposures).map { loss, exposure in
        // What rounding leaves where every path has the same spread must not look like an error.
        let part = loss - spread * exposure
        return abs(part) <= 1e-12 * loss ? 0 : scale * part
      })
  }

  /// A value of the tail on too few paths to tell its error: its contributions only show whether
  /// two runs agree on every path.
  private init(_ value: Double, withoutErrorOf losses: [Double]) {
    self.init(
      value: value, contributions: MeasureSample(meanOf: losses).contributions,
      widening: .infinity)
  }

  /// Value and error are those of a run's table, the order statistic `⌈n α⌉` and a part of the width of its interval;
  /// `ψ = (1{L > VaR} − P) / f` with the density `f` from that width.
  ///
  /// There is no error where the table has no interval.
  init(valueAtRiskOf losses: [Double], thousandths: Int) {
    let sorted = losses.sorted()
    let (count, level) = (Double(losses.count), Double(thousandths) / 1000)
    let half = Confidence.z95 * (count * level * (1 - level)).squareRoot()
    let value = sorted[LossTail.rank(thousandths: thousandths, of: losses.count) - 1]
    let interval = OrderStatisticInterval(thousandths: thousandths, count: losses.count)
    guard let lower = interval.lower, let upper = interval.upper else {
      self.init(value, withoutErrorOf: losses)
      return
    }
    let (low, high) = (sorted[lower - 1], sorted[upper - 1])
    let scale = (high - low) / (2 * half) * count
    // Where VaR is the greatest loss, paths that have it are the tail.
    let isGreatest = value == sorted[losses.count - 1]
    let isBeyond = losses.map { $0 > value || (isGreatest && $0 == value) }
    let beyond = Double(isBeyond.count { $0 }) / count
    self.init(value: value, contributions: isBeyond.map { scale * (($0 ? 1 : 0) - beyond) })
    widen(to: Confidence.standardError(low: low, high: high))
  }

  /// Value and error are those of a run's table, `ψ = (L − VaR)⁺ / (1 − α)` less its mean; the error in VaR adds
  /// nothing to first order.
  init(expectedShortfallOf losses: [Double], thousandths: Int) {
    var store = LossStore(plannedPaths: losses.count)
    store.add(losses, firstPath: 0)
    let rank = LossTail.rank(thousandths: thousandths, of: losses.count)
    let tail = LossTail(store, fromRank: rank)
    let valueAtRisk = tail.orderStatistic(rank)
    let found = tail.expectedShortfall(thousandths: thousandths)
    guard let error = found.standardError else {
      self.init(found.value, withoutErrorOf: losses)
      return
    }
    let scale = 1000 / Double(1000 - thousandths)
    let excess = MeasureSample(meanOf: losses.map { scale * max(0, $0 - valueAtRisk) })
    self.init(value: found.value, contributions: excess.contributions)
    widen(to: error)
  }

  /// Makes the error that of a run's table, and that of a difference greater or less by as much.
  private mutating func widen(to error: Double) {
    let plain = Self.error(contributions, times: 1) ?? 0
    widening = plain > 0 ? error / plain : 1
  }
}
