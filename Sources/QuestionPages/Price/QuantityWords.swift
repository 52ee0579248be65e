import Questions
import ReportPages
import Reporting
import RiskMeasures

/// What pages call the figures of a priced loan, and how they write them.
extension LoanPrice {
  /// Names without an argument.
  private static let words = [
    "principal_held": "principal and commitment that are held",
    "offered_spread": "offered spread over the risk-free rate",
    "beyond_horizon": "share of the principal that falls due after the horizon",
    "owed_at_end_share": "share of it that is still owed when the run ends",
    "life": "expected life",
    "pd_12m": "PD of the loan within a year", "pd": "PD of the loan to the horizon",
    "borrower_pd": "PD of the borrower with the loan",
    "marginal_borrower_pd": "what the loan adds to the borrower’s PD",
    "expected_loss_12m": "expected loss within a year",
    "expected_loss": "expected loss to the horizon",
    "expected_loss_lifetime": "expected loss over the loan’s life",
    "break_even_spread": "break-even spread",
    "break_even_spread_risk_adjusted": "risk-neutral break-even spread",
    "risk_premium": "risk premium in the spread",
    "rent_price_of_risk": "market price of rent risk (Sharpe ratio)",
    "portfolio_expected_loss": "expected loss of the book with the loan",
    "portfolio_expected_loss_without": "expected loss of the book without it",
    "marginal_expected_loss": "what the loan adds to the book’s expected loss",
    "knock_on_expected_loss": "of which on other debt",
    "capital": "capital that the loan takes",
    "funding": "cost of funds, a year", "hurdle": "return on capital asked for, a year",
    "raroc": "return on capital (RAROC), a year",
    "spread_for_hurdle": "required spread, which earns the return asked for",
    "offered_over_hurdle": "offered less required spread",
  ]

  /// Names before an argument: a level, a group or a limit.
  private static let wordsOf = [
    "portfolio_es": "expected shortfall of the book with the loan",
    "portfolio_without_es": "expected shortfall of the book without it",
    "marginal_es": "expected shortfall that the loan adds",
    "portfolio_unexpected_loss":
      "unexpected loss (VaR − expected loss) of the book with the loan",
    "portfolio_without_unexpected_loss":
      "unexpected loss (VaR − expected loss) of the book without it",
    "marginal_unexpected_loss": "unexpected loss (VaR − expected loss) that the loan adds",
    "share_of_principal": "share of the book’s principal with the loan",
    "share_of_principal_without": "share of the book’s principal without it",
    "share_of_expected_loss": "share of the book’s expected loss with the loan",
    "share_of_expected_loss_without": "share of the book’s expected loss without it",
    "largest_advance": "largest principal of the whole tranche within the limit",
    "largest_advance_of_principal": "that over the principal",
  ]

  /// Words that depend on the loan; nil for those that do not.
  private func ownWords(of name: String) -> String? {
    switch name {
    case "borrower_pd_without":
      "PD of the borrower \(choice.isByOthers ? "if others hold it" : "without it")"
    case "capital_of_principal": "capital, share of principal \(choice.heldWords)"
    default: nil
    }
  }

  /// A figure's name in the field's words.
  func words(of quantity: Quantity) -> String {
    guard let cut = quantity.name.firstIndex(of: "("), quantity.name.hasSuffix(")") else {
      let words = ownWords(of: quantity.name) ?? Self.words[quantity.name]
      return words.map { $0 + quantity.cutShort } ?? quantity.plainWords
    }
    let name = String(quantity.name[..<cut])
    let argument = String(quantity.name[quantity.name.index(after: cut)...].dropLast())
    guard let known = Self.wordsOf[name] else { return quantity.plainWords }
    if name.hasPrefix("share_of") { return "\(known): \(argument)" }
    if let target = terms.limits.first(where: { limitText($0) == argument }) {
      return "\(known): \(words(of: target))"
    }
    return Measure.thousandths(argument).map {
      "\(NumberWords.level(thousandths: $0)) \(known)"
    } ?? "\(known) (\(argument))"
  }

  /// A limit of the advance in words.
  func words(of limit: Target) -> String {
    "\(limit.measure.words(in: choice.book)) below "
      + limit.measure.unit.words(limit.value, significant: 6)
  }
}

extension Quantity {
  /// How pages write its numbers.
  var figures: FigureUnit {
    switch unit {
    case .dollars: .dollars
    case .share, .perYear: .share
    case .basisPoints: .basisPoints
    case .years, .ratio: .number
    }
  }

  /// Whether it is a spread for a loan for which no spread pays.
  var isUnpayable: Bool {
    unit == .basisPoints && !isChange && UnpayableSpread.isOne(estimate)
  }

  /// The figure with its 95 % interval, if it is not the same on every path; a dash where it has no value, and
  /// `none seen` where no path shows any of it.
  var said: String {
    guard let estimate else { return "–" }
    if isUnseen { return Estimate.noneSeen }
    if isChange { return figures.difference(estimate) }
    if isUnpayable { return UnpayableSpread.words(estimate) }
    let suffix = unit == .years ? " years" : ""
    guard let error = estimate.standardError else { return figures.words(estimate) + suffix }
    return (error > 0 ? figures.words(estimate) : figures.words(estimate.value, significant: 4))
      + suffix
  }
}
