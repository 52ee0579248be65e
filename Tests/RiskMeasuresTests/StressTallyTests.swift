import CreditBasics
import Foundation
import RiskMeasures
import TestSupport
import Testing

/// Every estimate of the book that can be worked out by hand.
@Suite struct StressTallyTests {
  let result: StressResult = {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    return tally.result()
  }()

  /// `e^{−r t}` at the end of a step.
  func discount(_ step: Int) -> Double { exp(-0.1 * Double(step + 1) / 4) }

  /// Mean and standard error of a sample, from the definition.
  func estimate(_ values: [Double]) -> (Double, Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / (count - 1) / count).squareRoot())
  }

  func expectAgrees(_ found: Estimate, _ values: [Double]) {
    let (mean, error) = estimate(values)
    expectEqual(found.value, mean, within: 1e-14)
    expectEqual(found.standardError ?? -1, error, within: 1e-12)
  }

  var lossA: [Double] { [0, (50 + 0.5 * 40) * discount(0), 25 * discount(3), 0] }
  var lossB: [Double] { [0, 0, 100 * discount(1), 0] }

  @Test func summary() {
    let (a, b, all) = (result.miners[0], result.miners[1], result.portfolio)
    #expect([a.miner, b.miner, all.miner] == ["A", "B", "PORTFOLIO"])
    #expect([a.defaults.value, b.defaults.value, all.defaults.value] == [0.5, 0.5, 0.75])
    #expect(a.defaults.standardError == 0.25)
    #expect(a.meanDefaultYear == 0.625)
    #expect(b.meanDefaultYear == 0.5)
    #expect(all.meanDefaultYear == 1.25 / 3)
    #expect([a.initialDebtUSD, b.initialDebtUSD, all.initialDebtUSD] == [150, 200, 350])
    let third = 1.0 / 3
    #expect([a.cascadeShare, b.cascadeShare, all.cascadeShare] == [0.5, 0.5, third])
    expectAgrees(a.expectedLossUSD, lossA)
    expectAgrees(b.expectedLossUSD, lossB)
    expectAgrees(all.expectedLossUSD, zip(lossA, lossB).map { $0 + $1 })
  }

  @Test func termStructureAndTimes() {
    #expect(result.termStructure.count == 3 * 12)
    let a = result.termStructure.filter { $0.miner == "A" }
    #expect(a.map(\.defaults.count) == [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2])
    #expect(a[2].hazardPerYear == 12 * 0.25)
    #expect(a[3].hazardPerYear == 0)
    #expect(a[11].hazardPerYear == 12 * 0.25 / 0.75)
    let all = result.termStructure.filter { $0.miner == "PORTFOLIO" }
    #expect(all.map(\.defaults.count) == [0, 0, 1, 1, 1, 3, 3, 3, 3, 3, 3, 3])
    #expect(result.defaultTimes.map(\.defaults.count) == [1, 0, 0, 1] + [0, 2, 0, 0])
    #expect(result.defaultTimes.map(\.quarter) == [1, 2, 3, 4, 1, 2, 3, 4])
  }

  @Test func causes() {
    #expect(result.causes.count == 10)
    #expect(result.causes.map(\.cause) == DefaultCause.allCases + DefaultCause.allCases)
    #expect(result.causes.map(\.paths) == [0, 0, 1, 1, 0] + [1, 1, 0, 0, 0])
    #expect(result.causes[2].shareOfDefaults == 0.5)
  }

  @Test func dependence() throws {
    #expect(result.jointDefaults.map(\.paths.count) == [1, 2, 1])
    let pairs = try #require(result.defaultCorrelations)
    #expect(pairs.count == 1)
    let pair = pairs[0]
    #expect(pair.first == "A" && pair.second == "B" && pair.joint.value == 0.25)
    // p_ab − p_a p_b = 0.25 − 0.5 · 0.5.
    #expect(pair.correlation?.value == 0)
    // Four paths tell no error.
    #expect(pair.correlation?.standardError == nil)
  }

  @Test func loan() {
    let loan = result.tranches[1]
    #expect(loan.tranche == "loan" && loan.kind == .abl && loan.principalUSD == 100)
    #expect(loan.defaults.value == 0.5)
    // Claims of 100 and 80, LGD of 0.4 and 0: √(200 / 2) and √(0.08 / 2).
    #expect(loan.exposureAtDefaultUSD == Estimate(value: 90, standardError: 10))
    expectAgrees(loan.expectedLossUSD, [0, 40 * discount(0), 0, 0])
    expectEqual(loan.lossGivenDefaultMean?.value ?? -1, 0.2, within: 1e-14)
    expectEqual(loan.lossGivenDefaultMean?.standardError ?? -1, 0.2, within: 1e-14)
    // LGD 0 and 0.4, the greatest that was counted: R-7 between the two.
    #expect(loan.lossGivenDefaultQuantiles?.count == 3)
    for (found, share) in zip(loan.lossGivenDefaultQuantiles ?? [], [0.05, 0.5, 0.95]) {
      expectEqual(found, share * 0.4, within: 1e-14)
    }
    let spread = 1e4 * 40 * discount(0) / 310
    expectEqual(loan.breakEvenSpread?.value ?? -1, spread, within: 1e-14)
    let residuals = zip([0, 40 * discount(0), 0, 0], [100, 20, 90, 100]).map {
      $0 - spread / 1e4 * $1
    }
    let (_, error) = estimate(residuals)
    expectEqual(loan.breakEvenSpread?.standardError ?? -1, 1e4 * error / 77.5, within: 1e-12)
    expectEqual(loan.offeredSpread, 500, within: 1e-14)
    expectEqual(loan.mispricing ?? 0, loan.offeredSpread - spread, within: 1e-14)
  }

  /// Claims of 100 and 80 of which 60 and 80 are recovered: (40 + 0) / 180, where the mean LGD is 0.2.
  @Test func lossGivenDefaultIsWeightedByExposure() throws {
    let loan = result.tranches[1]
    let weighted = try #require(loan.lossGivenDefaultByExposure)
    expectEqual(weighted.value, 40.0 / 180)
    // 40 − 100 · 2/9 = 160/9 on one path and −160/9 on the other: √(2 (160/9)² · 2) / 180.
    expectEqual(try #require(weighted.standardError), 320.0 / 9 / 180)
    let exposure = try #require(loan.exposureAtDefaultUSD).value
    expectEqual(loan.defaults.value * exposure * weighted.value, 40.0 / 4, "PD · EAD · LGD is EL")
    #expect(result.tranches.map(\.heldShare) == [1, 0.5, 1])
    #expect(result.miners.map(\.heldPrincipalUSD) == [100, 200])
  }

  /// Without depth only the convertible loses 25 on path 2: the worst of four losses is all of the tail.
  @Test func depthCostsWhatTheBottomlessMarketSpares() throws {
    let loss = 25 * discount(3)
    #expect(result.miners.map(\.expectedLossWithoutDepthUSD) == [loss / 4, 0])
    #expect(result.portfolio.expectedLossWithoutDepthUSD == loss / 4)
    for quantile in result.lossQuantiles {
      #expect(quantile.expectedShortfallWithoutDepthUSD == loss)
      expectEqual(
        try #require(quantile.unexpectedLossUSD),
        quantile.valueAtRiskUSD - result.portfolio.expectedLossUSD.value)
    }
  }

  /// Closed owing nothing on paths 0 and 2 by A and on 2 by B: two paths of four with any.
  @Test func closedMinersAreCountedApart() {
    var outcomes = HandBook.outcomes
    outcomes.closedStep = [1, -1, 2, -1] + [-1, -1, 3, -1]
    var tally = StressTally(HandBook.scenario)
    tally.add(outcomes, firstPath: 0)
    let counted = tally.result()
    #expect((counted.miners + [counted.portfolio]).map(\.closed.count) == [2, 1, 2])
    #expect(counted.miners.map(\.defaults) == result.miners.map(\.defaults))
    #expect(counted.jointDefaults == result.jointDefaults)
    #expect(counted.termStructure == result.termStructure)
  }

  @Test func pairsOfVeryManyMinersAreCountedWhenAskedFor() {
    var scenario = HandBook.scenario
    scenario.miners = (0..<BookShape.manyMiners).map { index in
      var miner = HandBook.scenario.miners[1]
      miner.name = "m\(1000 + index)"
      return miner
    }
    let pairs = { (extras: Extras) in
      var tally = StressTally(scenario, extras: extras)
      tally.add(
        BlockOutcomes(
          pathCount: 1, minerCount: scenario.miners.count, trancheCount: scenario.miners.count),
        firstPath: 0)
      return tally.result().defaultCorrelations?.count
    }
    #expect(pairs([]) == nil)
    #expect(pairs(.everyPair) == 300 * 299 / 2)
    scenario.miners.removeLast()
    #expect(pairs([]) == 299 * 298 / 2)
  }

  /// Defaults of A on 20 and of B on 10 % of 1,000 paths, of both on 5 %: (0.05 − 0.02) / √(0.16 · 0.09).
  @Test func correlationsOfDefaultsHaveErrors() throws {
    func pair(both: Int) throws -> DefaultCorrelation {
      var outcomes = BlockOutcomes(pathCount: 1000, minerCount: 2, trancheCount: 3)
      for path in 0..<200 { outcomes.defaultStep[path] = 0 }
      for path in (200 - both)..<(300 - both) { outcomes.defaultStep[1000 + path] = 0 }
      var tally = StressTally(HandBook.scenario)
      tally.add(outcomes, firstPath: 0)
      return try #require(tally.result().defaultCorrelations?.first)
    }
    let found = try pair(both: 50)
    expectEqual(try #require(found.correlation?.value), 0.25)
    let squares = [(0.05, 1.0, 1.0), (0.15, 1, 0), (0.05, 0, 1), (0.75, 0, 0)].map {
      let (u, v) = (($0.1 - 0.2) / 0.4, ($0.2 - 0.1) / 0.3)
      return $0.0 * pow(u * v - 0.25 * (u * u + v * v) / 2, 2)
    }
    expectEqual(
      try #require(found.correlation?.standardError), (squares.reduce(0, +) / 1000).squareRoot())
    // Nine paths with both are too few.
    let few = try #require(try pair(both: 9).correlation)
    #expect(few.standardError == nil)
    #expect(try pair(both: 10).correlation?.standardError != nil)
  }

  @Test func convertibleHasNoMispricing() {
    let convertible = result.tranches[0]
    #expect(convertible.mispricing == nil)
    #expect(convertible.offeredSpread == -1000)
    #expect(convertible.lossGivenDefaultMean?.value == 0.75)
  }

  @Test func aDefaultWithoutClaimIsNoneOfTheTranche() {
    let note = result.tranches[2]
    #expect(note.defaults.value == 0.25)
    // One default does not tell its own error.
    #expect(note.exposureAtDefaultUSD == Estimate(value: 200, standardError: nil))
    #expect(note.lossGivenDefaultMean == Estimate(value: 0.5, standardError: nil))
    #expect(note.lossGivenDefaultByExposure?.standardError == nil)
    #expect(note.lossGivenDefaultQuantiles == [0.5, 0.5, 0.5])
  }

  @Test func lossGivenDefaultBins() {
    let loan = result.lossGivenDefault.filter { $0.tranche == "loan" }
    #expect(loan.count == 22)
    #expect(loan[0].low == 0 && loan[0].high == 0 && loan[0].paths == 1)
    #expect(loan[1].low == 0 && loan[1].high == 0.05)
    #expect(loan[9].low == 0.4 && loan[9].paths == 1 && loan[9].probability == 0.5)
    #expect(loan[21].low == 1 && loan[21].high == 1 && loan[21].paths == 0)
    let convertible = result.lossGivenDefault.filter { $0.tranche == "convertible" }
    #expect(convertible[21].paths == 1 && convertible[11].paths == 1)
  }

  @Test func nothingIsUndefinedWithoutDefaults() {
    var tally = StressTally(HandBook.scenario)
    tally.add(BlockOutcomes(pathCount: 10, minerCount: 2, trancheCount: 3), firstPath: 0)
    let quiet = tally.result()
    #expect(quiet.portfolio.meanDefaultYear == nil && quiet.portfolio.cascadeShare == nil)
    #expect(quiet.portfolio.expectedLossUSD == Estimate(value: 0, standardError: 0))
    #expect(quiet.tranches[0].exposureAtDefaultUSD == nil)
    #expect(quiet.tranches[0].breakEvenSpread == nil)
    #expect(quiet.defaultCorrelations?[0].correlation == nil)
    #expect(quiet.lossGivenDefault.allSatisfy { $0.probability == nil })
  }

  @Test func certaintyHasNoError() {
    var block = BlockOutcomes(pathCount: 7, minerCount: 2, trancheCount: 3)
    for path in 0..<7 {
      block.defaultStep[path] = 2
      block.claimUSD[path] = 0.1
      block.discountedExposure[path] = 0.7
    }
    block.discountLosses()
    var tally = StressTally(HandBook.scenario)
    tally.add(block, firstPath: 0)
    let result = tally.result()
    #expect(result.miners[0].expectedLossUSD.standardError == 0)
    #expect(result.tranches[0].breakEvenSpread?.standardError == 0)
    #expect(result.termStructure[11].hazardPerYear == nil)
    #expect(result.lossQuantiles[0].expectedShortfallUSD.value == 0.1 * discount(2))
  }
}
