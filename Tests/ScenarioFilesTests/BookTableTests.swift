import Foundation
import ScenarioFiles
import ScenarioWarnings
import TestSupport
import Testing

@Suite struct BookTableTests {
  static let scenario = """
    {
      name: "desk", asOf: "2025-12-31", horizonYears: 2,
      market: { regimes: { calm: { btc: { volatility: 0.5 } } }, btc: { spot: 87500 } },
    }
    """

  /// Reads a scenario with tables, all in a directory of their own; messages name files without it.
  static func read(
    miners: String?, tranches: String?, overrides: [String] = [], scenario: String = scenario
  ) throws -> ReadScenario {
    let place = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let write = { (name: String, text: String?) throws -> String? in
      guard let text else { return nil }
      try Data(text.utf8).write(to: place.appending(path: name))
      return place.path + "/" + name
    }
    let file = try write("desk.json5", scenario)
    do {
      return try ScenarioDocument.load(
        file ?? "", miners: write("book.csv", miners), tranches: write("tranches.csv", tranches),
        overrides: overrides
      ).resolve()
    } catch let error as ScenarioError {
      throw Complaint(text: error.description.replacing(place.path + "/", with: ""))
    }
  }

  struct Complaint: Error, Equatable, CustomStringConvertible {
    let text: String
    var description: String { text }
  }

  @Test func rowsBecomeMinersAndTranches() throws {
    let miners = """
      miner,cash,treasury.btc,treasury.saleOrder
      alpha,1e6,100,"[""btc""]"
      "beta, inc",,50,
      """
    let tranches = """
      miner,tranche,kind,principal,coupon,maturity,pledge.btc
      alpha,line,bitcoinLoan,2e6,0.1,2027-12-31,40
      "beta, inc",notes,highYield,1e6,0.09,2029-06-30,
      """
    let scenario = try Self.read(
      miners: miners, tranches: tranches, overrides: ["miners.alpha.cash=5"]
    ).scenario
    #expect(scenario.miners.map(\.name) == ["alpha", "beta, inc"])
    #expect(scenario.miners[0].cashUSD == 5)
    #expect(scenario.miners[1].tranches.map(\.name) == ["notes"])
    #expect(scenario.miners[0].tranches[0].principalUSD == 2e6)
  }

  @Test func twoHundredBorrowersAreRead() throws {
    let names = (1...200).map { "miner \($0)" }
    let miners = "miner,treasury.btc\n" + names.map { "\($0),10\n" }.joined()
    let tranches =
      "miner,tranche,kind,principal,coupon,maturity\n"
      + names.map { "\($0),loan,abl,100000,0.1,2027-12-31\n" }.joined()
    #expect(try Self.read(miners: miners, tranches: tranches).scenario.miners.count == 200)
  }

  @Test(arguments: [
    (
      "miner,cash\nalpha,-5\n", nil,
      "book.csv:2:2: miners.alpha.cash: expected 0 to 1e15 dollars, found -5"
    ),
    (
      "miner,cahs\nalpha,5\n", nil,
      "book.csv:1:2: cahs: unknown column; did you mean \"cash\"?"
    ),
    ("name,cash\nalpha,5\n", nil, "book.csv:1:1: expected a column \"miner\", found none"),
    (
      "cash,Miner\n5,alpha\n", nil,
      "book.csv:1:2: expected a column \"miner\", found \"Miner\"; did you mean \"miner\"?"
    ),
    (
      "miner,cash\nalpha,inf\nbeta,1e400%\n", nil,
      """
      book.csv:2:2: miners.alpha.cash: expected a number, 0 to 1e15 dollars, found "inf"
      book.csv:3:2: miners.beta.cash: expected a number, 0 to 1e15 dollars, found "1e400%"
      """
    ),
    (
      "miner,cash\n,5\nalpha\nbeta,1\nbeta,2\n", nil,
      """
      book.csv:2:1: miner: expected a name, found an empty field
      book.csv:3:1: expected 2 fields, found 1
      book.csv:5:1: miner: expected each name once, found "beta" again
      """
    ),
    (
      "miner,cash\nalpha,5\n",
      "miner,kind,tranche,principal,coupon,maturity\n"
        + String(repeating: "alpha,abl,a loan,1e6,0.1,2027-01-01\n", count: 2),
      "tranches.csv:3:3: tranche: expected each name once, found \"a loan\" of \"alpha\" again"
    ),
    (
      "miner,tranche,kind\nalpha,x,abl\n", nil,
      "book.csv:1:1: expected a table of borrowers (--miners), found one of loans: its place is --tranches"
    ),
    (
      "miner,cash\nalpha,5\n", "miner,treasury.btc\nalpha,5\n",
      "tranches.csv:1:1: expected a table of loans (--tranches), found one of borrowers: its place is "
        + "--miners"
    ),
    // A name is where it is first written, though another table adds to it.
    (
      "miner,cash\nany,5\n",
      "miner,tranche,kind,principal,coupon,maturity\nany,x,abl,1e6,0.1,2027-01-01\n",
      "book.csv:2:1: miners.any: expected a name that results do not use, found \"any\""
    ),
    (
      "miner,cash\nalpha,5\n", "miner,tranche,kind\nalhpa,x,abl\n",
      "tranches.csv:2:1: miner: expected the name of a miner, found \"alhpa\"; did you mean "
        + "\"alpha\"?"
    ),
    (
      "miner,cash\nalpha,5\n",
      "miner,tranche,kind,principal,coupon,maturity\nalpha,x,abl,1,0.1,2020-01-01\n",
      "tranches.csv:2:6: miners.alpha.tranches.x.maturity: expected a date on or after asOf "
        + "(2025-12-31), found \"2020-01-01\""
    ),
  ])
  func problemsAreReportedByRowAndColumn(
    miners: String, tranches: String?, message: String
  ) throws {
    #expect(throws: Complaint(text: message)) {
      try Self.read(miners: miners, tranches: tranches)
    }
  }

  /// Rows that cannot be placed hide nothing of what is wrong with the others, nor of overrides.
  @Test func everyProblemIsReportedAtOnce() throws {
    let rows = "alpha,x,abl,1e6,9,2027-12-31\nalhpa,x,abl,1e6,0.1,2027-12-31\n"
    let message = """
      book.csv:2:2: miners.alpha.cash: expected 0 to 1e15 dollars, found -5
      book.csv:3:1: miner: expected each name once, found "alpha" again
      tranches.csv:2:5: miners.alpha.tranches.x.coupon: expected 0 to 2 per year, found 9; write 0.09 for 9 %
      tranches.csv:3:1: miner: expected the name of a miner, found "alhpa"; did you mean "alpha"?
      """
    #expect(throws: Complaint(text: message)) {
      try Self.read(
        miners: "miner,cash\nalpha,-5\nalpha,1\n",
        tranches: "miner,tranche,kind,principal,coupon,maturity\n" + rows)
    }
    let error = #expect(throws: Complaint.self) {
      try Self.read(
        miners: "miner,cash\nalpha,-5\n", tranches: nil, overrides: ["miners.beta.cash=1"])
    }
    let lines = (error?.text ?? "").split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.contains("miners.alpha.cash: expected 0 to 1e15 dollars") == true)
    #expect(lines.last?.contains("found \"beta\"") == true)
  }

  /// What a row that cannot be read would have said is not missed elsewhere.
  @Test func nothingIsMissedOfWhatWasRefused() throws {
    let columns = "miner,tranche,kind,principal,coupon,maturity\n"
    let loan = "x,abl,1e6,0.1,2027-12-31\n"
    func says(
      _ miners: String?, _ tranches: String, _ overrides: [String] = [], own: String? = nil
    ) -> [Substring] {
      let error = #expect(throws: Complaint.self) {
        try Self.read(
          miners: miners, tranches: columns + tranches, overrides: overrides,
          scenario: own ?? Self.scenario)
      }
      return (error?.text ?? "").split(separator: "\n")
    }
    // A ragged row has named its miner, or its tranche.
    #expect(
      says("miner,cash\nalpha,1,000\n", "alpha,\(loan)")
        == ["book.csv:2:1: expected 2 fields, found 3"])
    #expect(
      says(
        "miner,cash\nalpha,1\n", "alpha,x,abl,1,000,0.1,2027-12-31\n",
        ["miners.alpha.tranches.x.coupon=0.1"])
        == ["tranches.csv:2:1: expected 6 fields, found 7"])
    // What such a borrower has to pledge is not known.
    let pledge = #expect(throws: Complaint.self) {
      try Self.read(
        miners: "miner,treasury.btc\nalpha,300,000\n",
        tranches: "miner,tranche,kind,principal,coupon,maturity,pledge.btc\n"
          + "alpha,x,abl,1e6,0.1,2027-12-31,250\n",
        overrides: ["miners.alpha.tranches.x.coupon=0.2"])
    }
    #expect(pledge?.text == "book.csv:2:1: expected 2 fields, found 3")
    // A field that may mean two things is there all the same.
    let unclear = says(
      "miner,cash\nalpha,1\n", "alpha,x,abl,30.000,0.1,2027-12-31\n",
      ["miners.alpha.tranches.x.principal=3e4", "miners.beta.cash=1"])
    #expect(unclear.count == 2)
    #expect(
      unclear.first?.hasPrefix(
        "tranches.csv:2:4: miners.alpha.tranches.x.principal: 30.000 may be 30 or 30000") == true)
    #expect(unclear.last?.contains("found \"beta\"") == true)
    let rigs = says(
      "miner,asics.joulesPerTerahash,asics.petahash\nalpha,20,1.000\n", "alpha,\(loan)")
    #expect(
      rigs.filter { $0.hasPrefix("book.csv") }.map { $0.prefix(55) }
        == ["book.csv:2:3: miners.alpha.asics.petahash: 1.000 may be"])
    // Loans of a stranger are the stranger's trouble.
    let own = Self.scenario.replacing("  market:", with: "  miners: {a: {cash: 1e6}},\n  market:")
    #expect(
      says("miner,cash\na,1\nb,2\n", "b,x,,,0.2,\n", own: own)
        == ["book.csv:3:1: miner: expected the name of a miner of the scenario, found \"b\""])
  }

  /// A table over loans of the scenario's own says what it adds, and what is nearly called so is misspelt.
  @Test func aTableOverOwnLoansAddsNothingUnsaid() throws {
    let loan = "{kind: 'abl', principal: 1e6, coupon: 0.1, maturity: '2027-12-31'}"
    let own = Self.scenario.replacing(
      "  market:", with: "  miners: {a: {cash: 1e6, tranches: {'rig loan': \(loan)}}},\n  market:")
    func read(_ row: String) throws -> ReadScenario {
      let columns = "miner,tranche,kind,principal,coupon,maturity"
      return try Self.read(miners: nil, tranches: "\(columns)\n\(row)\n", scenario: own)
    }
    let changed = try read("a,rig loan,,,0.11,")
    #expect(changed.scenario.miners[0].tranches.map(\.coupon) == [0.11])
    #expect(changed.notes.isEmpty)
    let added = try read("a,rig laon,abl,2e7,0.1,2028-12-31")
    #expect(added.notes.map(\.message) == ["adds the tranche \"rig laon\""])
    let refusal = #expect(throws: Complaint.self) { try read("a,rig laon,,,0.11,") }
    #expect(
      refusal?.text
        == "tranches.csv:2:1: miners.a.tranches.\"rig laon\": expected the name of a tranche (\"rig loan\"), "
        + "found \"rig laon\"; did you mean \"rig loan\"? a new tranche must be complete, and it lacks "
        + "kind, principal, maturity")
  }

  @Test func loansThatAreForgottenAreMissed() throws {
    let read = try Self.read(miners: "miner,cash\nalpha,5000\n", tranches: nil)
    #expect(
      read.warnings.first?.message.hasSuffix("owes anything: is --tranches CSV missing?") == true)
    #expect(read.warnings.first?.path == "miners")
    let table = "miner,tranche,kind,principal,coupon,maturity\nalpha,x,abl,1e6,0.1,2027-01-01\n"
    let whole = try Self.read(miners: "miner,cash\nalpha,5000\n", tranches: table)
    #expect(!whole.warnings.contains { $0.path == "miners" })
  }

  @Test func aMarketAloneAsksForATable() {
    let error = #expect(throws: ScenarioError.self) {
      try ScenarioDocument.load(
        RepositoryFiles.path("scenarios/starter.json5"),
        marketOnly: true, miners: nil, tranches: nil)
    }
    #expect(
      error?.description
        == "--market-only: leaves out the scenario's borrowers: expected a table of "
        + "others beside it (--miners CSV, and --tranches CSV for what they owe), found none")
  }
}
