import QuestionPages
import Questions
import Reporting
import RiskMeasures
import ScenarioFiles
import Testing

/// Answers that hold only in a market that a table gives say so before all figures.
@Suite struct GivenMarketTests {
  private static func varied() throws -> VariedScenario {
    try SampleBook.varied([
      "simulation.paths=400", "market.given={ \"2026-06-30\": { btc: 90 } }",
    ])
  }

  private static func expectGiven(_ page: ResultFile) {
    let given = "Market given until 2026-06-30: bitcoin; what follows is conditional on it."
    let start = "<p class=\"verdict\"><strong>\(given)</strong>"
    #expect(page.text.contains(start), "\(page.name)")
  }

  @Test func pagesOfGridsAndLoansAndRareEventsBeginWithIt() throws {
    let varied = try Self.varied()
    let runs = PairedRuns(threads: 2)
    let sweep = try Sweep(
      varied, axes: [Lever(parsing: "miners.two.treasury.btc=40,60", form: .grid)],
      measures: ["pd(two,2)"])
    let (base, outcomes) = try #require(try sweep.run(runs))
    Self.expectGiven(sweep.pages(base, outcomes)[0])
    let lever = try Lever(parsing: "miners.two.treasury.btc*=0.5:1.5", form: .ends)
    let tornado = try Tornado(varied, measure: "pd(any,2)", levers: [lever])
    let found = try #require(tornado.run(runs))
    Self.expectGiven(tornado.pages(found.base, found.effects)[0])
    let price = try LoanPrice(try LoanChoice("two,notes", varied), PriceTerms())
    Self.expectGiven(price.page(try #require(try price.run(runs))))
    let question = try TailQuestion(
      varied.base.scenario, measures: ["el(portfolio)"], error: 0.2, paths: nil)
    Self.expectGiven(question.page(try #require(question.answer(runs))))
  }

  @Test func pagesOfReverseStressBeginWithIt() throws {
    let varied = try Self.varied()
    let runs = PairedRuns(threads: 2)
    let target = try Target(parsing: "pd(two,2)=0.6", book: BookShape(varied.base.scenario))
    let lever = try Lever(parsing: "miners.two.treasury.btc=25:120", form: .bracket)
    let search = try ReverseStress(varied, lever: lever, target: target)
    if case .found(let solution) = try search.solve(runs) {
      Self.expectGiven(search.page(solution, check: nil))
    } else {
      Issue.record("no solution")
    }
    let frontier = try Frontier(
      varied, along: Lever(parsing: "market.regimes.calm.btc.drift=-0.2:0.4", form: .bracket),
      lever: lever, target: target)
    Self.expectGiven(frontier.pages(try #require(try frontier.run(runs)))[0])
  }

  /// The same line as above a run's table, then a blank one; nothing where nothing is given.
  @Test func screensBeginWithIt() throws {
    let scenario = try Self.varied().base.scenario
    #expect(
      GivenMarket.heading(of: scenario)
        == "Market given until 2026-06-30: bitcoin; what follows is conditional on it\n\n")
    #expect(GivenMarket.heading(of: try SampleBook.varied().base.scenario).isEmpty)
  }
}
