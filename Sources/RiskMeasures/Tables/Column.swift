/// A column of a table, or several side by side with one meaning: names, meaning, unit and
/// uncertainty.
package struct Column<Row>: Sendable {
  let names: [String]
  /// The unit of each column's numbers.
  let units: [ColumnUnit]
  /// Lines of the documentation's table of columns, in Markdown: names, meaning and error.
  let description: [String]
  /// Adds a row's fields to others.
  let append: @Sendable (Row, inout [Field]) -> Void

  private init(
    _ names: String, _ meaning: String, _ error: String, _ unit: ColumnUnit?,
    append: @escaping @Sendable (Row, inout [Field]) -> Void
  ) {
    let names = names.split(separator: ",").map(String.init)
    self.names = names
    units = names.map { unit ?? ColumnUnit(columnName: $0) }
    let quoted = names.map { "`\($0)`" }.joined(separator: ", ")
    description = ["| \(quoted) | \(meaning) | \(error.isEmpty ? "" : error + " ")|"]
    self.append = append
  }

  /// Two columns side by side, each with a meaning of its own.
  private init(_ first: Column, _ second: Column) {
    names = first.names + second.names
    units = first.units + second.units
    description = first.description + second.description
    append = { row, fields in
      first.append(row, &fields)
      second.append(row, &fields)
    }
  }
}

/// Columns by the kind of their values. Arguments are names, separated by commas where several
/// share a meaning; values; and error and meaning in Markdown. A unit that is not given follows
/// from the name.
extension Column {
  /// Fields of several kinds, side by side.
  static func fields(
    _ names: String, _ values: @escaping @Sendable (Row) -> [Field], error: String = "",
    unit: ColumnUnit? = nil, _ meaning: String
  ) -> Column {
    Column(names, meaning, error, unit) { $1 += values($0) }
  }

  static func text(
    _ name: String, _ value: @escaping @Sendable (Row) -> String, error: String = "",
    _ meaning: String
  ) -> Column {
    Column(name, meaning, error, nil) { $1.append(.text(value($0))) }
  }

  /// Names side by side.
  static func texts(
    _ names: String, _ values: [@Sendable (Row) -> String], _ meaning: String
  ) -> Column {
    fields(names, { row in values.map { .text($0(row)) } }, meaning)
  }

  static func integer(
    _ name: String, _ value: @escaping @Sendable (Row) -> Int, error: String = "",
    unit: ColumnUnit? = nil, _ meaning: String
  ) -> Column {
    Column(name, meaning, error, unit) { $1.append(.integer(value($0))) }
  }

  /// A number of things.
  static func count(
    _ name: String, _ value: @escaping @Sendable (Row) -> Int, error: String = "",
    _ meaning: String
  ) -> Column {
    integer(name, value, error: error, unit: .count, meaning)
  }

  static func number(
    _ name: String, _ value: @escaping @Sendable (Row) -> Double?, error: String = "",
    unit: ColumnUnit? = nil, _ meaning: String
  ) -> Column {
    Column(name, meaning, error, unit) { $1.append(.number(value($0))) }
  }

  /// Numbers side by side.
  static func numbers(
    _ names: String, _ values: [@Sendable (Row) -> Double?], error: String = "",
    unit: ColumnUnit? = nil, _ meaning: String
  ) -> Column {
    fields(names, { row in values.map { .number($0(row)) } }, error: error, unit: unit, meaning)
  }

  /// Numbers of a list side by side; empty fields without one.
  static func percentiles(
    _ names: String, _ values: @escaping @Sendable (Row) -> [Double]?, error: String = "",
    unit: ColumnUnit? = nil, _ meaning: String
  ) -> Column {
    let count = names.count { $0 == "," } + 1
    return fields(
      names, { Field.numbers(values($0), count: count) }, error: error, unit: unit, meaning)
  }

  /// An estimate, and its standard error in a column of its own with the same unit.
  static func estimate(
    _ name: String, _ value: @escaping @Sendable (Row) -> Estimate?, unit: ColumnUnit? = nil,
    _ meaning: String, error errorName: String, _ errorMeaning: String
  ) -> Column {
    let unit = unit ?? ColumnUnit(columnName: name)
    return Column(
      number(name, { value($0)?.value }, error: "`\(errorName)`", unit: unit, meaning),
      number(errorName, { value($0)?.standardError }, unit: unit, errorMeaning))
  }

  /// A fraction of 1.
  static func share(
    _ name: String, _ value: @escaping @Sendable (Row) -> Double?, error: String = "",
    _ meaning: String
  ) -> Column {
    number(name, value, error: error, unit: .share, meaning)
  }

  /// A share of paths, whose error follows from it.
  static func proportion(
    _ name: String, _ value: @escaping @Sendable (Row) -> Proportion, _ meaning: String
  ) -> Column {
    share(name, { value($0).value }, error: "binomial", meaning)
  }

  /// Dollars in a column whose name does not say it.
  static func dollars(
    _ name: String, _ value: @escaping @Sendable (Row) -> Double?, error: String = "",
    _ meaning: String
  ) -> Column {
    number(name, value, error: error, unit: .dollars, meaning)
  }
}

/// Columns that several tables have.
extension Column {
  static func miner(
    _ name: @escaping @Sendable (Row) -> String, _ meaning: String = "name"
  ) -> Column {
    text("miner", name, meaning)
  }

  /// The year of a table by year, counted from 1.
  static func year(_ number: @escaping @Sendable (Row) -> Int) -> Column {
    integer("year", number, error: "exact", "`y` from 1 to the one that holds the horizon")
  }

  /// The level `α`, from thousandths.
  static func level(_ thousandths: @escaping @Sendable (Row) -> Int) -> Column {
    number("level", { Double(thousandths($0)) / 1000 }, error: "exact", "`α`")
  }

  static func paths(_ count: @escaping @Sendable (Row) -> Int, _ meaning: String) -> Column {
    self.count("paths", count, error: "count", meaning)
  }

  /// The column `probability`: some paths as a share of all paths.
  static func probability(_ paths: @escaping @Sendable (Row) -> Proportion) -> Column {
    proportion("probability", paths, "`paths / n`")
  }
}
