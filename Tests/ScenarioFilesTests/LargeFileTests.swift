import ScenarioFiles
import TestSupport
import Testing

/// Large files are checked in a time that grows with them, not with their square or cube.
@Suite struct LargeFileTests {
  /// A book of miners whose parents are given by number.
  private static func book(_ parents: [Int?]) -> String {
    let miners = parents.enumerated().map { number, parent in
      "m\(number): { cash: 1e6\(parent.map { ", parent: \"m\($0)\"" } ?? "") },"
    }
    return """
      {
        name: "book", asOf: "2025-12-31", horizonYears: 1,
        market: { regimes: { calm: {} } },
        miners: {
      \(miners.joined(separator: "\n"))
        },
      }
      """
  }

  private static func problems(_ text: String) -> String {
    do {
      _ = try ScenarioReader.read(text: text, name: "book.json5")
      return ""
    } catch {
      return error.description
    }
  }

  /// Each borrower is owned by the next: 3000 took 9 s, as each chain was searched for each of its names.
  @Test func aChainOfParents() {
    let text = Self.book((0..<3_000).map { $0 < 2_999 ? $0 + 1 : nil })
    let seconds = processorSeconds { #expect(Self.problems(text).isEmpty) }
    #expect(seconds < 4)
  }

  /// The chain ends in a circle of three, which is told once, at its first name.
  @Test func aChainIntoACircle() {
    let text = Self.book((0..<3_000).map { $0 < 2_999 ? $0 + 1 : 2_997 })
    let seconds = processorSeconds {
      let found = Self.problems(text)
      #expect(found.contains("found the circle m2997 → m2998 → m2999 → m2997"))
      #expect(found.split(separator: "\n").count == 1)
    }
    #expect(seconds < 4)
  }

  /// The name that was meant is found wherever it stands in a large book.
  @Test func hintsKnowTheWholeBook() {
    var text = Self.book((0..<3_000).map { $0 == 0 ? 2_998 : nil })
    text.replace("parent: \"m2998\"", with: "parent: \"m2998x\"")
    #expect(Self.problems(text).contains("did you mean \"m2998\"?"))
  }

  /// A thousand hints among a thousand names take 0.2 s.
  @Test func aThousandHints() {
    let text = Self.book((0..<1_000).map { $0 }).replacing(/parent: "m\d+/) { "\($0.output)x" }
    let seconds = processorSeconds {
      #expect(Self.problems(text).hasSuffix("found \"m999x\"; did you mean \"m999\"?"))
    }
    #expect(seconds < 0.5)
  }

  /// Two circles are told separately, whichever of their names comes first.
  @Test func everyCircleIsTold() {
    let found = Self.problems(Self.book([3, 2, 1, 0, 1, nil, 6])).split(separator: "\n")
    #expect(found.count == 3)
    for (line, circle) in zip(found, ["m0 → m3 → m0", "m1 → m2 → m1", "m6 → m6"]) {
      #expect(line.hasSuffix("found the circle \(circle)"))
    }
  }
}
