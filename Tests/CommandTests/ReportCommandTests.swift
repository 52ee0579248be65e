import Foundation
import TestSupport
import Testing

/// `report` on results of extreme scenarios and on tables that hold what no run writes.
@Suite struct ReportCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Of 64 paths of the starter some default; whichever are told, explain says the same of them.
  @Test func thePageTellsPathsInTheWordsOfExplain() throws {
    let starter = Program.path("scenarios/starter.json5")
    #expect(try folder.run("run", starter, "--paths", "64", "--quiet", "--out", "r").status == 0)
    #expect(try folder.run("report", "r").status == 0)
    let page = try folder.text("r/report.html")
    #expect(page.contains("Chosen among the first 64"))
    let told = page.matches(of: #/<div class="code" id="path-(\d+)"[^>]*>([^<]*)<\/div>/#)
    #expect((1...3).contains(told.count))
    let references = [
      ("&#39;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
    ]
    for path in told {
      let text = references.reduce(String(path.2)) { $0.replacing($1.0, with: $1.1) }
      let story = try folder.run("explain", "r/scenario.json", "--path", String(path.1), "--quiet")
      #expect(story.output == text)
    }
  }

  /// Without early losses to compare with, nobody knows whose paths they would be.
  @Test func aResultWithoutConvergenceTellsNoPaths() throws {
    let starter = Program.path("scenarios/starter.json5")
    let made = try folder.run(
      "run", starter, "--paths", "64", "--quiet", "--out", "r", "--only", "summary.csv")
    #expect(made.status == 0)
    #expect(try folder.run("report", "r").status == 0)
    #expect(try !folder.text("r/report.html").contains("step by step"))
  }

  /// A thousand common shocks a year: axes of any range have few ticks.
  @Test func aThousandShocksAYearHaveAPage() throws {
    let flagship = Program.path("scenarios/double-leverage.json5")
    let shocks = "market.jumps.\"systemic shock\".intensity.calm=1000"
    let made = try folder.run(
      "run", flagship, "--paths", "64", "--quiet", "--set", shocks, "--out", "r")
    #expect(made.status == 0)
    #expect(try folder.run("report", "r", "--out", "page.html").status == 0)
    #expect(try folder.text("page.html").contains("</html>"))
  }

  /// A manifest that lists no files has no checksums: the figures themselves are looked at.
  @Test(arguments: [
    ("summary.csv", 1, "1e308", "pd: expected 0.0 to 1.0, found 1e308"),
    ("summary.csv", 6, "-1", "expected_loss_usd: expected 0.0 to 1e+100, found -1"),
    ("joint_defaults.csv", 0, "9223372036854775808", "defaults: expected 0 to 9007199254740992"),
    ("summary.csv", 3, "1", "pd_ci95_low: expected at most pd_ci95_high"),
    ("loss_quantiles.csv", 2, "nan", "var_usd: expected a number, found \"nan\""),
  ])
  func aFigureThatCannotBeIsNamed(
    file: String, column: Int, figure: String, problem: String
  ) throws {
    let starter = Program.path("scenarios/starter.json5")
    #expect(try folder.run("run", starter, "--paths", "64", "--quiet", "--out", "r").status == 0)
    var rows = try folder.text("r/\(file)").components(separatedBy: "\r\n")
    var cells = rows[1].components(separatedBy: ",")
    cells[column] = figure
    rows[1] = cells.joined(separator: ",")
    try Data(rows.joined(separator: "\r\n").utf8).write(to: URL(filePath: folder.path("r/\(file)")))
    let place = URL(filePath: folder.path("r/manifest.json"))
    let parsed = try JSONSerialization.jsonObject(with: Data(contentsOf: place))
    var manifest = try #require(parsed as? [String: Any])
    manifest["files"] = [String]()
    try JSONSerialization.data(withJSONObject: manifest).write(to: place)
    let outcome = try folder.run("report", "r")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("r/\(file), record 2: \(problem)"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  /// A result of a build with other keys is still told, compared and checked, and what is not known is said.
  @Test func aScenarioThatIsNotReadLeavesAPage() throws {
    let starter = Program.path("scenarios/starter.json5")
    #expect(try folder.run("run", starter, "--paths", "64", "--quiet", "--out", "r").status == 0)
    let text = try folder.text("r/scenario.json")
    try folder.write("{ \"colour\": \"blue\"," + text.dropFirst(), to: "r/scenario.json")
    let place = URL(filePath: folder.path("r/manifest.json"))
    let parsed = try JSONSerialization.jsonObject(with: Data(contentsOf: place))
    var manifest = try #require(parsed as? [String: Any])
    let files = try #require(manifest["files"] as? [[String: Any]])
    manifest["files"] = files.filter { $0["name"] as? String != "scenario.json" }
    try JSONSerialization.data(withJSONObject: manifest).write(to: place)
    #expect(try folder.run("check", "r/scenario.json").status == 3)
    #expect(try folder.run("report", "r").status == 0)
    let page = try folder.text("r/report.html")
    #expect(page.contains("does not read the run’s scenario.json"))
    #expect(page.contains("<dt>as of</dt><dd>2025-12-31</dd>") && !page.contains("All dates"))
    #expect(try folder.run("compare", "r", "r", "--out", "c.csv").status == 0)
    for (limit, status) in [("heldPrincipal", Int32(0)), ("heldOrCommitted", 1)] {
      try folder.write("{ singleName: { \(limit): 1 } }", to: "limits.json5")
      let checked = try folder.run("limits", "r", "--limits", "limits.json5")
      #expect(checked.status == status)
      #expect(checked.errors.contains("does not read r/scenario.json"))
    }
  }

  /// The figures of each scenario with their errors, as its own tables have them, and why one was
  /// not run.
  @Test func theIndexOfABatchHasErrorsAndReasons() throws {
    let starter = Program.path("scenarios/starter.json5")
    let broken = "{ extends: \"\(starter)\", name: \"broken\", horizonYears: -1 }"
    try Data(broken.utf8).write(to: folder.url.appending(path: "broken.json5"))
    let batch = try folder.run(
      "batch", starter, "broken.json5", "--paths", "256", "--quiet", "--out", "all")
    #expect(batch.status != 0)
    let rows = try #require(csvRecords(try folder.text("all/index.csv")))
    let added = "pd_se,expected_loss_se,var_99_ci95_low,var_99_ci95_high,es_99_se,message"
    #expect(rows[0].suffix(6).joined(separator: ",") == added)
    let summary = try #require(csvRecords(try folder.text("all/starter/summary.csv")))
    let portfolio = try #require(summary.last)
    let tail = try #require(csvRecords(try folder.text("all/starter/loss_quantiles.csv")))[2]
    let whole = try #require(rows.first { $0[0] == "starter" })
    #expect(whole[1] == "complete")
    #expect(Array(whole[8...12]) == [portfolio[2], portfolio[7], tail[3], tail[4], tail[6]])
    #expect(whole[13].isEmpty)
    let refused = try #require(rows.first { $0[0] == "broken" })
    #expect(refused[1] == "invalid" && refused[2...12].allSatisfy(\.isEmpty))
    #expect(refused[13].contains("horizonYears"))
  }
}
