import CreditBasics

/// The portfolio's loss on every path: exact up to a number of paths, beyond it a histogram.
///
/// Exact losses cost 8 bytes a path and are kept by block; their order never matters. The
/// histogram's bins are 2⁻¹³ of their value wide, so that quantiles are exact to 1.2e-4.
package struct LossStore: Sendable {
  /// Losses of one block of paths.
  struct Segment: Sendable {
    var firstPath: Int
    /// Discounted held loss of each path in dollars.
    var values: [Double]
  }

  /// Most paths of a run whose losses are all kept.
  package static let largestExactRun = 20_000_000
  /// Mantissa bits of the histogram that larger runs keep instead.
  static let sketchBits = 13

  /// Blocks, when losses are kept.
  var segments: [Segment] = []
  /// The histogram, when they are not.
  var sketch: QuantileHistogram?

  /// Creates an empty store for a run of `plannedPaths` paths.
  package init(plannedPaths: Int, largestExactRun: Int = LossStore.largestExactRun) {
    if plannedPaths > largestExactRun { sketch = QuantileHistogram(mantissaBits: Self.sketchBits) }
  }

  /// Adds the losses of a block.
  package mutating func add(_ losses: [Double], firstPath: Int) {
    guard sketch == nil else {
      for loss in losses { sketch?.add(loss) }
      return
    }
    segments.append(Segment(firstPath: firstPath, values: losses))
  }

  /// Adds the losses of another store of the same run.
  mutating func merge(_ other: LossStore) {
    segments.append(contentsOf: other.segments)
    if let sketched = other.sketch { sketch?.merge(sketched) }
  }

  /// A histogram of all losses, whichever way they are kept.
  var histogram: QuantileHistogram {
    if let sketch { return sketch }
    var histogram = QuantileHistogram(mantissaBits: Self.sketchBits)
    for segment in segments { histogram.add(each: segment.values[...]) }
    return histogram
  }

  /// Number of losses.
  var count: Int { sketch?.count ?? segments.reduce(0) { $0 + $1.values.count } }

  /// The greatest loss; 0 without any.
  var greatest: Double {
    if let sketch { return max(0, sketch.maximum) }
    return segments.reduce(0) { max($0, $1.values.max() ?? 0) }
  }

  /// Calls `body` with every loss, or with the middle of every bin and its count.
  func forEach(_ body: (_ loss: Double, _ count: Int) -> Void) {
    if let sketch {
      sketch.forEachBin { low, high, count in
        body(min(low + (high - low) / 2, sketch.maximum), count)
      }
    } else {
      for segment in segments {
        for loss in segment.values { body(loss, 1) }
      }
    }
  }
}

extension LossStore: Measure {
  init(_ book: BookShape) { self.init(plannedPaths: book.plannedPaths) }

  mutating func add(_ block: BlockFacts) {
    add(Array(block.heldLosses(of: block.book.miners.count)), firstPath: block.firstPath)
  }

  func write(to writer: inout ByteWriter) {
    if let sketch { return sketch.write(to: &writer) }
    writer.write(segments.count)
    for segment in segments.sorted(by: { $0.firstPath < $1.firstPath }) {
      writer.write(segment.firstPath)
      writer.write(segment.values)
    }
  }

  mutating func read(from reader: inout ByteReader) throws {
    guard sketch == nil else {
      try sketch?.read(from: &reader)
      return
    }
    let count = try reader.integer()
    guard (0...Simulation.mostPaths).contains(count) else { throw TallyCodingError.damaged }
    for _ in 0..<count {
      let firstPath = try reader.integer()
      guard (0...Simulation.mostPaths).contains(firstPath) else { throw TallyCodingError.damaged }
      segments.append(Segment(firstPath: firstPath, values: try reader.doubles()))
    }
  }
}
