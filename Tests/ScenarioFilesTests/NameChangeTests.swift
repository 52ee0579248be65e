import Foundation
import ScenarioFiles
import ScenarioWarnings
import Testing

/// A misspelt name is an error where a scenario is changed; what is new must be complete.
@Suite struct NameChangeTests {
  private static let base = """
    {
      name: "base", asOf: "2025-12-31", horizonYears: 2,
      market: {
        regimes: { calm: {}, stress: {} }, initialRegime: { calm: 1 },
        switching: { calm: { stress: 1 }, stress: { calm: 3 } },
        jumps: { crash: { intensity: { calm: 1 }, btc: { mean: -0.1 } } },
        btc: { spot: 87500 },
      },
      miners: { "hy-pivot": { cash: 2e6, tranches: {
        notes: { kind: "highYield", principal: 1e6, coupon: 0.1, maturity: "2027-06-30" } } } },
    }
    """

  /// Reads an overlay over the base, both in a folder of their own; messages lack the folder.
  private func overlay(
    _ text: String, miners: String? = nil, marketOf: String? = nil, marketOnly: Bool = false,
    pulling file: String? = nil
  ) throws -> ReadScenario {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let place = folder.path(percentEncoded: false) + "/"
    for (name, content) in [
      ("base.json5", Self.base), ("over.json5", text), ("book.csv", miners ?? ""),
    ] {
      try Data(content.utf8).write(to: folder.appending(path: name))
    }
    do {
      let document = try ScenarioDocument.load(
        place + "over.json5", marketOf: marketOf.map { place + $0 }, marketOnly: marketOnly,
        miners: miners.map { _ in place + "book.csv" }, tranches: nil)
      return try (file.map { try document.overlaying(file: place + $0) } ?? document).resolve()
    } catch let error as ScenarioError {
      throw BookTableTests.Complaint(text: error.description.replacing(place, with: ""))
    }
  }

  private func set(_ override: String) throws -> ReadScenario {
    try ScenarioReader.read(text: Self.base, name: "base.json5", overrides: [override])
  }

  static let misspelt = [
    (
      "miners.hypivot.cash=1",
      "a miner (\"hy-pivot\"), found \"hypivot\"; did you mean \"hy-pivot\"?"
    ),
    (
      "market.regimes.strss.btc.volatility=3",
      "a regime (\"calm\", \"stress\"), found \"strss\"; did you mean \"stress\"?"
    ),
    (
      "market.jumps.crsh.intensity.calm=2",
      "a jump (\"crash\"), found \"crsh\"; did you mean \"crash\"?"
    ),
    (
      "miners.hy-pivot.tranches.note.coupon=0.2",
      "a tranche (\"notes\"), found \"note\"; did you mean \"notes\"?"
    ),
    ("market.launches.Rubin.date=2026-09-30", "a launch, found \"Rubin\"; there is none yet"),
    ("miners.hy-pivot.orders.GB.cancellable=true", "an order, found \"GB\"; there is none yet"),
    ("miners={x: {cash: 1}}", "a miner (\"hy-pivot\"), found \"x\""),
  ]

  @Test(arguments: misspelt) func setCreatesNothing(override: String, says: String) {
    #expect {
      try set(override)
    } throws: { error in
      "\(error)".contains("expected the name of \(says)")
    }
  }

  @Test func setRemovesOnlyWhatIsThere() {
    #expect {
      try set("miners.hypivot=null")
    } throws: { "\($0)".contains("there is no miner of this name; did you mean \"hy-pivot\"?") }
    #expect {
      try set("miners.hy-pivot.insolvncy=null")
    } throws: { "\($0)".contains("unknown key; did you mean \"insolvency\"?") }
  }

  @Test func setTakesPatterns() throws {
    let scenario = try set("market.regimes.*.utilisation=0.5").scenario
    #expect(scenario.market.regimes.map(\.utilisation) == [0.5, 0.5])
    let some = try set("market.regimes.{calm}.utilisation=0.5").scenario
    #expect(some.market.regimes.map(\.utilisation) == [0.5, 1])
    #expect {
      try set("market.regimes.{calm,strss}.utilisation=0.5")
    } throws: {
      "\($0)".contains("\"strss\" stands for nothing in the scenario; did you mean \"stress\"?")
    }
  }

  @Test func anIncompleteThingOfAnOverlayIsTakenForMisspelt() {
    let text = "{extends: 'base.json5',\n miners: {hypivot: {cash: 2e6}}}"
    let message =
      "over.json5:2:11: miners.hypivot: expected the name of a miner (\"hy-pivot\"), found \"hypivot\"; "
      + "did you mean \"hy-pivot\"? a new miner must be complete, and it lacks tranches"
    #expect(throws: BookTableTests.Complaint(text: message)) { try overlay(text) }
  }

  /// What the thing lacks is said once, with the thing; what is wrong in it besides is said as ever.
  @Test func anIncompleteThingIsSaidOnce() {
    let text = """
      {extends: 'base.json5',
       miners: {'hy-pivot': {tranches: {bridge: {principal: -1}}}}}
      """
    let message = """
      over.json5:2:35: miners.hy-pivot.tranches.bridge: expected the name of a tranche ("notes"), found \
      "bridge"; a new tranche must be complete, and it lacks kind, maturity, coupon or floating
      over.json5:2:55: miners.hy-pivot.tranches.bridge.principal: expected 0 to 1e15 dollars, found -1
      """
    #expect(throws: BookTableTests.Complaint(text: message)) { try overlay(text) }
  }

  @Test func aRegimeThatNothingLeadsToIsTakenForMisspelt() {
    let text = "{extends: 'base.json5', market: {regimes: {strss: {btc: {volatility: 3}}}}}"
    #expect {
      try overlay(text)
    } throws: { "\($0)".contains("did you mean \"stress\"? a new regime must be complete") }
  }

  @Test func aCompleteThingOfAnOverlayIsAddedWithANote() throws {
    let tranche = "{kind: 'abl', principal: 1e6, coupon: 0.1, maturity: '2027-06-30'}"
    let read = try overlay(
      "{extends: 'base.json5', miners: {'hy-pivot': {tranches: {note: \(tranche)}}}}")
    #expect(read.scenario.miners[0].tranches.map(\.name) == ["note", "notes"])
    #expect(read.notes.map(\.message) == ["adds the tranche \"note\""])
    #expect(read.notes.map(\.path) == ["miners.hy-pivot.tranches.note"])
  }

  @Test func removingWhatIsNotThereIsSaid() throws {
    let read = try overlay("{extends: 'base.json5', miners: {hypivot: null}}")
    #expect(
      read.warnings.map(\.message) == [
        "removes nothing: there is no miner of this name; did you mean \"hy-pivot\"?"
      ])
  }

  private static let refusal =
    "expected no borrowers beside those of book.csv, found 1 of this file's own; leave them out: "
    + "--market-only for the scenario"

  @Test func aScenarioWithBorrowersIsRefusedBesideABookFromTables() {
    #expect {
      try overlay("{extends: 'base.json5'}", miners: "miner,cash\nalpha,1e6\n")
    } throws: { "\($0)".contains(Self.refusal) }
    let desk = "{extends: 'base.json5', miners: null}"
    #expect {
      try overlay(desk, miners: "miner,cash\nalpha,1e6\n", pulling: "base.json5")
    } throws: { "\($0)".contains("expected no borrowers beside those of") }
  }

  @Test func theMarketOfAScenarioGoesWithABookFromTables() throws {
    let desk = "{name: 'desk', asOf: '2025-12-31', horizonYears: 2}"
    let read = try overlay(
      desk, miners: "miner,cash\nalpha,1e6\n", marketOf: "base.json5")
    #expect(read.scenario.miners.map(\.name) == ["alpha"])
    #expect(read.scenario.market.regimes.map(\.name) == ["calm", "stress"])
    #expect(read.scenario.name == "desk")
    let alone = try overlay(
      "{extends: 'base.json5'}", miners: "miner,cash\nalpha,1e6\n", marketOnly: true)
    #expect(alone.scenario.miners.map(\.name) == ["alpha"])
  }

  @Test func aTableMayChangeTheScenariosOwnMiners() throws {
    let text = "{extends: 'base.json5'}"
    let read = try overlay(text, miners: "miner,cash\nhy-pivot,7e6\n")
    #expect(read.scenario.miners.map(\.cashUSD) == [7e6])
    #expect {
      try overlay(text, miners: "miner,cash\nhy-pivot,7e6\nhypivot,1e6\n")
    } throws: { "\($0)".contains("did you mean \"hy-pivot\"?") }
  }
}
