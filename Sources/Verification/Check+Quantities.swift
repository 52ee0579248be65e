import Foundation
import RiskMeasures

/// The quantities that cases compare.
extension Check {
  /// Probability that a miner has defaulted by a month, or by the horizon.
  static func defaultProbability(
    _ miner: String, byMonth month: Int? = nil, exact: Double
  ) -> Check {
    let when = month.map { " by month \($0)" } ?? ""
    return Check("PD of \(miner)\(when)", exact: exact) { result in
      let row = result.termStructure.first {
        $0.miner == miner && $0.month == (month ?? $0.month)
      }
      let summary = result.miners.first { $0.miner == miner }
      return proportion(month == nil ? summary?.defaults : row?.defaults, exact)
    }
  }

  /// Probability that two miners default.
  static func jointDefault(_ first: String, _ second: String, exact: Double) -> Check {
    Check("joint PD of \(first) and \(second)", exact: exact) { result in
      let pair = result.defaultCorrelations?.first { $0.first == first && $0.second == second }
      return proportion(pair?.joint, exact)
    }
  }

  /// Probability of a number of defaults.
  static func defaults(_ number: Int, exact: Double) -> Check {
    Check("probability of \(number) defaults", exact: exact) { result in
      proportion(result.jointDefaults.first { $0.defaults == number }?.paths, exact)
    }
  }

  /// Expected discounted loss of a miner, or of the book.
  static func expectedLoss(_ miner: String? = nil, exact: Double) -> Check {
    Check("expected loss of \(miner ?? "the book"), USD", exact: exact) { result in
      let summary = miner == nil ? result.portfolio : result.miners.first { $0.miner == miner }
      return seen(summary?.expectedLossUSD, summary?.defaults)
    }
  }

  /// Break-even spread of a miner's only tranche.
  static func breakEvenSpread(_ miner: String, exact: Double) -> Check {
    Check("break-even spread of \(miner), bp", exact: exact) { result in
      let row = result.tranches.first { $0.miner == miner }
      return seen(row?.breakEvenSpread, row?.defaults)
    }
  }

  /// Value at risk, where the law of the loss has a known density.
  static func valueAtRisk(_ thousandths: Int, exact: Double, density: Double) -> Check {
    Check("VaR \(percent(thousandths)) %, USD", exact: exact) { result in
      guard let row = quantile(thousandths, result) else { return undefined }
      let level = Double(thousandths) / 1000
      let error = (level * (1 - level) / Double(result.paths)).squareRoot() / density
      return Estimate(value: row.valueAtRiskUSD, standardError: error)
    }
  }

  static func expectedShortfall(_ thousandths: Int, exact: Double) -> Check {
    Check("ES \(percent(thousandths)) %, USD", exact: exact) { result in
      quantile(thousandths, result)?.expectedShortfallUSD ?? undefined
    }
  }

  /// Mean and standard deviation of a factor at a date, from the moments of its ratio to `scale`.
  static func factor(
    _ name: String, year: Double, scale: Double = 1, _ moments: FourMoments
  ) -> [Check] {
    let value: @Sendable (StressResult) -> FanPoint? = { result in
      result.factorFans.first { $0.factor == name && abs($0.year - year) < 1e-9 }?.point
    }
    return [
      Check("mean of \(name) at \(year) y", exact: scale * moments.mean) { result in
        guard let point = value(result) else { return undefined }
        return Estimate(
          value: point.mean, standardError: scale * moments.errorOfMean(result.paths))
      },
      Check("sd of \(name) at \(year) y", exact: scale * moments.standardDeviation) { result in
        guard let point = value(result) else { return undefined }
        return Estimate(
          value: point.standardDeviation,
          standardError: scale * moments.errorOfDeviation(result.paths))
      },
    ]
  }

  /// A quantity without sampling error.
  static func certain(
    _ quantity: String, exact: Double, _ value: @escaping @Sendable (StressResult) -> Double?
  ) -> Check {
    Check(quantity, exact: exact) { Estimate(value: value($0) ?? .nan, standardError: 0) }
  }

  private static func quantile(_ thousandths: Int, _ result: StressResult) -> LossQuantile? {
    result.lossQuantiles.first { $0.thousandths == thousandths }
  }

  private static func percent(_ thousandths: Int) -> String {
    thousandths % 10 == 0 ? "\(thousandths / 10)" : "\(Double(thousandths) / 10)"
  }

  /// A share of paths, with the error that it has when the truth is `exact`.
  static func proportion(_ share: Proportion?, _ exact: Double) -> Estimate {
    guard let share else { return undefined }
    let error = (exact * (1 - exact) / Double(share.total)).squareRoot()
    return Estimate(value: share.value, standardError: error)
  }

  /// An estimate that rests on defaults, with its own error, which is unknown and not 0 where no
  /// path defaults.
  static func seen(_ estimate: Estimate?, _ defaults: Proportion?) -> Estimate {
    guard let estimate, let defaults else { return undefined }
    guard defaults.count == 0, estimate.value == 0 else { return estimate }
    return Estimate(value: 0, standardError: nil)
  }

  /// The estimate for a row that a result should have but lacks; it agrees with nothing.
  static var undefined: Estimate { Estimate(value: .nan, standardError: nil) }
}
