import QuestionPages
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

  /// With five million bitcoin nothing is lost: that spread has no error, its change has one.
  @Test func aSpreadThatNoPathShowsHasNoError() throws {
    let lever = try Lever(parsing: "miners.two.treasury.btc=50:5000000", form: .ends)
    let tornado = try Tornado(
      SampleBook.varied(), measure: "breakEven(two,notes)", levers: [lever])
    let (base, effects) = try #require(tornado.run(PairedRuns(threads: 1)))
    let lines = tornado.table(base, effects).text.split(separator: "\r\n")
    let fields = lines[1].split(separator: ",", omittingEmptySubsequences: false)
    let named = Dictionary(
      uniqueKeysWithValues: zip(
        lines[0].split(separator: ",").suffix(12), fields.suffix(12)))
    #expect(named["high_value"] == "0" && named["high_se"] == "")
    #expect(named["low_se"] != "" && named["high_difference_se"] != "")
  }

  private static func tornado() throws -> Tornado {
    let levers = try [
      "miners.two.treasury.btc*=0.5:1.5", "market.regimes.*.btc.volatility*=0.5:1.5",
    ].map { try Lever(parsing: $0, form: .ends) }
    return try Tornado(SampleBook.varied(), measure: "pd(any,2)", levers: levers)
  }

  /// An effect whose swing has a size and an error.
  private static func effect(
    _ tornado: Tornado, _ number: Int, _ swing: Double, _ error: Double?
  ) -> Tornado.Effect {
    let end = Estimate(value: swing / 2, standardError: error)
    return Tornado.Effect(
      assumption: tornado.assumptions[number], low: end, high: end, lowDifference: end,
      highDifference: end, swing: Estimate(value: swing, standardError: error))
  }

  /// 30 ± 3.9 points against 10 ± 3.9: the first moves most; against 26 ± 3.9 it may be either.
  @Test func theHeadingRanksNoFinerThanTheErrors() throws {
    let tornado = try Self.tornado()
    let first = Self.effect(tornado, 0, -0.3, 0.02)
    let clear = tornado.finding([first, Self.effect(tornado, 1, 0.1, 0.02)])
    #expect(
      clear == "treasury: bitcoin (two) moves the PD of any borrower within 2 years most: by "
        + "30.0 ± 3.9 points between ×0.5 and ×1.5")
    for rival in [
      Self.effect(tornado, 1, 0.26, 0.02), Self.effect(tornado, 1, 0.1, nil),
    ] {
      let tied = tornado.finding([first, rival])
      #expect(tied.hasPrefix("treasury: bitcoin (two) and bitcoin volatility (every regime) move"))
      #expect(tied.hasSuffix(" paths do not show which of the two matters more"))
    }
    // What moves nothing on any path is no rival; an effect within its interval is none that was measured.
    let alone = tornado.finding([first, Self.effect(tornado, 1, 0, 0)])
    #expect(alone.hasPrefix("treasury: bitcoin (two) moves the PD"))
    let unsure = tornado.finding([Self.effect(tornado, 0, 0.003, 0.01)])
    #expect(unsure.contains("no assumption moves") && unsure.contains("measurably"))
    let none = tornado.finding([Self.effect(tornado, 0, 0, 0), Self.effect(tornado, 1, 0, 0)])
    #expect(none.hasPrefix("no assumption moves the PD"))
  }

  @Test func thePageSaysMeasureAndEndsInWords() throws {
    let tornado = try Self.tornado()
    let effects = [Self.effect(tornado, 0, 0.3, 0.02), Self.effect(tornado, 1, 0, 0)]
    let page = tornado.pages(Estimate(value: 0.4, standardError: 0.01), effects)[0].text
      .replacing("\u{A0}", with: " ")
    #expect(page.contains("is 40.0 ± 2.0 %."))
    #expect(page.contains("+30.0 ± 3.9 points") && page.contains("no change"))
    #expect(page.contains("Upper bar: low end; lower bar: high end."))
    #expect(page.ranges(of: "pd(any,2)").count == 1)
    #expect(page.ranges(of: "miners.two.treasury.btc").count == 1)
  }

  /// A dearer spot price is a relief where power was bought ahead; a page that shows it says why.
  @Test func aRiseThatDoesGoodIsExplained() throws {
    let lever = try Lever(parsing: "market.power.spotPerMWh*=0.7:1.5", form: .ends)
    let varied = try SampleBook.varied(["market.power.spotPerMWh=45"])
    let tornado = try Tornado(varied, measure: "pd(any,2)", levers: [lever])
    let page = { (swing: Double) in
      tornado.pages(nil, [Self.effect(tornado, 0, swing, 0.02)])[0].text
    }
    let why = "machines that stand still resell at spot the power that was bought ahead"
    #expect(page(-0.3).contains("A higher spot power price lowers the PD of any borrower"))
    #expect(page(-0.3).contains(why))
    // Neither where it does harm nor within 1.96 · 0.02.
    for swing in [0.3, -0.03] { #expect(!page(swing).contains(why)) }
  }

  /// What does nothing on any path has no bars, and is named once.
  @Test func whatDoesNothingIsSaidInASentence() throws {
    let tornado = try Self.tornado()
    let files = tornado.pages(
      nil, [Self.effect(tornado, 0, 0.3, 0.02), Self.effect(tornado, 1, 0, 0)])
    #expect(files[0].text.contains("No change on any path: bitcoin volatility (every regime)."))
    #expect(!files[1].text.contains("bitcoin volatility"))
    #expect(files[0].text.contains("<small>×0.5 … ×1.5</small>"))
  }

  /// A banker's words for what is assumed and for its ends; tables keep the names of the list.
  @Test func standardAssumptionsAreExplained() throws {
    let varied = try SampleBook.varied([
      "miners.two.tranches.notes.refinance={ termYears: 1 }",
      "market.regimes.*.refinancingOpen=true",
    ])
    let tornado = try Tornado(varied, measure: "pd(any,2)", levers: [])
    let place = try #require(
      tornado.assumptions.firstIndex { $0.name == "refinancing open" })
    let effects = [Self.effect(tornado, place, 0.3, 0.02)]
    let files = tornado.pages(nil, effects)
    #expect(
      files[0].text.contains(
        ">refinancing of loans that fall due<small>Whether lenders extend a loan that falls due, in every "
          + "state of the market.</small></th><td>never</td><td>always</td>"))
    #expect(files[0].text.contains("<small>never … always</small>"))
    #expect(files[1].text.contains(">never</text>") && files[1].text.contains(">always</text>"))
    #expect(tornado.table(nil, effects).text.contains("\r\n1,refinancing open,"))
  }

  /// Overheads of borrowers move a measure, bitcoin drift moves it.
  @Test(arguments: [
    ("overheads", "overheads of borrowers move the"), ("bitcoin drift", "bitcoin drift moves the"),
  ])
  func verbsFollowTheirSubject(name: String, words: String) throws {
    let varied = try SampleBook.varied(["miners.two.overheadPerYear=1"])
    let tornado = try Tornado(varied, measure: "pd(any,2)", levers: [])
    let place = try #require(tornado.assumptions.firstIndex { $0.name == name })
    #expect(tornado.finding([Self.effect(tornado, place, 0.3, 0.02)]).hasPrefix(words))
  }

  @Test func differencesOfProbabilitiesAreInPoints() {
    #expect(TypedNumbers.difference(0.0312, .share) == "+3.12 points")
    #expect(TypedNumbers.difference(-1.5e6, .dollars) == "-$1.5m")
    let known = Estimate(value: 0.0312, standardError: 0.00123)
    #expect(TypedNumbers.difference(known, .share) == "+3.12 points ± 0.12")
    let unknown = Estimate(value: -1.5e6, standardError: nil)
    #expect(TypedNumbers.difference(unknown, .dollars) == "-$1.5m")
  }

  /// Opex, overheads, walking away and tenants move the answer as much as anything.
  @Test func standardListHasWhatMovesTheAnswer() throws {
    let file = GuideTests.root.path + "/scenarios/double-leverage.json5"
    let varied = try VariedScenario(ScenarioDocument.load(file))
    let names = try Tornado(varied, measure: nil, levers: []).assumptions.map(\.name)
    for name in [
      "GPU opex", "overheads", "customers walk away below", "tenant defaults", "spot power price",
    ] {
      #expect(names.contains(name))
    }
  }

  @Test func standardListKeepsWhatTheScenarioHas() throws {
    let tornado = try Tornado(SampleBook.varied(), measure: nil, levers: [])
    #expect(tornado.assumptions.map(\.name).contains("coin volatility"))
    #expect(tornado.leftOut.contains("GPU depth"))
    #expect(tornado.measure == .expectedLoss(miner: nil))
  }
}
