import CreditBasics

/// Distributions of debt service coverage and loan to value over time, among survivors.
package struct QuarterTally: MeasureOfParts {
  let minerCount: Int
  let momentCount: Int
  /// The miners' highest `minDSCR`, with slack.
  private let thresholds: [Double?]
  /// Coverage of survivors with service in the window: `miners × moments`.
  var coverage: [QuantileHistogram]
  /// Survivors whose coverage is below the miner's highest `minDSCR`: `miners × moments`.
  var belowCovenant: [Int]
  /// Loans to value of survivors with debt at marks, then in liquidation: `miners × moments` each.
  var loanToValue: [[QuantileHistogram]]

  /// Least bits of the histograms: bins are never more than 1/128 of their value wide.
  static let leastBits = 7

  static let parts: [TallyPart<QuarterTally>] = [
    .part(\.coverage), .counts(\.belowCovenant), .part(\.loanToValue),
  ]

  init(_ book: BookShape) {
    minerCount = book.miners.count
    momentCount = book.quarters.count
    thresholds = book.miners.map { $0.highestMinimumCoverage.map(Limit.least) }
    let cells = minerCount * momentCount
    let empty = QuantileHistogram.ofFan(cells: 3 * cells, leastBits: Self.leastBits)
    coverage = Array(
      repeating: empty, count: book.extras.contains(.coverageFan) ? cells : 0)
    belowCovenant = Array(repeating: 0, count: coverage.count)
    loanToValue = Array(
      repeating: Array(
        repeating: empty, count: book.extras.contains(.loanToValueFan) ? cells : 0), count: 2)
  }

  /// Adds coverage and loan to value of some paths.
  package mutating func add(_ marks: QuarterlyMarks) {
    for miner in 0..<minerCount {
      for moment in 0..<momentCount {
        let cell = miner * momentCount + moment
        let values = marks.cell(miner: miner, moment: moment)
        if !coverage.isEmpty {
          count(marks.coverage[values], below: thresholds[miner], in: cell)
        }
        if !loanToValue[0].isEmpty {
          // NaN and a loan to value of nothing are left out.
          loanToValue[0][cell].add(each: marks.headlineLTV[values], withZeros: false)
          loanToValue[1][cell].add(each: marks.liquidationLTV[values], withZeros: false)
        }
      }
    }
  }

  private mutating func count(
    _ values: ArraySlice<Double>, below threshold: Double?, in cell: Int
  ) {
    belowCovenant[cell] += coverage[cell].add(each: values, below: threshold ?? -.infinity)
  }

  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    if tally.book.extras.contains(.coverageFan) {
      result[CoverageFanRow.self] = tally.coverageFan()
    }
    if tally.book.extras.contains(.loanToValueFan) {
      result[LoanToValueFanRow.self] = tally.loanToValueFan()
    }
  }
}
