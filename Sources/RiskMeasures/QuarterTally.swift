import CreditBasics

/// Distributions of debt service coverage and loan to value over time, among survivors.
struct QuarterTally: Sendable {
  let minerCount: Int
  let momentCount: Int
  /// Coverage of survivors with service in the window: `miners × moments`.
  var coverage: [QuantileHistogram]
  /// Survivors whose coverage is below the miner's highest covenant: `miners × moments`.
  var belowCovenant: [Int]
  /// Loans to value of survivors with debt at marks, then in liquidation: `miners × moments` each.
  var loanToValue: [[QuantileHistogram]]

  /// Bits of the histograms: bins are at most 1/128 of their value wide.
  static let mantissaBits = 7

  init(_ book: BookShape) {
    minerCount = book.miners.count
    momentCount = book.quarters.count
    let cells = minerCount * momentCount
    let empty = QuantileHistogram(mantissaBits: Self.mantissaBits)
    coverage = Array(
      repeating: empty, count: book.extras.contains(.coverageFan) ? cells : 0)
    belowCovenant = Array(repeating: 0, count: coverage.count)
    loanToValue = Array(
      repeating: Array(
        repeating: empty, count: book.extras.contains(.loanToValueFan) ? cells : 0), count: 2)
  }

  /// Adds a block; `thresholds` are the miners' highest covenants.
  mutating func add(_ marks: QuarterlyMarks, thresholds: [Double?]) {
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
    let limit = threshold ?? -.infinity
    // A comparison with NaN is false.
    let failing = values.withUnsafeBufferPointer {
      $0.reduce(into: 0) { $0 += $1 < limit ? 1 : 0 }
    }
    coverage[cell].add(each: values)
    belowCovenant[cell] += failing
  }

  /// Adds another tally of the same book.
  mutating func merge(_ other: QuarterTally) {
    for cell in coverage.indices { coverage[cell].merge(other.coverage[cell]) }
    belowCovenant.addEach(other.belowCovenant)
    for measure in loanToValue.indices {
      for cell in loanToValue[measure].indices {
        loanToValue[measure][cell].merge(other.loanToValue[measure][cell])
      }
    }
  }
}

extension QuantileHistogram {
  /// Adds values, NaN left out, the ordinary positive ones together, which is quicker.
  mutating func add(each values: ArraySlice<Double>, withZeros: Bool = true) {
    values.withUnsafeBufferPointer { values in
      let range = OrdinaryRange(values, from: Self.leastMagnitude, to: Self.magnitudeLimit)
      if range.count == values.count {
        add(values, minimum: range.least, maximum: range.greatest)
      } else if range.count > 0 {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: values.count) { ordinary in
          var count = 0
          for value in values {
            ordinary[count] = value
            count &+= Self.isOrdinary(value) ? 1 : 0
          }
          add(
            UnsafeBufferPointer(rebasing: ordinary[..<count]), minimum: range.least,
            maximum: range.greatest)
        }
      }
      guard range.count + range.nanCount < values.count else { return }
      for value in values where !Self.isOrdinary(value) && (withZeros || value > 0) { add(value) }
    }
  }

  @inline(__always)
  private static func isOrdinary(_ value: Double) -> Bool {
    // Bit patterns of positive values ascend: one unsigned comparison for both bounds.
    value.bitPattern &- leastMagnitude.bitPattern
      < magnitudeLimit.bitPattern &- leastMagnitude.bitPattern
  }
}

/// How many of some values lie between two bounds, the least and greatest of these, and how many are NaN.
private struct OrdinaryRange {
  var least = Double.infinity
  var greatest = 0.0
  var count = 0
  var nanCount = 0

  init(_ values: UnsafeBufferPointer<Double>, from low: Double, to high: Double) {
    var least = SIMD8<Double>(repeating: .infinity)
    var greatest = SIMD8<Double>()
    var counts = SIMD8<Int64>()
    var nans = SIMD8<Int64>()
    for start in stride(from: 0, to: values.count, by: 8) {
      var lanes = SIMD8<Double>(repeating: .nan)
      if start + 8 <= values.count {
        lanes = UnsafeRawPointer(values.baseAddress! + start)
          .loadUnaligned(as: SIMD8<Double>.self)
      } else {
        for at in start..<values.count { lanes[at - start] = values[at] }
        nanCount -= start + 8 - values.count
      }
      let inside = (lanes .>= low) .& (lanes .< high)
      least.replace(with: lanes, where: inside .& (lanes .< least))
      greatest.replace(with: lanes, where: inside .& (lanes .> greatest))
      counts.replace(with: counts &+ 1, where: inside)
      nans.replace(with: nans &+ 1, where: lanes .!= lanes)
    }
    self.least = least.min()
    self.greatest = greatest.max()
    count = Int(counts.wrappedSum())
    nanCount += Int(nans.wrappedSum())
  }
}
