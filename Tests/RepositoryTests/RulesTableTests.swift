import Foundation
import Testing

/// The table of rules and their tests says what is there.
@Suite struct RulesTableTests {
  private static let page = "docs/validation/rules.md"

  /// `Suite.test` of each row; a row that names none is empty.
  private func rows() throws -> [(row: String, tests: [String])] {
    try Repository.lines(Self.page).filter { $0.hasPrefix("| ") && !$0.hasPrefix("| rule |") }
      .filter { !$0.hasPrefix("| ---") }
      .map { line in
        let cells = line.split(separator: "|")
        let names = cells.last?.matches(of: #/`([A-Za-z]+\.[A-Za-z]+)`/#).map { String($0.1) }
        return (String(line), names ?? [])
      }
  }

  /// Functions of each suite, by `Suite.function`, extensions included.
  private func tests() throws -> Set<String> {
    var found: Set<String> = []
    for file in Repository.files(in: "Tests", withSuffix: ".swift") {
      let text = try Repository.text(file)
      let suites = text.matches(of: #/(?m)^(?:@Suite struct|extension) ([A-Za-z]+)/#)
      for name in suites.map({ String($0.1) }) {
        for test in text.matches(of: #/func ([A-Za-z]+)\(/#) { found.insert("\(name).\(test.1)") }
      }
    }
    return found
  }

  @Test func everyRuleNamesTestsThatExist() throws {
    let (rows, tests) = (try rows(), try tests())
    #expect(rows.count > 50)
    for (row, names) in rows {
      #expect(!names.isEmpty, "\(row)")
      for name in names { #expect(tests.contains(name), "\(name)") }
    }
  }

  /// Whoever works out a rule by hand where two programs are compared says so in the table.
  @Test func everyTestOfTheEdgesIsInTheTable() throws {
    let named = Set(try rows().flatMap(\.tests))
    let subjects = [
      "Order", "Account", "Balloon", "Group", "Debt", "Earning", "Limit", "CashLimit",
    ]
    for subject in subjects {
      let suite = "\(subject)EdgeTests"
      let text = try Repository.text("Tests/StressEngineTests/\(suite).swift")
      for test in text.matches(of: #/@Test.* func ([A-Za-z]+)\(|@Test.*\n  func ([A-Za-z]+)\(/#) {
        let name = "\(suite).\(test.1 ?? test.2 ?? "")"
        #expect(named.contains(name), "\(name)")
      }
    }
  }
}
