/// Rows of the underwriting gap.
///
/// The full model's side repeats the figures of the other tables.
extension StressTally {
  func underwritingGap() -> [UnderwritingGapRow] {
    gap.measures.enumerated().map { index, measure in
      let ratios = gap.ratios
      let scale: Double
      if case .breakEven = measure.kind { scale = 1e4 } else { scale = 1 }
      let full = elsewhere(measure) ?? ratios.first(index).map { $0 * scale }
      let lender = ratios.agree(index) ? full : ratios.second(index).map { $0 * scale }
      let error = ratios.standardErrorOfDifference(index, paths: pathCount)
      return UnderwritingGapRow(
        miner: name(measure.miner), measure: title(measure.kind), lenderView: lender,
        fullModel: full,
        difference: full.flatMap { full in lender.map { PairedRatios.difference(full, $0) } },
        differenceStandardError: error.map { $0 * scale })
    }
  }

  /// The full model's figure where another table has it.
  private func elsewhere(_ measure: GapMeasure) -> Double? {
    switch measure.kind {
    case .defaultProbability: return minerSummary(measure.miner).defaults.value
    case .expectedLoss: return minerSummary(measure.miner).expectedLossUSD.value
    case .breakEven(let tranche): return trancheSummary(tranche).breakEvenSpread?.value
    case .minimumCoverage, .loanToValue: return nil
    }
  }

  private func title(_ kind: GapMeasure.Kind) -> String {
    switch kind {
    case .defaultProbability: "pd"
    case .expectedLoss: "expected_loss_usd"
    case .minimumCoverage: "min_dscr_mean"
    case .loanToValue(let year): "ltv_year_\(year)"
    case .breakEven(let tranche): "break_even_bps:\(book.tranches[tranche].name)"
    }
  }
}
