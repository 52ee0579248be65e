/// The exponential of a small square matrix: the Taylor series of the matrix halved until it is
/// small, then squared as often as it was halved.
func matrixExponential(_ matrix: [[Double]]) -> [[Double]] {
  let norm = matrix.map { $0.reduce(0) { $0 + abs($1) } }.max() ?? 0
  var halvings = 0
  while norm / Double(1 << halvings) > 0.25 { halvings += 1 }
  let small = matrix.map { $0.map { $0 / Double(1 << halvings) } }

  let identity = matrix.indices.map { i in matrix.indices.map { $0 == i ? 1.0 : 0 } }
  var (sum, term) = (identity, identity)
  for order in 1...20 {
    term = product(term, small).map { $0.map { $0 / Double(order) } }
    sum = zip(sum, term).map { zip($0, $1).map { $0 + $1 } }
  }
  for _ in 0..<halvings { sum = product(sum, sum) }
  return sum
}

/// The product of two square matrices.
func product(_ left: [[Double]], _ right: [[Double]]) -> [[Double]] {
  left.map { row in
    right.indices.map { column in
      right.indices.reduce(0) { $0 + row[$1] * right[$1][column] }
    }
  }
}

/// The lower triangle `L` with `L Lᵀ = matrix`; a pivot up to 1e-10 zeroes its column.
///
/// Scenarios are validated before, so that no pivot lies below −1e-10. Terms are subtracted in the
/// order of the kernels, because dividing by a small pivot magnifies rounding.
func choleskyFactor(_ matrix: [[Double]]) -> [[Double]] {
  let size = matrix.count
  var factor = Array(repeating: Array(repeating: 0.0, count: size), count: size)
  for column in 0..<size {
    let pivot = (0..<column).reduce(matrix[column][column]) {
      $0 - factor[column][$1] * factor[column][$1]
    }
    guard pivot > 1e-10 else { continue }
    factor[column][column] = pivot.squareRoot()
    for row in column + 1..<max(size, column + 1) {
      let rest = (0..<column).reduce(matrix[row][column]) {
        $0 - factor[row][$1] * factor[column][$1]
      }
      factor[row][column] = rest / factor[column][column]
    }
  }
  return factor
}
