/// Ordinary least squares with standard errors.
struct LeastSquares {
  let coefficients: [Double]
  let covariance: [[Double]]
  /// Standard deviation of what is left.
  let deviation: Double

  /// Fits `y ≈ Σ coefficient · column`; nil when the columns do not determine them.
  init?(rows: [[Double]], y: [Double]) {
    guard let width = rows.first?.count, rows.count > width else { return nil }
    let normal = (0..<width).map { i in
      (0..<width).map { j in rows.reduce(0) { $0 + $1[i] * $1[j] } }
    }
    let right = (0..<width).map { i in zip(rows, y).reduce(0) { $0 + $1.0[i] * $1.1 } }
    guard let inverse = Self.inverse(normal) else { return nil }
    let solved = inverse.map { row in zip(row, right).reduce(0) { $0 + $1.0 * $1.1 } }
    let squares = zip(rows, y).reduce(0) { sum, pair in
      let left = zip(pair.0, solved).reduce(pair.1) { $0 - $1.0 * $1.1 }
      return sum + left * left
    }
    let variance = squares / Double(rows.count - width)
    coefficients = solved
    covariance = inverse.map { $0.map { $0 * variance } }
    deviation = variance.squareRoot()
  }

  /// Gauss and Jordan's inverse with pivots; nil for a singular matrix.
  private static func inverse(_ matrix: [[Double]]) -> [[Double]]? {
    let size = matrix.count
    var rows = matrix.enumerated().map { index, row in
      row + (0..<size).map { $0 == index ? 1 : 0 }
    }
    for column in 0..<size {
      let pivot = (column..<size).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      guard abs(rows[pivot][column]) > 1e-300 else { return nil }
      rows.swapAt(column, pivot)
      let scale = rows[column][column]
      rows[column] = rows[column].map { $0 / scale }
      for other in 0..<size where other != column {
        let factor = rows[other][column]
        rows[other] = zip(rows[other], rows[column]).map { $0 - factor * $1 }
      }
    }
    return rows.map { Array($0[size...]) }
  }
}
