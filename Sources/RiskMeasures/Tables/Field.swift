package enum Field {
  /// Text: quoted as RFC 4180 asks, and kept from being a formula in a spreadsheet.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// A number; nil and what is not finite are empty fields.
  case number(Double?)

  /// Numbers side by side; `count` empty fields without any.
  static func numbers(_ values: [Double]?, count: Int) -> [Field] {
    (0..<count).map { .number(values?[$0]) }
  }
}
