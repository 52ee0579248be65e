import ReportPages
import Testing

@Suite("Verdict")
struct VerdictTests {
  private func texts(_ sample: SampleResult) throws -> (heading: String, paragraph: String) {
    let verdict = Verdict(result: try sample.read())
    let paragraph = verdict.paragraph.text.replacing("\u{A0}", with: " ")
      .replacing("<strong>", with: "").replacing("</strong>", with: "")
    return (verdict.heading, paragraph)
  }

  @Test("who, when, why, cost, belief and pricing are all said")
  func trap() throws {
    let (heading, paragraph) = try texts(.trap)
    #expect(heading == "1 of 2 miners is more likely than not to default within 3 years")
    for sentence in [
      "Within 3 years at least one of 2 miners defaults on 64 % (± 2.0 %) of 1,000 paths.",
      "More likely than not: pivot (60 %).",
      "The first default comes after 1.3 years on average; pivot, when it defaults, does so after "
        + "1.5 years.",
      "The cause is always the same: debt that falls due and can be neither repaid nor refinanced.",
      "The lender is expected to lose $21m (± $3.92k), 21 % of what it holds today; in the worst "
        + "1 % of the paths, $37.8m.",
      "saw a default on 32 % of them and a loss of $5.25m: it misses 75 % of the loss.",
      "1 of 2 priced tranches pays less than expected to lose: loan of pivot offers 500 bp and "
        + "would need 1,000 bp.",
    ] {
      #expect(paragraph.contains(sentence), "\(sentence) is not in: \(paragraph)")
    }
  }

  @Test("no default is no proof of safety")
  func nobody() throws {
    let (heading, paragraph) = try texts(.nobody)
    #expect(heading == "None of 2 miners defaults on any path within 3 years")
    #expect(paragraph.hasPrefix("No miner defaults on any of 1,000 paths. That is not a proof"))
    #expect(paragraph.contains("still reaches 2.0 %"))
    #expect(paragraph.contains("The lender loses nothing on any of them."))
    #expect(!paragraph.contains("on average"))
  }

  @Test("when all default, only time and cost vary")
  func everybody() throws {
    let (heading, paragraph) = try texts(.everybody)
    #expect(heading == "All 2 miners default on every path within 3 years")
    #expect(paragraph.contains("Every one of the miners defaults on every one of 1,000 paths"))
  }

  @Test("a single miner is spoken of in the singular")
  func single() throws {
    let sample = SampleResult(miners: [.init(name: "solo", pd: 0.2, loss: 1e6)], anyDefault: 0.2)
    let (heading, paragraph) = try texts(sample)
    #expect(
      heading.replacing("\u{A0}", with: " ") == "solo defaults within 3 years on 20 % of the paths")
    #expect(!paragraph.contains("miners"))
    #expect(!paragraph.contains("first default"))
  }

  @Test("sentences whose files are missing are left out")
  func bare() throws {
    var sample = SampleResult.trap
    sample.changes = Dictionary(
      uniqueKeysWithValues: sample.files.keys
        .filter { !["manifest.json", "summary.csv"].contains($0) }.map { ($0, nil) })
    let (_, paragraph) = try texts(sample)
    #expect(!paragraph.contains("spreadsheet"))
    #expect(!paragraph.contains("cause"))
    #expect(paragraph.contains("The lender is expected to lose $21m"))
  }
}
