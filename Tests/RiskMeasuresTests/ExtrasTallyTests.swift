import CreditBasics
import Foundation
import RiskMeasures
import TestSupport
import Testing

/// The extras of a tally on cases small enough to be worked out by hand.
@Suite struct ExtrasTallyTests {
  func marks(_ fill: (inout QuarterlyMarks) -> Void) -> QuarterlyMarks {
    var marks = QuarterlyMarks(pathCount: 4, minerCount: 2, momentCount: 4, liquidation: true)
    fill(&marks)
    return marks
  }

  @Test func fansCountSurvivorsWithServiceAndWithDebt() throws {
    var scenario = HandBook.scenario
    scenario.miners[0].tranches[1].covenant = CovenantTerms(minDSCR: 1.2)
    scenario.miners[0].tranches[0].covenant = CovenantTerms(minDSCR: 1.5)
    var tally = StressTally(scenario, extras: [.coverageFan, .loanToValueFan])
    tally.add(HandBook.outcomes, firstPath: 0)
    tally.quarters.add(
      marks {
        let cell = $0.cell(miner: 0, moment: 1)
        $0.coverage.replaceSubrange(cell, with: [1, .nan, 2, 1.25])
        // What meets the covenant but for rounding is not below it.
        let next = $0.cell(miner: 0, moment: 2)
        $0.coverage.replaceSubrange(next, with: [(1.5).nextDown, .nan, 1.4, 2])
        $0.headlineLTV.replaceSubrange(cell, with: [0.5, .nan, 0, .infinity])
        $0.liquidationLTV.replaceSubrange(cell, with: [0.75, .nan, 0, .infinity])
      })
    let extras = tally.result().extras
    let coverage = try #require(extras[CoverageFanRow.self])
    #expect(coverage.count == 8)
    #expect(coverage[1].year == 0.5)
    #expect(coverage[1].survivors == 3)
    #expect(coverage[1].shareBelowCovenant == 2.0 / 3)
    #expect(coverage[2].shareBelowCovenant == 1.0 / 3)
    #expect(coverage[0].survivors == 0)
    #expect(coverage[0].quantiles == nil)
    #expect(coverage[5].shareBelowCovenant == nil)
    let loans = try #require(extras[LoanToValueFanRow.self])
    #expect(loans[2].measure == .headline)
    #expect(loans[2].survivors == 2)
    #expect(loans[3].measure == .liquidation)
    #expect(extras[UnderwritingGapRow.self] == nil)
  }

  @Test func theGapIsADifferenceOnCommonDraws() throws {
    var tally = StressTally(HandBook.scenario, extras: .underwritingGap)
    tally.add(HandBook.outcomes, firstPath: 0)
    var calm = HandBook.outcomes
    calm.defaultStep = Array(repeating: -1, count: 8)
    calm.discountLosses()
    var full = GapMarks(pathCount: 4, minerCount: 2)
    [1.25, 3, .infinity, .infinity].withUnsafeBufferPointer {
      full.setLeastCoverage(of: 0, first: 0, to: $0)
    }
    [0.5, 0, .infinity, .nan].withUnsafeBufferPointer {
      full.setLoanToValue(of: 0, year: 1, first: 0, to: $0)
    }
    var lender = GapMarks(pathCount: 4, minerCount: 2)
    [4, 4, 4, 4].withUnsafeBufferPointer { lender.setLeastCoverage(of: 0, first: 0, to: $0) }
    tally.gap.add(
      full: HandBook.outcomes, fullMarks: full, lender: calm, lenderMarks: lender)
    let rows = tally.result().extras[UnderwritingGapRow.self] ?? []
    let pd = try find("A", "pd", rows)
    #expect(pd.lenderView == 0)
    #expect(pd.fullModel == 0.5)
    #expect(pd.difference == 0.5)
    expectEqual(pd.differenceStandardError ?? .nan, (1.0 / 12).squareRoot())
    let portfolio = try find("PORTFOLIO", "pd", rows)
    #expect(portfolio.fullModel == 0.75)
    let coverage = try find("A", "min_dscr_mean", rows)
    // Paths 0 and 1 have 1.25 and 3 in the full model; the lender sees 4 everywhere.
    #expect(coverage.fullModel == 2.125)
    #expect(coverage.lenderView == 4)
    #expect(coverage.difference == -1.875)
    // Influences ±0.875 · 2 on two of four paths: variance of the mean (2 · 1.75²) / 3 / 4.
    expectEqual(
      coverage.differenceStandardError ?? .nan, (2 * 1.75 * 1.75 / 12).squareRoot())
    let oneYear = try find("A", "ltv_year_1", rows)
    #expect(oneYear.fullModel == 0.25)
    let twoYears = try find("A", "ltv_year_2", rows)
    #expect(twoYears.fullModel == nil)
    // Discounted loss 40 e^{−0.025} over exposures 100 + 20 + 90 + 100.
    let loan = try find("A", "break_even_bps:loan", rows)
    expectEqual(loan.fullModel ?? .nan, 1e4 * 40 * exp(-0.025) / 310)
    let note = try find("B", "break_even_bps:note", rows)
    #expect(note.lenderView == 0)
  }

  @Test func aDifferenceHasNoRoundingDust() {
    #expect(PairedRatios.difference(10.094115633212878, 10.09411563321293) == 0)
    #expect(PairedRatios.difference(0.34007, 0.24086) == 0.09921)
    #expect(PairedRatios.difference(28_902_799.135751273, 4_450_423.42757042) == 24_452_375.7082)
    #expect(PairedRatios.difference(0x1p-1060, 0) == 0x1p-1060)
    #expect(PairedRatios.difference(0, 0) == 0)
    #expect(PairedRatios.difference(1e20, 2e20) == -1e20)
  }

  private func find(
    _ miner: String, _ measure: String, _ rows: [UnderwritingGapRow]
  ) throws -> UnderwritingGapRow {
    let row = rows.first { $0.miner == miner && $0.measure == measure }
    return try #require(row)
  }

  @Test func pathsTiedAtTheQuantileShareItsWeight() throws {
    var scenario = HandBook.scenario
    scenario.simulation.paths = 40
    var block = BlockOutcomes(pathCount: 40, minerCount: 2, trancheCount: 3)
    for path in 36..<40 {
      // The same loss from the convertible of A on two paths and from the note of B on two.
      let (miner, tranche) = path < 38 ? (0, 0) : (1, 2)
      block.defaultStep[miner * 40 + path] = 3
      block.claimUSD[tranche * 40 + path] = 100
    }
    block.discountLosses()
    var tally = StressTally(scenario, extras: .tailContributions)
    tally.add(block, firstPath: 0)
    let quantiles = tally.result().lossQuantiles
    let tail = try #require(TailPaths(tally, quantiles))
    #expect(tail.paths == [36, 37, 38, 39])
    var outcomes = BlockOutcomes(pathCount: 4, minerCount: 2, trancheCount: 3)
    outcomes.defaultStep = [3, 3, -1, -1, -1, -1, 3, 3]
    outcomes.claimUSD = [100, 100, 0, 0, 0, 0, 0, 0, 0, 0, 100, 100]
    outcomes.discountLosses()
    var sums = TailContributions(tail, book: tally.book)
    sums.add(outcomes, at: 0..<4)
    let rows = sums.rows(quantiles)
    // So many losses alike are not kept.
    #expect(sums.add(keptBy: tally) == [0, 1, 2, 3])
    for level in LossQuantile.levels {
      let values = rows.filter { $0.thousandths == level }.map { $0.contribution?.value ?? .nan }
      expectEqual(values[0], 50 * exp(-0.1), "convertible at \(level)")
      #expect(values[1] == 0)
      expectEqual(values[2], 50 * exp(-0.1), "note at \(level)")
    }
  }

  /// A run in which the note of B alone loses, and on every path.
  private func tallyOfNote(
    paths: Int, _ extras: Extras, losses: (_ path: Int) -> Double
  ) -> StressTally {
    var scenario = HandBook.scenario
    scenario.simulation.paths = paths
    var block = BlockOutcomes(pathCount: paths, minerCount: 2, trancheCount: 3)
    for path in 0..<paths {
      block.defaultStep[paths + path] = 3
      block.lossUSD[2 * paths + path] = losses(path)
    }
    var tally = StressTally(scenario, extras: extras)
    tally.add(block, firstPath: 0)
    return tally
  }

  /// Rows of contributions to which the paths that a run has kept suffice, and that of the note at 95 %.
  private func contributions(
    _ tally: StressTally
  ) throws -> (rows: [TailContributionRow], note: TailContributionRow) {
    let quantiles = tally.result().lossQuantiles
    let tail = try #require(TailPaths(tally, quantiles))
    var sums = TailContributions(tail, book: tally.book)
    #expect(sums.add(keptBy: tally).isEmpty)
    let rows = sums.rows(quantiles)
    return (rows, try #require(rows.first { $0.thousandths == 950 && $0.miner == "B" }))
  }

  /// The note of B loses 1 to 100 dollars, in no order.
  @Test func theWorstPathsAreAtHand() throws {
    let tally = tallyOfNote(paths: 100, .tailContributions) {
      Double(1 + $0 * 37 % 100) * exp(-0.1)
    }
    let (rows, note) = try contributions(tally)
    // The mean of 96 to 100.
    let contribution = try #require(note.contribution)
    expectEqual(contribution.value, 98 * exp(-0.1))
    // s² = 10/4, and 95 to 97 are beside VaR: 98 − 96.
    expectEqual(
      try #require(contribution.standardError),
      (Double(2.5 + 0.95 * 4) / 5).squareRoot() * StudentFactor.of(4) * exp(-0.1))
    let other = try #require(rows.first { $0.miner == "A" })
    #expect(other.contribution == Estimate(value: 0, standardError: nil))
    #expect(note.share == 1)
    // A miner with one tranche is that tranche.
    #expect(note.minersError == contribution.standardError && other.minersError == nil)
  }

  /// Rounding of sums of squares is not taken for a scatter.
  @Test(arguments: [3_304_083.870551713, 0.1, 2.0 / 3, 1e9 / 7])
  func lossesAlikeOnEveryPathHaveNoError(loss: Double) throws {
    let tally = tallyOfNote(paths: 2000, .tailContributions) { _ in loss }
    let quantiles = tally.result().lossQuantiles
    let tail = try #require(TailPaths(tally, quantiles))
    var outcomes = BlockOutcomes(pathCount: 2000, minerCount: 2, trancheCount: 3)
    for path in 0..<2000 { outcomes.lossUSD[4000 + path] = loss }
    var sums = TailContributions(tail, book: tally.book)
    sums.add(outcomes, at: tail.paths.indices)
    let notes = sums.rows(quantiles).filter { $0.miner == "B" }
    #expect(notes.count == 4 && notes.allSatisfy { $0.contribution?.standardError == 0 })
    for note in notes { expectEqual(try #require(note.contribution).value, loss) }
  }

  /// A loses 1 to 100 dollars, on every other path with the convertible and else with the loan, half of which is
  /// held: together they scatter as the note above, one by one far more.
  @Test func theErrorOfAMinerIsThatOfItsLossesTogether() throws {
    var scenario = HandBook.scenario
    scenario.simulation.paths = 100
    var block = BlockOutcomes(pathCount: 100, minerCount: 2, trancheCount: 3)
    for path in 0..<100 {
      let loss = Double(1 + path * 37 % 100)
      block.defaultStep[path] = 3
      block.lossUSD[path % 2 * 100 + path] = path % 2 == 0 ? loss : 2 * loss
    }
    var tally = StressTally(scenario, extras: .tailContributions)
    tally.add(block, firstPath: 0)
    let rows = try contributions(tally).rows.filter { $0.thousandths == 950 && $0.miner == "A" }
    let errors = rows.compactMap { $0.contribution?.standardError }
    let together = (Double(2.5 + 0.95 * 4) / 5).squareRoot() * StudentFactor.of(4)
    expectEqual(rows.reduce(0) { $0 + ($1.contribution?.value ?? 0) }, 98)
    for row in rows { expectEqual(row.minersError ?? .nan, together) }
    #expect(errors.count == 2 && errors.reduce(0, +) > 10 * together)
  }

  /// The note loses 1, 2 and 3 dollars on three paths of 100: VaR is 0, and so is what it loses beside it.
  @Test func whereVaRIsNothingNothingIsLostBesideIt() throws {
    let tally = tallyOfNote(paths: 100, .tailContributions) {
      $0 < 3 ? Double(1 + $0) * exp(-0.1) : 0
    }
    let note = try contributions(tally).note
    // Five paths with a mean of 6/5: s² = (14/5 − 1.44) 5/4 = 1.7.
    let contribution = try #require(note.contribution)
    expectEqual(contribution.value, 1.2 * exp(-0.1))
    expectEqual(
      try #require(contribution.standardError),
      (Double(1.7 + 0.95 * 1.44) / 5).squareRoot() * StudentFactor.of(4) * exp(-0.1))
  }

  @Test func convergenceReadsTheFirstPaths() throws {
    var tally = StressTally(HandBook.scenario, extras: .convergence)
    tally.add(HandBook.outcomes, firstPath: 0)
    let rows = try #require(tally.result().extras[ConvergenceRow.self])
    let values = { (miner: String, measure: String) in
      rows.filter { $0.miner == miner && $0.measure == measure }.map { $0.value ?? .nan }
    }
    #expect(rows.map(\.paths).max() == 4)
    #expect(values("A", "pd") == [0, 0.5, 0.5])
    #expect(values("PORTFOLIO", "pd") == [0, 0.5, 0.75])
    let result = tally.result()
    expectEqual(values("PORTFOLIO", "expected_loss_usd")[2], result.portfolio.expectedLossUSD.value)
    #expect(values("PORTFOLIO", "es_99")[2] == result.lossQuantiles[1].expectedShortfallUSD.value)
    #expect(rows.first { $0.paths == 1 }?.standardError == nil)
  }

  /// Held losses of B's note on four paths are 0, 0, 100·e^{−0.05} and 0: mean and error by the definition.
  @Test func convergenceErrorsAreThoseOfTheSample() throws {
    var tally = StressTally(HandBook.scenario, extras: .convergence)
    tally.add(HandBook.outcomes, firstPath: 0)
    let rows = try #require(tally.result().extras[ConvergenceRow.self])
    let row = try #require(
      rows.first { $0.paths == 4 && $0.miner == "B" && $0.measure == "expected_loss_usd" })
    // One loss L among four: mean L/4, sample variance L²/4, error √(L²/4/4) = L/4.
    let loss = 100 * exp(-0.05)
    expectEqual(try #require(row.value), loss / 4)
    expectEqual(try #require(row.standardError), loss / 4)
  }

  /// Losses of 1 to 4096 dollars: the error of VaR is the width of its 95 % interval over 2 · 1.96.
  @Test func convergenceErrorOfValueAtRiskIsThatOfItsInterval() throws {
    let tally = tallyOfNote(paths: 4096, .convergence) { Double(1 + $0 * 1021 % 4096) }
    let result = tally.result()
    let quantile = result.lossQuantiles[1]
    let low = try #require(quantile.low)
    let high = try #require(quantile.high)
    let rows = try #require(result.extras[ConvergenceRow.self])
    let row = try #require(rows.first { $0.paths == 4096 && $0.measure == "var_99" })
    expectEqual(try #require(row.standardError), (high - low) / 3.919927969080108)
    // The normal law of ranks: 1.96 √(n α (1 − α)) = 12.5 ranks on either side.
    #expect((24...28).contains(high - low))
  }

  @Test func correlationPoolsSteps() throws {
    var tally = StressTally(HandBook.scenario, extras: .realisedCorrelation)
    tally.add(HandBook.outcomes, firstPath: 0)
    // x = −1, 0, 1 with y = 2 x and with y = −2 x.
    let rising = ChangeSums(steps: 3, x: 0, y: 0, xx: 2, yy: 8, xy: 4)
    let falling = ChangeSums(steps: 3, x: 0, y: 0, xx: 2, yy: 8, xy: -4)
    tally.changes.add(rising, to: 0)
    tally.changes.add(rising, to: 3)
    tally.changes.add(falling, to: 3)
    let rows = try #require(tally.result().extras[RealisedCorrelationRow.self])
    #expect(rows[0].paths == 1)
    #expect(rows[0].correlation == Estimate(value: 1, standardError: nil))
    // Either path moves the correlation by 4 / √(4 · 16), up or down: √(2 (1/2)² · 2).
    #expect(rows[1].correlation == Estimate(value: 0, standardError: 1))
    #expect(rows[2].correlation == nil)
  }

  /// Steps that differ in number and mean: a path of two steps and one of one, by their influence.
  @Test func errorsOfCorrelationsCountPathsAndNotSteps() throws {
    var tally = StressTally(HandBook.scenario, extras: .realisedCorrelation)
    tally.add(HandBook.outcomes, firstPath: 0)
    // (1, 1) and (2, 4); then (4, 1).
    tally.changes.add(ChangeSums(steps: 2, x: 3, y: 5, xx: 5, yy: 17, xy: 9), to: 0)
    tally.changes.add(ChangeSums(steps: 1, x: 4, y: 1, xx: 16, yy: 1, xy: 4), to: 0)
    let row = try #require(tally.result().extras[RealisedCorrelationRow.self]?[0])
    // About the means 7/3 and 2: Σxx = 14/3, Σyy = 6, Σxy = −1.
    let scale = 28.0.squareRoot()
    expectEqual(try #require(row.correlation?.value), -1 / scale)
    // The second path: xx 25/9, yy 1, xy −5/3; the first moves it as much the other way.
    let moves = -5 / 3 / scale + 1 / scale / 2 * (25.0 / 9 / (14.0 / 3) + 1.0 / 6)
    expectEqual(try #require(row.correlation?.standardError), 2 * abs(moves))
  }

  /// Claims of 10 and 6 against 8 and 16 at marks: 16/24, moved by 10 − 16/3 and 6 − 32/3.
  @Test func loansToValueAtDefaultHaveErrors() throws {
    var scenario = HandBook.scenario
    scenario.miners[0].tranches[1].pledge = PerCoin(btc: 1, eth: 0)
    var tally = StressTally(scenario, extras: .phantomCollateral)
    tally.add(HandBook.outcomes, firstPath: 0)
    tally.collateral.add(tranche: 1, claim: 10, marked: 8, alone: 5, together: 5)
    tally.collateral.add(tranche: 1, claim: 6, marked: 16, alone: 3, together: 0)
    let row = try #require(
      tally.result().extras[PhantomCollateralRow.self]?.first { $0.tranche == "loan" })
    expectEqual(try #require(row.headline?.value), 2.0 / 3)
    expectEqual(try #require(row.headline?.standardError), 2 * (14.0 / 3) / 24)
    #expect(row.alone == Estimate(value: 2, standardError: 0))
    expectEqual(try #require(row.together?.value), 3.2)
  }

  @Test func bytesKeepTheExtras() throws {
    var tally = StressTally(HandBook.scenario, extras: .all)
    tally.add(HandBook.outcomes, firstPath: 0)
    tally.quarters.add(marks { $0.coverage[3] = 1.5 })
    tally.collateral.add(tranche: 1, claim: 10, marked: 8, alone: 5, together: 4)
    let restored = try StressTally(
      decoding: tally.encode(), book: tally.book, fanPlan: tally.fanPlan)
    #expect(restored.result() == tally.result())
    #expect(restored.encode() == tally.encode())
  }
}
