import Foundation
import Testing

/// Warnings on standard error: all of them from check, the worst from runs, an end under --strict.
@Suite struct WarningTests {
  private static let starter = "scenarios/starter.json5"

  /// A short fleet, cheap power, a dear coupon, a late maturity, and a covenant that such a fleet fails: five
  /// things to be said.
  private static let odd = [
    "--set", "miners.first-miner.asics.petahash=5",
    "--set", "miners.first-miner.power.fixedPrice=0.042",
    "--set", "miners.first-miner.tranches.bitcoin loan.coupon=0.9", "--set", "horizonYears=2",
  ]

  @Test func checkShowsAll() throws {
    let outcome = try Program.run(Program.process(["check", Self.starter] + Self.odd))
    #expect(outcome.status == 0)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines.prefix(5).allSatisfy { $0.hasPrefix("warning: ") })
    #expect(lines.last?.hasPrefix("note: miners.first-miner: defaults on ") == true)
  }

  @Test func explainShowsTheWorstThreeAndTheirNumber() throws {
    let outcome = try Program.run(
      Program.process(["explain", Self.starter, "--path", "0"] + Self.odd))
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.prefix(3).allSatisfy { $0.hasPrefix("warning: ") })
    #expect(lines[3] == "5 warnings, of which these weigh most; check shows all")
  }

  /// Quiet is about progress.
  @Test(arguments: ["run", "batch"]) func aQuietRunWarnsAllTheSame(command: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      Program.process(
        [command, Self.starter, "--quiet", "--paths", "64", "--out", folder.path("r")] + Self.odd))
    #expect(outcome.status == 0)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.prefix(3).allSatisfy { $0.hasPrefix("warning: ") })
    #expect(lines.last == "5 warnings, of which these weigh most; check shows all")
  }

  @Test func strictRefusesAScenarioWithWarnings() throws {
    let outcome = try Program.run(Program.process(["check", Self.starter, "--strict"] + Self.odd))
    #expect(outcome.status == 3)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.split(separator: "\n").count == 5)
    #expect(try Program.run("check", Self.starter, "--strict").status == 0)
  }

  @Test func explainAndBatchReadTables() throws {
    let folder = try TemporaryFolder()
    let desk = """
      { name: "desk", asOf: "2025-12-31", horizonYears: 1, simulation: { paths: 64 },
        market: { regimes: { calm: { btc: { volatility: 0.8 } } }, btc: { spot: 87500 } } }
      """
    try Data(desk.utf8).write(to: folder.url.appending(path: "desk.json5"))
    try Data("miner,cash,treasury.btc\nalpha,1e6,100\n".utf8).write(
      to: folder.url.appending(path: "book.csv"))
    let tranches =
      "miner,tranche,kind,principal,coupon,maturity\nalpha,loan,abl,1e6,0.1,2026-12-31\n"
    try Data(tranches.utf8).write(to: folder.url.appending(path: "loans.csv"))
    let tables = ["--miners", "book.csv", "--tranches", "loans.csv"]
    let story = try Program.run(
      Program.process(["explain", "desk.json5", "--path", "0"] + tables, in: folder.url))
    #expect(story.status == 0)
    #expect(story.output.contains("alpha"))
    let batch = try Program.run(
      Program.process(["batch", "desk.json5", "--out", "all", "--quiet"] + tables, in: folder.url))
    #expect(batch.status == 0)
    #expect(batch.output.contains("1 of 1 scenarios complete"))
  }
}
