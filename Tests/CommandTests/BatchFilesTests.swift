import Foundation
import TestSupport
import Testing

/// A batch replaces and removes what batches have written, and nothing else that bears its names.
@Suite(.serialized) struct BatchFilesTests {
  private let folder: TemporaryFolder
  private let paths = ["--paths", "64"]

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("cases"), withIntermediateDirectories: false)
    for name in ["one", "two"] {
      try folder.write(
        "{extends: \"\(Program.path("scenarios/starter.json5"))\"}", to: "cases/\(name).json5")
    }
  }

  private func batch(_ cases: String, _ more: String...) throws -> Program.Outcome {
    try folder.run(["batch", cases, "--out", "b"] + paths + more)
  }

  private func expectRefused(_ outcome: Program.Outcome, _ name: String) {
    #expect(outcome.status == 1)
    #expect(
      outcome.errors
        == "minerstress: b/\(name) is there already, and not as a batch has written it; "
        + "move it away: results and saved work stay, and --resume goes on with them\n")
  }

  /// `compare` writes a table of a batch's name, for which the index does not vouch.
  @Test func whatCompareHasWrittenStays() throws {
    try #require(try batch("cases/one.json5").status == 0)
    try #require(
      try folder.run(["run", "cases/two.json5", "--out", "b/other"] + paths).status == 0)
    let compared = try folder.run(["compare", "b/one", "b/other", "--out", "b/comparison.csv"])
    try #require(compared.status == 0)
    let table = try folder.text("b/comparison.csv")
    for cases in ["cases/one.json5", "cases"] {
      expectRefused(try batch(cases, "--resume"), "comparison.csv")
      #expect(try folder.text("b/comparison.csv") == table)
    }
    try FileManager.default.moveItem(
      atPath: folder.path("b/comparison.csv"), toPath: folder.path("comparison.csv"))
    let resumed = try batch("cases", "--resume")
    #expect(resumed.status == 0 && resumed.errors.contains("b/one is complete; nothing to do"))
  }

  /// A file is a batch's as long as it is as the batch has written it.
  @Test(arguments: ["comparison.csv", "report.html"]) func whatWasChangedStays(name: String) throws
  {
    try #require(try batch("cases").status == 0)
    let own = try folder.text("b/\(name)")
    #expect(try batch("cases", "--resume").status == 0)
    #expect(try folder.text("b/\(name)") == own)
    try folder.write(own + "mine\n", to: "b/\(name)")
    expectRefused(try batch("cases", "--resume"), name)
    // Nor is it removed with the comparison of a longer list.
    expectRefused(try batch("cases/one.json5", "--resume"), name)
    #expect(try folder.text("b/\(name)") == own + "mine\n")
    #expect(try batch("cases", "--overwrite").status == 0)
    #expect(try folder.text("b/\(name)") == own)
  }

  /// An index is known by its header; without one, or with half of one, nothing that is finished is
  /// lost.
  @Test(arguments: ["", "scenario,sta", "scenario,status,notes\r\none,complete,mine\r\n"])
  func anIndexThatIsNoneStays(text: String) throws {
    try #require(try batch("cases").status == 0)
    try folder.write(text, to: "b/index.csv")
    expectRefused(try batch("cases", "--resume"), "index.csv")
    #expect(try folder.text("b/index.csv") == text)
    try FileManager.default.removeItem(atPath: folder.path("b/index.csv"))
    let resumed = try batch("cases", "--resume")
    #expect(resumed.status == 0 && resumed.errors.contains("b/two is complete; nothing to do"))
    #expect(try #require(csvRecords(try folder.text("b/index.csv"))).map { $0[0] }.count == 3)
  }

  /// What comes while the batch is at work stays as well.
  @Test func whatComesMeanwhileStays() throws {
    let words = [
      "batch", "cases", "--out", "b", "--paths", "500000", "--quiet", "--save-every", "0.05",
    ]
    let outcome = try Program.run(Program.process(words, in: folder.url)) { _ in
      folder.wait(forAny: ".tally", in: "b/.one.checkpoint")
      try folder.write("mine\n", to: "b/report.html")
    }
    #expect(outcome.status == 1)
    #expect(
      outcome.problems == [
        "minerstress: b/report.html was put there by somebody else meanwhile and is left as it is; "
          + "move it away, then continue with --resume"
      ])
    #expect(try folder.text("b/report.html") == "mine\n")
    try FileManager.default.removeItem(atPath: folder.path("b/report.html"))
    let resumed = try folder.run(words + ["--resume"])
    #expect(resumed.status == 0)
    #expect(try folder.text("b/report.html").contains("2 scenarios side by side"))
  }
}
