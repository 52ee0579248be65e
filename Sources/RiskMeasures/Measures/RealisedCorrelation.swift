/// A row of `realised_correlation.csv`.
public struct RealisedCorrelationRow: Sendable, Equatable {
  /// Which steps are pooled.
  public enum Group: String, Sendable { case beforeDefault = "before_default", all }

  /// The miner's name, or `PORTFOLIO`.
  public var miner: String
  /// Which steps are pooled.
  public var group: Group
  /// Paths that contribute.
  public var paths: Int
  /// Correlation of the changes of ln BTC and ln ρ; nil when one of them never varies.
  public var correlation: Estimate?
}

extension RealisedCorrelationRow {
  static let columns: [Column<RealisedCorrelationRow>] = [
    .miner(\.miner, "name; `PORTFOLIO`: a path's first default"),
    .text(
      "group", \.group.rawValue,
      """
      `before_default`: the steps of the year that ends with the step of the default (or since \
      the as-of date). `all`: every step of every path, the same in all rows
      """),
    .paths(\.paths, "paths that contribute"),
    .estimate(
      "correlation", \.correlation,
      "empty without steps, or when one of the two never varies or is not in the scenario",
      error: "correlation_se",
      """
      delta method over the paths, whose own steps may hang together; empty for one path, or where \
      rounding hides it
      """),
  ]
}

/// Sums of the per-step changes `x` of ln BTC and `y` of ln ρ: over windows before defaults, and all.
///
/// Rows are the miners, the portfolio (windows before a path's first default), then every step.
package struct ChangeTally: MeasureOfParts {
  /// Paths that have contributed to each row.
  var paths: [Int]
  /// Steps in each row.
  var steps: [Int]
  /// `Σx, Σy, Σx², Σy², Σxy` of row `i` at `5 i ..< 5 i + 5`.
  var sums: ExactSums
  /// Sums over paths of the products of any two of a path's steps and its five sums, by row.
  var products: ExactSums

  static let parts: [TallyPart<ChangeTally>] = [
    .counts(\.paths), .counts(\.steps), .part(\.sums), .part(\.products),
  ]

  init(_ book: BookShape) {
    let rows = book.extras.contains(.realisedCorrelation) ? book.miners.count + 2 : 0
    paths = Array(repeating: 0, count: rows)
    steps = Array(repeating: 0, count: rows)
    sums = ExactSums(count: 5 * rows)
    products = ExactSums(count: ChangeSums.productCount * rows)
  }

  /// Adds a path's changes to a row: those of the year before a miner's default, or, for the number
  /// of miners, before the path's first default; of every step for the row after these.
  package mutating func add(_ window: ChangeSums, to row: Int) {
    paths[row] += 1
    steps[row] += window.steps
    window.add(to: &sums, from: 5 * row)
    window.addProducts(to: &products, from: ChangeSums.productCount * row)
  }

  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    result[RealisedCorrelationRow.self] = rows(tally.book)
  }

  /// Two rows for each miner and the portfolio.
  func rows(_ book: BookShape) -> [RealisedCorrelationRow] {
    let names = book.miners.map(\.name) + [MinerSummary.portfolioName]
    return names.enumerated().flatMap { row, name in
      [(RealisedCorrelationRow.Group.beforeDefault, row), (.all, names.count)].map { group, sums in
        RealisedCorrelationRow(
          miner: name, group: group, paths: paths[sums], correlation: correlation(sums))
      }
    }
  }

  /// Pearson's correlation of a row's pooled steps; nil when one of the two never varies.
  func correlation(_ row: Int) -> Estimate? {
    let n = Double(steps[row])
    guard n > 1 else { return nil }
    let value = { sums.value(5 * row + $0) }
    let xx = value(2) - value(0) * value(0) / n
    let yy = value(3) - value(1) * value(1) / n
    // A factor that moves by the same amount in every step has no variance, only rounding errors.
    guard xx > 1e-12 * value(2), yy > 1e-12 * value(3) else { return nil }
    let xy = value(4) - value(0) * value(1) / n
    let correlation = min(1, max(-1, xy / (xx * yy).squareRoot()))
    // A path's influence on the correlation is linear in its steps and sums, with these weights.
    let (x, y, scale) = (value(0) / n, value(1) / n, (xx * yy).squareRoot())
    let weights = [
      x * y / scale - correlation / 2 * (x * x / xx + y * y / yy),
      correlation * x / xx - y / scale, correlation * y / yy - x / scale,
      -correlation / 2 / xx, -correlation / 2 / yy, 1 / scale,
    ]
    return Estimate(value: correlation, standardError: error(row, of: correlation, weights))
  }

  /// Standard error of the correlation; nil for one path, and where rounding hides it.
  private func error(_ row: Int, of correlation: Double, _ weights: [Double]) -> Double? {
    guard paths[row] > 1 else { return nil }
    // A sum below the rounding of its terms is unknown; it is zero where the two always move
    // together.
    guard
      let squares = products.squares(
        weighted: weights, productsFrom: ChangeSums.productCount * row)
    else { return abs(correlation) > 1 - 1e-9 ? 0 : nil }
    return (squares * Double(paths[row]) / Double(paths[row] - 1)).squareRoot()
  }
}

/// Sums of the changes of ln BTC (`x`) and ln ρ (`y`) over some steps of one path.
public struct ChangeSums: Sendable, Equatable {
  /// Number of steps, then `Σx, Σy, Σx², Σy², Σxy`.
  private let terms: SIMD8<Double>

  /// Sums over no step.
  public init() { self.init(steps: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0) }

  /// Sums already taken over `steps` steps.
  public init(steps: Int, x: Double, y: Double, xx: Double, yy: Double, xy: Double) {
    terms = SIMD8(Double(steps), x, y, xx, yy, xy, 0, 0)
  }

  /// Number of steps.
  public var steps: Int { Int(terms[0]) }

  /// Adds the five sums to exact ones, the first of them to `index`.
  func add(to exact: inout ExactSums, from index: Int) {
    for term in 0..<5 { exact.add(terms[term + 1], to: index + term) }
  }

  /// Number of products of any two among the count of steps and the five sums.
  static let productCount = 21

  /// Adds these products to exact sums, the first of them to `index`.
  func addProducts(to exact: inout ExactSums, from index: Int) {
    var at = index
    for a in 0..<6 {
      for b in a..<6 {
        exact.add(terms[a] * terms[b], to: at)
        at += 1
      }
    }
  }
}
