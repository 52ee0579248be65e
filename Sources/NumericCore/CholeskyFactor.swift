/// The lower-triangular `L` with `L Lᵀ = C` of a positive semidefinite correlation matrix.
public struct CholeskyFactor: Sendable, Equatable {
  /// Pivots within this distance of zero give a zero column.
  public static let pivotTolerance = 1e-10

  /// `n × n`, zero above the diagonal.
  public let rows: [[Double]]

  /// Factors a symmetric matrix; nil when a pivot is below `−pivotTolerance`.
  public init?(of matrix: [[Double]]) {
    let n = matrix.count
    var l = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    for j in 0..<n {
      let pivot = (0..<j).reduce(matrix[j][j]) { $0 - l[j][$1] * l[j][$1] }
      if pivot < -Self.pivotTolerance { return nil }
      if pivot <= Self.pivotTolerance { continue }
      l[j][j] = pivot.squareRoot()
      for i in (j + 1)..<max(n, j + 1) {
        l[i][j] = (0..<j).reduce(matrix[i][j]) { $0 - l[i][$1] * l[j][$1] } / l[j][j]
      }
    }
    rows = l
  }
}
