/// A row of `underwriting_gap.csv`.
public struct UnderwritingGapRow: Sendable, Equatable {
  /// The miner's name, or `PORTFOLIO`.
  public var miner: String
  /// What is compared.
  public var measure: String
  /// In the lender's view.
  public var lenderView: Double?
  /// In the full model.
  public var fullModel: Double?
  /// Full model less lender's view.
  public var difference: Double?
  /// Its standard error on common draws.
  public var differenceStandardError: Double?
}

extension Extras {
  /// The lender's view on the same draws.
  public static let underwritingGap = Extras(rawValue: 1 << 3)
}

extension ExtrasResult {
  /// Rows of `underwriting_gap.csv`.
  public var underwritingGap: [UnderwritingGapRow]? {
    get { self[UnderwritingGapRow.self] }
    set { self[UnderwritingGapRow.self] = newValue }
  }
}

extension TableSchema {
  /// `underwriting_gap.csv`.
  static let underwritingGap = TableSchema(
    "underwriting_gap.csv", extras: .underwritingGap, columns: underwritingGapColumns)

  private static let underwritingGapColumns: [Column<UnderwritingGapRow>] = [
    .miner("name, or `PORTFOLIO` (`pd` and `expected_loss_usd` only)") { $0.miner },
    Column(
      "measure",
      """
      `pd`: share of paths with a default. `expected_loss_usd`: mean discounted loss, weighted \
      with `heldShare`. `min_dscr_mean`: the mean, over the paths that have one, of the lowest \
      coverage at the quarters of `dscr_fan.csv` while the miner lives. `ltv_year_1`, `_2`, `_3`: \
      mean headline LTV of the survivors at that date, 0 where nothing is outstanding; paths with \
      debt and no positive assets are left out. `break_even_bps:TRANCHE`: as in `tranches.csv`
      """
    ) { .text($0.measure) },
    Column(
      "lender_view,full_model",
      "the figure in each; empty where no path has one (a date beyond the horizon, no exposure)"
    ) {
      [.number($0.lenderView), .number($0.fullModel)]
    },
    Column(
      "difference",
      """
      `full_model − lender_view`, to the twelfth digit of the greater of the two; exactly 0 where \
      they are equal
      """,
      error: "`difference_se`"
    ) { .number($0.difference) },
    Column(
      "difference_se",
      """
      s.e. on common draws: both figures are ratios of means `Σa/Σb` (`b` = 1, an indicator, or \
      exposure), and by the delta method the difference has the s.e. of the mean of `(a₁ − \
      R₁b₁)/b̄₁ − (a₂ − R₂b₂)/b̄₂`
      """
    ) { .number($0.differenceStandardError) },
  ]
}
