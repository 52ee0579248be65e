import CreditBasics
import Foundation
import Questions
import Testing

@testable import Verification

/// How often 95 % intervals hold the truth, which is known.
///
/// `TAIL_SEEDS=200` repeats what `docs/validation/coverage.md` says, with its bounds of 93 to 97 %; a short
/// run, which chance alone moves farther, is let be within 4.5 standard errors of 95 %.
@Suite struct TiltCoverageTests {
  private let seeds = Int(ProcessInfo.processInfo.environment["TAIL_SEEDS"] ?? "") ?? 8

  private func firm(_ probability: Double) -> MertonFirm {
    let law = MertonFirm(assets: 1000, debt: 1, drift: 0.05, volatility: 0.6, years: 1)
    let debt = law.assetQuantile(probability)
    return MertonFirm(assets: 1000, debt: debt, drift: 0.05, volatility: 0.6, years: 1)
  }

  private func expectCoverage(
    _ truths: [(measure: String, value: Double)], debt: Double
  ) throws {
    var covered = truths.map { _ in 0 }
    for seed in 1...seeds {
      let scenario = try TailBooks.firm(
        debt: debt, years: 1, stepsPerYear: 2,
        regimes: "only: { btc: { drift: 0.05, volatility: 0.6 } }", seed: UInt64(seed))
      let answer = try TailBooks.answer(
        scenario, truths.map(\.measure), error: 0.2, paths: 4096)
      for (index, row) in answer.rows.enumerated() {
        let low = try #require(row.low, "\(row.problem ?? "")")
        let high = try #require(row.high)
        if low <= truths[index].value, truths[index].value <= high { covered[index] += 1 }
      }
    }
    let chance = 4.5 * (0.95 * 0.05 / Double(seeds)).squareRoot()
    let allowed = seeds < 200 ? 0.95 - chance...1 : 0.93...0.97
    for (truth, count) in zip(truths, covered) {
      let share = Double(count) / Double(seeds)
      print("\(truth.measure) covered \(count) of \(seeds)")
      #expect(allowed.contains(share), "\(truth.measure): \(count) of \(seeds)")
    }
  }

  @Test func probabilityAndLossOfARareDefault() throws {
    let firm = firm(1e-4)
    try expectCoverage(
      [("pd(firm,1)", 1e-4), ("el(firm)", exp(-0.03) * firm.expectedLoss)], debt: firm.debt)
  }

  /// The loan is exposed for two half years, and nothing falls due within them.
  @Test func spreadAndQuantilesOfALoss() throws {
    let firm = firm(0.002)
    let discount = exp(-0.03)
    let exposure = firm.debt * (exp(-0.015) + exp(-0.03)) / 2
    try expectCoverage(
      [
        ("breakEven(firm,loan)", 1e4 * discount * firm.expectedLoss / exposure),
        ("var(0.999)", discount * firm.valueAtRisk(0.999)),
        ("es(0.999)", discount * firm.expectedShortfall(0.999)),
      ], debt: firm.debt)
  }
}
