import Foundation
import NumericCore
import Testing

/// Small matrices against digits computed with mpmath (30 digits) and against their definitions.
@Suite struct MatrixTests {
  private func expectEqual(_ a: [[Double]], _ b: [[Double]], within tolerance: Double) {
    for (row, other) in zip(a, b) {
      for (x, y) in zip(row, other) { #expect(abs(x - y) <= tolerance * max(1, abs(y))) }
    }
  }

  @Test func exponentialOfAGenerator() {
    let found = matrixExponential([[-4, 3, 1], [9, -13, 4], [2, 1.5, -3.5]])
    expectEqual(
      found,
      [
        [0.518793971276805111, 0.157246383514462049, 0.323959645208732840],
        [0.516996514549593729, 0.156965561891351662, 0.326037923559054609],
        [0.512147198398842935, 0.156207244339301165, 0.331645557261855901],
      ], within: 1e-14)
    for row in found { #expect(abs(row.reduce(0, +) - 1) < 1e-14) }
  }

  @Test func exponentialOfAnyMatrix() {
    expectEqual(
      matrixExponential([[1, 2], [3, 4]]),
      [[51.9689561987050036, 74.7365645670032125], [112.104846850504819, 164.073803049209822]],
      within: 1e-14)
    expectEqual(matrixExponential([[0, 0], [0, 0]]), [[1, 0], [0, 1]], within: 0)
    // Nilpotent: the series ends.
    expectEqual(matrixExponential([[0, 3], [0, 0]]), [[1, 3], [0, 1]], within: 1e-15)
  }

  /// Two states: eigenvalues 0 and −(a + b).
  ///
  /// Each squaring doubles rounding errors, so that those of the
  /// exponential are of the size of an ulp times the norm `2 · max(a, b) · interval`.
  @Test(arguments: [(0.2, 0.79), (5.23, 19.6), (1e-6, 3), (8766, 8766), (0, 4)])
  func transitionsOfTwoStatesByEigenvalues(a: Double, b: Double) {
    for interval in [1.0, 1.0 / 12, 1.0 / 52, 1.0 / 8766] {
      let left = exp(-(a + b) * interval)
      expectEqual(
        matrixExponential([[-a * interval, a * interval], [b * interval, -b * interval]]),
        [
          [(b + a * left) / (a + b), a * (1 - left) / (a + b)],
          [b * (1 - left) / (a + b), (a + b * left) / (a + b)],
        ], within: 1e-14 + 2 * max(a, b) * interval * 0x1p-52)
    }
  }

  /// A walk on six states that reflects at its ends: eigenvalues −2q(1 − cos πk/6), cosines as vectors.
  @Test(arguments: [0.01, 0.5, 7, 120]) func transitionsOfAWalkByEigenvalues(q: Double) {
    let states = 6
    var generator = Array(repeating: Array(repeating: 0.0, count: states), count: states)
    for i in 0..<states {
      for j in [i - 1, i + 1] where (0..<states).contains(j) {
        generator[i][j] += q
        generator[i][i] -= q
      }
    }
    let vector = { (k: Int, i: Int) in
      (k == 0 ? 1 : 2.0.squareRoot()) * cos(Double.pi * Double(k) * (Double(i) + 0.5) / 6)
    }
    let exact = (0..<states).map { i in
      (0..<states).map { j in
        (0..<states).reduce(0.0) { sum, k in
          let eigenvalue = -2 * q * (1 - cos(Double.pi * Double(k) / 6))
          return sum + exp(eigenvalue) * vector(k, i) * vector(k, j) / 6
        }
      }
    }
    expectEqual(matrixExponential(generator), exact, within: 1e-14 + 4 * q * 0x1p-52)
  }

  @Test func choleskyMultipliesBack() throws {
    let matrix = [[1, 0.8, 0.3], [0.8, 1, -0.1], [0.3, -0.1, 1]]
    let rows = try CholeskyFactor(of: matrix).rows
    let transposed = (0..<3).map { i in (0..<3).map { rows[$0][i] } }
    expectEqual(matrixProduct(rows, transposed), matrix, within: 1e-15)
    for i in 0..<3 { for j in (i + 1)..<max(3, i + 1) { #expect(rows[i][j] == 0) } }
  }

  @Test func choleskyAtTheEdge() throws {
    // Two drivers that move as one: the second column is zero.
    #expect(try CholeskyFactor(of: [[1, 1], [1, 1]]).rows == [[1, 0], [1, 0]])
    // Pivots within 1e-10 of zero count as zero, on either side; beyond, the matrix is refused.
    #expect(try CholeskyFactor(of: [[1, 1], [1, 1 - 0.9e-10]]).rows[1] == [1, 0])
    func refusal(_ matrix: [[Double]]) -> CholeskyFactor.NegativePivot? {
      do throws(CholeskyFactor.NegativePivot) {
        _ = try CholeskyFactor(of: matrix)
        return nil
      } catch { return error }
    }
    #expect(refusal([[1, 1], [1, 1 - 1.1e-10]])?.row == 1)
    #expect(refusal([[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]])?.row == 2)
    // A pivot of 3e-10 magnifies rounding: the next is −3e-8 here, and was above −1e-10 found otherwise.
    let (a, b, c) = (-0.5462609930765854, 0.4091782599221083, 0.5304525953132392)
    let (d, e, f) = (0.5407674457372696, -0.44618331905910436, 0.046670249335027884)
    #expect(refusal([[1, a, b, c], [a, 1, d, e], [b, d, 1, f], [c, e, f, 1]])?.row == 3)
    // Of two that move as one no third can know one better than the other.
    let third = try #require(refusal([[1, 1, 0.5], [1, 1, 0.6], [0.5, 0.6, 1]]))
    expectEqual([[Double(third.row), third.pivot]], [[2, -0.01]], within: 1e-15)
  }
}
