/// Exposure, loss and spread of each tranche.
extension StressTally {
  func trancheSummary(_ index: Int) -> TrancheSummary {
    let shape = book.tranches[index]
    let sums = tranches
    let defaults = sums.defaults[index]
    let lgd = sums.lgd[index]
    let spread = breakEvenSpread(index)
    let offered = shape.coupon * 1e4 - book.riskFreeRate * 1e4
    return TrancheSummary(
      miner: book.miners[shape.miner].name, tranche: shape.name, kind: shape.kind,
      principalUSD: shape.principalUSD, defaults: Proportion(defaults, of: pathCount),
      exposureAtDefaultUSD: defaults > 0 ? sums.claims.estimate(index, over: defaults) : nil,
      expectedLossUSD: sums.losses.estimate(index, over: pathCount),
      lossGivenDefaultMean: defaults > 0 ? sums.lossShares.estimate(index, over: defaults) : nil,
      lossGivenDefaultQuantiles: defaults > 0
        ? [0.05, 0.5, 0.95].compactMap(lgd.quantile) : nil,
      breakEvenSpread: spread, offeredSpread: offered,
      mispricing: shape.isConvertible ? nil : spread.map { offered - $0.value },
      heldShare: shape.heldShare,
      lossGivenDefaultByExposure: lossGivenDefaultByExposure(index),
      beyondHorizon: shape.beyondHorizon, marketSpread: shape.marketSpread.map { $0 * 1e4 },
      owedAtEndShare: owedAtEnd.share(ofTranche: index, self))
  }

  /// Sum of shortfalls over sum of claims, of a tranche's defaults.
  private func lossGivenDefaultByExposure(_ index: Int) -> Estimate? {
    let sums = tranches
    return RatioOfSums(
      numerator: sums.shortfalls.sum(index), denominator: sums.claims.sum(index),
      numeratorSquares: sums.shortfalls.sumOfSquares(index),
      products: sums.shortfallTimesClaim(index),
      denominatorSquares: sums.claims.sumOfSquares(index)
    ).estimate(over: sums.defaults[index])
  }

  /// Break-even spread `s = Σ L / Σ A` in basis points, `L` discounted loss and `A` discounted exposure.
  ///
  /// Standard error by the delta method: that of the mean of `L − s A`, over the mean of `A`. Nil without exposure.
  private func breakEvenSpread(_ index: Int) -> Estimate? {
    let losses = tranches.losses
    let exposures = tranches.exposures
    let exposure = exposures.sum(index)
    guard exposure > 0 else { return nil }
    let spread = losses.sum(index) / exposure
    let constant =
      losses.isConstant(index, over: pathCount) && exposures.isConstant(index, over: pathCount)
    guard pathCount > 1 else { return Estimate(value: 1e4 * spread, standardError: nil) }
    let squares =
      losses.sumOfSquares(index) - 2 * spread * tranches.lossTimesExposure(index)
      + spread * spread * exposures.sumOfSquares(index)
    let count = Double(pathCount)
    let error = (max(0, squares) / (count - 1) * count).squareRoot() / exposure
    return Estimate(value: 1e4 * spread, standardError: constant ? 0 : 1e4 * error)
  }

  /// The atom 0, twenty equal bins open at the atoms, the atom 1.
  func lossGivenDefault(_ index: Int) -> [LossGivenDefaultRow] {
    let shape = book.tranches[index]
    let histogram = tranches.lgd[index]
    let total = histogram.total
    let row = { (low: Double, high: Double, paths: Int) in
      LossGivenDefaultRow(
        miner: book.miners[shape.miner].name, tranche: shape.name, low: low, high: high,
        paths: paths, probability: total == 0 ? nil : Double(paths) / Double(total))
    }
    let bins = histogram.grouped(20).enumerated().map { bin, paths in
      row(Double(bin) / 20, Double(bin + 1) / 20, paths)
    }
    return [row(0, 0, histogram.zeros)] + bins + [row(1, 1, histogram.ones)]
  }
}
