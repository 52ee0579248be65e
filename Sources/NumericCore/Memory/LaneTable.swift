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
  public func fill(_ value: Double) {
    for group in 0..<tileGroups { base[group] = Lanes(repeating: value) }
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

/// Groups of eight paths that move through a step together: a tile.
///
/// A constant, so that the address of a column is its block's plus a constant.
@inlinable @inline(__always)
public var tileGroups: Int { 4 }

/// Columns side by side in a tile, addressed from the first one.
///
/// It is one word, so that structures of columns travel in a register and a column's value is one
/// instruction away. A column with a pointer of its own would cost a load at every use, because any
/// store might have changed the pointer.
@frozen
public struct LaneBlock: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Lanes>

  @inlinable @inline(__always)
  init(base: UnsafeMutablePointer<Lanes>) { self.base = base }

  /// Column `index`, counted from the first one of this block; negative ones lie before it.
  @inlinable @inline(__always)
  public subscript(index: Int) -> LaneColumn { LaneColumn(base: base + index &* tileGroups) }

  /// The block that begins at column `index`.
  @inlinable @inline(__always)
  public func from(_ index: Int) -> LaneBlock { LaneBlock(base: base + index &* tileGroups) }

  /// The memory of the columns from `index` on as values of another trivial type.
  @inlinable @inline(__always)
  public func values<Value>(at index: Int, as type: Value.Type) -> UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(base + index &* tileGroups).assumingMemoryBound(to: type)
  }
}

/// A counted list of columns of a tile.
@frozen
public struct LaneColumns: Sendable {
  /// Where they begin.
  public let block: LaneBlock
  /// Their number.
  public let count: Int

  /// The `count` columns from the start of a block.
  @inlinable @inline(__always)
  public init(block: LaneBlock, count: Int) {
    self.block = block
    self.count = count
  }

  /// The column at an index below `count`.
  @inlinable @inline(__always)
  public subscript(index: Int) -> LaneColumn { block[index] }

  /// The valid indices.
  @inlinable @inline(__always)
  public var indices: Range<Int> { 0..<count }
}

/// The memory of one tile of paths, structure of arrays: `columns × groups` lane values.
///
/// A worker allocates it once and reuses it for every tile; columns are taken in order. What a tile needs besides
/// columns is allocated in it too, as in any `Storage`.
public final class LaneTable: Storage, @unchecked Sendable {
  /// Number of groups of eight paths in a tile.
  public let groups: Int
  let capacity: Int
  let base: UnsafeMutablePointer<Lanes>
  var used = 0

  /// Allocates a table of `columns × groups` lane values, all zero.
  public init(columns: Int, groups: Int = tileGroups) {
    demand(columns >= 0 && groups >= 0, "a table has a size")
    self.groups = groups
    capacity = columns * groups
    base = alignedLanes(max(1, capacity))
  }

  deinit { base.deallocate() }

  /// Takes the next column.
  public func column() -> LaneColumn {
    demand(used + groups <= capacity, "the tile's table is full")
    defer { used += groups }
    return LaneColumn(base: base + used)
  }

  /// Takes the next `count` columns.
  public func columns(_ count: Int) -> LaneColumns {
    LaneColumns(block: block(columns: count), count: count)
  }

  /// Takes the next `columns` columns as a block.
  public func block(columns: Int) -> LaneBlock {
    demand(groups == tileGroups, "blocks are made of columns of a tile")
    demand(
      columns >= 0 && used + columns * groups <= capacity, "the tile's table is full")
    defer { used += columns * groups }
    return LaneBlock(base: base + used)
  }
}

/// Copies of a table's contents after each step of a tile, so that the steps can be read again.
public final class LaneHistory: @unchecked Sendable {
  private let table: LaneTable
  private let count: Int
  private let kept: UnsafeMutablePointer<Lanes>

  /// Allocates the history of a table, all of whose columns have been taken.
  public init(of table: LaneTable, steps: Int) {
    self.table = table
    count = table.used
    kept = alignedLanes(max(1, count * steps))
  }

  deinit { kept.deallocate() }

  /// Bytes that the history of a table takes for each step.
  public static func bytesPerStep(of table: LaneTable) -> Int {
    table.used * MemoryLayout<Lanes>.stride
  }

  /// Keeps a copy of the table as the contents after a step.
  public func keep(_ step: Int) { (kept + step * count).update(from: table.base, count: count) }

  /// Puts the table back to what it held after a step.
  public func recall(_ step: Int) { table.base.update(from: kept + step * count, count: count) }
}

/// Memory for `count` lane values, all zero, that begins a cache line; the caller deallocates it.
///
/// Swift aligns vectors to 16 bytes: in ordinary memory a vector of 64 bytes then lies in two cache
/// lines, and loads cost twice as much.
public func alignedLanes(_ count: Int) -> UnsafeMutablePointer<Lanes> {
  let column = UnsafeMutableRawPointer.allocate(
    byteCount: count * MemoryLayout<Lanes>.stride, alignment: 64
  ).bindMemory(to: Lanes.self, capacity: count)
  column.initialize(repeating: Lanes(repeating: 0), count: count)
  return column
}
