import Questions
import RiskMeasures
import ScenarioFiles
import Testing

@Suite struct TornadoTests {
  @Test func theGreatestEffectComesFirstOnCommonDraws() throws {
    let levers = try [
      "market.regimes.calm.btc.drift+=-0.01:0.01", "market.regimes.*.btc.volatility*=0.5:1.5",
    ].map { try Lever(parsing: $0, form: .ends) }
    let tornado = try Tornado(SampleBook.varied(), measure: "pd(any,2)", levers: levers)
    let (base, effects) = try #require(tornado.run(PairedRuns(threads: 1)))
    #expect(
      effects.map(\.assumption.name)
        == ["market.regimes.*.btc.volatility *", "market.regimes.calm.btc.drift +"])
    let high = try #require(effects[0].high)
    let difference = try #require(effects[0].highDifference)
    #expect(abs(high.value - (base?.value ?? 0) - difference.value) < 1e-12)
    #expect(try #require(difference.standardError) < (try #require(high.standardError)) * 1.5)
    // The swing is high less low, and so has the sign of what a rise of the assumption does.
    let swing = try #require(effects[0].swing)
    let low = try #require(effects[0].low)
    #expect(abs(high.value - low.value - swing.value) < 1e-12)
    #expect(swing.value > 0.1)
    #expect(effects[1].swing.map { $0.value < 0 } == true, "more drift, fewer defaults")
    let csv = tornado.table(base, effects).text.split(separator: "\r\n")
    #expect(csv.count == 3)
    #expect(
      csv[1].hasPrefix(
        "1,market.regimes.*.btc.volatility *,market.regimes.*.btc.volatility,multiply,0.5,1.5,\"pd(any,2)\","
      ))
    #expect(csv[2].contains(",add,-0.01,0.01,"))
    #expect(tornado.pages(base, effects).map(\.name) == ["tornado.html", "tornado.svg"])
  }

  @Test func differencesOfProbabilitiesAreInPoints() {
    #expect(NumberWords.difference(0.0312, .share) == "+3.12 points")
    #expect(NumberWords.difference(-1.5e6, .dollars) == "-$1.5m")
  }

  /// Opex, overheads, walking away and tenants move the answer as much as anything.
  @Test func standardListHasWhatMovesTheAnswer() throws {
    let file = GuideTests.root.path + "/scenarios/double-leverage.json5"
    let varied = try VariedScenario(ScenarioDocument.load(file))
    let names = try Tornado(varied, measure: nil, levers: []).assumptions.map(\.name)
    for name in ["GPU opex", "overheads", "customers walk away below", "tenant defaults"] {
      #expect(names.contains(name))
    }
  }

  @Test func standardListKeepsWhatTheScenarioHas() throws {
    let tornado = try Tornado(SampleBook.varied(), measure: nil, levers: [])
    #expect(tornado.assumptions.map(\.name).contains("coin volatility"))
    #expect(tornado.leftOut.contains("GPU depth"))
    #expect(tornado.measure == .portfolioExpectedLoss)
  }
}
