/// Every case in which the engine's answer is known from elsewhere.
public enum Verification {
  /// All cases, in the order of the table.
  public static var cases: [VerificationCase] {
    StructuralCases.all + JumpCases.all + RegimeCases.all + FactorCases.all + GivenCases.all
      + TenantCases.all + GroupCases.all + LoanCases.all + AccountCases.all + OptionCases.all
      + SaleCases.all + PortfolioCases.all + CauseCases.all + WaterfallCases.all
  }

  /// Paths of a case when none are asked for.
  public static let defaultPaths = 200_000
}
