import Foundation
import Testing

/// Files that `--out` names: nothing is replaced unasked, and what a command reads never is.
@Suite(.serialized) struct OutputFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let starter = Program.path("scenarios/starter.json5")
    try Data(contentsOf: URL(filePath: starter)).write(to: place("base.json5"))
    try Data("{extends: \"base.json5\", name: \"s\"}".utf8).write(to: place("s.json5"))
  }

  private func place(_ name: String) -> URL { folder.url.appending(path: name) }

  /// Refused as it is, replaced when that is said.
  private func expectAsked(_ words: [String], option: String = "out") throws {
    try Data("mine".utf8).write(to: place("mine.txt"))
    let refused = try folder.run(words + ["--\(option)", "mine.txt"])
    #expect(refused.status == 1)
    #expect(
      refused.errors == "minerstress: mine.txt is there already; add --overwrite to replace it or "
        + "choose another file with --\(option)\n")
    #expect(try folder.text("mine.txt") == "mine")
    #expect(try folder.run(words + ["--\(option)", "mine.txt", "--overwrite"]).status == 0)
    #expect(try folder.text("mine.txt") != "mine")
  }

  /// Refused whatever is said, by whichever name.
  private func expectNever(_ words: [String], _ file: String, option: String = "out") throws {
    let before = try folder.text(file)
    let outcome = try folder.run(words + ["--\(option)", "./\(file)", "--overwrite"])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("./\(file) is read by this very command and is never replaced"))
    #expect(try folder.text(file) == before)
  }

  @Test func explainKeepsFiles() throws {
    let explain = ["explain", "s.json5", "--path", "0", "--quiet"]
    try expectAsked(explain)
    for file in ["s.json5", "base.json5"] { try expectNever(explain, file) }
    try Data("date,btc\n2026-03-31,70000\n".utf8).write(to: place("given.csv"))
    try expectNever(explain + ["--given", "given.csv"], "given.csv")
    try expectNever(explain + ["--set", "market.given=\"given.csv\""], "given.csv")
  }

  @Test func verifyAndBenchKeepFiles() throws {
    try expectAsked(["verify", "--only", "merton", "--paths", "1024"])
    let tables = Program.path("Benchmarks/results")
    try expectAsked(["bench", "--results", tables], option: "page")
  }

  /// A directory is no place for a file, and another directory would be none.
  @Test func aDirectoryIsNoFile() throws {
    try FileManager.default.createDirectory(
      at: place("there"), withIntermediateDirectories: false)
    try #require(try folder.run(["run", "s.json5", "--paths", "64", "--out", "r"]).status == 0)
    let bench = ["bench", "--results", Program.path("Benchmarks/results"), "--page"]
    for words in [
      ["report", "r", "--out"], ["explain", "s.json5", "--path", "0", "--quiet", "--out"], bench,
    ] {
      let outcome = try folder.run(words + ["there"])
      #expect(outcome.status == 1)
      #expect(
        outcome.errors
          == "minerstress: there is a directory; choose a file with \(words.last ?? "")\n")
    }
  }

  /// Without `--out` the page of a result is made anew.
  @Test func reportAndCompareKeepFiles() throws {
    try #require(try folder.run(["run", "s.json5", "--paths", "256", "--out", "r"]).status == 0)
    try #require(
      try folder.run(["run", "s.json5", "--paths", "256", "--seed", "2", "--out", "q"]).status == 0)
    try expectAsked(["report", "r"])
    for file in ["r/summary.csv", "r/scenario.json", "r/manifest.json"] {
      try expectNever(["report", "r"], file)
    }
    try expectNever(["report", "r", "--against", "q"], "q/summary.csv")
    try expectNever(["compare", "r", "q"], "q/summary.csv")
    for _ in 0..<2 { #expect(try folder.run(["report", "r"]).status == 0) }
  }
}
