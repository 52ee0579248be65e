import Foundation
import Testing

/// Files that are no scenarios: one clear line each and exit status 3.
@Suite struct ScenarioFileTests {
  private func expectInvalid(_ file: String, says: String, in folder: TemporaryFolder) throws {
    for command in ["check", "run"] {
      let outcome = try Program.run(command, file, in: folder.url)
      #expect(outcome.status == 3)
      #expect(outcome.errors == says + "\n")
      #expect(outcome.output.isEmpty)
    }
    #expect(try folder.names.filter { $0 != file } == [])
  }

  @Test func randomBytes() throws {
    let folder = try TemporaryFolder()
    // The first bytes of a JPEG: no text in any encoding that scenarios may have.
    try Data([0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10]).write(to: folder.url.appending(path: "noise"))
    try expectInvalid(
      "noise", says: "noise:1:1: expected UTF-8 text, found the byte 0xFF", in: folder)
  }

  @Test func anEmptyFile() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: folder.url.appending(path: "empty.json5"))
    try expectInvalid(
      "empty.json5", says: "empty.json5:1:1: expected a value, found the end of the text",
      in: folder)
  }

  @Test func aDirectory() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "folder"), withIntermediateDirectories: false)
    try expectInvalid(
      "folder", says: "folder: expected a readable file: it is a directory", in: folder)
  }

  @Test func aMissingFile() throws {
    let folder = try TemporaryFolder()
    try expectInvalid(
      "gone.json5", says: "gone.json5: expected a readable file: No such file or directory",
      in: folder)
  }

  @Test(.disabled(if: geteuid() == 0, "the superuser may read everything"))
  func anUnreadableFile() throws {
    let folder = try TemporaryFolder()
    try Data("{}".utf8).write(to: folder.url.appending(path: "secret.json5"))
    chmod(folder.path("secret.json5"), 0)
    try expectInvalid(
      "secret.json5", says: "secret.json5: expected a readable file: Permission denied",
      in: folder)
  }

  /// The messages that each file in `scenarios/invalid` announces, word by word.
  @Test func everyInvalidScenarioGivesItsMessages() throws {
    let folder = URL(filePath: Program.path("scenarios/invalid"))
    let mark = "// expect: "
    var files = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    where file.hasSuffix(".json5") && !file.hasPrefix("part-") {
      let text = String(
        decoding: try Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
      let expected = text.split(separator: "\n").filter { $0.hasPrefix(mark) }.map { line in
        let message = line.dropFirst(mark.count)
        return message.first?.isNumber == true ? "\(file):\(message)\n" : "\(message)\n"
      }
      let outcome = try Program.run("check", file, in: folder)
      #expect(outcome.status == 3, "\(file)")
      #expect(outcome.errors == expected.joined(), "\(file)")
      files += 1
    }
    #expect(files >= 25)
  }

  @Test func wrongOverridesAreInvalidToo() throws {
    let outcome = try Program.run(
      "check", "scenarios/starter.json5", "--set", "miners.first-miner.cash=-1")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("miners.first-miner.cash: expected 0 to 1e15 dollars"))
  }
}
