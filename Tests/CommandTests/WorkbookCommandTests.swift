import Foundation
import Testing

/// `run --workbook`: a file of the result like the others.
@Suite struct WorkbookCommandTests {
  private func run(_ folder: TemporaryFolder, _ words: String...) throws -> Program.Outcome {
    try Program.run(Program.process(words, in: folder.url))
  }

  private var starter: String { Program.path("scenarios/starter.json5") }

  private func bytes(_ folder: TemporaryFolder, _ path: String) throws -> Data {
    try Data(contentsOf: folder.url.appending(path: path))
  }

  @Test func itIsInTheManifestAndChecked() throws {
    let folder = try TemporaryFolder()
    let done = try run(
      folder, "run", starter, "--paths", "64", "--quiet", "--workbook", "--out", "r")
    #expect(done.status == 0)
    var book = try bytes(folder, "r/starter.xlsx")
    #expect(book.prefix(2) == Data("PK".utf8))
    #expect(try run(folder, "report", "r").status == 0)
    book[book.count / 2] ^= 1
    try book.write(to: folder.url.appending(path: "r/starter.xlsx"))
    #expect(try run(folder, "report", "r").errors.contains("r/starter.xlsx was changed"))
  }

  @Test func mergedShardsHaveTheSameBytes() throws {
    let folder = try TemporaryFolder()
    for shard in ["0/2", "1/2"] {
      let part = try run(
        folder, "run", starter, "--paths", "2048", "--quiet", "--workbook", "--shard", shard,
        "--out", "s")
      #expect(part.status == 0)
    }
    #expect(try run(folder, "merge", "s", "--out", "merged").status == 0)
    let whole = try run(
      folder, "run", starter, "--paths", "2048", "--quiet", "--workbook", "--threads", "1",
      "--out", "whole")
    #expect(whole.status == 0)
    #expect(try bytes(folder, "merged/starter.xlsx") == bytes(folder, "whole/starter.xlsx"))
  }

  /// A directory may have a name of 255 bytes, and then not a file of five more.
  @Test func aNameThatIsTooLongIsRefusedBeforeTheFirstPath() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "長", count: 84)
    let outcome = try run(
      folder, "run", starter, "--set", "name=\(name)", "--workbook", "--out", "r")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("has 257 bytes"))
    #expect(outcome.output.isEmpty)
  }
}
