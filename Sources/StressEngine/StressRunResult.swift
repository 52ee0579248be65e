import NumericCore
import RiskMeasures
import Synchronization

/// Makes the result of a finished tally, and adds what the tally alone cannot give.
extension StressRun {
  /// Every estimate of a finished run, whose tally must come from this scenario.
  ///
  /// A tally of other borrowers or tranches ends the program. A tally of the same book in another
  /// market is not noticed: the result then mixes the two.
  ///
  /// Contributions to expected shortfall need each tranche's loss in the tail, known only when the run
  /// has ended: the tail's paths that were not kept are simulated once more.
  public func result(of tally: StressTally) -> StressResult {
    demand(
      tally.book.miners == plan.book.miners && tally.book.tranches == plan.book.tranches,
      "a result needs a tally of its own book")
    var result = tally.result()
    if let rows = result.extras[PhantomCollateralRow.self] {
      result.extras[PhantomCollateralRow.self] = withAsOfRows(rows)
    }
    if plan.extras.wanted.contains(.tailContributions) {
      let quantiles = result.lossQuantiles
      let tail = TailPaths(tally, quantiles).map { contributions($0, tally) }
      result.extras[TailContributionRow.self] =
        tail?.rows(quantiles) ?? TailContributions.undefined(plan.book, quantiles)
      if let tail, var groups = result.extras[GroupRow.self] {
        for (row, contribution) in tail.ofGroups.enumerated() {
          groups[row].contribution = contribution
        }
        result.extras[GroupRow.self] = groups
      }
    }
    return result
  }

  /// Each tranche's row of the as-of date before its row at default.
  private func withAsOfRows(_ rows: [PhantomCollateralRow]) -> [PhantomCollateralRow] {
    let book = plan.book
    let collateral = plan.asOfBook.collateral
    let secured = book.tranches.indices.filter { book.tranches[$0].isSecured }
    return zip(secured, rows).flatMap { tranche, atDefault in
      let value = collateral[tranche]
      let asOf = PhantomCollateralRow(
        book: book, tranche: tranche, today: book.tranches[tranche].principalUSD,
        values: [value.markedUSD, value.aloneUSD, value.togetherUSD])
      return [asOf, atDefault]
    }
  }

  /// Contributions from the tail's paths: kept losses are read, the other paths are simulated again
  /// on all threads.
  private func contributions(_ tail: TailPaths, _ tally: StressTally) -> TailContributions {
    var kept = TailContributions(tail, book: plan.book)
    let others = kept.add(keptBy: tally)
    let alone = StressRun(plan.withoutBottomless, threads: threads)
    let total = Mutex(kept)
    // Sums are exact, so that their order does not matter.
    alone.forEachBlock(of: others.map { tail.paths[$0] }, size: TileRunner.lanes) {
      outcomes, positions in
      total.withLock { $0.add(outcomes, at: others[positions]) }
    }
    return total.withLock { $0 }
  }
}

extension RunPlan {
  /// The plan without the bottomless run, where only the full world is needed.
  fileprivate var withoutBottomless: RunPlan {
    var plan = self
    plan.bottomless = nil
    return plan
  }
}
