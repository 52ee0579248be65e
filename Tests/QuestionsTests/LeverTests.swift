import Questions
import ScenarioFiles
import TestSupport
import Testing

@Suite struct LeverTests {
  @Test func rangesListsAndChangesAreRead() throws {
    let range = try Lever(parsing: "a.b=0.1:0.5:0.1", form: .grid)
    #expect(range.values == ["0.1", "0.2", "0.3", "0.4", "0.5"])
    #expect(try Lever(parsing: "a=3:1:-1", form: .grid).values == ["3", "2", "1"])
    #expect(
      try Lever(parsing: "a={x: 1, y: 2},null", form: .grid).values == ["{x: 1, y: 2}", "null"])
    let shift = try Lever(parsing: "a.*+=-0.1:0.1", form: .ends)
    #expect(shift.change == .add && shift.pattern == "a.*")
    #expect(try Lever(parsing: "a.*=1,2", form: .grid).change == .set)
    #expect(try Lever(parsing: "a.b*=1,2", form: .grid).change == .scale)
  }

  @Test(arguments: [
    ("a=1:2:0", "--vary a=1:2:0: expected a step that leads from 1 to 2, found 0"),
    ("a=2:1:0.5", "--vary a=2:1:0.5: expected a step that leads from 2 to 1, found 0.5"),
    ("a=0:1:1e-4", "--vary a=0:1:1e-4: expected at most 1000 values, found 10001"),
    (
      "a=1,,2",
      "--vary a=1,,2: expected FROM:TO:STEP or a list such as 0.1,0.2,0.4, found \"1,,2\""
    ),
    ("a+=x,y", "--vary a+=x,y: expected numbers after +=, found \"x\""),
    (
      "a", "--vary a: expected PATH=VALUES, such as market.btc.spot=60000:90000:10000"
    ),
    (
      "miners.it's.cash=1,2",
      "--vary miners.it's.cash=1,2: the quote ' at character 10 is not closed; "
        + "close it, or write a name with ' in it as \"…\""
    ),
    (
      "miners.{a,\"b}.cash=1,2",
      "--vary miners.{a,\"b}.cash=1,2: the quote \" at character 11 is not closed; "
        + "close it, or write a name with \" in it as '…'"
    ),
  ])
  func wrongGridsSayWhy(text: String, message: String) {
    #expect(problem { try Lever(parsing: text, form: .grid) } == message)
  }

  @Test func wrongBracketsSayWhy() {
    #expect(
      problem { try Lever(parsing: "a=2:1", form: .bracket) }
        == "--vary a=2:1: expected two numbers or dates LOW:HIGH with LOW below HIGH, found \"2:1\""
    )
    #expect(
      problem { try Lever(parsing: "a=1", form: .ends) }
        == "--vary a=1: expected LOW:HIGH, found \"1\"")
    // The ends of a tornado are columns called low and high.
    for ends in ["2:1", "1:1", "2027-01-01:2026-01-01"] {
      #expect(
        problem { try Lever(parsing: "a=\(ends)", form: .ends) }
          == "--vary a=\(ends): expected LOW:HIGH with LOW below HIGH, found \"\(ends)\"")
    }
    #expect(problem { try Lever(parsing: "a=null:{calm: 1}", form: .ends) } == "no error")
    #expect(problem { try Lever(parsing: "a=null:1", form: .bracket) }.hasSuffix("\"null:1\""))
  }

  @Test func patternsReachEveryPlace() throws {
    let varied = try SampleBook.varied()
    let lever = try Lever(parsing: "market.regimes.*.btc.volatility*=2", form: .grid)
    let read = try varied.pulling([(lever, "2")]).resolve()
    #expect(read.scenario.market.regimes.map(\.coins.btc.volatility) == [1.0, 1.8])
    let some = try Lever(parsing: "miners.{two}.treasury.btc=7", form: .grid)
    #expect(try varied.paths(of: some).map(\.typed) == ["miners.two.treasury.btc"])
    let date = try Lever(parsing: "miners.*.tranches.*.maturity+=1", form: .grid)
    let moved = try varied.pulling([(date, "1")]).resolve().resolvedJSON
    #expect(moved.contains("2029-12-31") && moved.contains("2030-12-31"))
  }

  /// A name that is given twice was meant to be another one.
  @Test(arguments: ["{two,two}", "{two, 'two'}", "{two,\u{2068}two\u{2069}}"])
  func aListNamesEachOnce(list: String) throws {
    let message = "expected each name of a list once, found \"two\" twice"
    let pattern = "miners.\(list).cash"
    let lever = try Lever(parsing: "\(pattern)=1,2", form: .grid)
    let varied = try SampleBook.varied()
    #expect(
      problem { try Sweep(varied, axes: [lever], measures: ["pd(two,1)"]) }
        == "--vary \(pattern): \(message)")
    let refused = #expect(throws: ScenarioError.self) {
      try SampleBook.varied(["\(pattern)=7"])
    }
    #expect(refused?.description.hasSuffix(": \(message)") == true)
  }

  @Test func changesNeedSomethingToChange() throws {
    let varied = try SampleBook.varied()
    let lever = Lever(pattern: "name", change: .add, values: ["1"])
    #expect(
      problem { try varied.pulling([(lever, "1")]) }
        == "--vary name+=1: expected a number or a date at name, found none; give its values with ="
    )
    // A date so far away is none, which the scenario says.
    let maturity = "miners.two.tranches.notes.maturity"
    let far = Lever(pattern: maturity, change: .add, values: ["1e17"])
    #expect(problem { try varied.pulling([(far, "1e17")]).resolve() }.contains("1e17"))
    #expect(
      problem { try Lever(parsing: "\(maturity)+=0,inf", form: .grid) }
        == "--vary \(maturity)+=0,inf: expected numbers after +=, found \"inf\"")
    let nowhere = Lever(pattern: "market.gpus.*.resaleDecline", change: .add, values: ["1"])
    #expect(
      problem { try varied.pulling([(nowhere, "1")]) }
        == "--vary market.gpus.*.resaleDecline: it stands for nothing in the scenario")
  }
}
