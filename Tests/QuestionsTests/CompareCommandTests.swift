import Foundation
import Reporting
import TestSupport
import Testing

/// `compare` and the comparison of a batch, run as users run them.
@Suite(
  .serialized, .enabled(if: FileManager.default.isExecutableFile(atPath: GuideTests.binary.path)))
struct CompareCommandTests {
  /// A row of `comparison.csv`.
  struct Row {
    let measure: String, miner: String, tranche: String, result: String
    let value: Double?, error: Double?, difference: Double?, differenceError: Double?

    init(_ fields: [String]) {
      (measure, miner, tranche, result) = (fields[0], fields[1], fields[2], fields[3])
      (value, error) = (Double(fields[4]), Double(fields[5]))
      (difference, differenceError) = (Double(fields[6]), Double(fields[7]))
    }
  }

  static func rows(_ file: URL) throws -> [Row] {
    let records = try #require(csvRecords(try String(contentsOf: file, encoding: .utf8)))
    #expect(
      records[0] == [
        "measure", "miner", "tranche", "result", "value", "se", "difference", "difference_se",
      ])
    return records.dropFirst().map(Row.init)
  }

  static func succeed(_ words: [String], in place: URL) throws -> String {
    let outcome = try HelpExampleTests.run(words, in: place)
    #expect(outcome.status == 0, "\(words): \(outcome.said)")
    return outcome.said
  }

  static func starter(_ name: String, _ more: [String] = [], in place: URL) throws {
    _ = try succeed(
      ["run", "scenarios/starter.json5", "--paths", "3000", "--quiet", "--out", name] + more,
      in: place)
  }

  @Test func aRunDiffersFromItselfByNothing() throws {
    let place = try GuideTests.workplace()
    defer { try? FileManager.default.removeItem(at: place) }
    try Self.starter("a", in: place)
    let said = try Self.succeed(
      ["compare", "a", "a", "--out", "same.csv", "--workbook"], in: place)
    #expect(said.contains("a (2): the inputs of a\n"))
    #expect(said.contains("Comparison: same.csv, same.html, same.xlsx\n"))
    // What is written besides is no input.
    try Self.starter("b", ["--paths-csv", "--workbook"], in: place)
    #expect(
      try Self.succeed(["compare", "a", "b", "--out", "b.csv"], in: place).contains(
        "b: the inputs of a\n"))
    let book = try Data(contentsOf: place.appending(path: "same.xlsx"))
    #expect(book.prefix(4) == Data([0x50, 0x4b, 3, 4]), "a ZIP archive")
    let rows = try Self.rows(place.appending(path: "same.csv"))
    #expect(rows.count == 2 * (2 * 2 + 2 * 2 + 8))
    for row in rows {
      #expect(row.value == nil || row.difference == 0 && row.differenceError == 0, "\(row)")
    }
    let page = try String(contentsOf: place.appending(path: "same.html"), encoding: .utf8)
    #expect(page.contains("Nothing: all results are of the same inputs."))
  }

  /// Results of one seed are paired, those of another are not, and both are told what differs.
  @Test func resultsArePairedWhereDrawsAreCommon() throws {
    let place = try GuideTests.workplace()
    defer { try? FileManager.default.removeItem(at: place) }
    try Self.starter("last", in: place)
    try Self.starter("today", ["--set", "market.btc.spot=80000"], in: place)
    try Self.starter(
      "other",
      ["--set", "market.btc.spot=80000", "--set", "market.power.spotPerMWh=50", "--seed", "9"],
      in: place)
    let said = try Self.succeed(
      ["compare", "last", "today", "other", "--out", "c.csv", "--quiet"], in: place)
    #expect(
      said.contains(
        "today, inputs here and there (last):\n  market.btc.spot 87500 there, 80000 here\n"))
    #expect(said.contains("other is not paired with last: it was drawn from another seed\n"))
    let rows = try Self.rows(place.appending(path: "c.csv")).filter {
      $0.measure == "pd" && $0.miner == "PORTFOLIO"
    }
    let (last, today, other) = (rows[0], rows[1], rows[2])
    let independent = { (row: Row) in
      ((row.error ?? 0) * (row.error ?? 0) + (last.error ?? 0) * (last.error ?? 0)).squareRoot()
    }
    expectEqual(try #require(other.differenceError), independent(other), within: 1e-12)
    #expect(try #require(today.differenceError) < 0.7 * independent(today))
    expectEqual(
      try #require(today.difference), try #require(today.value) - (try #require(last.value)),
      absolute: 1e-11)
    // Inputs have the names that sweep, solve and tornado give them.
    let page = try String(contentsOf: place.appending(path: "c.html"), encoding: .utf8)
    #expect(page.contains(">spot power price<") && !page.contains("power spot price"))
    // Without another run the errors are those of independent ones.
    _ = try Self.succeed(
      ["compare", "last", "today", "--unpaired", "--out", "c.csv", "--overwrite"], in: place)
    let plain = try Self.rows(place.appending(path: "c.csv")).filter {
      $0.measure == "pd" && $0.miner == "PORTFOLIO"
    }
    expectEqual(try #require(plain[1].differenceError), independent(today), within: 1e-12)
  }

  @Test func whatCannotBeComparedIsRefused() throws {
    let place = try GuideTests.workplace()
    defer { try? FileManager.default.removeItem(at: place) }
    try Self.starter("a", in: place)
    let refused: [([String], Int32, String)] = [
      (["a"], 2, "compare: two or more result directories expected, found 1\n"),
      (["a", "b"], 1, "b holds no result: manifest.json and summary.csv are expected"),
    ]
    for (words, status, message) in refused {
      let outcome = try HelpExampleTests.run(["compare"] + words, in: place)
      #expect(outcome.status == status && outcome.said.contains(message), "\(outcome.said)")
    }
    try Data("mine".utf8).write(to: place.appending(path: "c.html"))
    let outcome = try HelpExampleTests.run(["compare", "a", "a", "--out", "c.csv"], in: place)
    #expect(outcome.status == 1)
    #expect(outcome.said.contains("c.html is there already; add --overwrite"))
    #expect(try String(contentsOf: place.appending(path: "c.html"), encoding: .utf8) == "mine")
  }

  /// A book from tables under two markets: one table and one page over both, paired.
  @Test func aBatchOfOneBookIsCompared() throws {
    let place = try GuideTests.workplace()
    defer { try? FileManager.default.removeItem(at: place) }
    let words =
      [
        "batch", "scenarios/baseline.json5", "scenarios/severe.json5", "--market-only", "--miners",
        "book.csv", "--tranches", "tranches.csv", "--paths", "2000", "--quiet", "--out", "m",
      ]
    let said = try Self.succeed(words, in: place)
    #expect(said.contains("Comparison: m/comparison.csv, m/report.html\n"))
    let rows = try Self.rows(place.appending(path: "m/comparison.csv"))
    let risk = rows.filter { $0.measure == "pd" && $0.miner == "north" }
    #expect(risk.map(\.result) == ["baseline", "severe"])
    let whole = try #require(risk[0].error) + (try #require(risk[1].error))
    #expect(try #require(risk[1].differenceError) < whole)
    let page = try String(contentsOf: place.appending(path: "m/report.html"), encoding: .utf8)
    #expect(page.contains("2 scenarios side by side") && page.contains("south, inc"))
    // The same bytes when it is asked for again, and with another number of threads.
    let first = try Data(contentsOf: place.appending(path: "m/comparison.csv"))
    _ = try Self.succeed(words + ["--resume", "--threads", "1"], in: place)
    #expect(try Data(contentsOf: place.appending(path: "m/comparison.csv")) == first)
  }
}
