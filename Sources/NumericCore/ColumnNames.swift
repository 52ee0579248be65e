/// Names of columns that lie side by side, in the order of the cases; the last one is `end`.
///
/// A declaration of such names is the layout: indices and the number of columns follow from it, as
/// constants.
public protocol ColumnNames: RawRepresentable where RawValue == Int {
  /// What follows the last column.
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
