import Foundation
import Testing

/// Limits that keep files readable, and things that no file may mention.
@Suite struct SourceShapeTests {
  @Test func filesAreShort() throws {
    for file in Repository.sources {
      let count = try Repository.lines(file).count
      #expect(count <= 301, "\(file) has \(count) lines")
    }
  }

  /// A function ends at the first closing brace of its own indentation: the formatter sees to that.
  @Test func functionsAreShort() throws {
    for file in Repository.sources {
      let lines = try Repository.lines(file)
      for (start, line) in lines.enumerated() {
        let indent = line.prefix { $0 == " " }
        let words = line.split(separator: " ").map { String($0) }
        guard words.contains("func") || words.contains(where: { $0.hasPrefix("init(") }) else {
          continue
        }
        guard !line.hasPrefix("//"), words.first?.hasPrefix("//") != true else { continue }
        let end = lines[start...].firstIndex { $0 == indent + "}" || $0.hasPrefix(indent + "} ") }
        let isOneLine = line.hasSuffix("}") && line.contains("{")
        guard let end, !isOneLine else { continue }
        let length = end - start + 1
        #expect(length <= 60, "\(file):\(start + 1) has a function of \(length) lines")
      }
    }
  }

  /// Paths of one machine mean nothing on another.
  @Test func filesKnowNoMachine() throws {
    let machine = #/(?:^|[\s"'`(=])/(?:work|home|Users)/|\.\.\/shared/#
    let suffixes = [".swift", ".md", ".json5", ".sh", ".svg", ".csv", "/run"]
    for file in Repository.files where suffixes.contains(where: file.hasSuffix) {
      let place = try Repository.text(file).firstMatch(of: machine).map { String($0.0) }
      // This file has to spell what it looks for.
      let isExempt = file.hasSuffix("SourceShapeTests.swift")
      #expect(place == nil || isExempt, "\(file) mentions \(place ?? "")")
    }
  }
}
