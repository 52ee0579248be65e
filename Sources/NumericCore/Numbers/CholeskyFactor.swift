/// The lower-triangular `L` with `L Lᵀ = C` of a positive semidefinite correlation matrix.
///
/// Scenarios are checked with this factorisation too: another algorithm would round differently,
/// and a small pivot magnifies the difference.
public struct CholeskyFactor: Sendable, Equatable {
  /// Where a matrix proves not to be positive semidefinite.
  public struct NegativePivot: Error, Equatable {
    /// The row, from 0.
    public let row: Int
    /// The negative number found there: the pivot, or minus the square of a remainder in the column
    /// of a zero pivot.
    public let pivot: Double
  }

  /// Pivots within this distance of zero give a zero column.
  public static let pivotTolerance = 1e-10

  /// `n × n`, zero above the diagonal.
  public let rows: [[Double]]

  /// Factors a symmetric matrix, or throws the place where that fails.
  public init(of matrix: [[Double]]) throws(NegativePivot) {
    let n = matrix.count
    var l = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    for j in 0..<n {
      let pivot = (0..<j).reduce(matrix[j][j]) { $0 - l[j][$1] * l[j][$1] }
      if pivot < -Self.pivotTolerance { throw NegativePivot(row: j, pivot: pivot) }
      if pivot > Self.pivotTolerance { l[j][j] = pivot.squareRoot() }
      for i in (j + 1)..<max(n, j + 1) {
        let rest = (0..<j).reduce(matrix[i][j]) { $0 - l[i][$1] * l[j][$1] }
        if l[j][j] > 0 {
          l[i][j] = rest / l[j][j]
        } else if rest * rest > 4 * Self.pivotTolerance {
          // Below a zero pivot at most √tolerance may remain (Cauchy–Schwarz); doubled for rounding.
          throw NegativePivot(row: i, pivot: -rest * rest)
        }
      }
    }
    rows = l
  }
}
