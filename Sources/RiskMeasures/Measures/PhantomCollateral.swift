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
  public var headline: Estimate?
  /// Debt over what the collateral fetches when the miner alone sells all it has.
  public var alone: Estimate?
  /// Debt over what it fetches when every miner alive at the step's start sells all it has.
  public var together: Estimate?
}

extension PhantomCollateralRow {
  static let columns: [Column<PhantomCollateralRow>] = [
    .texts("miner,tranche", [\.miner, \.tranche], "names"),
    .text(
      "moment", \.moment.rawValue,
      """
      `asOf`: principal / value today. `default`: sum of claims / sum of values over paths on \
      which it has a claim, at the prices of the default's step
      """),
    .share("headline_ltv", \.headline?.value, error: "`headline_ltv_se`", "at marks"),
    .share(
      "liquidation_ltv_alone", \.alone?.value, error: "`liquidation_ltv_alone_se`",
      """
      at what the collateral fetches when this miner alone sells all its GPUs and coins, after \
      depth, relocation haircut and scrap floor, costs and lag
      """),
    .share(
      "liquidation_ltv_together", \.together?.value, error: "`liquidation_ltv_together_se`",
      "the same when every miner alive at the start of the step sells all it has"),
    .numbers(
      "headline_ltv_se,liquidation_ltv_alone_se,liquidation_ltv_together_se",
      [\.headline?.standardError, \.alone?.standardError, \.together?.standardError],
      unit: .share, "ratio of sums over its defaults, delta method; `asOf`: 0, as they are inputs"),
  ]
}

/// Sums over the defaults of each secured tranche: claims, and three values of their collateral.
package struct CollateralTally: MeasureOfParts {
  var claims: MomentTally
  /// Marks, proceeds alone and proceeds together of tranche `i` at `3 i ..< 3 i + 3`.
  var values: MomentTally
  /// Claim × value of the same cells.
  var products: ExactSums

  static let parts: [TallyPart<CollateralTally>] = [
    .part(\.claims), .part(\.values), .part(\.products),
  ]

  init(_ book: BookShape) {
    let count = book.extras.contains(.phantomCollateral) ? book.tranches.count : 0
    claims = MomentTally(count: count)
    values = MomentTally(count: 3 * count)
    products = ExactSums(count: 3 * count)
  }

  /// Adds the collateral of a tranche at a default, in dollars, if there is a claim.
  package mutating func add(
    tranche: Int, claim: Double, marked: Double, alone: Double, together: Double
  ) {
    guard claim > leastClaimUSD else { return }
    claims.add(claim, to: tranche)
    for (kind, value) in [marked, alone, together].enumerated() {
      values.add(value, to: 3 * tranche + kind)
      products.add(claim * value, to: 3 * tranche + kind)
    }
  }

  /// Adds the rows at default; the engine adds those of the as-of date.
  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    result[PhantomCollateralRow.self] = rows(tally.book)
  }

  /// Rows at default of every secured tranche.
  func rows(_ book: BookShape) -> [PhantomCollateralRow] {
    book.tranches.indices.filter { book.tranches[$0].isSecured }.map { tranche in
      PhantomCollateralRow(
        book: book, tranche: tranche, moment: .default,
        ratios: (3 * tranche..<3 * tranche + 3).map { ratio($0, of: tranche) })
    }
  }

  /// Claims over one of the values.
  private func ratio(_ cell: Int, of tranche: Int) -> Estimate? {
    RatioOfSums(
      numerator: claims.sum(tranche), denominator: values.sum(cell),
      numeratorSquares: claims.sumOfSquares(tranche), products: products.value(cell),
      denominatorSquares: values.sumOfSquares(cell)
    ).estimate(over: claims.additions[tranche])
  }
}

extension PhantomCollateralRow {
  /// Today's row of `debt` over three values in dollars; a ratio is nil where debt or value is 0.
  package init(book: BookShape, tranche: Int, today debt: Double, values: [Double]) {
    self.init(
      book: book, tranche: tranche, moment: .asOf,
      ratios: values.map {
        $0 > 0 && debt > 0 ? Estimate(value: debt / $0, standardError: 0) : nil
      })
  }

  fileprivate init(book: BookShape, tranche: Int, moment: Moment, ratios: [Estimate?]) {
    self.init(
      miner: book.miners[book.tranches[tranche].miner].name, tranche: book.tranches[tranche].name,
      moment: moment, headline: ratios[0], alone: ratios[1], together: ratios[2])
  }
}
