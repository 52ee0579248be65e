import CreditBasics
import ScenarioFiles
import Testing

/// `--set PATH=VALUE` and the setting of paths from programs.
@Suite struct OverrideTests {
  private func full(_ overrides: String...) throws(ScenarioError) -> ReadScenario {
    try ScenarioReader.read(text: FullExample.text, name: "full.json5", overrides: overrides)
  }

  private func errors(_ overrides: String...) -> String {
    do {
      _ = try ScenarioReader.read(
        text: SmallScenario.text(), name: "small.json5", overrides: overrides)
      return "valid"
    } catch {
      return error.description
    }
  }

  @Test func namesWithSpacesAreQuoted() throws {
    let read = try full(#"miners.hy-pivot.tranches."GPU loan".coupon=0.12"#)
    #expect(read.scenario.miners[0].tranches[2].coupon == 0.12)
    #expect(try full("miners.hy-pivot.tranches.'GPU loan'.coupon=.12").scenario == read.scenario)
  }

  /// Isolates that a page puts around a name from right to left are copied with it; names are taken as they are.
  @Test(arguments: [
    "miners.\u{2068}חברה\u{2069}", "miners.'\u{2068}חברה\u{2069}'", "miners.{\u{2068}חברה\u{2069}}",
  ])
  func namesCopiedFromAPageAreThoseOfTheFile(path: String) throws {
    let text = FullExample.text.replacing("legacy", with: "חברה")
    let read = try ScenarioReader.read(
      text: text, name: "full.json5", overrides: ["\(path).cash=123"])
    #expect(read.scenario.miners.map(\.cashUSD).contains(123))
    #expect(read.scenario.miners.count == 2)
    #expect(try read.paths(matching: "\(path).cash").map(\.typed) == ["miners.חברה.cash"])
  }

  @Test func severalNamesCopiedFromAPageAreFound() throws {
    let text = FullExample.text.replacing("legacy", with: "חברה")
    let read = try ScenarioReader.read(
      text: text, name: "full.json5",
      overrides: ["miners.{\u{2068}חברה\u{2069},hy-pivot}.cash=123"])
    #expect(read.scenario.miners.map(\.cashUSD) == [123, 123])
  }

  @Test func bracketsOfNamesInAListAreLetters() throws {
    let text = FullExample.text.replacing(#"parent: "legacy""#, with: #"parent: "(p""#)
      .replacing(" legacy: {", with: #" "(p": {"#)
    let read = try ScenarioReader.read(
      text: text, name: "full.json5", overrides: ["miners.{(p,hy-pivot}.cash=123"])
    #expect(read.scenario.miners.map(\.cashUSD) == [123, 123])
  }

  @Test func valuesAreJSON5OrText() throws {
    #expect(try full("name=what-if").scenario.name == "what-if")
    #expect(try full("name='a b'").scenario.name == "a b")
    #expect(try full("asOf=2025-06-30").scenario.asOf == "2025-06-30")
    #expect(try full("simulation.seed=0xFFFFFFFFFFFFFFFF").scenario.simulation.seed == .max)
    #expect(try full("simulation.seed=1e15").scenario.simulation.seed == 1_000_000_000_000_000)
    #expect(try full("simulation.paths=1e6").scenario.simulation.paths == 1_000_000)
    #expect(
      try full("miners.hy-pivot.treasury.saleOrder=[]").scenario.miners[0].treasury.saleOrder == [])
    let initial = try full("market.initialRegime={calm: 0, stress: 1}").scenario
    #expect(initial.market.initialRegime == [0, 1])
  }

  /// 2⁵³ + 1 is no double: what goes through one is refused from there on, with the way out.
  @Test(arguments: ["1e19", "9007199254740993.0"])
  func longSeedsAreWrittenInDigits(seed: String) {
    #expect {
      try full("simulation.seed=\(seed)")
    } throws: {
      "\($0)".hasSuffix(
        "found \(seed); from 9007199254740992 (2⁵³) on write every digit, without point or exponent"
      )
    }
  }

  @Test func nullRemovesAndLaterOnesWin() throws {
    #expect(try full("miners.hy-pivot.insolvency=null").scenario.miners[0].insolvency == nil)
    let orphan = try full(
      "miners.legacy=null", "miners.hy-pivot.parent=null", "miners.hy-pivot.support=null")
    #expect(orphan.scenario.miners.map(\.name) == ["hy-pivot"])
    #expect(try full("stepsPerYear=12", "stepsPerYear=4").scenario.grid.stepsPerYear == 4)
  }

  static let wrong: [(override: String, message: String)] = [
    (
      "resolution.costRate=8",
      "--set resolution.costRate=8: resolution.costRate: expected 0 to 1, found 8; "
        + "write 0.08 for 8 %"
    ),
    (
      "miners.a.csh=5",
      #"--set miners.a.csh=5: miners.a.csh: unknown key; did you mean "cash"?"#
    ),
    (
      "name=null",
      "--set name=null: name: expected a name of 1 to 100 characters in quotes, "
        + "without slashes or control characters, other than . and .., found nothing"
    ),
    ("name", #"--set name: expected PATH=VALUE, found no "=" after the path"#),
    ("=5", #"--set =5: expected a name in the path, found "=5""#),
    ("a..b=5", #"--set a..b=5: expected a name in the path, found ".b=5""#),
    (
      #"a."b=5"#,
      #"--set a."b=5: the quote " at character 3 is not closed; close it, or write a name with " in it as '…'"#
    ),
    (
      "miners.it's.cash=5",
      "--set miners.it's.cash=5: the quote ' at character 10 is not closed; "
        + #"close it, or write a name with ' in it as "…""#
    ),
    ("a.b'c'=5", #"--set a.b'c'=5: expected "." or "=" in the path, found "'c'=5""#),
    (
      "market.initialRegime={calm: }",
      #"--set market.initialRegime={calm: }: market.initialRegime.calm: expected a value, found "}""#
    ),
    (
      "miners.a={cash: 1, cash: 2}",
      "--set miners.a={cash: 1, cash: 2}: miners.a.cash: duplicate key; "
        + "the first is at line 1, column 2"
    ),
    (
      "extends=x.json5",
      "--set extends=x.json5: extends: expected a key of the scenario; what a file extends is "
        + "set in the file"
    ),
    (
      "riskFreeRate=abc",
      #"--set riskFreeRate=abc: riskFreeRate: expected a number, -0.5 to 1 per year, found "abc""#
    ),
  ]

  @Test(arguments: wrong) func tellsWhatIsWrong(override: String, message: String) {
    #expect(errors(override) == message)
  }

  /// What is wrong in a file is not hidden behind a change beside it.
  @Test func nothingBecomesAnObjectOnTheWay() {
    let error = #expect(throws: ScenarioError.self) {
      try ScenarioReader.read(
        text: SmallScenario.text(top: "simulation: 'x',"), name: "small.json5",
        overrides: ["simulation.paths=300"])
    }
    #expect(
      error?.description
        == "small.json5:2:67: simulation: expected an object, found \"x\"")
  }

  /// A path that leads into what may stand in the file is itself at fault.
  @Test(arguments: [
    (
      "market.network.halvings.0=2028-05-01",
      "market.network.halvings: expected a path into an object, found one into an array "
        + "(full.json5:28:63); set it as a whole, as in market.network.halvings=[…]"
    ),
    (
      "market.btc.spot.low=1",
      "market.btc.spot: expected a path into an object, found one into 87500 (full.json5:26:18)"
    ),
    (
      "miners.hy-pivot.tranches.\"2029 convertible\".amortisation.\"2027-01-01\"=1",
      "miners.hy-pivot.tranches.\"2029 convertible\".amortisation: expected a path into an object, "
        + "found one into \"bullet\" (full.json5:103:69)"
    ),
  ])
  func pathsLeadIntoObjects(override: String, message: String) {
    let error = #expect(throws: ScenarioError.self) { try full(override) }
    #expect(error?.description == "--set \(override): \(message)")
  }

  /// What is missing is reported at the null that removed it, or what it belongs to.
  @Test(arguments: [
    ("market.btc=null", "market.btc.spot"), ("market.btc.spot=null", "market.btc.spot"),
    ("market.network=null", "market.network"), ("market.power=null", "market.power.spotPerMWh"),
    ("market.gpus.H100.resalePrice=null", "market.gpus.H100.resalePrice"),
    (
      "miners.hy-pivot.tranches.\"2030 notes\".coupon=null",
      "miners.hy-pivot.tranches.\"2030 notes\".coupon"
    ),
  ])
  func absencesAreReportedAtTheirNull(override: String, path: String) {
    let error = #expect(throws: ScenarioError.self) { try full(override) }
    #expect(
      error?.description.contains("--set \(override): \(path): expected") == true,
      "\(error?.description ?? "valid")")
  }

  /// Names in a list keep the quotes without which they would be others.
  @Test(arguments: [
    (#"{""}"#, #"{""}"#), (#"{'a b',"c,d"}"#, #"{"a b","c,d"}"#), ("{x, y}", "{x,y}"),
  ])
  func listsOfNamesAreShownWithQuotes(typed: String, shown: String) {
    let error = #expect(throws: ScenarioError.self) { try full("market.\(typed).spot=1") }
    #expect(
      error?.description
        == "--set market.\(typed).spot=1: market.\(shown).spot: it stands for nothing "
        + "in the scenario")
  }

  @Test func documentsAreVariedWithoutReadingAgain() throws {
    let document = try ScenarioDocument.parse(FullExample.text, name: "full.json5")
    let path = "market.regimes.stress.computeRent.annualDecline"
    #expect(document.number(at: path) == 0.35)
    for value in [0.1, 0.2, -0.5] {
      let varied = try document.setting(path, to: value)
      #expect(varied.number(at: path) == value)
      #expect(try varied.resolve().scenario.market.regimes[1].rentAnnualDecline == value)
    }
    #expect(throws: ScenarioError.self) { try document.setting(path, to: 2).resolve() }
    #expect(document.number(at: "miners.legacy.minimumCash") == nil)
    #expect(try document.resolve().number(at: "miners.legacy.minimumCash") == 0)
    #expect(try document.resolve().number(at: "miners.legacy.treasury") == nil)
  }
}
