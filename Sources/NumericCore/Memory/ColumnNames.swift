/// Names of columns that lie side by side, in the order of the cases; the last one is `end`.
///
/// A declaration of such names is the layout: indices and the number of columns follow from it, as
/// constants.
public protocol ColumnNames: RawRepresentable where RawValue == Int {
  /// The name that follows the last column's.
  static var end: Self { get }
}

extension ColumnNames {
  /// Number of columns.
  @inlinable @inline(__always)
  public static var count: Int { end.rawValue }
}

extension LaneBlock {
  /// The column of a name, the first of which is the first column of this block.
  @inlinable @inline(__always)
  public subscript<Name: ColumnNames>(name: Name) -> LaneColumn { self[name.rawValue] }
}

/// Records with the same named columns, one after another.
///
/// One word, as a `LaneBlock` is.
@frozen
public struct LaneRecords<Name: ColumnNames>: Sendable {
  @usableFromInline let block: LaneBlock

  /// Records that begin at a block's first column.
  @inlinable @inline(__always)
  public init(block: LaneBlock) { self.block = block }

  /// Takes the columns of `records` records from a table.
  public init(_ records: Int, in table: LaneTable) {
    self.init(block: table.block(columns: Self.columnCount(records)))
  }

  /// Number of columns of `records` records.
  @inlinable @inline(__always)
  public static func columnCount(_ records: Int) -> Int { Name.count * records }

  /// A column of a record, counted from the first one.
  @inlinable @inline(__always)
  public subscript(record: Int, name: Name) -> LaneColumn {
    block[record &* Name.count + name.rawValue]
  }
}

/// Which half of a pair of steps: normals are drawn for two steps at a time.
@frozen
public enum StepParity: Int, ColumnNames {
  /// The step in which a pair is drawn.
  case even
  /// The step after it.
  case odd
  case end

  /// The half of its pair that a step is.
  @inlinable @inline(__always)
  public static func of(_ step: Int) -> StepParity { step & 1 == 0 ? .even : .odd }
}
