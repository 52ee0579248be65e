import Foundation
import ScenarioFiles
import TestSupport
import Testing

/// Each file in `scenarios/invalid` opens with the exact messages that it must give.
///
/// A line `// expect: LINE:COLUMN: …` is a message about the file itself, `// expect: OTHER:…` with
/// another file's name about what it extends; messages name files relative to the directory.
@Suite struct InvalidScenarioTests {
  private static let directory = "scenarios/invalid"

  static let files: [String] = {
    let path = RepositoryFiles.path(directory)
    let all = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return all.filter { $0.hasSuffix(".json5") && !$0.hasPrefix("part-") }.sorted()
  }()

  @Test func thereAreMany() { #expect(Self.files.count >= 25) }

  @Test(arguments: files) func givesItsMessages(file: String) throws {
    let url = RepositoryFiles.url("\(Self.directory)/\(file)")
    // Not every file is meant to be UTF-8.
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let mark = "// expect: "
    let expected = text.split(separator: "\n").filter { $0.hasPrefix(mark) }
      .map { line in
        let message = String(line.dropFirst(mark.count))
        return message.first?.isNumber == true ? "\(file):\(message)" : message
      }
    try #require(!expected.isEmpty)
    #expect(Self.messages(url) == expected)
  }

  /// The messages about a file, or none when it is valid.
  private static func messages(_ url: URL) -> [String] {
    let path = url.path(percentEncoded: false)
    let prefix = url.deletingLastPathComponent().path(percentEncoded: false)
    do {
      _ = try ScenarioReader.read(file: path)
      return []
    } catch {
      return error.description.replacingOccurrences(of: prefix, with: "")
        .split(separator: "\n").map(String.init)
    }
  }
}
