import CreditBasics

/// A row of `phantom_collateral.csv`.
public struct PhantomCollateralRow: Sendable, Equatable {
  /// When the collateral is valued.
  public enum Moment: String, Sendable { case asOf, `default` }

  /// The miner's name.
  public var miner: String
  /// The tranche's name.
  public var tranche: String
  /// When the collateral is valued.
  public var moment: Moment
  /// Debt over collateral at marks; nil without collateral.
  public var headline: Double?
  /// Debt over what the collateral fetches when the miner alone sells all it has.
  public var alone: Double?
  /// Debt over what it fetches when every miner alive at the step's start sells all it has.
  public var together: Double?
}

extension PhantomCollateralRow {
  /// Columns of `phantom_collateral.csv`.
  static let columns: [Column<PhantomCollateralRow>] = [
    .texts("miner,tranche", [\.miner, \.tranche], "names"),
    .text(
      "moment", \.moment.rawValue, error: "ratio of means",
      """
      `asOf`: principal / value today. `default`: sum of claims / sum of values over paths on \
      which it has a claim, at the prices of the default's step
      """),
    .share("headline_ltv", \.headline, "at marks"),
    .share(
      "liquidation_ltv_alone", \.alone,
      """
      at what the collateral fetches when this miner alone sells all its GPUs and coins, after \
      depth, relocation haircut and scrap floor, costs and lag
      """),
    .share(
      "liquidation_ltv_together", \.together,
      "the same when every miner alive at the start of the step sells all it has"),
  ]
}

/// Sums over the defaults of each secured tranche: claims, and three values of their collateral.
struct CollateralTally: MeasureOfParts {
  /// Claims, marks, proceeds alone, proceeds together of tranche `i` at `4 i ..< 4 i + 4`.
  var sums: ExactSums

  static let parts: [TallyPart<CollateralTally>] = [.part(\.sums)]

  init(_ book: BookShape) {
    sums = ExactSums(
      count: book.extras.contains(.phantomCollateral) ? 4 * book.tranches.count : 0)
  }

  /// Adds one default, in dollars.
  mutating func add(
    tranche: Int, claim: Double, marked: Double, alone: Double, together: Double
  ) {
    sums.add(claim, to: 4 * tranche)
    sums.add(marked, to: 4 * tranche + 1)
    sums.add(alone, to: 4 * tranche + 2)
    sums.add(together, to: 4 * tranche + 3)
  }

  /// Adds the rows at default; the engine adds those of the as-of date.
  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    guard tally.book.extras.contains(.phantomCollateral) else { return }
    result[PhantomCollateralRow.self] = rows(tally.book)
  }

  /// Rows at default of every secured tranche.
  func rows(_ book: BookShape) -> [PhantomCollateralRow] {
    book.tranches.indices.filter { book.tranches[$0].isSecured }.map { tranche in
      PhantomCollateralRow(
        book: book, tranche: tranche, moment: .default, debt: sums.value(4 * tranche),
        values: (1...3).map { sums.value(4 * tranche + $0) })
    }
  }
}

extension PhantomCollateralRow {
  /// A row of `debt` over three values in dollars; a ratio is nil where debt or value is 0.
  public init(
    book: BookShape, tranche: Int, moment: Moment, debt: Double, values: [Double]
  ) {
    let ratios = values.map { $0 > 0 && debt > 0 ? debt / $0 : nil }
    self.init(
      miner: book.miners[book.tranches[tranche].miner].name, tranche: book.tranches[tranche].name,
      moment: moment, headline: ratios[0], alone: ratios[1], together: ratios[2])
  }
}

extension StressTally {
  /// Adds the collateral of a tranche of the book at a default, in dollars.
  public mutating func addCollateral(
    tranche: Int, claim: Double, marked: Double, alone: Double, together: Double
  ) {
    guard claim > leastClaimUSD else { return }
    collateral.add(
      tranche: tranche, claim: claim, marked: marked, alone: alone, together: together)
  }
}
