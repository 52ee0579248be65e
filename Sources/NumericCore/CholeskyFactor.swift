/// The lower-triangular `L` with `L Lᵀ = C` of a positive semidefinite correlation matrix.
///
/// Who checks a matrix factors it: another algorithm rounds otherwise, and a small pivot makes much of it.
public struct CholeskyFactor: Sendable, Equatable {
  /// Where a matrix is seen not to be positive semidefinite.
  public struct NegativePivot: Error, Equatable {
    /// The row, from 0.
    public let row: Int
    /// What is below zero there: the pivot, or less the square of what a zero pivot leaves over.
    public let pivot: Double
  }

  /// Pivots within this distance of zero give a zero column.
  public static let pivotTolerance = 1e-10

  /// `n × n`, zero above the diagonal.
  public let rows: [[Double]]

  /// Factors a symmetric matrix, or tells where it cannot.
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
          // A zero pivot allows no remainder in its column, √tolerance at most by Cauchy–Schwarz.
          throw NegativePivot(row: i, pivot: -rest * rest)
        }
      }
    }
    rows = l
  }
}
