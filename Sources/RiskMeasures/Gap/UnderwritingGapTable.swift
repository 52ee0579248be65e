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

extension UnderwritingGapRow {
  static let columns: [Column<UnderwritingGapRow>] = [
    .miner(\.miner, "name, or `PORTFOLIO` (`pd` and `expected_loss_usd` only)"),
    .text(
      "measure", \.measure,
      """
      `pd` and `expected_loss_usd` as in `summary.csv`, `break_even_bps:TRANCHE` as in \
      `tranches.csv`; `min_dscr_mean`, `ltv_year_1` … [here](../methods/measures.md)
      """),
    .numbers(
      "lender_view,full_model", [\.lenderView, \.fullModel],
      """
      the figure in each; empty where no path has one (a date beyond the horizon, no exposure). `full_model` \
      has the error of its table; means of DSCR and LTV and the lender's view have only that of `difference`
      """),
    .number(
      "difference", \.difference, error: "`difference_se`",
      """
      `full_model − lender_view`, to the twelfth digit of the greater of the two; exactly 0 \
      where they are equal
      """),
    .number(
      "difference_se", \.differenceStandardError,
      """
      s.e. of the difference on common draws, by the delta method: both figures are ratios of \
      means ([formula](../methods/measures.md))
      """),
  ]
}
