import Foundation
import ScenarioFiles
import ScenarioWarnings
import Testing

/// What `init` writes.
@Suite struct TemplateTests {
  /// Valid, with nothing to warn of, and with the name of its kind.
  @Test(arguments: ScenarioTemplate.allCases) func everyTemplateIsStrictlyValid(
    template: ScenarioTemplate
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = try template.files.map { file in
      let place = folder.appending(path: file.name)
      try Data(file.text.utf8).write(to: place)
      return place.path(percentEncoded: false)
    }
    let isBook = paths.count == 3
    let read = try ScenarioDocument.load(
      paths[0], miners: isBook ? paths[1] : nil, tranches: isBook ? paths[2] : nil, overrides: []
    ).resolve()
    #expect(read.warnings.isEmpty, "\(read.warnings)")
    #expect(read.notes.isEmpty)
    #expect(read.scenario.name == template.rawValue)
    #expect(read.scenario.miners.count == [.project: 2, .book: 5][template] ?? 1)
  }

  /// A line of a scenario fits a terminal, and each borrower has a comment to say what to look at.
  @Test(arguments: ScenarioTemplate.allCases) func templatesAreCommented(
    template: ScenarioTemplate
  ) throws {
    let scenario = try #require(template.files.first)
    let lines = scenario.text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 104 })
    #expect(lines.prefix(2).allSatisfy { $0.hasPrefix("// ") })
    #expect(lines.count { $0.contains("// ") } >= 15)
  }
}
