import Foundation
import TestSupport
import Testing

/// `run --limits` and `limits` as users call them.
@Suite struct LimitCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("{ singleName: { heldPrincipal: 1e12 } }", to: "wide.json5")
    try folder.write("{ singleName: { heldPrincipal: 1 } }", to: "narrow.json5")
  }

  private func starter(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(
      Program.process(
        ["run", Program.path("scenarios/starter.json5"), "--paths", "64", "--quiet", "--out", "r"]
          + arguments, in: folder.url))
  }

  @Test func limitsAreShownAndEnforcedOnRequest() throws {
    let within = try starter("--limits", "wide.json5", "--enforce")
    #expect(within.status == 0)
    #expect(within.output.contains("0 of 1 limits exceeded"))
    let beyond = try folder.run("limits", "r", "--limits", "narrow.json5")
    #expect(beyond.status == 0)
    #expect(beyond.output.contains("1 of 1 limits exceeded"))
    let enforced = try folder.run("limits", "r", "--limits", "narrow.json5", "--enforce")
    #expect(enforced.status == 4)
    #expect(enforced.errors.contains("r/limits.csv"))
    let rows = try folder.text("r/limits.csv").split(separator: "\r\n")
    #expect(rows.count == 2)
    #expect(rows[1].hasSuffix(",exceeded"))
    // The finished run is checked once more, and replaced though a check stands beside it.
    #expect(try starter("--limits", "narrow.json5", "--enforce", "--resume").status == 4)
    #expect(try starter("--overwrite").status == 0)
  }

  /// Of a result that is there the same is said as before a run.
  @Test func whatTheBookOfAResultHasNotIsRefused() throws {
    try #require(try starter().status == 0)
    for (limits, problem) in [
      ("{ tenant: { pd: 0.1 } }", "tenant: expected named tenants in the book, found none"),
      (
        "{ singleName: { except: { \"frist-miner\": { pd: 1 } } } }",
        "singleName.except: expected the name of a miner of the book, found \"frist-miner\"; did you "
          + "mean \"first-miner\"?"
      ),
      (
        "{ tags: { sector: { pd: 0.5 } } }",
        "tags.sector: expected a tag that a miner of the book has, found none"
      ),
    ] {
      try folder.write(limits, to: "names.json5")
      let result = try folder.run("limits", "r", "--limits", "names.json5")
      #expect(result.status == 3)
      #expect(result.errors.contains("names.json5: \(problem)\n"))
      #expect(try starter("--limits", "names.json5", "--overwrite").errors == result.errors)
    }
  }

  @Test func whatCannotBeCheckedIsRefusedBeforeTheRun() throws {
    #expect(try starter("--enforce").status == 2)
    #expect(try starter("--limits", "wide.json5", "--shard", "0/2").status == 2)
    try folder.write("{ singleNames: {} }", to: "wrong.json5")
    let wrong = try starter("--limits", "wrong.json5")
    #expect(wrong.status == 3)
    #expect(wrong.errors.contains("wrong.json5:1:3: singleNames: unknown key"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("r")))
    #expect(try folder.run("limits", "r").status == 2)
  }

  /// Names and tables are looked for before the first path, all at once.
  @Test func whatTheBookHasNotIsFoundBeforeTheRun() throws {
    try folder.write(
      """
      { singleName: { except: { "frist-miner": { pd: 1 } } }, tenant: { pd: 0.1 },
        tags: { sector: { pd: 0.5 } } }
      """, to: "names.json5")
    let names = try starter("--limits", "names.json5")
    #expect(names.status == 3)
    #expect(
      names.errors.contains(
        """
        names.json5: singleName.except: expected the name of a miner of the book, found "frist-miner"; did \
        you mean "first-miner"?
        names.json5: tenant: expected named tenants in the book, found none
        names.json5: tags.sector: expected a tag that a miner of the book has, found none
        """))
    // A name from a page, with the isolates that it adds.
    try folder.write(
      "{ singleName: { except: { '\u{2068}first-miner\u{2069}': { heldPrincipal: 1 } } } }",
      to: "copied.json5")
    let only = try starter("--limits", "wide.json5", "--only", "tranches.csv")
    #expect(only.status == 2)
    #expect(
      only.errors.contains("--only leaves out summary.csv, which limits of singleName need"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("r")))
    #expect(try starter("--limits", "wide.json5", "--only", "summary").status == 0)
    let copied = try starter("--limits", "copied.json5", "--overwrite")
    #expect(copied.output.contains("1 of 1 limits exceeded"), "\(copied.errors)")
  }

  @Test func onlyTheResultOfARunIsChecked() throws {
    let sweep = try Program.run(
      Program.process(
        [
          "sweep", Program.path("scenarios/starter.json5"), "--vary", "market.btc.spot=8e4,6e4",
          "--paths", "64", "--quiet", "--out", "s",
        ], in: folder.url))
    try #require(sweep.status == 0)
    for place in ["nowhere", "s"] {
      let outcome = try folder.run("limits", place, "--limits", "wide.json5")
      #expect(outcome.status == 1)
      #expect(
        outcome.errors
          == "minerstress: \(place) holds no result: manifest.json and tables of a run are expected; "
          + "name the directory that a run has written\n")
    }
  }

  /// `limits` has no `--out` to advise.
  @Test func aTableThatCannotBeWrittenIsSaid() throws {
    try #require(try starter().status == 0)
    try FileManager.default.createDirectory(
      atPath: folder.path("r/limits.csv"), withIntermediateDirectories: false)
    let outcome = try folder.run("limits", "r", "--limits", "wide.json5")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors
        == "minerstress: cannot write r/limits.csv: Is a directory; limits.csv stands beside the "
        + "tables: mend that, or check a copy of the result\n")
    #expect(
      try starter("--limits", "wide.json5", "--resume").errors.contains(
        "r has its tables, but no limits.csv: cannot write r/limits.csv: Is a directory; make it with "
          + "minerstress limits r --limits wide.json5\n"))
  }
}
