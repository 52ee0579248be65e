import NumericCore

/// The elementary kernels one by one: uniforms, normals, exp, log.
public struct FunctionWorkload: Workload {
  /// Which function.
  public enum Function: String, Sendable, CaseIterable {
    /// SFC64 and conversion.
    case uniforms
    /// Box and Muller's transform, generator included.
    case normals
    /// `e^x` of values in −10...10.
    case exp
    /// `ln x` of values in 0...1.
    case log
  }

  /// The function measured.
  public let function: Function
  private let values: Int

  /// A function over `values` values, rounded down to whole blocks of 2¹⁸, one at least.
  public init(_ function: Function, values: Int = 1 << 24) {
    self.function = function
    self.values = max(1, values >> 18) << 18
  }

  /// The function's name.
  public var name: String { function.rawValue }
  /// Nanoseconds per value.
  public let unit = "ns/value"
  /// Values of a repetition.
  public var work: Double { Double(values) }
  /// Not worked out for single functions; W1 has a limit.
  public let limitCycles: Double? = nil

  /// Fills a column of a few kilobytes again and again; the mean of all values is checked.
  public func run(threads: Int, seed: UInt64) -> [Statistic] {
    let function = function
    // A block of `runBlocks` stands for 2¹⁸ values.
    let moments = runBlocks(paths: (values >> 18) * blockPaths, threads: threads, statistics: 1) {
      (first: Int, end: Int, column: FunctionColumn, moments: inout [Moments]) in
      column.begin(path: first, seed: seed)
      for _ in 0..<((1 << 18) / FunctionColumn.valueCount) {
        column.fill(function)
        column.collect(into: &moments[0])
      }
    } worker: {
      FunctionColumn()
    }
    return [Statistic(name: "mean", moments: moments[0], exact: exactMean)]
  }

  private var exactMean: Double {
    switch function {
    case .uniforms: 0.5
    case .normals: 0
    case .exp: (exponential(10) - exponential(-10)) / 20
    case .log: -1
    }
  }
}

/// 512 values in the first-level cache.
final class FunctionColumn {
  static let groups = 64
  static let valueCount = groups * laneCount

  private let values: UnsafeMutablePointer<Lanes>
  private let inputs: UnsafeMutablePointer<Lanes>
  private var stream = LaneStream(seed: 0, paths: pathNumbers(0), purpose: FunctionColumn.purpose)
  private static let purpose = Purpose("benchmark/functions")

  init() {
    values = .allocate(capacity: Self.groups)
    values.initialize(repeating: Lanes(), count: Self.groups)
    inputs = .allocate(capacity: Self.groups)
    inputs.initialize(repeating: Lanes(), count: Self.groups)
  }

  deinit {
    values.deallocate()
    inputs.deallocate()
  }

  func begin(path: Int, seed: UInt64) {
    stream = LaneStream(seed: seed, paths: pathNumbers(path), purpose: Self.purpose)
  }

  func fill(_ function: FunctionWorkload.Function) {
    switch function {
    case .uniforms: fillUniforms(values, &stream, scale: 1, shift: 0)
    case .normals: fillNormals(values, &stream)
    case .exp:
      fillUniforms(inputs, &stream, scale: 20, shift: -10)
      fillExp(values, inputs)
    case .log:
      fillUniforms(inputs, &stream, scale: 1, shift: 0)
      fillLog(values, inputs)
    }
  }

  func collect(into moments: inout Moments) {
    var sum = Lanes()
    var squares = Lanes()
    for group in 0..<Self.groups {
      sum += values[group]
      squares = values[group].times(values[group], plus: squares)
    }
    moments.add(count: Self.valueCount, sum: sum.sum(), squares: squares.sum())
  }
}

@inline(never)
private func fillUniforms(
  _ values: UnsafeMutablePointer<Lanes>, _ stream: inout LaneStream, scale: Double, shift: Double
) {
  var local = stream
  for group in 0..<FunctionColumn.groups {
    values[group] = uniform(local.next()).times(scale, plus: Lanes(repeating: shift))
  }
  stream = local
}

@inline(never)
private func fillNormals(_ values: UnsafeMutablePointer<Lanes>, _ stream: inout LaneStream) {
  var local = stream
  for group in 0..<(FunctionColumn.groups / 2) {
    (values[2 * group], values[2 * group + 1]) = local.normalPair()
  }
  stream = local
}

@inline(never)
private func fillExp(_ values: UnsafeMutablePointer<Lanes>, _ inputs: UnsafeMutablePointer<Lanes>) {
  for group in 0..<FunctionColumn.groups { values[group] = LaneMath.exp(inputs[group]) }
}

@inline(never)
private func fillLog(_ values: UnsafeMutablePointer<Lanes>, _ inputs: UnsafeMutablePointer<Lanes>) {
  for group in 0..<FunctionColumn.groups { values[group] = LaneMath.log(inputs[group]) }
}
