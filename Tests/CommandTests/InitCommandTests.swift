import Foundation
import ScenarioFiles
import Testing

/// `init`: commented scenarios that check and run as they are.
@Suite struct InitCommandTests {
  @Test(arguments: ScenarioTemplate.allCases) func everyKindChecksAndRuns(
    kind: ScenarioTemplate
  ) throws {
    let folder = try TemporaryFolder()
    let written = try folder.run(["init", kind.rawValue])
    #expect(written.status == 0)
    let operands =
      kind == .book
      ? ["book/market.json5", "--miners", "book/borrowers.csv", "--tranches", "book/loans.csv"]
      : ["\(kind.rawValue).json5"]
    #expect(written.output.contains("minerstress check \(operands.joined(separator: " "))\n"))
    let check = try folder.run(["check", "--strict"] + operands)
    #expect(check.status == 0)
    // Every kind has a loan whose extension outlasts the run: a note, and no warning.
    let notes = check.errors.split(separator: "\n")
    #expect(notes.count == 1 && notes[0].hasPrefix("note: "), "\(check.errors)")
    #expect(notes.allSatisfy { $0.contains("would outlast the run") })
    let result = try folder.run(
      ["run", "--strict", "--paths", "64", "--quiet"] + operands)
    #expect(result.status == 0)
    #expect(result.output.contains("PORTFOLIO"))
  }

  @Test(arguments: ["treasury", "book"]) func whatIsThereStays(kind: String) throws {
    let folder = try TemporaryFolder()
    let file = kind == "book" ? "book/loans.csv" : "treasury.json5"
    let place = folder.url.appending(path: file)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: place)
    let outcome = try folder.run(["init", kind])
    #expect(outcome.status == 1)
    #expect(
      outcome.errors
        == "minerstress: \(file) is there already and is left as it is; choose another "
        + "place with --out\n")
    #expect(try Data(contentsOf: place) == Data("mine".utf8))
    #expect(outcome.output.isEmpty)
    #expect(try folder.run(["init", kind, "--out", "other"]).status == 0)
  }

  /// Files beside a result's tables would be taken for its own.
  @Test(arguments: ["treasury", "book"]) func aResultIsNoPlaceForAScenario(kind: String) throws {
    let folder = try TemporaryFolder()
    let place = folder.url.appending(path: "r")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try Data("{}".utf8).write(to: place.appending(path: "manifest.json"))
    let outcome = try folder.run(["init", kind, "--out", kind == "book" ? "r" : "r/x.json5"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errors == "minerstress: r holds a result, no place for a scenario; choose another "
        + "with --out\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["manifest.json"])
  }

  @Test func kindsAreListedAndNearMissesNamed() throws {
    let list = try Program.run("init")
    #expect(list.status == 0)
    for kind in ScenarioTemplate.allCases { #expect(list.output.contains("  \(kind.rawValue) ")) }
    let wrong = try Program.run("init", "coinloan")
    #expect(wrong.status == 2)
    #expect(
      wrong.errors == "minerstress: init: unknown kind \"coinloan\"; did you mean coin-loan?\n")
  }
}
