import CreditBasics

/// Fans, collateral and realised correlation, from what the extras have counted.
struct LensEstimates {
  let tally: StressTally

  private var book: BookShape { tally.book }

  func coverageFan() -> [CoverageFanRow] {
    let fan = tally.lens.quarters
    return rows { miner, moment, cell in
      let values = fan.coverage[cell]
      return CoverageFanRow(
        miner: book.miners[miner].name, year: moment.year, survivors: values.count,
        quantiles: values.quantiles(LoanToValueFanRow.probabilities),
        shareBelowCovenant: book.miners[miner].highestMinimumCoverage.flatMap { _ in
          values.count > 0 ? Double(fan.belowCovenant[cell]) / Double(values.count) : nil
        })
    }
  }

  func loanToValueFan() -> [LoanToValueFanRow] {
    rows { miner, moment, cell in
      LoanToValueFanRow.Measure.allCases.enumerated().map { index, measure in
        let values = tally.lens.quarters.loanToValue[index][cell]
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

  /// Rows at default of every secured tranche.
  func phantomCollateral() -> [PhantomCollateralRow] {
    let sums = tally.lens.collateral.sums
    return book.tranches.indices.filter { book.tranches[$0].isSecured }.map { tranche in
      PhantomCollateralRow(
        book: book, tranche: tranche, moment: .default, debt: sums.value(4 * tranche),
        values: (1...3).map { sums.value(4 * tranche + $0) })
    }
  }

  func realisedCorrelation() -> [RealisedCorrelationRow] {
    let changes = tally.lens.changes
    let names = book.miners.map(\.name) + [MinerSummary.portfolioName]
    let all = names.count
    return names.indices.flatMap { row in
      [
        RealisedCorrelationRow(
          miner: names[row], group: .beforeDefault, paths: changes.paths[row],
          correlation: changes.correlation(row)),
        RealisedCorrelationRow(
          miner: names[row], group: .all, paths: changes.paths[all],
          correlation: changes.correlation(all)),
      ]
    }
  }
}

extension PhantomCollateralRow {
  /// A row of a tranche with some debt over three values in dollars; undefined over nothing.
  public init(
    book: BookShape, tranche: Int, moment: Moment, debt: Double, values: [Double]
  ) {
    let ratios = values.map { $0 > 0 && debt > 0 ? debt / $0 : nil }
    self.init(
      miner: book.miners[book.tranches[tranche].miner].name, tranche: book.tranches[tranche].name,
      moment: moment, headline: ratios[0], alone: ratios[1], together: ratios[2])
  }
}
