/// Distributions of several series at several moments: histogram, mean and variance of each.
///
/// Values arrive in tiles of paths. A tile's sums are plain sums in a fixed order of its values, and
/// go into exact sums: results depend on where tiles begin, which the engine fixes by path
/// number, and on nothing else.
public struct FanTally: Sendable {
  /// Number of series.
  public let seriesCount: Int
  /// Number of moments of each series.
  public let momentCount: Int

  var histograms: [QuantileHistogram]
  var sums: ExactSums

  /// An empty histogram for one cell, whose bins are never wider than 1/256 of their value.
  static func emptyHistogram(cells: Int) -> QuantileHistogram {
    QuantileHistogram.ofFan(cells: cells, leastBits: 8)
  }

  /// Creates an empty tally.
  public init(seriesCount: Int, momentCount: Int) {
    self.seriesCount = seriesCount
    self.momentCount = momentCount
    let cells = seriesCount * momentCount
    histograms = Array(repeating: Self.emptyHistogram(cells: cells), count: cells)
    sums = ExactSums(count: 2 * cells)
  }

  /// Adds the values of one series at one moment on some paths, in path order.
  ///
  /// Infinite values count in percentiles; NaN does not. Both leave mean and deviation undefined.
  public mutating func record(series: Int, moment: Int, values: UnsafeBufferPointer<Double>) {
    var sums = TileSums()
    record(series: series, moment: moment, values: values, continuing: &sums, isLast: true)
  }

  /// Adds the values of a tile that come in several parts; all parts but the last hold a multiple
  /// of eight values.
  ///
  /// - Parameters:
  ///   - sums: the tile's sums so far, zero before its first part and again after its last.
  ///   - isLast: whether the tile ends with these values.
  public mutating func record(
    series: Int, moment: Int, values: UnsafeBufferPointer<Double>, continuing sums: inout TileSums,
    isLast: Bool
  ) {
    precondition(series >= 0 && series < seriesCount && moment >= 0 && moment < momentCount)
    guard !values.isEmpty else { return }
    let part = PartMoments(values, after: &sums)
    let cell = series * momentCount + moment
    if part.sum.isFinite {
      histograms[cell].add(values, minimum: part.minimum, maximum: part.maximum)
    } else {
      for value in values { histograms[cell].add(value) }
    }
    guard isLast else {
      precondition(values.count & 7 == 0)
      return
    }
    self.sums.add(part.sum, to: 2 * cell)
    self.sums.add(part.sumOfSquares, to: 2 * cell + 1)
    sums = TileSums()
  }

  /// Adds another tally of the same shape.
  public mutating func merge(_ other: FanTally) {
    precondition(seriesCount == other.seriesCount && momentCount == other.momentCount)
    histograms.merge(other.histograms)
    sums.merge(other.sums)
  }

  /// The distribution of one series at one moment; nil if nothing was recorded.
  public func point(series: Int, moment: Int, quantiles probabilities: [Double]) -> FanPoint? {
    let cell = series * momentCount + moment
    let histogram = histograms[cell]
    guard let quantiles = histogram.quantiles(probabilities) else { return nil }
    let count = Double(histogram.count)
    if histogram.minimum == histogram.maximum {
      return FanPoint(
        count: histogram.count, mean: histogram.minimum, standardDeviation: 0, quantiles: quantiles)
    }
    let mean = sums.value(2 * cell) / count
    let squares = sums.value(2 * cell + 1) - sums.value(2 * cell) * mean
    return FanPoint(
      count: histogram.count, mean: mean,
      standardDeviation: (max(0, squares) / (count - 1)).squareRoot(), quantiles: quantiles)
  }
}

/// One series at one moment over all paths that had a value.
public struct FanPoint: Sendable, Equatable {
  /// Number of values.
  public var count: Int
  /// Mean.
  public var mean: Double
  /// Sample standard deviation (divisor n − 1), exactly 0 when all values are equal.
  public var standardDeviation: Double
  /// Quantiles at the probabilities asked for.
  public var quantiles: [Double]
}

/// The eight interleaved partial sums of a tile's values and of their squares.
public struct TileSums: Sendable {
  var sums = SIMD8<Double>()
  var squares = SIMD8<Double>()

  /// Sums of nothing.
  public init() {}
}

/// Sum and sum of squares of a tile up to the end of a part, least and greatest of the part.
private struct PartMoments {
  var sum = 0.0
  var sumOfSquares = 0.0
  var minimum = Double.infinity
  var maximum = -Double.infinity

  init(_ values: UnsafeBufferPointer<Double>, after tile: inout TileSums) {
    var sums = tile.sums
    var squares = tile.squares
    var least = SIMD8<Double>(repeating: .infinity)
    var greatest = SIMD8<Double>(repeating: -.infinity)
    let whole = values.count & ~7
    let raw = UnsafeRawBufferPointer(values)
    for start in stride(from: 0, to: whole, by: 8) {
      let lanes = raw.loadUnaligned(fromByteOffset: start * 8, as: SIMD8<Double>.self)
      sums += lanes
      squares += lanes * lanes
      least.replace(with: lanes, where: lanes .< least)
      greatest.replace(with: lanes, where: lanes .> greatest)
    }
    tile.sums = sums
    tile.squares = squares
    for lane in 0..<8 {
      sum += sums[lane]
      sumOfSquares += squares[lane]
      minimum = min(minimum, least[lane])
      maximum = max(maximum, greatest[lane])
    }
    for at in whole..<values.count {
      sum += values[at]
      sumOfSquares += values[at] * values[at]
      minimum = min(minimum, values[at])
      maximum = max(maximum, values[at])
    }
  }
}

extension FanTally: TallyState {
  func write(to writer: inout ByteWriter) {
    histograms.write(to: &writer)
    sums.write(to: &writer)
  }

  mutating func read(from reader: inout ByteReader) throws {
    try histograms.read(from: &reader)
    try sums.read(from: &reader)
  }
}
