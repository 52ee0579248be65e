/// `e^A` of a small square matrix, by scaling and squaring of a Taylor sum.
///
/// `e^A = (e^{A / 2^s})^{2^s}` with `‖A / 2^s‖ ≤ ½`, where twenty terms leave an error below 1e-25.
/// Source: Moler and Van Loan, "Nineteen Dubious Ways…", *SIAM Review* 45 (2003), method 3.
public func matrixExponential(_ matrix: [[Double]]) -> [[Double]] {
  let n = matrix.count
  let norm = matrix.map { $0.reduce(0) { $0 + abs($1) } }.max() ?? 0
  var squarings = 0
  var scale = 1.0
  while norm * scale > 0.5 {
    scale /= 2
    squarings += 1
  }
  let scaled = matrix.map { $0.map { $0 * scale } }
  var term = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0 } }
  var sum = term
  for k in 1...20 {
    term = matrixProduct(term, scaled).map { $0.map { $0 / Double(k) } }
    for i in 0..<n { for j in 0..<n { sum[i][j] += term[i][j] } }
  }
  for _ in 0..<squarings { sum = matrixProduct(sum, sum) }
  return sum
}

/// The product of two square matrices.
public func matrixProduct(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
  a.map { row in
    b.indices.map { j in row.indices.reduce(0) { $0 + row[$1] * b[$1][j] } }
  }
}
