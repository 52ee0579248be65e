import CreditBasics

/// Fans of coverage and of loan to value.
extension StressTally {
  func coverageFan() -> [CoverageFanRow] {
    rows { miner, moment, cell in
      let values = quarters.coverage[cell]
      return CoverageFanRow(
        miner: book.miners[miner].name, year: moment.year, survivors: values.count,
        quantiles: values.quantiles(LoanToValueFanRow.probabilities),
        shareBelowCovenant: book.miners[miner].highestMinimumCoverage.flatMap { _ in
          values.count > 0 ? Double(quarters.belowCovenant[cell]) / Double(values.count) : nil
        })
    }
  }

  func loanToValueFan() -> [LoanToValueFanRow] {
    rows { miner, moment, cell in
      LoanToValueFanRow.Measure.allCases.enumerated().map { index, measure in
        let values = quarters.loanToValue[index][cell]
        return LoanToValueFanRow(
          miner: book.miners[miner].name, year: moment.year, measure: measure,
          survivors: values.count,
          quantiles: values.quantiles(LoanToValueFanRow.probabilities))
      }
    }.flatMap { $0 }
  }

  private func rows<Row>(_ row: (Int, FanMoment, Int) -> Row) -> [Row] {
    let moments = book.quarters
    return book.miners.indices.flatMap { miner in
      moments.indices.map { row(miner, moments[$0], miner * moments.count + $0) }
    }
  }
}
