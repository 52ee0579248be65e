import CreditBasics

/// The rules of a file of limits.
extension FieldRules {
  private static let probability = Term<BookLimits.Bounds>(
    "pd", .number(.share), .nothing("no limit"), "Probability of default.", \.pd)
  private static let exposure: [Term<BookLimits.Bounds>] = [
    dollars("heldPrincipal", "`heldShare` · principal.", \.heldPrincipalUSD),
    dollars(
      "heldOrCommitted", "`heldShare` · principal and what may still be drawn.",
      \.heldOrCommittedUSD),
  ]
  private static let losses: [Term<BookLimits.Bounds>] = [
    dollars("expectedLoss", "Expected loss.", \.expectedLossUSD),
    dollars(
      "es99Contribution", "Contribution to expected shortfall at 99 %.", \.shortfall99USD),
  ]
  private static let revenue = Term<BookLimits.Bounds>(
    "revenuePerYear", .number(.moneyPerYear), .nothing("no limit"),
    "Contracted revenue that hangs on the tenant.", \.revenueUSDPerYear)

  private static func dollars<Subject>(
    _ key: String, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Double?> & Sendable
  ) -> Term<Subject> {
    Term(key, .number(.money), .nothing("no limit"), meaning, property)
  }

  /// Bounds of all names of a kind, and of single ones under `except`.
  private static func group(
    _ path: String, _ meaning: String, _ bounds: [Term<BookLimits.Bounds>]
  ) -> Terms<BookLimits.Group> {
    let single = Terms(
      "\(path).except.NAME", "Bounds of one name, instead of the others'.",
      blank: BookLimits.Bounds(), bounds)
    return Terms(
      path, meaning, blank: BookLimits.Group(),
      single.within(\BookLimits.Group.bounds) + [
        Term(
          "except", named: single, count: 0...10_000, .empty, "Single names with other bounds.",
          \.exceptions, name: \.name)
      ])
  }

  static let limits = Terms<BookLimits>(
    "limits", "The file's outermost object.", blank: BookLimits(),
    [
      Term(
        "singleName",
        group("singleName", "Bounds of every miner.", [probability] + exposure + losses),
        .empty, "Bounds of every miner.", \.singleName),
      Term(
        "tenant",
        group("tenant", "Bounds of every named tenant.", [probability] + exposure + [revenue]),
        .empty, "Bounds of every named tenant.", \.tenant),
      Term(
        "tags",
        named: group(
          "tags.TAG", "Bounds of every value of a tag.", [probability] + exposure + losses),
        count: 0...100, .empty, "Bounds by tag.", \.tags, name: \.name),
      Term(
        "unexpectedLoss", unexpected, .empty, "VaR less expected loss of the portfolio.",
        \.unexpectedLoss),
      dollars("expectedLoss", "Expected loss of the portfolio.", \.expectedLossUSD),
    ])

  private static let unexpected = Terms<BookLimits.Unexpected>(
    "unexpectedLoss", "VaR less expected loss of the portfolio, by level.",
    blank: BookLimits.Unexpected(),
    [
      dollars("95", "At 95 %.", \.at95), dollars("99", "At 99 %.", \.at99),
      dollars("99.5", "At 99.5 %.", \.at995), dollars("99.9", "At 99.9 %.", \.at999),
    ])
}
