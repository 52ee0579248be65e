import CreditBasics

/// A regression whose errors revert: `y(t) = Σ b_j c_j(t) + X(t)`, `dX = −κ X dt + σ dW`, `X` stationary.
///
/// For each speed `κ` of a grid the rows are made independent (`X` after a gap of `Δ` years is `X e^{−κΔ}` with variance
/// `σ² (1 − e^{−2κΔ}) / 2κ`, exact for unequal gaps), and what is needed of them is a small matrix of
/// products. Likelihoods are *restricted*: of what is left after the given columns are taken out,
/// `−½ Σ ln v − ½ ln |C'C| − ν/2 ln S`. The ordinary likelihood takes a fitted line for known, and then finds
/// reversion where there is none; restricted likelihood ratios keep their law even where `κ` is close to 0.
///
/// Source: Harville, "Maximum Likelihood Approaches to Variance Component Estimation", *JASA* 72 (1977); Chen and Deo, "Bias
/// Reduction and Likelihood-Based Almost Exactly Sized Hypothesis Testing in Predictive Regressions",
/// *Econometric Theory* 25 (2009).
struct RevertingRegression {
  /// What one speed makes of the rows.
  private struct Point {
    let speed: Double
    let logVariances: Double
    /// Products of the columns, `y` last.
    let products: [[Double]]
  }

  private let points: [Point]
  private let rows: Int

  /// Prepares a grid of speeds, from 0.01 over the span to the greatest that the data can tell.
  ///
  /// - Parameters:
  ///   - times: Years, ascending.
  ///   - columns: The columns and then `y`, which may depend on the speed; the first is the constant.
  init(times: [Double], columns: (Double) -> [[Double]]) {
    let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
    let span = (times.last ?? 1) - (times.first ?? 0)
    let low = 0.01 / span
    // Over a usual gap e⁻⁷ of a deviation is left, a thousandth: faster reversion looks the same.
    let high = 7 / gaps.sorted()[gaps.count / 2]
    let ratio = Real.exp(Real.log(high / low) / Double(Self.gridCount))
    var speed = low
    points = (0...Self.gridCount).map { _ in
      defer { speed *= ratio }
      return Self.point(speed, gaps, columns(speed))
    }
    rows = times.count
  }

  private static let gridCount = 300

  private static func point(_ speed: Double, _ gaps: [Double], _ columns: [[Double]]) -> Point {
    let width = columns.count
    var products = Array(repeating: Array(repeating: 0.0, count: width), count: width)
    var logs = -Real.log(2 * speed)
    func add(_ weight: Double, _ row: (Int) -> Double) {
      for i in 0..<width {
        for j in 0...i { products[i][j] += weight * row(i) * row(j) }
      }
    }
    add(2 * speed) { columns[$0][0] }
    for (at, gap) in gaps.enumerated() {
      let decay = Real.exp(-speed * gap)
      let variance = (1 - decay * decay) / (2 * speed)
      logs += Real.log(variance)
      add(1 / variance) { columns[$0][at + 1] - decay * columns[$0][at] }
    }
    for i in 0..<width {
      for j in 0..<i { products[j][i] = products[i][j] }
    }
    return Point(speed: speed, logVariances: logs, products: products)
  }
}

extension RevertingRegression {
  /// The speed, with the volatility that goes with it at both ends of its interval.
  ///
  /// - Parameter given: How many of the columns, from the first, are taken out of the likelihood.
  func speed(given: Int) -> (speed: Fitted, volatility: Fitted) {
    let width = (points.first?.products.count ?? 1) - 1
    let values = points.map { likelihood($0, given: given, all: width) }
    let top = values.indices.max { values[$0] < values[$1] } ?? 0
    let freedom = Double(rows - width)
    let drop = Self.drop(Double(rows - given), freedom)
    let lowest = values.indices.first { values[top] - values[$0] <= drop } ?? top
    let highest = values.indices.last { values[top] - values[$0] <= drop } ?? top
    let value = vertex(values, top)
    let low = lowest == 0 ? nil : crossing(values, lowest - 1, lowest, values[top] - drop)
    let isOpen = highest == points.count - 1
    let high = isOpen ? nil : crossing(values, highest, highest + 1, values[top] - drop)
    let limit = RoundedNumber.text(points[points.count - 1].speed, 2)
    var speed = Fitted(value, low: low ?? 0, high: high)
    if top == points.count - 1 {
      speed.note = "at the bound: these dates tell no speed above \(limit) from any other"
    } else if top == 0 {
      speed = Fitted(0, low: 0, high: high, note: "at the bound: no reversion is seen")
      speed.error = nil
    } else if isOpen {
      speed.note = "no upper end: these dates tell no speed above \(limit) from any other"
    }
    let sigma = { (at: Int) in (residual(points[at], width) / freedom).squareRoot() }
    let ends = [sigma(lowest), sigma(highest), sigma(top)]
    let sides = (Real.log((ends.max() ?? 1) / (ends.min() ?? 1))) / (2 * Fitted.z)
    let logError = (1 / (2 * freedom) + sides * sides).squareRoot()
    let factor = Real.exp(Fitted.student(freedom) * logError)
    return (speed, Fitted(sigma(top), low: sigma(top) / factor, high: sigma(top) * factor))
  }

  /// The coefficient of a column, with every value that some speed makes likely enough.
  ///
  /// At each speed a value `b` costs `(ν + 1)/2 · ln(1 + (b − b̂)² / ν e²)` of the restricted likelihood of that speed; the
  /// interval holds the values for which what is left, at the best speed for them, has not fallen by more than
  /// Student's quantile allows. Near `κ = 0` a trend is known far less well than at the most likely speed.
  ///
  /// - Parameter given: The columns that are taken out of the likelihood of the speeds.
  func coefficient(_ column: Int, given: [Int]) -> Fitted {
    let width = (points.first?.products.count ?? 1) - 1
    let freedom = Double(rows - width)
    let laws = points.compactMap { point -> (likelihood: Double, best: Double, error: Double)? in
      guard let fit = NormalEquations(point.products, Array(0..<width)), fit.residual > 0,
        let fixed = NormalEquations(point.products, given)
      else { return nil }
      let likelihood =
        -(point.logVariances + fixed.logDeterminant) / 2
        - Double(rows - given.count) / 2 * Real.log(fit.residual)
      let error = (fit.residual / freedom * fit.inverse[column][column]).squareRoot()
      return (likelihood, fit.coefficients[column], error)
    }
    guard let top = laws.max(by: { $0.likelihood < $1.likelihood }) else { return Fitted(0, nil) }
    let drop = Self.drop(freedom + 1, freedom)
    let ends = laws.compactMap { law -> (low: Double, high: Double)? in
      let left = drop - (top.likelihood - law.likelihood)
      guard left >= 0 else { return nil }
      let wide = law.error * (freedom * (Real.exp(2 * left / (freedom + 1)) - 1)).squareRoot()
      return (law.best - wide, law.best + wide)
    }
    return Fitted(top.best, low: ends.map(\.low).min(), high: ends.map(\.high).max())
  }

  /// The fall of a log likelihood of `nu` degrees that Student's quantile corresponds to.
  private static func drop(_ nu: Double, _ freedom: Double) -> Double {
    let t = Fitted.student(freedom)
    return nu / 2 * Real.log(1 + t * t / max(1, freedom))
  }

  private func likelihood(_ point: Point, given: Int, all: Int) -> Double {
    guard let fit = NormalEquations(point.products, Array(0..<all)),
      let fixed = NormalEquations(point.products, Array(0..<given))
    else { return -.infinity }
    return -(point.logVariances + fixed.logDeterminant) / 2
      - Double(rows - given) / 2 * Real.log(max(fit.residual, 1e-300))
  }

  private func residual(_ point: Point, _ width: Int) -> Double {
    NormalEquations(point.products, Array(0..<width))?.residual ?? 0
  }

  /// The top of the parabola through three points of the grid, on the logarithm of the speed.
  private func vertex(_ values: [Double], _ top: Int) -> Double {
    guard top > 0, top < values.count - 1 else { return points[top].speed }
    let (left, right) = (values[top - 1] - values[top], values[top + 1] - values[top])
    guard left + right < 0, left.isFinite, right.isFinite else { return points[top].speed }
    let shift = (left - right) / (2 * (left + right))
    return points[top].speed * Real.exp(shift * Real.log(points[1].speed / points[0].speed))
  }

  private func crossing(_ values: [Double], _ from: Int, _ to: Int, _ level: Double) -> Double {
    let share = (level - values[from]) / (values[to] - values[from])
    let ratio = Real.log(points[to].speed / points[from].speed)
    return points[from].speed * Real.exp(ratio * (share.isFinite ? share : 0.5))
  }
}

/// Least squares from a matrix of products whose last row and column are of `y`.
struct NormalEquations {
  let coefficients: [Double]
  let inverse: [[Double]]
  let logDeterminant: Double
  /// Sum of squares that is left.
  let residual: Double

  /// Solves for some columns; nil when they do not determine the coefficients.
  init?(_ products: [[Double]], _ columns: [Int]) {
    let y = products.count - 1
    let size = columns.count
    // Columns are scaled to size one, so that a singular matrix shows in its pivots.
    let scales = columns.map { products[$0][$0].squareRoot() }
    guard scales.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    var rows = columns.indices.map { i in
      columns.indices.map { j in products[columns[i]][columns[j]] / (scales[i] * scales[j]) }
        + columns.indices.map { $0 == i ? 1.0 : 0 }
    }
    var logs = scales.reduce(0) { $0 + 2 * Real.log($1) }
    for column in 0..<size {
      let pivot = rows[column][column]
      guard pivot > 1e-13 else { return nil }
      logs += Real.log(pivot)
      rows[column] = rows[column].map { $0 / pivot }
      for other in 0..<size where other != column {
        let factor = rows[other][column]
        rows[other] = zip(rows[other], rows[column]).map { $0 - factor * $1 }
      }
    }
    let inverse = (0..<size).map { i in
      (0..<size).map { j in rows[i][size + j] / (scales[i] * scales[j]) }
    }
    let solved = inverse.map { row in
      zip(row, columns).reduce(0) { $0 + $1.0 * products[$1.1][y] }
    }
    coefficients = solved
    logDeterminant = logs
    residual = zip(solved, columns).reduce(products[y][y]) { $0 - $1.0 * products[$1.1][y] }
    self.inverse = inverse
  }
}
