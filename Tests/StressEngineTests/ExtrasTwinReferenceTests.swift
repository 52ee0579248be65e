import CreditBasics
import PathLedger
import RiskMeasures
import StressEngine
import TestSupport
import Testing

/// What the extras read off the kernel against the scalar twin, on random scenarios.
@Suite struct ExtrasTwinReferenceTests {
  static let paths = 16

  static let cases = RandomCase.first([
    .plain: 24, .rigsAndLiens: 12, .orders: 10, .accounts: 6, .parents: 10, .givenPaths: 12,
    .tenants: 10,
  ])

  @Test(arguments: cases)
  func lenderViewAgreesPathByPath(drawn: RandomCase) throws {
    try expectAgreement(on: drawn)
  }

  func expectAgreement(on drawn: RandomCase) throws {
    let scenario = drawn.scenario
    let paths = (0..<UInt64(Self.paths)).map { $0 * 5 + 1 }
    let seen = try #require(StressRun(scenario, threads: 1).marks(ofPaths: paths))
    let ledger = PathLedger(scenario: scenario, world: .lender)
    let outcomes = seen.lenderOutcomes
    for (position, path) in paths.enumerated() {
      let account = ledger.run(path: path)
      var tranche = 0
      for (index, miner) in account.miners.enumerated() {
        let place = "\(drawn), path \(path), \(scenario.miners[index].name)"
        let row = index * outcomes.pathCount + position
        #expect(Int(outcomes.defaultStep[row]) == miner.defaultStep ?? -1, "default step: \(place)")
        #expect(Int(outcomes.closedStep[row]) == miner.closedStep ?? -1, "closing step: \(place)")
        if let cause = miner.cause {
          #expect(Int(outcomes.cause[row]) == cause.rawValue, "cause: \(place)")
        }
        for expected in miner.tranches {
          let row = tranche * outcomes.pathCount + position
          let name = "\(place), tranche \(tranche)"
          expectEqual(outcomes.claimUSD[row], expected.claimUSD, absolute: 1e-6, "claim: \(name)")
          expectEqual(
            outcomes.recoveryUSD[row], expected.recoveryUSD, absolute: 1e-6, "recovery: \(name)")
          expectEqual(
            outcomes.discountedExposure[row], expected.discountedExposure, absolute: 1e-6,
            "exposure: \(name)")
          tranche += 1
        }
      }
    }
  }

  @Test(arguments: cases)
  func coverageAndLoansToValueAgree(drawn: RandomCase) throws {
    try expectSameMarks(on: drawn)
  }

  func expectSameMarks(on drawn: RandomCase) throws {
    let scenario = drawn.scenario
    let paths = (0..<UInt64(Self.paths)).map { $0 * 3 }
    let seen = try #require(StressRun(scenario, threads: 1).marks(ofPaths: paths))
    for (position, path) in paths.enumerated() {
      for (world, marks) in [(World.full, seen.full), (.lender, seen.lender)] {
        let account = PathLedger(scenario: scenario, world: world).run(path: path, recording: true)
        let moments = world == .full ? nil : GapMarks.loanToValueMoments
        compare(
          marks, account, scenario, position, loanToValueAt: moments,
          "\(world), \(drawn), path \(path)")
      }
    }
  }

  private func compare(
    _ marks: QuarterlyMarks, _ account: PathAccount, _ scenario: Scenario, _ position: Int,
    loanToValueAt moments: [Int]?, _ place: String
  ) {
    for (index, miner) in account.miners.enumerated() {
      for (moment, date) in BookShape(scenario).quarters.enumerated() {
        let at = marks.cell(miner: index, moment: moment).lowerBound + position
        let step = date.stepsEnded - 1
        let name = "\(place), \(scenario.miners[index].name), year \(date.year)"
        guard miner.endStep.map({ $0 > step }) ?? true else {
          #expect(marks.coverage[at].isNaN && marks.headlineLTV[at].isNaN, "gone: \(name)")
          continue
        }
        let expected = miner.marks[step]
        expectSame(marks.coverage[at], expected.debtServiceCoverage ?? .nan, "coverage: \(name)")
        guard moments?.contains(moment) ?? true else {
          #expect(marks.headlineLTV[at].isNaN, "not asked for: \(name)")
          continue
        }
        expectSame(marks.headlineLTV[at], expected.loanToValue, "headline: \(name)")
        if !marks.liquidationLTV.isEmpty {
          let debt = expected.outstandingUSD
          let value = expected.liquidationUSD
          let ratio = debt <= 0 ? 0 : value > 0 ? debt / value : .infinity
          expectSame(marks.liquidationLTV[at], ratio, "liquidation: \(name)")
        }
      }
    }
  }

  private func expectSame(_ value: Double, _ expected: Double, _ comment: Comment) {
    let slack = 1e-7 * max(1, abs(expected))
    #expect(
      value == expected || (value.isNaN && expected.isNaN) || abs(value - expected) <= slack,
      "\(comment): \(value), expected \(expected)")
  }

  @Test(
    arguments: RandomCase.first([
      .plain: 12, .rigsAndLiens: 8, .orders: 8, .accounts: 6, .tenants: 8,
    ]))
  func tablesAgreeWithTheTwin(drawn: RandomCase) throws {
    try expectSameTables(on: drawn)
  }

  func expectSameTables(on drawn: RandomCase) throws {
    var scenario = drawn.scenario
    scenario.simulation.paths = 48
    let run = StressRun(scenario, threads: 2)
    let result = run.result(of: try #require(run.run()))
    let full = TwinSample(scenario, .full)
    let lender = TwinSample(scenario, .lender)
    for row in try #require(result.extras[UnderwritingGapRow.self]) {
      let name = "\(row.miner), \(row.measure), \(drawn)"
      expectSame(row.fullModel ?? .nan, full.value(row) ?? .nan, "full: \(name)")
      expectSame(row.lenderView ?? .nan, lender.value(row) ?? .nan, "lender: \(name)")
    }
    for row in try #require(result.extras[PhantomCollateralRow.self]) where row.moment == .default {
      let name = "\(row.miner), \(row.tranche), \(drawn)"
      let expected = full.loansToValueAtDefault(row)
      for (value, ratio) in zip([row.headline, row.alone, row.together], expected) {
        expectAgrees(value, ratio, "collateral: \(name)")
      }
    }
    for row in try #require(result.extras[RealisedCorrelationRow.self]) {
      let expected = full.correlation(row)
      #expect(row.paths == expected.paths)
      expectAgrees(row.correlation, expected.value, "correlation: \(row.miner)")
    }
  }

  private func expectAgrees(_ found: Estimate?, _ expected: Estimate?, _ name: String) {
    expectSame(found?.value ?? .nan, expected?.value ?? .nan, "\(name)")
    expectSame(found?.standardError ?? .nan, expected?.standardError ?? .nan, "error of \(name)")
  }
}
