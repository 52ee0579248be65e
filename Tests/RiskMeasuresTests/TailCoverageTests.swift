import Foundation
import RiskMeasures
import TestSupport
import Testing

/// How often 95 % intervals of expected shortfall cover it, for tails of every weight.
///
/// 4000 samples of each know a share to ± 0.4 %. `MINERSTRESS_TAILS=1` prints the table of
/// docs/validation/coverage.md, with more samples and sizes.
@Suite struct TailCoverageTests {
  /// A law by its quantile function, and its expected shortfall at 99 %.
  enum Law: String, CaseIterable {
    case uniform, exponential, lognormal, pareto

    /// The loss that a share `u` of losses exceeds.
    func loss(exceededBy u: Double) -> Double {
      switch self {
      case .uniform: 1 - u
      case .exponential: -log(u)
      case .lognormal: exp(normal(exceededBy: u))
      case .pareto: pow(u, -1.0 / 3)
      }
    }

    var expectedShortfall: Double {
      switch self {
      case .uniform: 0.995
      case .exponential: 1 + log(100)
      // e^½ Φ(1 − Φ⁻¹(0.99)) / 0.01
      case .lognormal: exp(0.5) * 0.5 * erfc((2.3263478740408408 - 1) / 2.0.squareRoot()) / 0.01
      case .pareto: 1.5 * pow(0.01, -1.0 / 3)
      }
    }

    /// Newton's method on the error function, from a start that is good to a third of a per cent.
    private func normal(exceededBy u: Double) -> Double {
      let t = (-2 * log(min(u, 1 - u))).squareRoot()
      var z = t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t))
      if u > 0.5 { z = -z }
      for _ in 0..<3 {
        let exceeded = 0.5 * erfc(z / 2.0.squareRoot())
        z += (exceeded - u) * exp(z * z / 2) * (2 * Double.pi).squareRoot()
      }
      return z
    }
  }

  private func coverage(_ law: Law, losses: Int, samples: Int) throws -> Double {
    var numbers = SeededNumbers(seed: 99)
    var covered = 0
    for _ in 0..<samples {
      // Only losses beyond the lowest decile of the tail matter: the others are left at 0.
      let draws = (0..<losses).map { _ in
        let u = (Double(numbers.next() >> 12) + 0.5) * 0x1p-52
        return u < 0.2 ? law.loss(exceededBy: u) : 0
      }
      var store = LossStore(plannedPaths: losses)
      store.add(draws, firstPath: 0)
      let rows = PortfolioEstimates(losses: store).quantiles()
      let found = try #require(rows.first { $0.thousandths == 990 }).expectedShortfallUSD
      let error = try #require(found.standardError)
      covered += abs(found.value - law.expectedShortfall) <= 1.959963984540054 * error ? 1 : 0
    }
    return Double(covered) / Double(samples)
  }

  @Test func tenLossesBeyond() throws {
    for (law, least, most) in [
      (Law.uniform, 0.95, 0.97), (.exponential, 0.925, 0.955), (.lognormal, 0.89, 0.93),
      (.pareto, 0.86, 0.90),
    ] {
      let share = try coverage(law, losses: 1000, samples: 4000)
      #expect(share >= least && share <= most, "\(law): \(share)")
    }
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["MINERSTRESS_TAILS"] == "1"))
  func table() throws {
    for law in Law.allCases {
      let shares = try [3, 5, 10, 20, 50, 100, 500].map { beyond in
        let samples = max(4000, min(20_000, 400_000 / beyond))
        let share = try coverage(law, losses: 100 * beyond, samples: samples)
        return String(format: "%.1f %%", 100 * share)
      }
      print("| \(law.rawValue) | \(shares.joined(separator: " | ")) |")
    }
  }
}
