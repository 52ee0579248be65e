import Foundation
import QuestionPages
import Questions
import RiskMeasures
import ScenarioFiles
import TestSupport
import Testing

/// Concentrations, the table, the text and the page of a priced loan.
@Suite struct PriceTableTests {
  /// The sample's borrowers share a rating; only `two` has a tenant, whose lease pays next to nothing.
  static func varied() throws -> VariedScenario {
    let text = SampleBook.text
      .replacing(
        "miners: {", with: "tenants: { \"AI <lab>\": {} }, miners: {"
      )
      .replacing(
        "\"miner one\": {", with: "\"miner one\": { tags: { rating: \"B\", desk: \"coins\" },"
      )
      .replacing(
        "two: {",
        with: "two: { tags: { rating: \"B\" }, leases: { hall: { revenuePerYear: 1, "
          + "until: \"2027-12-31\", tenant: \"AI <lab>\" } },")
    return try VariedScenario(ScenarioDocument.parse(text, name: "tagged.json5"))
  }

  static func priced() throws -> (price: LoanPrice, found: LoanPrice.Found) {
    let price = try LoanPrice(try LoanChoice("two,notes", try varied()), PriceTerms())
    return (price, try #require(try price.run(PairedRuns(threads: 2))))
  }

  /// Held are 6000 of `miner one` and half of 3500 of `two`: the loan is 1750 of 7750.
  @Test func concentrationsCountWhoIsInAGroup() throws {
    let found = try Self.priced().found
    let figures = Dictionary(uniqueKeysWithValues: found.quantities.map { ($0.name, $0.estimate) })
    let exact: [String: (Double, Double)] = [
      "(borrower two)": (1750.0 / 7750, 0.0), "(tenant AI <lab>)": (1750.0 / 7750, 0),
      "(rating B)": (1, 1),
    ]
    for (group, (with, without)) in exact {
      let held = try PriceTests.estimate("share_of_principal\(group)", figures)
      #expect(held == Estimate(value: with, standardError: 0), "\(group)")
      let before = try PriceTests.estimate("share_of_principal_without\(group)", figures)
      #expect(before == Estimate(value: without, standardError: 0), "\(group)")
    }
    // Nobody else has the tenant: his share of expected loss is the borrower's.
    let tenant = try PriceTests.estimate("share_of_expected_loss(tenant AI <lab>)", figures)
    #expect(try PriceTests.estimate("share_of_expected_loss(borrower two)", figures) == tenant)
    #expect(try #require(tenant.standardError) > 0)
    #expect(try PriceTests.estimate("share_of_expected_loss(rating B)", figures).value == 1)
    #expect(!found.quantities.contains { $0.name.contains("desk") })
  }

  @Test func theTableHasARowForEachFigure() throws {
    let (price, found) = try Self.priced()
    let file = price.table(found)
    #expect(file.name == "price.csv")
    let records = try #require(csvRecords(file.text))
    #expect(records[0] == ["quantity", "value", "se", "unit"])
    #expect(records.count == found.quantities.count + 1)
    #expect(records[1] == ["principal_held", "1750", "0", "USD"])
    #expect(records.contains { $0[0] == "expected_loss_lifetime" && $0[1].isEmpty })
    let names = Set(records.map { $0[0] })
    #expect(names.count == records.count)
    let text = price.text(found)
    #expect(text.hasPrefix("two, notes beside the book of sample\n"))
    #expect(text.contains("\nnote: 100 % of the principal falls due after the horizon"))
  }

  @Test func thePageEscapesNamesAndHoldsEveryFigure() throws {
    let (price, found) = try Self.priced()
    let page = price.page(found).text
    #expect(page.contains("tenant AI &lt;lab&gt;") && !page.contains("AI <lab>"))
    let rows = page.ranges(of: "<th scope=\"row\">").count
    #expect(rows == found.quantities.count && !page.contains("<code>"))
    for tag in ["table", "tr", "td", "div", "svg", "p"] {
      let opened = page.ranges(of: "<\(tag) ").count + page.ranges(of: "<\(tag)>").count
      #expect(opened == page.ranges(of: "</\(tag)>").count, "\(tag)")
    }
  }

  /// The paragraph comes before the charts; names of columns and empty values are no words.
  @Test func thePageHasAVerdictAndSaysFiguresInWords() throws {
    let (price, found) = try Self.priced()
    let page = price.page(found).text.replacing("\u{A0}", with: " ")
    let verdict = try #require(page.firstRange(of: "<p class=\"verdict\">"))
    let chart = try #require(page.firstRange(of: "<figure"))
    #expect(verdict.upperBound < chart.lowerBound)
    for part in ["capital of", "Break-even on", "held", "What is uncertain:"] {
      #expect(page[verdict.upperBound..<chart.lowerBound].contains(part), "\(part)")
    }
    #expect(page.contains("<th scope=\"row\">PD of the borrower without it</th>"))
    #expect(page.contains("<th scope=\"row\">99 % expected shortfall that the loan adds</th>"))
    #expect(page.contains("share of the book’s principal with the loan: rating B"))
    #expect(page.contains("<th scope=\"row\">capital, share of principal held</th>"))
    #expect(page.contains("99 % unexpected loss (VaR − expected loss) that the loan adds"))
    #expect(page.contains("no size limit was asked for") || !price.terms.limits.isEmpty)
    #expect(!page.contains("undefined"))
    for row in found.quantities {
      let spoken = row.name.prefix { $0 != "(" }.contains("_")
      #expect(!spoken || !page.contains("<th scope=\"row\">\(row.name)"), "\(row.name)")
    }
  }

  /// Pays or falls short only beyond 1.96 errors, and never without one.
  @Test(arguments: [
    (100.0, 40.0 as Double?, PriceVerdict.Answer.pays), (-100, 40, .fallsShort),
    (100, 60, .undecided),
    (-100, 60, .undecided), (100, nil, .undecided), (100, 0, .undecided),
  ])
  func theVerdictSaysNoMoreThanTheErrors(
    margin: Double, error: Double?, answer: PriceVerdict.Answer
  ) {
    let margin = Estimate(value: margin, standardError: error)
    let loss = Estimate(value: 1e4, standardError: 1e3)
    #expect(PriceVerdict.answer(margin, loss: loss, capital: 1e6) == answer)
    #expect(PriceVerdict.answer(nil, loss: loss, capital: 1e6) == .none)
    // A loan that relieves the book takes no capital, on which nothing is earned.
    #expect(PriceVerdict.answer(margin, loss: loss, capital: -2e5) == .none)
    // A loss that no path shows is no reason to lend.
    let unseen = Estimate(value: 0, standardError: 0)
    #expect(PriceVerdict.answer(margin, loss: unseen, capital: 1e6) == .unseen)
  }

  /// Whoever fails owes 450 and pays nothing back: LGD is the whole of it on every default, and has no interval.
  @Test func theLoansDefaultIsSaidPlainly() throws {
    let price = try LoanPrice(
      try LoanChoice("firm 0,loan", try PriceTests.book(of: 2, paths: 200)), PriceTerms())
    let found = try #require(try price.run(PairedRuns(threads: 1)))
    let loan = found.inDefault
    #expect(loan.defaults > 5 && loan.paths == 200)
    #expect(loan.probability?.value == Double(loan.defaults) / 200)
    expectEqual(try #require(loan.lossGivenDefault?.value), 1)
    expectEqual(try #require(loan.exposure?.value), 450)
    let page = price.page(found).text.replacing("\u{A0}", with: " ")
    let table = try #require(page.firstRange(of: "<caption>The loan to the horizon"))
    #expect(table.upperBound < (try #require(page.firstRange(of: "<figure"))).lowerBound)
    #expect(
      page.contains(
        ">LGD<small>loss given default, share of the claim: mean of \(loan.defaults) defaults"))
    #expect(
      page.contains(">PD<small>probability of default: \(loan.defaults) defaults on 200 paths"))
    for part in [">EAD<small>", ">EL<small>", "100 %, no interval", "$450, no interval"] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(
      page.contains("<footer><p>As of 31 Dec 2025 · seed 1987 · 200 paths · page by minerstress "))
  }

  /// One path beyond 99.9 % has no error: the sentence goes on after what has none.
  @Test func sentencesGoOnAfterWhatHasNoInterval() throws {
    let varied = try SampleBook.varied(["simulation.paths=1500"])
    let price = try LoanPrice(try LoanChoice("two,notes", varied), PriceTerms())
    let found = try #require(try price.run(PairedRuns(threads: 2)))
    let page = price.page(found).text.replacing("\u{A0}", with: " ")
    #expect(page.contains(" (no interval) needs "))
    // What has no interval is hollow, what is given is not.
    let spreads = page.matches(
      of: #/class="mark (ring|dot) c\d"[^>]*><title>spread, ([^:]*): [^<]*</#)
    #expect(spreads.contains { $0.1 == "ring" && $0.2 == "for the return asked for" })
    #expect(spreads.contains { $0.1 == "dot" && $0.2 == "offered" })
    #expect(
      page.contains("A bare figure is an input, or the same on every path; “no interval” stands"))
    #expect(!page.contains("no interval needs") && !page.contains("no interval a year"))
  }

  /// Coins that fall: their own law is the worse for the loan, whatever the scenario's mean growth is.
  @Test func aLowerRiskNeutralSpreadIsNotExplainedByTheTrendAlone() throws {
    let varied = try SampleBook.varied([
      "market.regimes.*.btc.drift=-0.5", "simulation.paths=1500",
    ])
    let price = try LoanPrice(try LoanChoice("two,notes", varied), PriceTerms())
    let found = try #require(try price.run(PairedRuns(threads: 2)))
    let page = price.page(found).text
    #expect(
      page.contains(
        "coins drift at the risk-free rate in every regime, with jumps compensated, which is milder for "
          + "this loan than the scenario’s own drifts and jumps."))
  }

  @Test func aLoanWithoutDefaultsHasNoneSeen() throws {
    let varied = try SampleBook.varied([
      "miners.two.tranches.notes.principal=1", "simulation.paths=50",
    ])
    let price = try LoanPrice(try LoanChoice("two,notes", varied), PriceTerms())
    let found = try #require(try price.run(PairedRuns(threads: 1)))
    #expect(found.inDefault.defaults == 0 && found.inDefault.lossGivenDefault == nil)
    let page = price.page(found).text
    #expect(page.ranges(of: "no default on any path</small>").count == 2)
    #expect(page.ranges(of: "</small></th><td class=\"n\">none seen</td>").count == 4)
  }

  /// A small loan that is served first loses nothing where the notes beside it do: its loss is unseen and no 0.
  @Test(arguments: ["bitcoinLoan", "convertible"])
  func aLossThatNoPathShowsIsNotZero(kind: String) throws {
    let text = SampleBook.text.replacing(
      "notes: {",
      with: "small: { kind: \"\(kind)\", principal: 100, coupon: 0.1, seniority: 1, "
        + "maturity: \"2027-12-31\" }, notes: {")
    let varied = try VariedScenario(ScenarioDocument.parse(text, name: "small.json5"))
    let price = try LoanPrice(try LoanChoice("two,small", varied), PriceTerms())
    let found = try #require(try price.run(PairedRuns(threads: 2)))
    let bound = "below 0.1 %"
    let screen = price.text(found)
    for figure in ["expected loss", "break even spread", "risk premium"] {
      let line = try #require(screen.split(separator: "\n").first { $0.hasPrefix(figure + "  ") })
      #expect(line.hasSuffix("  none seen"), "\(line)")
    }
    #expect(screen.contains("on none of 3,000 paths; the probability is \(bound)"))
    #expect(screen.contains(/beyond horizon +0 %/), "what is given is no estimate")
    #expect(price.table(found).text.contains("\nbreak_even_spread,0,,bps\r"))
    let page = price.page(found).text.replacing("\u{A0}", with: " ")
    #expect(page.contains(">break-even spread</th><td class=\"n\">none seen</td>"))
    #expect(page.contains("break-even spread is not known: the probability of one is \(bound)."))
    #expect(!page.contains("spread, break-even: ") && page.contains("it is not 0, but unseen."))
    let heading = kind == "convertible"
    #expect(page.contains("against a loss of its own that no path shows</h1>") == heading)
  }

  /// Due within the two years of the run, a loan that may be extended by three years is often owed at its end.
  @Test func aLoanThatIsStillOwedAtTheEndHasNoLossOfItsLife() throws {
    func priced(_ overrides: String...) throws -> (LoanPrice, LoanPrice.Found) {
      let dated = "miners.two.tranches.notes.maturity=2026-12-31"
      let price = try LoanPrice(
        try LoanChoice("two,notes", try SampleBook.varied([dated] + overrides)), PriceTerms())
      return (price, try #require(try price.run(PairedRuns(threads: 2))))
    }
    let (price, found) = try priced("miners.two.tranches.notes.refinance={termYears: 3}")
    let share = try #require(found.quantities.first { $0.name == "owed_at_end_share" }?.estimate)
    #expect(share.value > 0.1 && share.value < 1 && share.standardError ?? 0 > 0)
    let screen = price.text(found)
    let percent = try #require(screen.firstMatch(of: /note: ([0-9.]+) % of it is still owed/)?.1)
    #expect(abs((Double(percent) ?? 0) / 100 - share.value) < 0.0006)
    #expect(
      screen.contains("no figure is one of its whole life; horizonYears 4 counts one extension"))
    #expect(screen.contains("\nexpected loss lifetime, cut short "))
    let page = price.page(found).text.replacing("\u{A0}", with: " ")
    #expect(page.contains(">expected loss over the loan’s life, cut short</th>"))
    #expect(page.contains(" still owed when the run ends is not in it"))
    #expect(price.table(found).text.contains("\nexpected_loss_lifetime,"))

    let (plain, known) = try priced()
    #expect(plain.text(known).contains(/\nowed at end share +0 %/), "nothing extends it")
    #expect(!plain.text(known).contains("cut short") && !plain.text(known).contains("still owed"))
  }

  /// A run of nine months has no figures of twelve.
  @Test func aYearThatTheRunDoesNotLastIsCutShort() throws {
    let screen = { (years: String) in
      let varied = try SampleBook.varied(["horizonYears=\(years)"])
      let price = try LoanPrice(try LoanChoice("two,notes", varied), PriceTerms())
      return price.text(try #require(try price.run(PairedRuns(threads: 2))))
    }
    let (short, whole) = (try screen("0.75"), try screen("1"))
    for figure in ["pd 12m", "expected loss 12m"] {
      #expect(short.contains("\n\(figure), cut short "))
      #expect(whole.contains("\n\(figure) ") && !whole.contains("\n\(figure), cut short "))
    }
  }

  /// Whom a loan brings has no default without it; one who is there may.
  @Test func aDefaultThatCannotBeIsNotUnseen() throws {
    let unseen = { (loan: String, varied: VariedScenario) in
      let price = try LoanPrice(try LoanChoice(loan, varied), PriceTerms())
      let found = try #require(try price.run(PairedRuns(threads: 1)))
      return try #require(found.quantities.first { $0.name == "borrower_pd_without" }).isUnseen
    }
    let file = try PriceTests.loanFile(
      "{ miners: { three: { treasury: { btc: 1 }, tranches: { loan: { kind: \"abl\", "
        + "principal: 1, coupon: 0.1, maturity: \"2027-12-31\" } } } } }")
    defer { try? FileManager.default.removeItem(atPath: file) }
    let varied = try SampleBook.varied(["simulation.paths=50"])
    #expect(try !unseen(file, varied))
    #expect(try unseen("two,notes", varied))
  }

  /// A loan that is lost in its first step has no price: that is said, and the number is not drawn.
  @Test func aSpreadThatNobodyPaysIsInWords() throws {
    let book = try PriceTests.book(of: 1, paths: 50)
    let varied = try VariedScenario(
      book.document.setting("miners.\"firm 0\".treasury.btc", to: 0.0)
        .setting("miners.\"firm 0\".insolvency.tested", to: "everyStep")
        .setting("stepsPerYear", to: 52.0))
    let price = try LoanPrice(try LoanChoice("firm 0,loan", varied), PriceTerms())
    let found = try #require(try price.run(PairedRuns(threads: 1)))
    let spread = try #require(found.quantities.first { $0.name == "break_even_spread" }?.estimate)
    #expect(spread.value > 10_000)
    let page = price.page(found).text.replacing("\u{A0}", with: " ")
    #expect(page.contains("<h1>firm 0, loan: no spread pays for it;"))
    #expect(page.contains(">no spread pays: above 100 % a year ("))
    #expect(page.contains("which nobody pays, is not drawn"))
    #expect(!page.contains("break-even: "), "its point is not drawn")
  }
}
