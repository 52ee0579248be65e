import NumericCore

/// The solution `X` of `a X = b`, by elimination with the largest pivot; nil where `a` is singular.
func linearSolution(_ a: [[Double]], _ b: [[Double]]) -> [[Double]]? {
  var rows = zip(a, b).map { $0 + $1 }
  let largest = a.flatMap { $0 }.map(abs).max() ?? 0
  for column in a.indices {
    let pivot = (column..<rows.count).max { abs(rows[$0][column]) < abs(rows[$1][column]) }
    guard let pivot, abs(rows[pivot][column]) > 1e-14 * largest else { return nil }
    rows.swapAt(column, pivot)
    for row in rows.indices where row != column {
      let factor = rows[row][column] / rows[column][column]
      guard factor != 0 else { continue }
      for place in column..<rows[row].count { rows[row][place] -= factor * rows[column][place] }
    }
  }
  return rows.enumerated().map { row, values in values[a.count...].map { $0 / values[row] } }
}

/// The principal logarithm of a small matrix; nil where an eigenvalue is 0 or negative.
///
/// Square roots by the iteration of Denman and Beavers until the matrix is near 1, then
/// `log A = 2 artanh((A − 1)(A + 1)⁻¹)` by its series.
/// Source: Higham, *Functions of Matrices* (2008), chapters 6.3 and 11.
func matrixLogarithm(_ matrix: [[Double]]) -> [[Double]]? {
  let one = identity(matrix.count)
  var root = matrix
  var scale = 2.0
  while distance(root, one) > 0.1 {
    guard scale < 0x1p40, let next = squareRoot(root) else { return nil }
    root = next
    scale *= 2
  }
  let (minus, plus) = (combined(root, 1, one, -1), combined(root, 1, one, 1))
  guard let base = linearSolution(plus, minus) else { return nil }
  let square = matrixProduct(base, base)
  var (sum, power) = (base, base)
  for order in stride(from: 3.0, through: 31, by: 2) {
    power = matrixProduct(power, square)
    sum = combined(sum, 1, power, 1 / order)
  }
  return sum.map { $0.map { $0 * scale } }
}

private func squareRoot(_ matrix: [[Double]]) -> [[Double]]? {
  let one = identity(matrix.count)
  var (root, inverse) = (matrix, one)
  for _ in 0..<60 {
    guard let left = linearSolution(inverse, one), let right = linearSolution(root, one) else {
      return nil
    }
    let next = combined(root, 0.5, left, 0.5)
    inverse = combined(inverse, 0.5, right, 0.5)
    let change = distance(next, root)
    root = next
    if change < 1e-14 { break }
  }
  // Where there is no root the iteration does not converge.
  return distance(matrixProduct(root, root), matrix) < 1e-11 ? root : nil
}

private func identity(_ size: Int) -> [[Double]] {
  (0..<size).map { row in (0..<size).map { $0 == row ? 1 : 0 } }
}

private func combined(_ a: [[Double]], _ x: Double, _ b: [[Double]], _ y: Double) -> [[Double]] {
  zip(a, b).map { zip($0, $1).map { x * $0 + y * $1 } }
}

/// The largest difference of two entries.
func distance(_ a: [[Double]], _ b: [[Double]]) -> Double {
  zip(a, b).flatMap { zip($0, $1).map { abs($0 - $1) } }.max() ?? 0
}
