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

extension TableSchema {
  /// `pd_term_structure.csv`.
  static let termStructure = TableSchema(
    "pd_term_structure.csv", rows: { $0.termStructure },
    columns: termStructureColumns)

  private static let termStructureColumns: [Column<TermStructureRow>] = [
    .miner { $0.miner },
    Column(
      "month,year",
      "`m` and `m/12`",
      error: "exact"
    ) {
      [.integer($0.month), .number(Double($0.month) / 12)]
    },
    Column(
      "cumulative_pd",
      "share of paths with `τ ≤ m/12` (slack 1e-9 years)",
      error: "`pd_se`", unit: .share
    ) { .number($0.defaults.value) },
    Column(
      "pd_se",
      "`√(p (1 − p)/n)`", unit: .share
    ) { .number($0.defaults.standardError) },
    Column(
      "hazard_per_year",
      """
      `12 (PD_m − PD_{m−1}) / (1 − PD_{m−1})`: defaults in the month over survivors at its start, \
      per year; empty when none survive
      """,
      error: "12 × binomial, `N` = survivors"
    ) { .number($0.hazardPerYear) },
  ]
}
