extension QuantileHistogram {
  /// Adds values and ignores NaN; ordinary ones of each sign are added together, which is quicker.
  ///
  /// - Returns: How many of the values are below a limit.
  @discardableResult
  package mutating func add(
    each values: ArraySlice<Double>, below limit: Double = -.infinity, withZeros: Bool = true
  ) -> Int {
    values.withUnsafeBufferPointer { values in
      let range = OrdinaryRange(values, below: limit)
      if range.count == values.count {
        add(values, minimum: range.least, maximum: range.greatest)
      } else {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * values.count) { room in
          add(values, range, room: room, withZeros: withZeros)
        }
      }
      return range.belowLimit
    }
  }

  /// Adds values of any kind; `room` holds twice as many.
  private mutating func add(
    _ values: UnsafeBufferPointer<Double>, _ range: OrdinaryRange,
    room: UnsafeMutableBufferPointer<Double>, withZeros: Bool
  ) {
    let magnitudes = UnsafeMutableBufferPointer(rebasing: room[values.count...])
    var positives = 0
    var negatives = 0
    // Every value is written, but only the right ones are kept: there is no branch to mispredict.
    for value in values {
      room[positives] = value
      positives &+= Self.ordinaryCount(value)
      magnitudes[negatives] = -value
      negatives &+= Self.ordinaryCount(-value)
    }
    if positives > 0 {
      let ordinary = UnsafeBufferPointer(rebasing: room[..<positives])
      add(ordinary, minimum: range.least, maximum: range.greatest)
    }
    if negatives > 0 {
      let ordinary = UnsafeBufferPointer(rebasing: magnitudes[..<negatives])
      let mirrored = OrdinaryRange(ordinary, below: -.infinity)
      add(negatives: ordinary, minimum: mirrored.least, maximum: mirrored.greatest)
    }
    let left = withZeros ? range.nanCount : range.nanCount + range.zeroCount
    guard positives + negatives + left < values.count else { return }
    for value in values
    where !Self.isOrdinary(value) && !Self.isOrdinary(-value) && (withZeros || value != 0) {
      add(value)
    }
  }

  /// 1 for an ordinary positive value, else 0; by subtractions, which no compiler turns into branches.
  @inline(__always)
  private static func ordinaryCount(_ value: Double) -> Int {
    // For positive values the top bits of the two differences are unequal only between the bounds.
    let bits = value.bitPattern
    let sides = (bits &- leastMagnitude.bitPattern) ^ (bits &- magnitudeLimit.bitPattern)
    return Int(truncatingIfNeeded: (sides & ~bits) &>> 63)
  }

  @inline(__always)
  private static func isOrdinary(_ value: Double) -> Bool {
    // Bit patterns of positive values ascend: one unsigned comparison for both bounds.
    value.bitPattern &- leastMagnitude.bitPattern
      < magnitudeLimit.bitPattern &- leastMagnitude.bitPattern
  }
}

/// Counts of values, taken eight at a time: how many are positive and ordinary, with the least and
/// greatest of these, and how many are NaN, zero or below a limit.
private struct OrdinaryRange {
  var least = Double.infinity
  var greatest = 0.0
  var count = 0
  var nanCount = 0
  var zeroCount = 0
  var belowLimit = 0

  init(_ values: UnsafeBufferPointer<Double>, below limit: Double) {
    let low = QuantileHistogram.leastMagnitude
    let high = QuantileHistogram.magnitudeLimit
    var least = SIMD8<Double>(repeating: .infinity)
    var greatest = SIMD8<Double>()
    var counts = SIMD8<Int64>()
    var nans = SIMD8<Int64>()
    var zeros = SIMD8<Int64>()
    var below = SIMD8<Int64>()
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
      zeros.replace(with: zeros &+ 1, where: lanes .== 0)
      // A comparison with NaN is false.
      below.replace(with: below &+ 1, where: lanes .< limit)
    }
    self.least = least.min()
    self.greatest = greatest.max()
    count = Int(counts.wrappedSum())
    nanCount += Int(nans.wrappedSum())
    zeroCount = Int(zeros.wrappedSum())
    belowLimit = Int(below.wrappedSum())
  }
}
