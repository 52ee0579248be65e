/// A set of blocks of paths, as ascending ranges that do not touch.
///
/// The blocks that have been simulated are a set, not a count, because workers finish blocks in any
/// order.
public struct BlockSet: Sendable, Equatable {
  /// Ascending ranges with gaps between them.
  public private(set) var ranges: [Range<Int>]

  /// The empty set.
  public init() { ranges = [] }

  /// One range of blocks.
  public init(_ range: Range<Int>) { ranges = range.isEmpty ? [] : [range] }

  /// Blocks in any order, duplicates allowed.
  public init(_ blocks: some Sequence<Int>) {
    self.init(ranges: blocks.map { $0..<$0 + 1 })
  }

  /// Ranges in any order, which may overlap.
  public init(ranges unordered: [Range<Int>]) {
    ranges = []
    let sorted = unordered.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
    for range in sorted {
      if let last = ranges.last, range.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  /// Number of blocks.
  public var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// Whether there are none.
  public var isEmpty: Bool { ranges.isEmpty }

  /// Every block, ascending.
  public var blocks: [Int] { ranges.flatMap { Array($0) } }

  /// The blocks of either set.
  public func union(_ other: BlockSet) -> BlockSet { BlockSet(ranges: ranges + other.ranges) }

  /// The blocks of this set that are not in the other.
  public func subtracting(_ other: BlockSet) -> BlockSet {
    var left: [Range<Int>] = []
    var cuts = other.ranges[...]
    for range in ranges {
      var start = range.lowerBound
      while let cut = cuts.first, cut.lowerBound < range.upperBound {
        if cut.lowerBound > start { left.append(start..<cut.lowerBound) }
        start = max(start, min(cut.upperBound, range.upperBound))
        if cut.upperBound > range.upperBound { break }
        cuts.removeFirst()
      }
      if start < range.upperBound { left.append(start..<range.upperBound) }
    }
    return BlockSet(ranges: left)
  }

  /// The blocks of both sets.
  public func intersection(_ other: BlockSet) -> BlockSet { subtracting(subtracting(other)) }

  /// Whether every block is also in the other.
  public func isSubset(of other: BlockSet) -> Bool { subtracting(other).isEmpty }
}

extension BlockSet: CustomStringConvertible {
  /// The ranges as `0–7, 9, 12–20`, a long list cut short.
  public var description: String {
    let shown = ranges.prefix(6).map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound - 1)"
    }
    return shown.joined(separator: ", ") + (ranges.count > 6 ? ", …" : "")
  }
}
