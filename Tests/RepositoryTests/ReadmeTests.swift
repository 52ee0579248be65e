import Foundation
import Testing

/// What the README and the other pages say is there.
@Suite struct ReadmeTests {
  @Test func theTwoCommandsAreVerbatim() throws {
    let lines = try Repository.lines("README.md").map { String($0) }
    let fence = try #require(lines.firstIndex(of: "```"))
    #expect(
      Array(lines[fence + 1..<fence + 4]) == [
        "swift run -c release minerstress run scenarios/double-leverage.json5",
        "swift test -c release --disable-testable-imports", "```",
      ])
    #expect(Repository.exists("scenarios/double-leverage.json5"))
    let stages = try Repository.text(".ci/run")
    #expect(stages.contains("\nswift test -c release --disable-testable-imports\n"))
  }

  /// One screen of a large monitor.
  @Test func theReadmeIsShort() throws {
    #expect(try Repository.lines("README.md").count <= 70)
  }

  @Test func linksLeadSomewhere() throws {
    var count = 0
    for file in Repository.files where file.hasSuffix(".md") {
      let folder = file.split(separator: "/").dropLast().joined(separator: "/")
      for match in try Repository.text(file).matches(of: #/\]\(([^)\s]+)\)/#) {
        let target = match.1.split(separator: "#", maxSplits: 1).first.map { String($0) } ?? ""
        if target.isEmpty || target.contains("://") || match.1.hasPrefix("#") { continue }
        let path = URL(filePath: "/\(folder)/\(target)").standardized.path.dropFirst()
        #expect(Repository.exists(String(path)), "\(file) links to \(target)")
        count += 1
      }
    }
    #expect(count >= 30)
  }
}
