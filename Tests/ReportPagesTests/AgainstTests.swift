import Testing

/// A report's comparison with another result: what the page of `compare` says of both.
@Suite struct AgainstTests {
  private static func section(
    _ sample: SampleResult, against other: SampleResult = .trap
  ) throws -> Substring {
    let page = try sample.page(against: other).replacing("\u{A0}", with: " ")
    let start = try #require(page.firstRange(of: "<section id=\"against\""))
    let rest = page[start.upperBound...]
    return rest[..<(try #require(rest.firstRange(of: "</section>"))).lowerBound]
  }

  /// By hand: pivot 30 against 60 %, each ± 0.01: −30 points, 1.96 · 0.01 · √2 = 2.8 points; and 1.96 · 1000 · √2 =
  /// 2772 of ten millions.
  @Test func changesFromTheOtherHaveTheErrorsOfIndependentRuns() throws {
    let section = try Self.section(ComparedResultsTests.milder)
    #expect(section.contains("Changes from “the other” with 95 % intervals"))
    #expect(section.contains(">−30.0 ± 2.8 points</td>") && section.contains(">−$10m ± $2.8k</td>"))
    #expect(section.contains("<title>pivot, the other: 60.0 ± 2.0 %</title>"))
    #expect(section.contains("<title>pivot, this result: 30.0 ± 2.0 %</title>"))
  }

  /// A report makes no run, so that it cannot pair those of one seed.
  @Test func whyDifferencesAreNotPairedIsSaid() throws {
    var other = ComparedResultsTests.milder
    #expect(
      try Self.section(other).contains(
        "(only compare repeats runs to pair their paths); runs of one seed share draws"))
    let manifest = try #require(other.files["manifest.json"])
    other.changes["manifest.json"] = manifest.replacing(#/"seed": ?\d+/#, with: "\"seed\":77")
    #expect(try Self.section(other).contains("(their seeds differ)."))
  }

  @Test func whatIsLeftOutIsInNoFileOfTheResult() throws {
    let book = SampleResult.book(of: 200)
    let section = try Self.section(book, against: book)
    #expect(section.contains(" more rows in the comparison.csv that compare writes.</p>"))
    #expect(section.contains("The 12 borrowers of 200 that “the other” expects to lose most on."))
  }
}
