import CreditBasics
import Questions
import Reporting
import RiskMeasures
import TestSupport
import Testing

@Suite struct PairedDifferencesTests {
  /// 20,000 paths are simulated in two stretches, and give what a sweep finds over all at once.
  @Test func differencesAreThoseOfASweep() throws {
    let varied = try SampleBook.varied(["simulation.paths=20000"])
    let lower = try SampleBook.varied(["simulation.paths=20000", "market.btc.spot=95"])
    let found = try #require(
      PairedDifferences([varied.base.scenario, lower.base.scenario])
        .run(PairedRuns(threads: 2)))[0]
    let texts: [(String, ComparedMeasure)] = [
      ("pd(two,2)", .defaultProbability("two")), ("pd(any,2)", .defaultProbability("PORTFOLIO")),
      ("el(two)", .expectedLoss("two")), ("el(portfolio)", .expectedLoss("PORTFOLIO")),
      ("breakEven(two,notes)", .breakEvenSpread("two", "notes")),
      ("var(0.99)", .valueAtRisk(thousandths: 990)),
      ("es(0.95)", .expectedShortfall(thousandths: 950)),
    ]
    let sweep = try Sweep(
      varied, axes: [try Lever(parsing: "market.btc.spot=95", form: .grid)],
      measures: texts.map(\.0))
    let cells = try #require(try sweep.run(PairedRuns(threads: 1)))
    for (index, (text, measure)) in texts.enumerated() {
      let pair = try #require(found[measure], "\(text)")
      let difference = try #require(cells.cells[0].differences[index])
      let base = try #require(cells.base.values[index]), other = cells.cells[0].values[index]
      expectEqual(try #require(pair.first), base.value, within: 1e-12, text)
      expectEqual(try #require(pair.other), try #require(other).value, within: 1e-12, text)
      expectEqual(
        try #require(pair.standardError), try #require(difference.standardError), within: 1e-6,
        text)
      #expect(try #require(pair.standardError) < (try #require(base.standardError)), "\(text)")
    }
  }

  /// A change that a borrower does not feel changes nothing of his, and not by rounding either.
  @Test func whatIsNotTouchedDiffersByNothing() throws {
    let first = try SampleBook.varied().base.scenario
    let other = try SampleBook.varied(["miners.\"miner one\".treasury.btc=90"]).base.scenario
    let found = try #require(PairedDifferences([first, other]).run(PairedRuns(threads: 2)))[0]
    for measure in [
      ComparedMeasure.defaultProbability("two"), .expectedLoss("two"),
      .expectedLoss("two", "notes"), .breakEvenSpread("two", "notes"),
    ] {
      let pair = try #require(found[measure])
      #expect(pair.first == pair.other && pair.standardError == 0, "\(measure)")
    }
    let moved = try #require(found[.expectedLoss("miner one")])
    #expect(try #require(moved.other) > (try #require(moved.first)))
  }

  @Test func drawsAreCommonOfOneSeedSizeAndStep() throws {
    let first = try SampleBook.varied().base.scenario
    let obstacle = { (overrides: [String]) in
      PairedDifferences.obstacle(first, try SampleBook.varied(overrides).base.scenario)
    }
    #expect(try obstacle(["market.btc.spot=1", "horizonYears=1"]) == nil)
    #expect(try obstacle(["simulation.seed=6"]) == "it was drawn from another seed")
    #expect(try obstacle(["simulation.paths=6"]) == "numbers of paths differ")
    #expect(try obstacle(["stepsPerYear=52"]) == "its steps are of another length")
    var strangers = first
    for place in strangers.miners.indices { strangers.miners[place].name += "!" }
    #expect(PairedDifferences.obstacle(first, strangers) == "it has no borrower in common")
  }
}
