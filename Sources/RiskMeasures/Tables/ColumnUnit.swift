/// The unit of a column's numbers, from which its format in a spreadsheet follows.
package enum ColumnUnit: Sendable, Equatable {
  /// Numbers of several units, of prices, or without one.
  case plain
  case count
  /// A fraction of 1, shown in per cent.
  case share
  case dollars
  case basisPoints
  case years

  /// The unit by the ending of a column's name: `_usd`, `_bps`, or `year` alone or as an ending.
  package init(columnName name: String) {
    self =
      if name.hasSuffix("_usd") {
        .dollars
      } else if name.hasSuffix("_bps") {
        .basisPoints
      } else if name == "year" || name.hasSuffix("_year") {
        .years
      } else {
        .plain
      }
  }
}
