import Questions
import ReportPages
import Reporting
import RiskMeasures

/// Whether to take a loan, at which spread, how large, and what is not known, from its figures.
package struct PriceVerdict {
  private let price: LoanPrice
  private let known: [String: Quantity]

  init(_ price: LoanPrice, _ found: LoanPrice.Found) {
    self.price = price
    known = Dictionary(found.quantities.map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
  }

  /// Whether the offered spread pays, as far as the errors let one say.
  package enum Answer: Equatable, Sendable {
    case pays, fallsShort, undecided
    /// There is no return on capital to compare with.
    case none
    /// No path shows what the loan costs the book, so that it has no price.
    case unseen
  }

  /// The margin over the hurdle against its 95 % interval.
  var answer: Answer {
    Self.answer(
      known["offered_over_hurdle"]?.estimate, loss: known["marginal_expected_loss"]?.estimate,
      capital: known["capital"]?.estimate?.value)
  }

  /// The answer for a margin over the hurdle, decided where the margin exceeds half of its
  /// interval.
  ///
  /// Without an interval it is undecided; where no path shows what the loan may cost it is
  /// `unseen`. A loan that takes no capital has no return on it.
  package static func answer(_ margin: Estimate?, loss: Estimate?, capital: Double?) -> Answer {
    if loss?.isUnseen == true { return .unseen }
    guard let margin, let capital, capital > 0 else { return .none }
    guard let half = Confidence.shownHalf(margin.standardError), abs(margin.value) > half
    else { return .undecided }
    return margin.value > 0 ? .pays : .fallsShort
  }

  /// A figure inside a sentence, which goes on after it: `(no interval)` instead of `, no
  /// interval`.
  private func said(_ name: String) -> String {
    known[name]?.said.replacing(", no interval", with: " (no interval)") ?? "–"
  }

  /// A spread in a sentence; for one above 100 % a year, that no spread pays.
  private func spread(_ name: String) -> String {
    known[name]?.isUnpayable == true
      ? "more than 100\u{A0}% a year, which no spread pays" : said(name)
  }

  private func size(_ name: String) -> String {
    known[name].flatMap { quantity in quantity.estimate.map(quantity.figures.size) } ?? "–"
  }

  /// The answer in one sentence.
  var heading: String {
    let loan = price.choice.name
    if known["spread_for_hurdle"]?.isUnpayable == true
      || known["break_even_spread"]?.isUnpayable == true
    {
      return
        "\(loan): no spread pays for it; the offered \(said("offered_spread")) is far below what "
        + "\(answer == .none ? "it loses" : "a return on capital of \(said("hurdle")) requires")"
    }
    switch answer {
    case .pays:
      return
        "\(loan): the offered \(said("offered_spread")) is \(size("offered_over_hurdle")) above "
        + required
    case .fallsShort:
      return
        "\(loan): the offered \(said("offered_spread")) is \(size("offered_over_hurdle")) below "
        + required
    case .undecided:
      return
        "\(loan): whether the offered \(said("offered_spread")) earns \(said("hurdle")) on its capital is "
        + "not decided: the margin is \(known["offered_over_hurdle"].map(margin) ?? "–")"
    case .unseen:
      return "\(loan): none of \(paths) costs the book anything, so that they do not price it"
    case .none:
      return "\(loan): the offered \(said("offered_spread")) against "
        + (isLossUnseen
          ? "a loss of its own that no path shows"
          : "a break-even spread of \(said("break_even_spread"))")
    }
  }

  /// The spread that is needed, with the caveat that belongs to it.
  private var required: String {
    let spread = known["spread_for_hurdle"].flatMap { quantity in
      quantity.estimate.map { quantity.figures.words($0.value) }
    }
    return "the \(spread ?? "–") that a return on capital of \(said("hurdle")) requires"
      + (caveat.map { " – but \($0)" } ?? "")
  }

  private var paths: String { AskedPage.words(paths: price.choice.with.simulation.paths) }

  private func margin(_ quantity: Quantity) -> String {
    quantity.figures.difference(quantity.estimate)
  }

  private func change(_ name: String) -> String { known[name].map(margin) ?? "–" }

  /// The paragraph: take it or not, at what spread, how large, what is uncertain.
  var paragraph: String {
    (answer == .unseen ? [advice, size] : [advice, spreads, size, doubts]).joined(separator: " ")
  }

  private var advice: String {
    let hurdle = "\(said("hurdle")) a year on a capital of \(said("capital"))"
    switch answer {
    case .pays:
      let start =
        caveat.map { "It clears the hurdle, but \($0): " }
        ?? "Take it at the offered spread, as far as this book and these assumptions go: "
      return start + "\(hurdle) needs \(spread("spread_for_hurdle")), and the return is "
        + "\(said("raroc")) a year."
    case .fallsShort:
      return
        "Do not take it at the offered spread: \(hurdle) needs \(spread("spread_for_hurdle")), and "
        + "the return is \(said("raroc")) a year."
    case .undecided:
      return
        "These paths do not decide: \(hurdle) needs \(spread("spread_for_hurdle")), and the return is "
        + "\(said("raroc")) a year. Run more paths, or ask for a margin."
    case .unseen:
      let most = Unseen.words(in: price.choice.with.simulation.paths)
      return
        "These paths do not price it: the loan costs the book nothing on any of \(paths), which says "
        + "no more than that the probability of a cost is \(most). Run more paths, or use tail."
    case .none:
      return
        "No return on capital can be said of this loan (a note below says why), so that only the "
        + "spread can be judged."
    }
  }

  /// What a figure "without the loan" assumes.
  private var without: String {
    price.choice.isByOthers ? "if others hold it" : "without\(price.choice.purchases.aside)"
  }

  /// Whether no path shows a loss of the loan itself, whatever it costs the book.
  private var isLossUnseen: Bool { known["break_even_spread"]?.isUnseen == true }

  /// The spread that would pay for the loan's own expected loss, as far as paths show one.
  private var breakEven: String {
    guard !isLossUnseen else {
      return "No path shows a loss of its own, so that its break-even spread is not known: the "
        + "probability of one is \(bound)."
    }
    let adjusted =
      known["break_even_spread_risk_adjusted"]?.estimate == nil
        || known["break_even_spread"]?.isUnpayable == true
      ? "" : ", \(spread("break_even_spread_risk_adjusted")) risk-neutral"
    return "Break-even on its own expected loss is \(spread("break_even_spread"))\(adjusted)."
  }

  /// The bound on the probability of what no path shows, in words.
  private var bound: String { NumberWords.unseen(in: price.choice.with.simulation.paths) }

  /// A default probability in a sentence.
  private func chance(_ name: String) -> String {
    said(name) + (known[name]?.isUnseen == true ? " (\(bound))" : "")
  }

  private var spreads: String {
    let knock = known["knock_on_expected_loss"]?.estimate
    let others =
      knock == nil || knock?.value == 0
      ? "" : ", that of other debt by \(change("knock_on_expected_loss"))"
    return
      "The borrower’s PD is \(chance("borrower_pd")) with it and \(chance("borrower_pd_without")) "
      + "\(without). \(breakEven) The book’s "
      + "expected loss changes by \(change("marginal_expected_loss"))\(others)."
  }

  /// Paths in the tail that capital is read from; nil where capital is a share of what is held.
  private var tailPaths: Double? {
    price.terms.capital.level.map {
      Double(price.choice.with.simulation.paths) * Double(1000 - $0) / 1000
    }
  }

  /// A warning that capital rests on few paths; nil where they are enough, or capital is a given
  /// share.
  private var thinCapital: String? {
    guard let count = tailPaths, count < Self.fewPaths else { return nil }
    let worst = NumberWords.plain(max(1, count.rounded()))
    return "the capital rests on \(worst) \(worst == "1" ? "path" : "paths") of "
      + NumberWords.count(price.choice.with.simulation.paths)
  }

  /// Why the answer is not to be read alone: few paths of the tail, or an order that nobody funds without it.
  private var caveat: String? {
    let reasons = [thinCapital, price.choice.purchases.alone].compactMap(\.self)
    return reasons.isEmpty ? nil : reasons.joined(separator: ", and ")
  }

  private var held: String { "\(said("principal_held")) \(price.choice.heldWords)" }

  private var size: String {
    guard !price.terms.limits.isEmpty else {
      return "It is priced at \(held); no size limit was asked for."
    }
    let limits = price.terms.limits.map { limit -> String in
      let found = known["largest_advance(\(price.limitText(limit)))"]
      return found?.estimate == nil
        ? "for \(price.words(of: limit)) there is no single one (a note below says what was found)"
        : "\(found?.said ?? "–") keeps \(price.words(of: limit))"
    }
    return "It is priced at \(held); the largest principal of the whole tranche: "
      + limits.joined(separator: "; ") + "."
  }

  private var doubts: String {
    var doubts: [String] = []
    if let level = price.terms.capital.level, let paths = tailPaths {
      let words = NumberWords.level(thousandths: level)
      if paths < Self.fewPaths {
        doubts.append(
          "capital rests on the worst \(NumberWords.plain(max(1, paths.rounded()))) of "
            + "\(AskedPage.words(paths: price.choice.with.simulation.paths)) (\(words)), so that its error "
            + "is uncertain too")
      } else {
        doubts.append("capital, the least certain figure, rests on the losses beyond \(words)")
      }
    }
    if price.choice.terms.beyondHorizon > 0 {
      doubts.append("what falls due after the horizon is not in it")
    }
    if known["expected_loss_lifetime"]?.isCutShort == true {
      let owed = said("owed_at_end_share")
      doubts.append("what is lost later of the \(owed) still owed when the run ends is not in it")
    }
    doubts.append("assumptions are not in the intervals; a tornado tells which of them matter")
    return "What is uncertain: " + doubts.joined(separator: "; ") + "."
  }

  /// A tail of fewer paths than this does not tell its own error well.
  private static let fewPaths = 50.0
}
