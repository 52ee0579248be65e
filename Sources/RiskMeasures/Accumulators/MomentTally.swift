import NumericCore

/// Exact sums of values and of their squares, with their extremes, for several quantities at once.
///
/// A value never added on a path counts as 0 there: losses are added only where there was a default.
struct MomentTally: Sendable {
  /// Number of quantities.
  let count: Int
  /// Numbers of values added.
  private(set) var additions: [Int]
  private(set) var least: [Double]
  private(set) var greatest: [Double]
  private(set) var sums: ExactSums

  init(count: Int) {
    self.count = count
    additions = Array(repeating: 0, count: count)
    least = Array(repeating: .infinity, count: count)
    greatest = Array(repeating: -.infinity, count: count)
    sums = ExactSums(count: 2 * count)
  }

  /// Adds one path's value of one quantity.
  mutating func add(_ value: Double, to index: Int) {
    additions[index] += 1
    least[index] = min(least[index], value)
    greatest[index] = max(greatest[index], value)
    sums.add(value, to: 2 * index)
    sums.add(value * value, to: 2 * index + 1)
  }

  /// Adds the values of one quantity on many paths.
  mutating func add(_ values: UnsafeBufferPointer<Double>, to index: Int) {
    let extremes = Extremes(values)
    let magnitude = extremes.magnitude
    guard values.count > 2 * laneCount, values.count <= ColumnSums.maximumGroups * laneCount,
      var plain = ColumnSums(magnitude: magnitude),
      var squares = ColumnSums(magnitude: magnitude * magnitude)
    else {
      for value in values { add(value, to: index) }
      return
    }
    values.forEachGroup {
      plain.add($0)
      squares.add($0 * $0)
    }
    guard plain.isExact, squares.isExact else {
      for value in values { add(value, to: index) }
      return
    }
    additions[index] += values.count
    least[index] = min(least[index], extremes.least)
    greatest[index] = max(greatest[index], extremes.greatest)
    plain.flush(to: &sums, 2 * index)
    squares.flush(to: &sums, 2 * index + 1)
  }

  /// Adds the values of another tally of the same quantities.
  mutating func merge(_ other: MomentTally) {
    precondition(count == other.count)
    for index in 0..<count {
      additions[index] += other.additions[index]
      least[index] = min(least[index], other.least[index])
      greatest[index] = max(greatest[index], other.greatest[index])
    }
    sums.merge(other.sums)
  }

  /// Sum of a quantity.
  func sum(_ index: Int) -> Double { sums.value(2 * index) }

  /// Sum of a quantity's squares.
  func sumOfSquares(_ index: Int) -> Double { sums.value(2 * index + 1) }

  /// Whether a quantity had one and the same value on all of `paths` paths.
  func isConstant(_ index: Int, over paths: Int) -> Bool {
    if additions[index] == 0 { return true }
    let low = additions[index] < paths ? min(0, least[index]) : least[index]
    let high = additions[index] < paths ? max(0, greatest[index]) : greatest[index]
    return low == high
  }

  /// Mean over `paths` paths with its standard error; the error of a constant is exactly 0.
  func estimate(_ index: Int, over paths: Int) -> Estimate {
    let count = Double(paths)
    let total = sum(index)
    let mean = total / count
    guard paths > 1 else { return Estimate(value: mean, standardError: nil) }
    if isConstant(index, over: paths) { return Estimate(value: mean, standardError: 0) }
    let variance = max(0, sumOfSquares(index) - total * mean) / (count - 1)
    return Estimate(value: mean, standardError: (variance / count).squareRoot())
  }
}

extension MomentTally: TallyState {
  func write(to writer: inout ByteWriter) {
    writer.write(additions)
    writer.write(least)
    writer.write(greatest)
    sums.write(to: &writer)
  }

  mutating func read(from reader: inout ByteReader) throws {
    additions = try reader.integers(count: count)
    least = try reader.doubles(count: count)
    greatest = try reader.doubles(count: count)
    try sums.read(from: &reader)
  }
}

/// A Monte Carlo mean and its standard error.
public struct Estimate: Sendable, Equatable {
  /// The estimate.
  public var value: Double
  /// Its standard error; nil where one path cannot tell.
  public var standardError: Double?

  /// Creates an estimate.
  public init(value: Double, standardError: Double?) {
    self.value = value
    self.standardError = standardError
  }
}
