import Reporting
import ResultReading
import RiskMeasures

/// Errors of correlations of default indicators, which `default_correlation.csv` does not have: both
/// probabilities and the joint one say them all.
struct CorrelationErrors {
  private let probabilities: [String: Double]
  private let paths: Double

  /// Fewest paths with both defaults, and with one of them alone, from which an error can be told.
  private static let fewest = 10.0

  init(result: FinishedResult) {
    probabilities = Dictionary(
      result.miners.map { ($0.miner, $0.pd) }, uniquingKeysWith: { first, _ in first })
    paths = Double(result.manifest.paths)
  }

  /// Half of the 95 % interval; nil where the correlation is not defined, or too few paths show both
  /// defaults or neither's alone.
  ///
  /// `ρ` is a function of means over paths; its influence on one path is
  /// `u v − ρ (u² + v²) / 2` for the standardised indicators `u` and `v`, and its error the standard
  /// deviation of that over `√n`.
  func half(of row: CorrelationRow) -> Double? {
    guard let rho = row.correlation, let a = probabilities[row.first],
      let b = probabilities[row.second], 0 < a, a < 1, 0 < b, b < 1
    else { return nil }
    let both = row.jointPD
    let cells: [(share: Double, a: Double, b: Double)] = [
      (both, 1, 1), (a - both, 1, 0), (b - both, 0, 1), (1 - a - b + both, 0, 0),
    ]
    guard cells.allSatisfy({ $0.share * paths >= Self.fewest - 1e-6 }) else { return nil }
    let variance = cells.reduce(0.0) { sum, cell in
      let u = (cell.a - a) / (a * (1 - a)).squareRoot()
      let v = (cell.b - b) / (b * (1 - b)).squareRoot()
      let influence = u * v - rho * (u * u + v * v) / 2
      return sum + cell.share * influence * influence
    }
    return Confidence.z95 * (variance / paths).squareRoot()
  }
}
