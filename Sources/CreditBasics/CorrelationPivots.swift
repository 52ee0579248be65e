/// Cholesky pivots of a correlation matrix.
package enum CorrelationPivots {
  /// Pivots within this of zero count as zero.
  private static let tolerance = 1e-10

  /// The first driver at which the matrix is seen not to be positive semidefinite, and the pivot there;
  /// nil when it is.
  package static func firstNegative(_ matrix: [[Double]]) -> (driver: Driver, pivot: Double)? {
    var rest = matrix
    for driver in Driver.allCases {
      let k = driver.rawValue
      let pivot = rest[k][k]
      if pivot < -tolerance { return (driver, pivot) }
      for i in (k + 1)..<max(k + 1, rest.count) {
        let factor = pivot > tolerance ? rest[i][k] / pivot : 0
        // A zero pivot allows no remainder in its column, √tolerance at most by Cauchy–Schwarz.
        if pivot <= tolerance, rest[i][k] * rest[i][k] > 4 * tolerance {
          return (Driver.allCases[i], -rest[i][k] * rest[i][k])
        }
        for j in (k + 1)..<rest.count { rest[i][j] -= factor * rest[k][j] }
      }
    }
    return nil
  }
}
