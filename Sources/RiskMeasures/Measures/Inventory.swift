/// A row of `inventory.csv`: what defaulters dump of one kind of hardware in a year.
public struct InventoryRow: Sendable, Equatable {
  /// The class's name.
  public var name: String
  /// Year of the run, from 1.
  public var year: Int
  /// Mean number of units dumped over all paths.
  public var units: Estimate
  /// 95th percentile of the units dumped, over the paths on which any are; nil without such a path.
  public var unitsQuantileGivenAny: Double?
  /// Paths on which any are dumped.
  public var any: Proportion
  /// Net proceeds over resale value of what is dumped; nil where nothing is worth anything.
  public var shareFetched: Estimate?
  /// Mean over all paths of the year's largest overhang in units; nil for a class of infinite depth.
  public var greatestOverhang: Estimate?
}

extension InventoryRow {
  static let columns: [Column<InventoryRow>] = [
    .text("class", \.name, "name of the GPU class; `rigs` for rigs, counted in PH/s"),
    .year(\.year),
    .number(
      "units_mean", \.units.value, error: "`units_se`", unit: .count,
      "mean over all paths of the units dumped in the steps with `y − 1 < t_{k+1} ≤ y`"),
    .number(
      "units_p95_given_any", \.unitsQuantileGivenAny,
      error: "sampling, `N` = these paths; binning: 1/4096",
      unit: .count,
      "95th percentile of the same over the paths on which any are; empty without such a path"),
    .proportion("probability_any", \.any, "share of paths on which any are"),
    .share(
      "share_of_resale_fetched", \.shareFetched?.value, error: "`share_of_resale_se`",
      """
      `Σ` net proceeds / `Σ` units · resale price at the sale, overhang in it: depth, \
      relocation, floor, lag and costs. Empty where nothing is dumped, or \
      nothing of worth
      """),
    .number(
      "overhang_max_mean", \.greatestOverhang?.value, error: "`overhang_max_se`", unit: .count,
      """
      mean over all paths of the largest overhang of the year's steps, after what each has \
      dumped, in units; empty for a class of infinite depth
      """),
    .number("units_se", \.units.standardError, unit: .count, "sample standard deviation / `√n`"),
    .share("share_of_resale_se", \.shareFetched?.standardError, "ratio of means, delta method"),
    .number(
      "overhang_max_se", \.greatestOverhang?.standardError, unit: .count,
      "sample standard deviation / `√n`"),
  ]
}

/// What one path has dumped of a class in a year.
public struct DumpedUnits: Sendable {
  /// GPUs, or PH/s of rigs.
  public var units: Double
  /// Their value at the resale prices of the steps of their sales, in dollars.
  public var marked: Double
  /// Their net proceeds in dollars.
  public var fetched: Double
  /// The year's largest overhang in units.
  public var greatestOverhang: Double

  /// Creates what one path has dumped.
  public init(units: Double, marked: Double, fetched: Double, greatestOverhang: Double) {
    self.units = units
    self.marked = marked
    self.fetched = fetched
    self.greatestOverhang = greatestOverhang
  }
}

/// Hardware dumped, by class and year: cells `classes × years`.
package struct InventoryTally: MeasureOfParts {
  private let yearCount: Int
  /// Units dumped, on the paths on which any are.
  private var units: [QuantileHistogram]
  /// Units and largest overhang of cell `i` at `2 i` and `2 i + 1`.
  private var moments: MomentTally
  /// Marks `m` and proceeds `f`: `Σm, Σf, Σm², Σmf, Σf²` of cell `i` at `5 i ..< 5 i + 5`.
  private var values: ExactSums

  static let parts: [TallyPart<InventoryTally>] = [
    .part(\.units), .part(\.moments), .part(\.values),
  ]

  init(_ book: BookShape) {
    yearCount = book.yearCount
    let cells = book.extras.contains(.inventory) ? book.hardware.count * yearCount : 0
    units = Array(repeating: QuantileHistogram(mantissaBits: 12), count: cells)
    moments = MomentTally(count: 2 * cells)
    values = ExactSums(count: 5 * cells)
  }

  /// Adds what one path has dumped of a class in a year, counted from 0.
  package mutating func add(_ dumped: DumpedUnits, hardware: Int, year: Int) {
    let cell = hardware * yearCount + year
    if dumped.units > 0 { units[cell].add(dumped.units) }
    moments.add(dumped.units, to: 2 * cell)
    moments.add(dumped.greatestOverhang, to: 2 * cell + 1)
    let (marked, fetched) = (dumped.marked, dumped.fetched)
    values.add(marked, to: 5 * cell)
    values.add(fetched, to: 5 * cell + 1)
    values.add(marked * marked, to: 5 * cell + 2)
    values.add(marked * fetched, to: 5 * cell + 3)
    values.add(fetched * fetched, to: 5 * cell + 4)
  }

  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    let paths = tally.pathCount
    result[InventoryRow.self] = tally.book.hardware.enumerated().flatMap { index, shape in
      (0..<yearCount).map { year in
        let cell = index * yearCount + year
        return InventoryRow(
          name: shape.name, year: year + 1, units: moments.estimate(2 * cell, over: paths),
          unitsQuantileGivenAny: units[cell].quantiles([0.95])?[0],
          any: Proportion(units[cell].count, of: paths),
          shareFetched: shareFetched(cell, over: paths),
          greatestOverhang: shape.hasDepth ? moments.estimate(2 * cell + 1, over: paths) : nil)
      }
    }
  }

  /// Sum of proceeds over sum of marks.
  private func shareFetched(_ cell: Int, over paths: Int) -> Estimate? {
    let sums = (0..<5).map { values.value(5 * cell + $0) }
    return RatioOfSums(
      numerator: sums[1], denominator: sums[0], numeratorSquares: sums[4], products: sums[3],
      denominatorSquares: sums[2]
    ).estimate(over: paths)
  }
}
