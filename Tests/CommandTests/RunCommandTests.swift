import Foundation
import TestSupport
import Testing

/// `minerstress run`: what it writes, and what it refuses to write over.
@Suite struct RunCommandTests {
  private let flagship = "scenarios/double-leverage.json5"

  private func run(_ folder: TemporaryFolder, _ name: String, _ more: String...) throws
    -> Program.Outcome
  {
    let arguments = ["run", flagship, "--out", folder.path(name), "--quiet"]
    return try Program.run(Program.process(arguments + more))
  }

  private func files(_ directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
  }

  private func data(_ file: String) throws -> Data { try Data(contentsOf: URL(filePath: file)) }

  /// More blocks than workers, the last of them short.
  @Test func bytesDoNotDependOnThreads() throws {
    let folder = try TemporaryFolder()
    let threads = ["1", "2", "5"]
    for count in threads {
      // The page says its directory's name.
      let made = try run(folder, "\(count)/r", "--paths", "5200", "--threads", count, "--report")
      #expect(made.status == 0)
    }
    let names = try files(folder.path("1/r"))
    #expect(names.count >= 12)
    for count in threads.dropFirst() {
      #expect(try files(folder.path("\(count)/r")) == names)
      for name in names where name != "manifest.json" {
        let same = try data(folder.path("\(count)/r/\(name)")) == data(folder.path("1/r/\(name)"))
        #expect(same, "\(name) differs with \(count) threads")
      }
    }
  }

  /// Columns with something undefined: of tranches and miners without default, of convertibles, of
  /// intervals that so few paths do not bound.
  private static let mayBeEmpty: [String: Set<String>] = [
    "convergence.csv": ["se"],
    "default_correlation.csv": ["correlation", "correlation_se"],
    "dscr_fan.csv": ["share_below_covenant", "p05", "p25", "p50", "p75", "p95"],
    "expected_loss_by_year.csv": ["tranche"],
    "inventory.csv": [
      "units_p95_given_any", "share_of_resale_fetched", "share_of_resale_se", "overhang_max_mean",
      "overhang_max_se",
    ],
    "lgd_distribution.csv": ["probability"],
    "loss_quantiles.csv": ["es_se", "var_ci95_high"],
    "ltv_fan.csv": ["p05", "p25", "p50", "p75", "p95"],
    "phantom_collateral.csv": [
      "headline_ltv", "liquidation_ltv_alone", "liquidation_ltv_together", "headline_ltv_se",
      "liquidation_ltv_alone_se", "liquidation_ltv_together_se",
    ],
    "realised_correlation.csv": ["correlation", "correlation_se"],
    "es_contributions.csv": ["contribution_se", "miner_contribution_se"],
    "summary.csv": ["mean_default_year", "cascade_share"],
    "default_causes.csv": ["share_of_defaults"],
    "tranches.csv": [
      "mispricing_bps", "ead_usd", "lgd_mean", "lgd_exposure_weighted", "lgd_p05", "lgd_p50",
      "lgd_p95", "market_spread_bps", "ead_se", "lgd_mean_se", "lgd_exposure_weighted_se",
    ],
  ]

  /// Every table parses, has the columns that its documentation lists, and holds no NaN.
  @Test func tablesHaveTheDocumentedColumns() throws {
    let folder = try TemporaryFolder()
    let outcome = try run(folder, "result", "--paths", "200", "--threads", "1")
    #expect(outcome.status == 0)
    #expect(outcome.problems.isEmpty)
    #expect(outcome.output.contains("PORTFOLIO"))
    let documented = try Documentation.columns()
    let tables = try files(folder.path("result")).filter { $0.hasSuffix(".csv") }
    #expect(tables.count >= 10)
    for table in tables {
      let text = String(decoding: try data(folder.path("result/\(table)")), as: UTF8.self)
      let records = try #require(csvRecords(text), "\(table) is not CSV")
      #expect(records[0] == documented[table], "\(table)")
      #expect(records.allSatisfy { $0.count == records[0].count }, "\(table)")
      // A figure that is not finite would be an empty field: only these columns may have one.
      let empty = records[0].indices.filter { column in
        records.contains { $0[column].isEmpty }
      }
      let allowed = Self.mayBeEmpty[table, default: []]
      #expect(Set(empty.map { records[0][$0] }).isSubset(of: allowed), "\(table)")
    }
  }

  /// `scenario.json` is the scenario: running it gives the same tables.
  @Test func theResolvedScenarioRunsAgain() throws {
    let folder = try TemporaryFolder()
    #expect(try run(folder, "first", "--paths", "100", "--seed", "7").status == 0)
    let again = try Program.run(
      "run", folder.path("first/scenario.json"), "--out", folder.path("second"), "--quiet")
    #expect(again.status == 0)
    let names = try files(folder.path("first"))
    #expect(names.count >= 12)
    for name in names where name != "manifest.json" {
      let same = try data(folder.path("first/\(name)")) == data(folder.path("second/\(name)"))
      #expect(same, "\(name) differs")
    }
  }

  @Test func aResultIsNotOverwrittenSilently() throws {
    let folder = try TemporaryFolder()
    #expect(try run(folder, "result", "--paths", "100").status == 0)
    let before = try data(folder.path("result/summary.csv"))
    let refused = try run(folder, "result", "--paths", "200")
    #expect(refused.status == 1)
    #expect(refused.problems.allSatisfy { $0.hasPrefix("minerstress: ") })
    #expect(refused.errors.contains("--overwrite"))
    #expect(refused.problems.count == 1)
    #expect(try data(folder.path("result/summary.csv")) == before)
    #expect(try run(folder, "result", "--paths", "200", "--overwrite").status == 0)
    #expect(try data(folder.path("result/summary.csv")) != before)
    #expect(try folder.names == ["result"])
  }

  /// A job that is started again must not look like one that was precise enough.
  @Test func aGoalMissedIsMissedWhenResumed() throws {
    let folder = try TemporaryFolder()
    for (goal, status) in [("pd(any,1)<0.001", Int32(4)), ("pd(any,1)<0.4", 0)] {
      let asked = ["--paths", "64", "--until", goal, "--overwrite"]
      let first = try Program.run(
        Program.process(["run", flagship, "--out", folder.path("r"), "--quiet"] + asked))
      #expect(first.status == status)
      let again = try run(folder, "r", "--paths", "64", "--until", goal, "--resume")
      #expect(again.status == status)
      #expect(again.errors.contains("--until is not met with 64 paths") == (status == 4))
    }
  }

  /// Sixteen of a tail's paths tell no error, however wide the interval asked for.
  @Test func aGoalMissedForWantOfLossesSaysSo() throws {
    let folder = try TemporaryFolder()
    let few = try Program.run(
      Program.process([
        "run", flagship, "--out", folder.path("r"), "--quiet", "--paths", "160", "--until",
        "es(0.9)<1e15",
      ]))
    #expect(few.status == 4)
    #expect(
      few.errors.contains(
        "--until is not met with 160 paths: es(0.9) rests on 16 paths with a loss, and its error is "
          + "believed from 50 on; allow more with --paths\n"))
    let enough = try run(
      folder, "r", "--paths", "640", "--until", "es(0.9)<1e15", "--overwrite")
    #expect(enough.status == 0)
  }

  /// Work that a time limit saved is there to be continued, whatever else is asked for.
  @Test func aGoalThatTimeStopsIsResumable() throws {
    let folder = try TemporaryFolder()
    let stopped = try run(
      folder, "r", "--paths", "50000000", "--until", "pd(any,1)<0.00001", "--time-limit", "0.5")
    #expect(stopped.status == 75)
  }

  @Test func aPageNeedsTheSummary() throws {
    let folder = try TemporaryFolder()
    let refused = try run(folder, "r", "--paths", "8", "--only", "tranches.csv", "--report")
    #expect(refused.status == 2)
    #expect(
      refused.errors.contains("--only leaves out summary.csv, which --report needs: name it too"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("r")))
  }

  @Test func whatIsInTheWayIsNamed() throws {
    let folder = try TemporaryFolder()
    try Data("mine".utf8).write(to: folder.url.appending(path: "file"))
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "photos"), withIntermediateDirectories: false)
    try Data("mine".utf8).write(to: folder.url.appending(path: "photos/cat"))
    let place = URL(filePath: folder.path("")).resolvingSymlinksInPath().path
    for (name, message) in [
      ("file", "exists and is not a directory; choose another place with --out"),
      ("photos", "is not empty and holds no result; choose another directory with --out"),
    ] {
      for more in [[], ["--overwrite"]] {
        let arguments = ["run", flagship, "--paths", "8", "--out", folder.path(name)] + more
        let outcome = try Program.run(Program.process(arguments))
        #expect(outcome.status == 1)
        #expect(outcome.problems == ["minerstress: \(place)/\(name) \(message)"])
      }
    }
    #expect(try folder.names == ["file", "photos"])
  }

  @Test func overridesReachTheResult() throws {
    let folder = try TemporaryFolder()
    #expect(
      try run(folder, "result", "--paths", "8", "--set", "horizonYears=1").status == 0)
    let scenario = try data(folder.path("result/scenario.json"))
    let object = try JSONSerialization.jsonObject(with: scenario) as? [String: Any]
    #expect(object?["horizonYears"] as? Double == 1)
    #expect((object?["simulation"] as? [String: Any])?["paths"] as? Int == 8)
  }
}
