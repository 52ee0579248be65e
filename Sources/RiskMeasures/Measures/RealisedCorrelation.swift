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
  public var correlation: Double?
}

extension RealisedCorrelationRow {
  /// Columns of `realised_correlation.csv`.
  static let columns: [Column<RealisedCorrelationRow>] = [
    .miner(\.miner, "name; `PORTFOLIO`: a path's first default"),
    .text(
      "group", \.group.rawValue,
      """
      `before_default`: the steps of the year that ends with the step of the default (or since \
      the as-of date). `all`: every step of every path, the same in all rows
      """),
    .paths(\.paths, "paths that contribute"),
    .number(
      "correlation", \.correlation,
      error: "about `1/√(paths · steps)`, and 1.2 to 1.5 times that with jumps and regimes",
      "empty without steps, or when one of the two never varies or is not in the scenario"),
  ]
}

/// Sums of the per-step changes `x` of ln BTC and `y` of ln ρ: over windows before defaults, and all.
///
/// Rows are the miners, the portfolio (windows before a path's first default), then every step.
struct ChangeTally: MeasureOfParts {
  /// Paths that have contributed to each row.
  var paths: [Int]
  /// Steps in each row.
  var steps: [Int]
  /// `Σx, Σy, Σx², Σy², Σxy` of row `i` at `5 i ..< 5 i + 5`.
  var sums: ExactSums

  static let parts: [TallyPart<ChangeTally>] = [.counts(\.paths), .counts(\.steps), .part(\.sums)]

  init(_ book: BookShape) {
    let rows = book.extras.contains(.realisedCorrelation) ? book.miners.count + 2 : 0
    paths = Array(repeating: 0, count: rows)
    steps = Array(repeating: 0, count: rows)
    sums = ExactSums(count: 5 * rows)
  }

  mutating func add(_ window: ChangeSums, to row: Int) {
    paths[row] += 1
    steps[row] += window.steps
    window.add(to: &sums, from: 5 * row)
  }

  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    guard tally.book.extras.contains(.realisedCorrelation) else { return }
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
  func correlation(_ row: Int) -> Double? {
    let n = Double(steps[row])
    guard n > 1 else { return nil }
    let value = { sums.value(5 * row + $0) }
    let xx = value(2) - value(0) * value(0) / n
    let yy = value(3) - value(1) * value(1) / n
    // A factor that moves by the same amount in every step has no variance, only rounding errors.
    guard xx > 1e-12 * value(2), yy > 1e-12 * value(3) else { return nil }
    let xy = value(4) - value(0) * value(1) / n
    return min(1, max(-1, xy / (xx * yy).squareRoot()))
  }
}

/// Sums of the changes of ln BTC (`x`) and ln ρ (`y`) over some steps of one path.
public struct ChangeSums: Sendable, Equatable {
  /// Number of steps.
  public let steps: Int
  /// `Σx, Σy, Σx², Σy², Σxy`.
  private let sums: (Double, Double, Double, Double, Double)

  /// Sums over no step.
  public init() { self.init(steps: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0) }

  /// Sums already taken over `steps` steps.
  public init(steps: Int, x: Double, y: Double, xx: Double, yy: Double, xy: Double) {
    self.steps = steps
    sums = (x, y, xx, yy, xy)
  }

  /// Adds the five sums to exact ones, the first of them to `index`.
  func add(to exact: inout ExactSums, from index: Int) {
    exact.add(sums.0, to: index)
    exact.add(sums.1, to: index + 1)
    exact.add(sums.2, to: index + 2)
    exact.add(sums.3, to: index + 3)
    exact.add(sums.4, to: index + 4)
  }

  private var values: [Double] { [sums.0, sums.1, sums.2, sums.3, sums.4] }

  /// Equality of all sums.
  public static func == (a: ChangeSums, b: ChangeSums) -> Bool {
    a.steps == b.steps && a.values == b.values
  }
}

extension StressTally {
  /// Adds the changes of the year before a miner's default on a path, or, for the number of miners,
  /// before the path's first default.
  public mutating func addChanges(_ window: ChangeSums, before row: Int) {
    changes.add(window, to: row)
  }

  /// Adds the changes of every step of a path.
  public mutating func addChanges(ofWholePath window: ChangeSums) {
    changes.add(window, to: book.miners.count + 1)
  }
}
