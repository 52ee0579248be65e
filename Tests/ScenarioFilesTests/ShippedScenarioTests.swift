import Foundation
import ScenarioFiles
import TestSupport
import Testing

/// Every scenario of the repository is valid, and its resolved form is the same scenario.
@Suite struct ShippedScenarioTests {
  static let files = ["scenarios", "docs/validation/cases"].flatMap { folder in
    let path = RepositoryFiles.path(folder)
    let all = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return all.filter { $0.hasSuffix(".json5") }.sorted().map { "\(folder)/\($0)" }
  }

  @Test(arguments: ["scenarios/", "docs/validation/cases/"]) func thereAreSome(folder: String) {
    #expect(Self.files.contains { $0.hasPrefix(folder) })
  }

  @Test(arguments: files) func isValid(file: String) throws {
    let path = RepositoryFiles.path(file)
    let first = try ScenarioReader.read(file: path)
    let again = try ScenarioReader.read(text: first.resolvedJSON, name: "resolved.json")
    let same = again.scenario == first.scenario
    #expect(same)
    #expect(again.resolvedJSON == first.resolvedJSON)
  }
}
