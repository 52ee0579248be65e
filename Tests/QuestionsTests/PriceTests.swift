import CreditBasics
import Foundation
import Questions
import RiskMeasures
import ScenarioFiles
import StressEngine
import TestSupport
import Testing

@testable import Verification

@Suite struct PriceTests {
  /// A file with a loan for `--loan`; whoever asks removes it.
  static func loanFile(_ text: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).json5"
    try Data(text.utf8).write(to: URL(filePath: file))
    return file
  }

  /// The figures of a loan by their names.
  static func priced(
    _ loan: String, _ varied: VariedScenario, _ terms: PriceTerms = PriceTerms()
  ) throws -> [String: Estimate?] {
    let price = try LoanPrice(try LoanChoice(loan, varied), terms)
    let found = try #require(try price.run(PairedRuns(threads: 2)))
    return Dictionary(uniqueKeysWithValues: found.quantities.map { ($0.name, $0.estimate) })
  }

  static func estimate(_ name: String, _ figures: [String: Estimate?]) throws -> Estimate {
    let figure = try #require(figures[name], "\(name)")
    return try #require(figure, "\(name)")
  }

  /// A figure agrees with what it must be, within its own standard error.
  static func expect(
    _ name: String, _ figures: [String: Estimate?], with exact: Double
  ) throws {
    let found = try estimate(name, figures)
    expectAgrees(found.value, standardError: try #require(found.standardError), with: exact, name)
  }

  /// Firms of ten bitcoins at $100 with a factor of their own, and a loan that is lost whole at default.
  static func book(of firms: Int, paths: Int) throws -> VariedScenario {
    let miners = (0..<firms).map { number in
      """
      "firm \(number)": { idiosyncraticVolatility: 0.5, treasury: { btc: 10 }, \
      insolvency: { barrier: 1, tested: "atHorizon" }, tranches: { loan: { kind: "highYield", \
      principal: 450, coupon: 0, maturity: "2055-12-31", paymentsPerYear: 1 } } }
      """
    }
    return try VariedScenario(
      ScenarioDocument.parse(
        """
        { name: "vasicek", asOf: "2025-12-31", horizonYears: 1, stepsPerYear: 2, riskFreeRate: 0.03,
          simulation: { paths: \(paths), seed: 1987 },
          market: { regimes: { only: { btc: { drift: 0.02, volatility: 0.35 } } }, btc: { spot: 100 } },
          resolution: { coinCostRate: 1 }, miners: { \(miners.joined(separator: ",\n")) } }
        """, name: "vasicek.json5"))
  }

  /// Vasicek's book of 30 equal loans and a 31st: with `counts` the law of the number of defaults,
  /// marginal ES is that of 31 loans less that of 30, both in loans of `450 e^{−0.03}`.
  @Test func marginalShortfallIsThatOfTheClosedForm() throws {
    let total = (0.35 * 0.35 + 0.5 * 0.5).squareRoot()
    let firm = MertonFirm(assets: 1000, debt: 450, drift: 0.02, volatility: total, years: 1)
    let each = exp(-0.03) * 450
    let shortfall = { (borrowers: Int, level: Double) in
      let book = HomogeneousBook(
        borrowers: borrowers, defaultProbability: firm.defaultProbability,
        correlation: 0.35 * 0.35 / (total * total))
      let points = book.counts.enumerated().map { (Double($0.offset) * each, $0.element) }
      return DiscreteLoss(points: points).expectedShortfall(level)
    }
    var terms = PriceTerms()
    terms.levels = [900, 990, 995]
    terms.capital = .expectedShortfall(thousandths: 900)
    let figures = try Self.priced("firm 7,loan", Self.book(of: 31, paths: 100_000), terms)
    for level in ["0.9", "0.99", "0.995"] {
      let alpha = try #require(Double(level))
      let exact = shortfall(31, alpha) - shortfall(30, alpha)
      try Self.expect("marginal_es(\(level))", figures, with: exact)
      try Self.expect("portfolio_without_es(\(level))", figures, with: shortfall(30, alpha))
    }
    try Self.expect("pd", figures, with: firm.defaultProbability)
    let lost = firm.defaultProbability * each
    try Self.expect("marginal_expected_loss", figures, with: lost)
    // Capital is for what the tail costs beyond the mean, which the spread pays for.
    let tail = shortfall(31, 0.9) - shortfall(30, 0.9)
    try Self.expect("capital", figures, with: tail - lost)
    // The pair knows far more than two runs would.
    let marginal = try Self.estimate("marginal_es(0.99)", figures)
    let whole = try Self.estimate("portfolio_es(0.99)", figures)
    #expect(try #require(marginal.standardError) < 0.3 * (try #require(whole.standardError)))
  }

  /// Under the pricing measure the loan of a Merton firm is short a put: `E[(F − V)⁺]` at drift `r`,
  /// discounted, over `F (e^{−0.015} + e^{−0.03}) / 2` dollar-years.
  @Test func riskAdjustedSpreadIsThatOfThePut() throws {
    let varied = try VariedScenario(
      ScenarioDocument.parse(
        """
        { name: "merton", asOf: "2025-12-31", horizonYears: 1, stepsPerYear: 2, riskFreeRate: 0.03,
          simulation: { paths: 100000, seed: 3 },
          market: { regimes: { only: { btc: { drift: 0.25, volatility: 0.5 } } }, btc: { spot: 100 } },
          miners: { firm: { treasury: { btc: 10 }, insolvency: { barrier: 1, tested: "atHorizon" },
            tranches: { loan: { kind: "highYield", principal: 500, coupon: 0, maturity: "2055-12-31",
              paymentsPerYear: 1 } } } } }
        """, name: "merton.json5"))
    let figures = try Self.priced("firm,loan", varied)
    for (name, drift) in [("break_even_spread", 0.25), ("break_even_spread_risk_adjusted", 0.03)] {
      let firm = MertonFirm(assets: 1000, debt: 500, drift: drift, volatility: 0.5, years: 1)
      let exposure = 250 * (exp(-0.015) + exp(-0.03))
      try Self.expect(name, figures, with: 1e4 * exp(-0.03) * firm.expectedLoss / exposure)
    }
    // Without the loan the firm owes nothing: its default, and all of the book's loss, are the loan's.
    #expect(try Self.estimate("borrower_pd_without", figures).value == 0)
    #expect(try Self.estimate("portfolio_without_es(0.99)", figures).value == 0)
    let none = Estimate(value: 0, standardError: 0)
    #expect(try Self.estimate("knock_on_expected_loss", figures) == none)
    #expect(try Self.estimate("share_of_principal(borrower firm)", figures).value == 1)
    #expect(try #require(figures["share_of_principal_without(borrower firm)"]) == nil)
  }

  /// A market in which coins grow at `r` already, without jumps and rent, pays no premium.
  @Test func aMarketWithoutPremiaHasNone() throws {
    let varied = try SampleBook.varied([
      "market.regimes.calm.btc.drift=0.03", "market.regimes.stress.btc.drift=0.03",
    ])
    let figures = try Self.priced("two,notes", varied)
    #expect(try Self.estimate("risk_premium", figures) == Estimate(value: 0, standardError: 0))
  }

  /// A book without a loan, and the loan in a file: the figures of the book that has it, digit for digit,
  /// whether the horizon is given or reaches to what falls due last.
  @Test(arguments: ["horizonYears: 2, ", ""])
  func aLoanTakenOutAndPricedBackGivesThePortfolioAgain(horizon: String) throws {
    let text = SampleBook.text.replacing("horizonYears: 2, ", with: horizon)
    let notes =
      "notes: { kind: \"highYield\", principal: 3500, coupon: 0.1, maturity: \"2029-12-31\", "
      + "heldShare: 0.5 }"
    let bare = text.replacing(notes, with: "")
    #expect(bare != text)
    let file = try Self.loanFile("{ miners: { two: { tranches: { \(notes) } } } }")
    defer { try? FileManager.default.removeItem(atPath: file) }
    let whole = try VariedScenario(ScenarioDocument.parse(text, name: "whole.json5"))
    let without = try VariedScenario(ScenarioDocument.parse(bare, name: "bare.json5"))
    let named = try Self.priced("two,notes", whole)
    let added = try Self.priced(file, without)
    #expect(named == added)
    #expect(named.count > 40)
    let runs = PairedRuns(threads: 2)
    for (name, measure) in [
      ("portfolio_expected_loss", Measure.expectedLoss(miner: nil)),
      ("portfolio_es(0.99)", .expectedShortfall(thousandths: 990)),
    ] {
      #expect(try Self.estimate(name, added) == runs.estimate(measure, of: whole.base.scenario))
    }
    #expect(try Self.estimate("marginal_expected_loss", added).value > 0)
  }

  /// A loan that others would make: nothing else of the book moves, and the marginal loss is its own.
  @Test func aLoanOfOthersTakesOnlyItsOwnLosses() throws {
    let varied = try SampleBook.varied(["miners.two.tranches.notes.heldShare=1"])
    let choice = try LoanChoice("two,notes", varied, byOthers: true)
    let found = try #require(
      try LoanPrice(choice, PriceTerms()).run(PairedRuns(threads: 2)))
    let figures = Dictionary(uniqueKeysWithValues: found.quantities.map { ($0.name, $0.estimate) })
    let none = Estimate(value: 0, standardError: 0)
    #expect(try Self.estimate("marginal_borrower_pd", figures) == none)
    #expect(try Self.estimate("knock_on_expected_loss", figures).value == 0)
    #expect(try Self.estimate("share_of_expected_loss_without(borrower two)", figures).value == 0)
    #expect(try Self.estimate("share_of_principal_without(borrower two)", figures).value == 0)
    let alone = try #require(
      PairedRuns(threads: 2).estimate(.expectedLoss(miner: 0), of: varied.base.scenario))
    expectEqual(
      try Self.estimate("portfolio_expected_loss_without", figures).value, alone.value,
      within: 1e-12)
  }

  /// At a hurdle that is the return found, the spread asked for is the one offered.
  @Test(arguments: ["es:0.99", "ul:0.95", "share:0.08"])
  func returnAndHurdleSayTheSame(rule: String) throws {
    var terms = PriceTerms()
    terms.capital = try CapitalRule(parsing: rule)
    terms.funding = 0.04
    let first = try Self.priced("two,notes", SampleBook.varied(), terms)
    terms.hurdle = try Self.estimate("raroc", first).value
    let second = try Self.priced("two,notes", SampleBook.varied(), terms)
    let over = try Self.estimate("offered_over_hurdle", second)
    expectEqual(over.value, 0, within: 0, absolute: 1e-6)
    // `∂RAROC/∂s = N/K`: the errors are in that proportion.
    let share = try Self.estimate("capital_of_principal", second).value
    let error = try #require(try Self.estimate("raroc", second).standardError)
    expectEqual(
      error * share * 1e4, try #require(over.standardError), within: 1e-6)
  }

  /// Stated errors are those of estimates over forty seeds, within what forty can tell.
  @Test func errorsAreThoseOfManySeeds() throws {
    let names = [
      "marginal_es(0.95)", "spread_for_hurdle", "raroc", "risk_premium",
      "marginal_unexpected_loss(0.95)", "share_of_expected_loss(borrower two)",
    ]
    var terms = PriceTerms()
    terms.levels = [950]
    terms.capital = .expectedShortfall(thousandths: 950)
    var values: [String: [Double]] = [:]
    var errors: [String: [Double]] = [:]
    for seed in 1...40 {
      let figures = try Self.priced(
        "two,notes", SampleBook.varied(["simulation.seed=\(seed)", "simulation.paths=2000"]), terms)
      for name in names {
        let found = try Self.estimate(name, figures)
        values[name, default: []].append(found.value)
        errors[name, default: []].append(try #require(found.standardError))
      }
    }
    for name in names {
      let sample = try #require(values[name])
      let mean = sample.reduce(0, +) / 40
      let scatter = (sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39).squareRoot()
      let stated = try #require(errors[name]).reduce(0, +) / 40
      // A sample deviation of forty is within a third of the true one but for one time in a thousand.
      #expect(abs(scatter / stated - 1) < 0.4, "\(name): scatter \(scatter), stated \(stated)")
    }
  }

  @Test func theLargestAdvanceMeetsItsLimit() throws {
    let varied = try SampleBook.varied(["simulation.paths=10000"])
    var terms = PriceTerms()
    let book = BookShape(varied.base.scenario)
    terms.limits = [
      try PriceTerms.limit("pd(two,2)<40%", book: book),
      try PriceTerms.limit("el(two)<1e9", book: book),
    ]
    let price = try LoanPrice(try LoanChoice("two,notes", varied), terms)
    let found = try #require(try price.run(PairedRuns(threads: 2)))
    let figures = Dictionary(uniqueKeysWithValues: found.quantities.map { ($0.name, $0.estimate) })
    let advance = try Self.estimate("largest_advance(pd(two,2)<0.4)", figures)
    let there = try SampleBook.varied([
      "simulation.paths=10000", "miners.two.tranches.notes.principal=\(advance.value)",
    ])
    let risk = try #require(
      PairedRuns(threads: 2).estimate(
        .defaultProbability(miner: 1, month: 24), of: there.base.scenario))
    #expect(abs(risk.value - 0.4) <= 2 * (try #require(risk.standardError)))
    #expect(try #require(figures["largest_advance(el(two)<1000000000)"]) == nil)
    #expect(
      found.notes.contains(
        "el(two)<1000000000 holds up to $17.5k, beyond which nothing was looked at"))
  }

  /// The 95 % VaR is 0 for as long as the borrower fails less often: the advance is the greatest for which it is, and
  /// not the least that was looked at.
  @Test func aLimitThatHoldsFromTheLeastAdvanceHasItsGreatest() throws {
    let varied = try Self.book(of: 1, paths: 4000)
    var terms = PriceTerms()
    terms.limits = [try PriceTerms.limit("var(0.95)<0", book: BookShape(varied.base.scenario))]
    let figures = try Self.priced("firm 0,loan", varied, terms)
    let total = (0.35 * 0.35 + 0.5 * 0.5).squareRoot()
    let law = MertonFirm(assets: 1000, debt: 1, drift: 0.02, volatility: total, years: 1)
    let advance = try Self.estimate("largest_advance(var(0.95)<0)", figures)
    // The error of a PD of 5 % is 0.34 % of 4,000 paths, 2 % of the debt; all of it is lost, so that VaR jumps.
    expectEqual(advance.value, law.assetQuantile(0.05), within: 0.09)
    #expect(advance.standardError == nil)
    // Nobody defaults within the half year before: the life is the same on every path.
    let safe = try VariedScenario(
      varied.document.setting("miners.\"firm 0\".treasury.btc", to: 1e6))
    #expect(
      try Self.estimate("life", Self.priced("firm 0,loan", safe)).standardError == 0)
  }

  /// 500 paths tell nothing of one in a thousand: 2 % of $3,500 is the first advance that is looked at.
  ///
  /// Values stay, errors of what rests on value at risk go.
  @Test func whatSoFewPathsDoNotTellIsSaid() throws {
    let varied = try SampleBook.varied(["simulation.paths=500"])
    var terms = PriceTerms()
    terms.levels = [999]
    terms.capital = .unexpectedLoss(thousandths: 999)
    terms.limits = [
      try PriceTerms.limit("es(0.999)<1e6", book: BookShape(varied.base.scenario))
    ]
    let price = try LoanPrice(try LoanChoice("two,notes", varied), terms)
    let found = try #require(try price.run(PairedRuns(threads: 2)))
    #expect(
      found.notes.contains(
        "es(0.999)<1000000: the measure or its error is undefined at $70; more --paths may define it"
      ), "\(found.notes)")
    let figures = Dictionary(uniqueKeysWithValues: found.quantities.map { ($0.name, $0.estimate) })
    for name in ["portfolio_unexpected_loss(0.999)", "capital", "spread_for_hurdle"] {
      let figure = try Self.estimate(name, figures)
      #expect(figure.value > 0 && figure.standardError == nil, "\(name): \(figure)")
    }
    // A book without losses leaves the figures of its tail as uncertain.
    let rich = try SampleBook.varied([
      "simulation.paths=500", "miners.two.treasury.btc=1e6",
      "miners.\"miner one\".treasury.btc=1e6",
    ])
    let safe = try Self.priced("two,notes", rich, terms)
    let loss = try Self.estimate("portfolio_unexpected_loss(0.999)", safe)
    #expect(loss.value == 0 && loss.standardError == nil)
    #expect(try Self.estimate("marginal_unexpected_loss(0.999)", safe).standardError == 0)
  }

  /// Of $5.5m the firm has $777,777.70 on every path: the spread has no error that rounding made, and that no
  /// capital is needed beside a certain loss is known, not unseen.
  @Test func whatIsCertainHasNoError() throws {
    let varied = try SampleBook.certain(cash: 777_777.7)
    let price = try LoanPrice(try LoanChoice("firm,loan", varied), PriceTerms())
    let found = try #require(try price.run(PairedRuns(threads: 2)))
    let spread = try #require(found.quantities.first { $0.name == "break_even_spread" }?.estimate)
    expectEqual(spread.value, 1e4 * (5.5e6 - 777_777.7) / 5e6, within: 1e-12)
    #expect(spread.standardError == 0)
    for name in ["capital", "capital_of_principal", "portfolio_unexpected_loss(0.99)"] {
      let figure = try #require(found.quantities.first { $0.name == name })
      #expect(figure.estimate?.value == 0 && !figure.isUnseen, "\(name)")
    }
  }

  /// Liens and draws that pointed at the loan, or at one after it in the list, find their way.
  @Test(arguments: ["double-leverage", "delayed-draw", "rig-loans-2022", "crowded-collateral"])
  func everyLoanOfAScenarioCanBeTakenOut(name: String) throws {
    let file = GuideTests.root.appending(path: "scenarios/\(name).json5").path
    let varied = try VariedScenario(
      ScenarioDocument.load(file, overrides: ["simulation.paths=16"]))
    for miner in varied.base.scenario.miners {
      for tranche in miner.tranches {
        let choice = try LoanChoice("\"\(miner.name)\",\"\(tranche.name)\"", varied)
        try choice.without.validate()
        let rest = choice.without.miners.flatMap { owner in
          owner.tranches.map { "\(owner.name)/\($0.name)" }
        }
        #expect(!rest.contains("\(miner.name)/\(tranche.name)"))
        _ = try #require(try LoanPrice(choice, PriceTerms()).run(PairedRuns(threads: 2)))
      }
    }
  }

  @Test(arguments: [
    ("two", "expected MINER,TRANCHE of the scenario, or a file with a loan (.json5 or .json)"),
    ("twoo,notes", "no miner is called \"twoo\"; did you mean \"two\"?"),
    (
      "it's,notes",
      "the quote ' at character 3 is not closed; close it, or write a name with ' in it as \"…\""
    ),
    ("two,note", "no tranche of \"two\" is called \"note\"; did you mean \"notes\"?"),
  ])
  func loansThatAreNotThereAreNamed(text: String, message: String) throws {
    let varied = try SampleBook.varied()
    #expect(problem { try LoanChoice(text, varied) } == "--loan \(text): \(message)")
  }

  /// Names that run from right to left are copied from pages between isolates.
  @Test func namesCopiedFromAPageAreFound() throws {
    let text = SampleBook.text.replacing("two:", with: "\"חברה\":").replacing(
      "notes:", with: "\"אגח\":")
    let varied = try VariedScenario(ScenarioDocument.parse(text, name: "sample.json5"))
    let copied = ["חברה", "אגח"].map { "\u{2068}\($0)\u{2069}" }
    let choice = try LoanChoice("\(copied[0]),\(copied[1])", varied)
    #expect(choice.name == "חברה, אגח")
    let book = BookShape(varied.base.scenario)
    #expect(
      try Measure(parsing: "breakEven(\(copied[0]),\(copied[1]))", book: book)
        == Measure(parsing: "breakEven(חברה,אגח)", book: book))
    #expect(throws: Never.self) { try NearestBreak(varied.base.scenario, miner: copied[0]) }
  }

  /// The borrower's PD and that of the loan are those of a run's tables, with their errors, to the last digit.
  @Test func probabilitiesHaveTheErrorsOfTheTables() throws {
    let varied = try SampleBook.varied()
    let scenario = varied.base.scenario
    let result = try #require(StressRun(scenario, threads: 2).run()).result()
    let price = try LoanPrice(try LoanChoice("two,notes", varied), PriceTerms())
    let found = try #require(try price.run(PairedRuns(threads: 2)))
    let figures = Dictionary(
      uniqueKeysWithValues: found.quantities.map { ($0.name, $0.estimate) })
    let loan = try #require(result.tranches.first { $0.tranche == "notes" }).defaults
    let year = try #require(
      result.termStructure.first { $0.miner == "two" && $0.month == 12 }
    ).defaults
    try #require(loan.count > 0 && loan.count < loan.total && year.count > 0)
    for (name, table) in [
      ("pd", loan), ("borrower_pd", result.miners[1].defaults), ("pd_12m", year),
    ] {
      let estimate = try Self.estimate(name, figures)
      #expect(estimate.value == table.value, "\(name)")
      #expect(estimate.standardError == table.standardError, "\(name)")
    }
    #expect(found.inDefault.probability?.standardError == loan.standardError)
    // Without its loan the borrower never defaults: the difference is the share, and has the error of a mean of
    // paired paths, with n − 1.
    let marginal = try Self.estimate("marginal_borrower_pd", figures)
    let paired = try #require(marginal.standardError)
    let paths = Double(loan.total)
    #expect(marginal.value == loan.value)
    #expect(abs(paired / loan.standardError - (paths / (paths - 1)).squareRoot()) < 1e-9)
  }

  @Test func aLoanOfWhichNothingIsHeldIsRefused() throws {
    let varied = try SampleBook.varied(["miners.two.tranches.notes.heldShare=0"])
    #expect(
      problem { try LoanChoice("two,notes", varied) }
        == "--loan two,notes: nothing of the loan is held (heldShare or principal 0), so that there "
        + "is nothing to price")
  }

  @Test(arguments: [
    ("es", "expected a level from 0.5 to 0.999 in thousandths after the colon, found \"\""),
    ("ul:2", "expected a level from 0.5 to 0.999 in thousandths after the colon, found \"2\""),
    ("share:0", "expected a share above 0 and up to 1 after share:, found \"0\""),
    ("var:0.99", "expected es:LEVEL, ul:LEVEL or share:SHARE, such as es:0.999"),
  ])
  func capitalIsReadStrictly(text: String, message: String) {
    #expect(problem { try CapitalRule(parsing: text) } == "--capital \(text): \(message)")
  }

  /// A loan's file adds one loan and changes no market.
  @Test(arguments: [
    (
      "{ market: { btc: { spot: 1 } } }",
      "FILE:1:3: market: expected miners or tenants: a loan's file changes nothing else of the "
        + "scenario that it is priced in"
    ),
    (
      "{ miners: { two: { cash: 5 } } }",
      "--loan FILE: expected one tranche that the scenario does not have, found none; a loan of the "
        + "scenario is priced with --loan MINER,TRANCHE"
    ),
    (
      "{ miners: { two: { tranches: { extra: { kind: \"abl\" } } } } }",
      "FILE:1:32: miners.two.tranches.extra: expected the name of a tranche (\"notes\"), found "
        + "\"extra\"; a new tranche must be complete, and it lacks principal, maturity, coupon or "
        + "floating"
    ),
  ])
  func aLoansFileAddsALoan(text: String, message: String) throws {
    let file = try Self.loanFile(text)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let varied = try SampleBook.varied()
    #expect(problem { try LoanChoice(file, varied) }.replacing(file, with: "FILE") == message)
  }
}
