/// Counts of bins, stored in one byte each until some count needs two, then in two until some count
/// needs four.
///
/// Most of a run's memory is bins, and most bins hold little: a long plan has thousands of
/// histograms of thousands of bins. The order of additions may decide how wide bins are, but not
/// what they hold. A bin holds at most 2³² − 1.
package struct BinCounts: Sendable {
  /// Number of bins.
  package private(set) var count = 0
  // One of these arrays has all bins, the others have none. Arrays are changed in place; an enum's
  // payload would not be.
  private var bytes: [UInt8] = []
  private var pairs: [UInt16] = []
  private var words: [UInt32] = []
  /// Bytes of a bin: 1, 2 or 4.
  private(set) package var width = 1

  package init() {}

  package init(_ counts: [UInt32]) {
    count = counts.count
    words = counts
    width = 4
    let needed = Self.width(holding: Int(counts.max() ?? 0))
    if needed == 1 { bytes = counts.map { UInt8($0) } }
    if needed == 2 { pairs = counts.map { UInt16($0) } }
    if needed < 4 { words = [] }
    width = needed
  }

  package subscript(bin: Int) -> UInt32 {
    switch width {
    case 1: UInt32(bytes[bin])
    case 2: UInt32(pairs[bin])
    default: words[bin]
    }
  }

  /// The counts as they are stored: four bytes each, whatever the width.
  package var stored: [UInt32] {
    switch width {
    case 1: bytes.map { UInt32($0) }
    case 2: pairs.map { UInt32($0) }
    default: words
    }
  }

  /// Adds empty bins at both ends, and allocates room for exactly these.
  package mutating func grow(before: Int, after: Int) {
    count += before + after
    switch width {
    case 1: bytes.grow(before, after)
    case 2: pairs.grow(before, after)
    default: words.grow(before, after)
    }
  }

  /// Counts one more in a bin.
  package mutating func increment(_ bin: Int) {
    switch width {
    case 1 where bytes[bin] < .max: bytes[bin] += 1
    case 2 where pairs[bin] < .max: pairs[bin] += 1
    case 4: words[bin] += 1
    default:
      widen(to: 2 * width)
      increment(bin)
    }
  }

  /// Counts positive values: the bin of a value is its bit pattern shifted right by `shift`, less
  /// `first`.
  ///
  /// Bit patterns ascend with values, so that checking the bins of `least` and `greatest` checks
  /// all.
  package mutating func add(
    _ values: UnsafeBufferPointer<Double>, from least: Double, to greatest: Double, shift: UInt64,
    first: Int
  ) {
    precondition(Int(least.bitPattern >> shift) >= first)
    precondition(Int(greatest.bitPattern >> shift) - first < count)
    var done = 0
    while done < values.count {
      switch width {
      case 1: done = bytes.add(values, from: done, shift, first)
      case 2: done = pairs.add(values, from: done, shift, first)
      default: done = words.add(values, from: done, shift, first)
      }
      if done < values.count { widen(to: 2 * width) }
    }
  }

  /// The bins that hold something, in order, and what they hold.
  func filled() -> [(bin: Int, count: Int)] {
    switch width {
    case 1: bytes.filled()
    case 2: pairs.filled()
    default: words.filled()
    }
  }

  /// The bin of the value with `rank` values below it, searched from an earlier place on.
  func place(ofRank rank: Int, from start: BinPlace) -> BinPlace {
    switch width {
    case 1: bytes.place(ofRank: rank, from: start)
    case 2: pairs.place(ofRank: rank, from: start)
    default: words.place(ofRank: rank, from: start)
    }
  }

  /// Adds other counts, the first of them to bin `start`.
  package mutating func add(_ other: BinCounts, at start: Int) {
    widen(to: max(other.width, Self.width(holding: greatest + other.greatest)))
    switch (width, other.width) {
    case (1, _): bytes.add(other.bytes, at: start)
    case (2, 1): pairs.add(other.bytes, at: start)
    case (2, _): pairs.add(other.pairs, at: start)
    case (_, 1): words.add(other.bytes, at: start)
    case (_, 2): words.add(other.pairs, at: start)
    default: words.add(other.words, at: start)
    }
  }

  private var greatest: Int {
    switch width {
    case 1: Int(bytes.max() ?? 0)
    case 2: Int(pairs.max() ?? 0)
    default: Int(words.max() ?? 0)
    }
  }

  private static func width(holding count: Int) -> Int {
    count <= UInt8.max ? 1 : count <= UInt16.max ? 2 : 4
  }

  private mutating func widen(to wanted: Int) {
    guard wanted > width else { return }
    precondition(wanted <= 4, "at most 2³² − 1 values in a bin")
    if wanted == 2 { pairs = bytes.map { UInt16($0) } } else { words = stored }
    bytes = []
    if wanted == 4 { pairs = [] }
    width = wanted
  }
}

extension BinCounts: Equatable {
  /// Whether the bins hold the same, whatever their widths.
  package static func == (one: BinCounts, other: BinCounts) -> Bool {
    one.count == other.count && (0..<one.count).allSatisfy { one[$0] == other[$0] }
  }
}

extension Array where Element: FixedWidthInteger & UnsignedInteger {
  /// Adds zeros at both ends; the array gets exactly that room, where appending would double it.
  fileprivate mutating func grow(_ before: Int, _ after: Int) {
    var grown = Array(repeating: 0, count: before + count + after)
    grown.withUnsafeMutableBufferPointer { room in
      _ = UnsafeMutableBufferPointer(rebasing: room[before..<before + count]).update(from: self)
    }
    self = grown
  }

  /// Counts values from position `start` on until a bin is full; returns the position of the first
  /// value not counted.
  fileprivate mutating func add(
    _ values: UnsafeBufferPointer<Double>, from start: Int, _ shift: UInt64, _ first: Int
  ) -> Int {
    withUnsafeMutableBufferPointer { counts in
      // It increments in memory and tests afterwards: two instructions, where testing first takes
      // four.
      func fills(_ at: Int) -> Bool {
        let bin = Int(truncatingIfNeeded: values[at].bitPattern &>> shift) &- first
        counts[bin] &+= 1
        if counts[bin] != 0 { return false }
        counts[bin] = .max
        return true
      }
      var at = start
      // Four values a turn: the turn itself costs as much as half a value.
      while at &+ 4 <= values.count {
        if fills(at) { return at }
        if fills(at &+ 1) { return at &+ 1 }
        if fills(at &+ 2) { return at &+ 2 }
        if fills(at &+ 3) { return at &+ 3 }
        at &+= 4
      }
      while at < values.count {
        if fills(at) { return at }
        at &+= 1
      }
      return values.count
    }
  }

  /// Adds counts of the same width or a smaller one, whose sums are known to fit.
  fileprivate mutating func add<Other: FixedWidthInteger & UnsignedInteger>(
    _ other: [Other], at start: Int
  ) {
    precondition(start >= 0 && start + other.count <= count)
    withUnsafeMutableBufferPointer { counts in
      other.withUnsafeBufferPointer { other in
        for bin in other.indices {
          counts[start &+ bin] &+= Element(truncatingIfNeeded: other[bin])
        }
      }
    }
  }

  /// The elements other than 0, in order, with their places.
  fileprivate func filled() -> [(bin: Int, count: Int)] {
    withUnsafeBufferPointer { counts in
      var found: [(bin: Int, count: Int)] = []
      for start in stride(from: 0, to: counts.count, by: 64) {
        let end = Swift.min(start + 64, counts.count)
        // Most bins are empty: they are skipped in whole stretches.
        var any: Element = 0
        for bin in start..<end { any |= counts[bin] }
        guard any != 0 else { continue }
        for bin in start..<end where counts[bin] != 0 {
          found.append((bin, Int(truncatingIfNeeded: counts[bin])))
        }
      }
      return found
    }
  }

  /// The first bin from a place on with which the running count exceeds `rank`.
  fileprivate func place(ofRank rank: Int, from start: BinPlace) -> BinPlace {
    withUnsafeBufferPointer { counts in
      var place = start
      // Most bins lie before the one sought: they are skipped in whole stretches.
      while place.bin + 64 <= counts.count {
        var sum = 0
        for bin in place.bin..<place.bin + 64 { sum &+= Int(truncatingIfNeeded: counts[bin]) }
        if place.below + sum > rank { break }
        place.below += sum
        place.bin += 64
      }
      while place.bin < counts.count, place.below + Int(counts[place.bin]) <= rank {
        place.below += Int(counts[place.bin])
        place.bin += 1
      }
      return place
    }
  }
}

/// A bin, and the number of values in the bins before it.
struct BinPlace {
  var bin = 0
  var below = 0
}
