/// A row of `pd_term_structure.csv`.
public struct TermStructureRow: Sendable, Equatable {
  /// The miner's name, or `PORTFOLIO`.
  public var miner: String
  /// Month from 1.
  public var month: Int
  /// Paths in default by the end of the month.
  public var defaults: Proportion
  /// `12 (PD_m − PD_{m−1}) / (1 − PD_{m−1})`; nil without survivors.
  public var hazardPerYear: Double?
}

extension TermStructureRow {
  static let columns: [Column<TermStructureRow>] = [
    .miner(\.miner),
    .fields(
      "month,year", { [.integer($0.month), .number(Double($0.month) / 12)] }, error: "exact",
      "`m` and `m/12`"),
    .share(
      "cumulative_pd", \.defaults.value, error: "`pd_se`",
      "share of paths with `τ ≤ m/12` (slack 1e-9 years)"),
    .share("pd_se", \.defaults.standardError, "`√(p (1 − p)/n)`"),
    .number(
      "hazard_per_year", \.hazardPerYear, error: "12 × binomial, `N` = survivors",
      """
      `12 (PD_m − PD_{m−1}) / (1 − PD_{m−1})`: defaults in the month over survivors at its \
      start, per year; empty when none survive
      """),
  ]
}
