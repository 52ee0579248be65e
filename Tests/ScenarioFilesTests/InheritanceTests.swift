import Foundation
import ScenarioFiles
import Testing

/// Files over files, in a directory of their own.
@Suite struct InheritanceTests {
  private let directory: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(
      at: url.appending(path: "sub"), withIntermediateDirectories: true)
    directory = url.path(percentEncoded: false) + "/"
  }

  @Test func chainsMergeFromTheBottom() throws {
    try write("base.json5", SmallScenario.text())
    try write("sub/middle.json5", "{extends: '../base.json5', name: 'middle', riskFreeRate: 0.03}")
    try write("top.json5", "{extends: 'sub/middle.json5', miners: {a: {cash: 5}, b: {cash: 7}}}")
    let scenario = try ScenarioReader.read(file: directory + "top.json5").scenario
    #expect(scenario.name == "middle")
    #expect(scenario.riskFreeRate == 0.03)
    #expect(scenario.miners.map(\.cashUSD) == [5, 7])
    try FileManager.default.removeItem(atPath: directory)
  }

  @Test func problemsNameTheFileTheyAreIn() throws {
    try write("base.json5", SmallScenario.text(miner: "cash: -1"))
    try write("sub/top.json5", "{extends: '../base.json5',\n name: null, stepsPerYear: 0}")
    #expect(
      errors(directory + "sub/top.json5") == """
        sub/top.json5:2:2: name: expected a name of 1 to 100 characters in quotes, without \
        slashes or control characters, other than . and .., found nothing
        sub/top.json5:2:28: stepsPerYear: expected a whole number, 1 to 8,766, found 0
        sub/../base.json5:7:16: miners.a.cash: expected 0 to 1e15 dollars, found -1
        """)
    try FileManager.default.removeItem(atPath: directory)
  }

  @Test func linksDoNotHideCycles() throws {
    try write("a.json5", "{extends: 'b.json5'}")
    try FileManager.default.createSymbolicLink(
      atPath: directory + "b.json5", withDestinationPath: "a.json5")
    #expect(
      errors(directory + "a.json5")
        == "a.json5:1:11: extends: expected a chain that ends, found the cycle a.json5 → b.json5")
    try FileManager.default.removeItem(atPath: directory)
  }

  @Test func unreadableFilesGiveOneLine() throws {
    #expect(
      errors(directory + "none.json5")
        == "none.json5: expected a readable file: No such file or directory")
    #expect(errors(directory + "sub") == "sub: expected a readable file: it is a directory")
    #expect(errors("/dev/zero") == "/dev/zero: expected a readable file: it is not a regular file")
    try write("empty.json5", "")
    #expect(
      errors(directory + "empty.json5")
        == "empty.json5:1:1: expected a value, found the end of the text")
    try FileManager.default.removeItem(atPath: directory)
  }

  @Test func largeFilesAreRefused() throws {
    try write("large.json5", "")
    let handle = try FileHandle(forWritingTo: URL(filePath: directory + "large.json5"))
    try handle.truncate(atOffset: (64 << 20) + 1)
    try handle.close()
    #expect(
      errors(directory + "large.json5")
        == "large.json5: expected a readable file: it is larger than 64 MB")
    try FileManager.default.removeItem(atPath: directory)
  }

  private func write(_ name: String, _ text: String) throws {
    try text.write(toFile: directory + name, atomically: true, encoding: .utf8)
  }

  private func errors(_ file: String) -> String {
    do {
      _ = try ScenarioReader.read(file: file)
      return "valid"
    } catch {
      return error.description.replacingOccurrences(of: directory, with: "")
    }
  }
}
