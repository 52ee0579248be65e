import CreditBasics
import Foundation
import PathLedger
import PathStories
import ScenarioFiles
import TestSupport
import Testing

/// The story of a group can be followed from both sides, and says why cash stays.
@Suite struct GroupStoryTests {
  private static let file = RepositoryFiles.path("scenarios/delayed-draw.json5")

  /// The lines of a miner's part of a story.
  private func lines(_ text: String, of miner: String) -> [String] {
    let parts = text.components(separatedBy: "\n\n\(miner)\n---")
    return (parts.last ?? "").components(separatedBy: "\n")
  }

  private func text(_ miners: [Miner], years: Double = 0.5) -> String {
    PathStory(SmallScenarios.scenario(miners, years: years, stepsPerYear: 4), path: 0).text()
  }

  /// What each part of a shipped path says of distributions: the same sums on the same dates, until the
  /// parent has failed.
  @Test func parentAndChildTellTheSameDistributions() throws {
    let scenario = try ScenarioReader.read(file: Self.file).scenario
    let text = PathStory(scenario, path: 10).text()
    let sums = { (label: String) in
      text.components(separatedBy: "\n").filter { $0.hasPrefix("  \(label)") }
        .map { $0.split(separator: " ").last.map { String($0).filter { $0 != "-" } } ?? "" }
    }
    let paid = sums("distributed to host ")
    #expect(paid.count >= 3)
    #expect(paid == sums("distributed by compute SPV "))
    // The host fails first.
    #expect(sums("distributed to owners ").count >= 1)
  }

  /// 10 are short each quarter; the parent has 12.
  @Test func supportNamesWhoGaveIt() {
    let debt = SmallScenarios.loan(principal: 1)
    let child = Miner(
      name: "child", parent: 1, support: ParentSupport(), overheadPerYear: 40, tranches: [debt])
    let text = text([child, Miner(name: "parent", cashUSD: 12, tranches: [debt])])
    let given = lines(text, of: "child").first { $0.hasPrefix("  support from parent ") }
    #expect(given?.hasSuffix(" $10.00") == true)
    #expect(lines(text, of: "parent").contains { $0.hasPrefix("  support given to child ") })
  }

  /// A quarter of 4 % on 100 drawn and of 2 % on 10 undrawn: 1.00 and 0.05, charged together.
  @Test func aCommitmentsFeeIsSaidBesideTheInterest() {
    var line = SmallScenarios.loan("line", principal: 100, coupon: 0.04, paymentsPerYear: 4)
    line.commitment = Commitment(amountUSD: 10, feePerYear: 0.02)
    let plain = SmallScenarios.loan("plain", principal: 100, coupon: 0.04, paymentsPerYear: 4)
    let text = text([Miner(name: "m", cashUSD: 50, tranches: [line, plain])])
    #expect(
      lines(text, of: "m").contains {
        words($0) == "interest and any fee on what is undrawn, line -$1.05"
      })
    #expect(lines(text, of: "m").contains { words($0) == "interest, plain -$1.00" })
  }

  /// Nothing can be drawn after the first quarter: the second has interest alone.
  @Test func afterACommitmentsEndThereIsNoFee() {
    var line = SmallScenarios.loan("line", principal: 100, coupon: 0.04, paymentsPerYear: 4)
    line.commitment = Commitment(amountUSD: 10, availableUntil: 0.25, feePerYear: 0.02)
    let told = lines(text([Miner(name: "m", cashUSD: 50, tranches: [line])]), of: "m").map(words)
    #expect(told.contains { $0.hasPrefix("interest and any fee on what is undrawn, line ") })
    #expect(told.contains("interest, line -$1.00"))
  }

  private func words(_ line: String) -> String { line.split(separator: " ").joined(separator: " ") }

  /// What would be distributed stays, and the reader learns why: coverage, or a commitment.
  @Test func whatLocksDistributionsUpIsSaid() {
    var line = SmallScenarios.loan("line", principal: 100, coupon: 0.4, paymentsPerYear: 4)
    var miner = Miner(
      name: "m", cashUSD: 50,
      distributions: DistributionTerms(share: 0.5, perYear: 4, minDSCR: 1.2), tranches: [line])
    // 50 − 10 of interest: half of 40 stays.
    let uncovered = "* distributions of $20.00 locked up: trailing DSCR is below 1.200"
    #expect(text([miner]).contains(uncovered))
    line.commitment = Commitment(amountUSD: 10)
    miner.tranches = [line]
    miner.distributions?.minDSCR = 0
    #expect(text([miner]).contains("* distributions of $20.00 locked up: line: can be drawn"))
    #expect(text([miner]).contains("$10.00 of line undrawn"))
  }

  /// A test that fails by liquidity says so, beside the coverage that passes.
  @Test func everyMeasureOfACovenantIsTold() {
    var loan = SmallScenarios.loan(principal: 500, coupon: 0.08, paymentsPerYear: 4)
    loan.covenant = CovenantTerms(minDSCR: 1.2, minLiquidityUSD: 60, breachesToDefault: 2)
    let miner = Miner(
      name: "m", cashUSD: 40, leases: [Lease(name: "l", revenuePerYear: 80)], tranches: [loan])
    #expect(
      text([miner]).contains(
        """
          * covenant breach, loan: DSCR 2.000 against 1.200 required,
              liquidity $50.00 against $60.00 required, failure 1 of 2
        """))
    loan.covenant = CovenantTerms(minLiquidityUSD: 60)
    loan.coupon = 0
    let short = text([Miner(name: "m", cashUSD: 40, tranches: [loan])])
    #expect(
      short.contains(
        "* covenant breach, loan: liquidity $40.00 against $60.00 required, failure 1 of 1"))
  }

  @Test func noLineIsWiderThanAHundredColumns() {
    for seed in 1...6 {
      let story = PathStory(RandomScenarios.scenario(.everything, seed: UInt64(seed)), path: 3)
      for line in story.text().split(separator: "\n") {
        #expect(line.count <= 100, "\(line)")
      }
    }
  }
}
