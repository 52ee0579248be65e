import Testing

/// The table of `Tests/Mutation`: every defect can still be planted.
@Suite struct MutantTableTests {
  @Test func everyDefectHasItsPlace() throws {
    let lines = try Repository.lines("Tests/Mutation/mutants.txt")
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    #expect(lines.count >= 90 && lines.count % 3 == 0)
    for start in stride(from: 0, to: lines.count - 2, by: 3) {
      let words = lines[start].split(separator: " ")
      try #require(words.count == 2, "\(lines[start])")
      let file = String(words[1])
      let before = lines[start + 1].dropFirst(2)
      let places = try Repository.text(file).split(
        separator: before, omittingEmptySubsequences: false)
      #expect(places.count == 2, "\(file): \(before)")
      #expect(lines[start + 2].hasPrefix("+"))
    }
  }
}
