/// A column of lane values: one `Lanes` for each group of eight paths of a tile.
///
/// A view into a `LaneTable`, valid while the table lives; trivially copied, without reference counts.
@frozen
public struct LaneColumn: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Lanes>

  @inlinable @inline(__always)
  init(base: UnsafeMutablePointer<Lanes>) { self.base = base }

  /// Eight paths' values.
  @inlinable @inline(__always)
  public subscript(group: Int) -> Lanes {
    get { base[group] }
    nonmutating set { base[group] = newValue }
  }

  /// One path's value.
  @inlinable @inline(__always)
  public subscript(lane lane: Int) -> Double {
    get { UnsafeMutableRawPointer(base).load(fromByteOffset: lane &* 8, as: Double.self) }
    nonmutating set {
      UnsafeMutableRawPointer(base).storeBytes(
        of: newValue, toByteOffset: lane &* 8, as: Double.self)
    }
  }

  /// Gives every path of the tile the same value.
  @inlinable
  public func fill(_ value: Double, groups: Int) {
    for group in 0..<groups { base[group] = Lanes(repeating: value) }
  }

  /// The values of `count` lanes from lane `first` on as plain numbers.
  @inlinable
  public func withValues(
    from first: Int = 0, count: Int, _ body: (UnsafeBufferPointer<Double>) -> Void
  ) {
    base.withMemoryRebound(to: Double.self, capacity: first + count) {
      body(UnsafeBufferPointer(start: $0 + first, count: count))
    }
  }
}

/// The memory of one tile of paths, structure of arrays: `columns × groups` lane values.
///
/// Allocated once a worker and reused for every tile; columns are handed out in order.
public final class LaneTable: @unchecked Sendable {
  /// Number of groups of eight paths in a tile.
  public let groups: Int
  let capacity: Int
  let base: UnsafeMutablePointer<Lanes>
  var used = 0

  /// Allocates a table of `columns × groups` lane values, all zero.
  public init(columns: Int, groups: Int) {
    self.groups = groups
    capacity = columns * groups
    base = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, capacity) * MemoryLayout<Lanes>.stride, alignment: 64
    ).bindMemory(to: Lanes.self, capacity: max(1, capacity))
    base.initialize(repeating: Lanes(repeating: 0), count: max(1, capacity))
  }

  deinit { base.deallocate() }

  /// Hands out the next column.
  public func column() -> LaneColumn {
    precondition(used + groups <= capacity, "the tile's table is full")
    defer { used += groups }
    return LaneColumn(base: base + used)
  }

  /// Hands out the next `count` columns.
  public func columns(_ count: Int) -> FixedArray<LaneColumn> {
    FixedArray((0..<count).map { _ in column() })
  }
}
