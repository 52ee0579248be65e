import Foundation
import ScenarioFiles
import TestSupport
import Testing

/// The field tables of the documentation are those of the rules.
///
/// Refresh: `MINERSTRESS_REFRESH=1 swift test -c release --disable-testable-imports --filter FieldReferenceTests`.
@Suite struct FieldReferenceTests {
  private static let page = "docs/formats/scenario.md"
  private static let mark = "<!-- generated below this line -->\n"

  @Test func pageShowsTheRules() throws {
    let text = try RepositoryFiles.text(Self.page)
    let parts = text.components(separatedBy: Self.mark)
    try #require(parts.count == 2)
    let expected = "\n" + FieldReference.markdown()
    if RepositoryFiles.refreshes {
      // In one piece, as another test may be reading it.
      try Data((parts[0] + Self.mark + expected).utf8).write(
        to: RepositoryFiles.url(Self.page), options: .atomic)
    } else {
      #expect(parts[1] == expected)
    }
  }

  @Test func linksLeadToHeadings() {
    let text = FieldReference.markdown()
    let headings = Set(
      text.matches(of: /### (\S+)/).map { $0.1.lowercased().filter { $0 != "." } })
    let links = text.matches(of: /\(#([^)]+)\)/).map { String($0.1) }
    #expect(headings.count > 30)
    #expect(Set(links).subtracting(headings) == [])
  }

  @Test func exampleOfThePageIsValid() throws {
    let text = try RepositoryFiles.text(Self.page)
    let example = try #require(text.components(separatedBy: "```json5\n").dropFirst().first)
    let body = try #require(example.components(separatedBy: "```").first)
    let read = try ScenarioReader.read(text: body, name: "page.json5")
    #expect(read.scenario.miners[0].tranches[0].margin?.remedy == .seize)
  }
}
