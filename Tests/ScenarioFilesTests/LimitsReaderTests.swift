import CreditBasics
import ScenarioFiles
import TestSupport
import Testing

/// A lender's limits as they are written.
@Suite struct LimitsReaderTests {
  func read(_ text: String) throws -> BookLimits {
    try LimitsReader.read(text: text, name: "limits.json5")
  }

  @Test func everyKeyIsRead() throws {
    let limits = try read(
      """
      {
        singleName: { pd: 0.2, heldPrincipal: 1e8, except: { "hy-pivot": { expectedLoss: 3e7 } } },
        tenant: { heldPrincipal: 5e8, heldOrCommitted: 6e8, revenuePerYear: 2e8 },
        tags: { sector: { es99Contribution: 9e8, except: { mining: { pd: 0.5 } } } },
        unexpectedLoss: { "95": 1e9, "99.9": 2e9 },
        expectedLoss: 1e8,
      }
      """)
    #expect(limits.singleName.bounds(of: "other").pd == 0.2)
    #expect(limits.singleName.bounds(of: "other").heldPrincipalUSD == 1e8)
    // Who is excepted has none of the others' bounds.
    #expect(limits.singleName.bounds(of: "hy-pivot").pd == nil)
    #expect(limits.singleName.bounds(of: "hy-pivot").expectedLossUSD == 3e7)
    #expect(limits.tenant.bounds.revenueUSDPerYear == 2e8)
    #expect(limits.tenant.bounds.heldOrCommittedUSD == 6e8)
    #expect(limits.tags.map(\.name) == ["sector"])
    #expect(limits.tags[0].bounds(of: "AI").shortfall99USD == 9e8)
    #expect(limits.tags[0].bounds(of: "mining").pd == 0.5)
    #expect(limits.unexpectedLoss.byLevel.map(\.thousandths) == [950, 999])
    #expect(limits.unexpectedLoss.byLevel.map(\.usd) == [1e9, 2e9])
    #expect(limits.expectedLossUSD == 1e8)
    #expect(try read("{}") == BookLimits())
  }

  @Test func everyProblemIsNamedAtItsPlace() throws {
    let error = try #require(throws: ScenarioError.self) {
      try read(
        """
        {
          singleNames: { pd: 0.2 },
          tenant: { pd: 20, expectedLoss: 1 },
          unexpectedLoss: { "99.8": 1e9 },
        }
        """)
    }
    #expect(
      error.issues.map(\.description) == [
        "limits.json5:2:3: singleNames: unknown key; did you mean \"singleName\"?",
        "limits.json5:3:17: tenant.pd: expected 0 to 1, found 20; write 0.2 for 20 %",
        "limits.json5:3:21: tenant.expectedLoss: unknown key",
        "limits.json5:4:21: unexpectedLoss.\"99.8\": unknown key; did you mean \"99.5\"?",
      ])
  }
}
