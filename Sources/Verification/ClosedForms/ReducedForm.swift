import Foundation

/// A loan to a borrower that fails at a constant intensity, whatever it owes: until then all that
/// it owes at each date is certain.
///
/// It fails in step `k` with probability `e^{−λ t_k} − e^{−λ t_{k+1}}`; the lender then loses
/// `claim_k − recovery_k` at `t_{k+1}`.
///
/// Source: Jarrow and Turnbull, "Pricing Derivatives on Financial Securities Subject to Credit Risk",
/// *Journal of Finance* 50 (1995).
struct ReducedForm: Sendable {
  /// Intensity `λ` per year.
  var intensity: Double
  /// Discount rate `r` per year.
  var rate: Double
  var stepsPerYear: Int
  /// What is outstanding at the start of each step, in dollars.
  var outstanding: [Double]
  /// Dollars that are claimed if the borrower fails in the step.
  var claims: [Double]
  /// Dollars that are recovered then.
  var recoveries: [Double]

  private func time(_ step: Int) -> Double { Double(step) / Double(stepsPerYear) }

  /// Probability of reaching the start of a step.
  func survival(_ step: Int) -> Double { exp(-intensity * time(step)) }

  private func failing(_ step: Int) -> Double { survival(step) - survival(step + 1) }

  /// Steps of a year of the run, from 1.
  func steps(ofYear year: Int) -> Range<Int> {
    ((year - 1) * stepsPerYear..<year * stepsPerYear).clamped(to: claims.indices)
  }

  /// Probability of failing in some steps.
  func defaultProbability(_ steps: Range<Int>) -> Double {
    survival(steps.lowerBound) - survival(steps.upperBound)
  }

  /// Expected discounted loss of failures in some steps.
  func expectedLoss(_ steps: Range<Int>) -> Double {
    steps.reduce(0) {
      $0 + failing($1) * exp(-rate * time($1 + 1)) * (claims[$1] - recoveries[$1])
    }
  }

  /// The mean, over failures up to the end, of a value that depends on the step.
  private func mean(_ value: (Int) -> Double) -> Double {
    claims.indices.reduce(0) { $0 + failing($1) * value($1) } / defaultProbability(claims.indices)
  }

  /// Mean claim given failure, and the deviation of claims.
  var claim: (mean: Double, deviation: Double) {
    let middle = mean { claims[$0] }
    return (middle, mean { (claims[$0] - middle) * (claims[$0] - middle) }.squareRoot())
  }

  /// Mean of the losses given failure as shares of their claims, and their deviation.
  var lossGivenDefault: (mean: Double, deviation: Double) {
    let share = { (step: Int) in 1 - recoveries[step] / claims[step] }
    let middle = mean(share)
    return (middle, mean { (share($0) - middle) * (share($0) - middle) }.squareRoot())
  }

  /// Loss given failure weighted by claims, `g = Σ (claim − recovery) / Σ claim`, and the deviation
  /// of `(claim − recovery − g · claim) / E claim`.
  var lossGivenDefaultByExposure: (mean: Double, deviation: Double) {
    let owed = claim.mean
    let share = mean { claims[$0] - recoveries[$0] } / owed
    let spread = mean {
      let rest = (claims[$0] - recoveries[$0] - share * claims[$0]) / owed
      return rest * rest
    }
    return (share, spread.squareRoot())
  }

  /// Break-even spread: expected loss over `Σ Δ e^{−r t_{k+1}} outstanding_k e^{−λ t_k}`.
  var breakEvenSpread: Double {
    let exposure = outstanding.indices.reduce(0.0) {
      $0 + exp(-rate * time($1 + 1)) * outstanding[$1] * survival($1) / Double(stepsPerYear)
    }
    return expectedLoss(claims.indices) / exposure
  }
}
