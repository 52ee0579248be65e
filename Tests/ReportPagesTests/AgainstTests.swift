import Foundation
import ReportPages
import Testing

/// A report's comparison with another result.
@Suite struct AgainstTests {
  /// `legacy` has no error of its expected loss in this result, nor one of its probability.
  private static func withoutErrors() -> SampleResult {
    var result = SampleResult(
      miners: [
        .init(name: "legacy", pd: 0.9, loss: 9.0e6), .init(name: "pivot", pd: 0.3, loss: 1.0e7),
      ], anyDefault: 0.93)
    let summary = result.files["summary.csv"] ?? ""
    let lines = summary.components(separatedBy: "\r\n").map { line -> String in
      guard line.contains("legacy") else { return line }
      var fields = line.components(separatedBy: ",")
      (fields[2], fields[7]) = ("", "")
      return fields.joined(separator: ",")
    }
    result.changes["summary.csv"] = lines.joined(separator: "\r\n")
    return result
  }

  /// The rows of the table of differences: first cell, then all.
  private static func rows(_ page: String) throws -> [(name: String, cells: [String])] {
    let start = try #require(page.ranges(of: "<caption>Differences with 95 % intervals").last)
    let rest = page[start.upperBound...]
    let end = try #require(rest.firstRange(of: "</table>"))
    let table = rest[..<end.lowerBound].replacing("\u{A0}", with: " ")
    return table.matches(of: #/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/#)
      .map { row in
        (
          String(row.1),
          row.2.matches(of: #/<td[^>]*>(.*?)<\/td>/#).map { String($0.1) }
        )
      }
  }

  /// By hand: pivot 30 against 60 %, each ± 0.01: −30 points, 1.96 · 0.01 · √2 = 2.8 points.
  @Test func differencesHaveTheErrorsOfIndependentRuns() throws {
    let other = SampleResult(
      miners: [
        .init(name: "pivot", pd: 0.3, loss: 1.0e7), .init(name: "legacy", pd: 0.1, loss: 1.0e6),
      ], anyDefault: 0.37)
    let rows = try Self.rows(try other.page(against: .trap))
    let pivot = try #require(rows.first { $0.name == "pivot" })
    #expect(pivot.cells[2] == "−30.0 ± 2.8 points")
    // 1.96 · 1000 · √2 = 2772 of ten millions.
    #expect(pivot.cells[5] == "−$10m ± $2.8k")
  }

  @Test func whatHasNoErrorHasNoIntervalAndComesLast() throws {
    let page = try Self.withoutErrors().page(against: .trap)
    let rows = try Self.rows(page)
    #expect(rows.map(\.name) == ["pivot", "legacy", "PORTFOLIO"])
    let legacy = try #require(rows.first { $0.name == "legacy" })
    #expect(legacy.cells[2] == "+80 points, no interval")
    #expect(legacy.cells[5] == "+$8m, no interval")
  }
}
