import Foundation
import RiskMeasures
import TestSupport
import Testing

/// The columns that docs/formats/results.md describes are those of the schema.
///
/// Refresh: `MINERSTRESS_REFRESH=1 swift test -c release --disable-testable-imports --filter TableReferenceTests`.
@Suite struct TableReferenceTests {
  private static let page = RepositoryFiles.url("docs/formats/results.md")

  /// A section's text with the lines that describe columns replaced.
  private func describing(_ section: String, with lines: [String]) -> String {
    let old = section.components(separatedBy: "\n")
    guard let first = old.firstIndex(where: { $0.hasPrefix("| `") }) else { return section }
    let rest = old[first...].drop { $0.hasPrefix("| `") }
    return (old[..<first] + lines + rest).joined(separator: "\n")
  }

  @Test func everyColumnIsDescribed() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    var sections = text.components(separatedBy: "\n## ")
    let named = sections.indices.filter { sections[$0].prefix { $0 != "\n" }.hasSuffix(".csv") }
    #expect(named.map { String(sections[$0].prefix { $0 != "\n" }) } == TableSchema.all.map(\.name))
    for (index, table) in zip(named, TableSchema.all) {
      sections[index] = describing(sections[index], with: table.description)
    }
    let expected = sections.joined(separator: "\n## ")
    if ProcessInfo.processInfo.environment["MINERSTRESS_REFRESH"] == "1" {
      try Data(expected.utf8).write(to: Self.page)
    }
    #expect(text == expected, "see how to refresh the page above")
  }

  /// Bins are the lesser part of a percentile's error.
  @Test func percentilesHaveASamplingErrorToo() {
    let binned = TableSchema.all.flatMap(\.description).filter { $0.contains("binning: ") }
    #expect(binned.count == 6)
    #expect(binned.allSatisfy { $0.contains("sampling, `N` = ") }, "\(binned)")
  }

  @Test func columnsOfATableHaveNamesOfTheirOwn() {
    for table in TableSchema.all {
      #expect(Set(table.columns).count == table.columns.count, "\(table.name)")
      #expect(table.description.allSatisfy { !$0.contains("\n") }, "\(table.name)")
    }
    #expect(Set(TableSchema.all.map(\.name)).count == TableSchema.all.count)
  }
}
