import CreditBasics

extension FieldRules {
  static let givenRow = Section(
    "market.given.DATE", "What a table says of a date; a key that is absent says nothing.",
    [
      FieldRule(
        "btc", .number(positive("dollars", as: .priceOfBitcoin)), .nothing("not given"),
        "Price of Bitcoin."),
      FieldRule(
        "eth", .number(positive("dollars", as: .priceOfEther)), .nothing("not given"),
        "Price of Ether."),
      FieldRule(
        "networkHashrate", .number(positive("PH/s", as: .wholeNetwork)), .nothing("not given"),
        "Hashrate of the whole network."),
      FieldRule(
        "computeRent", .number(positive("of today's").usually(0.02...20, or: .percent)),
        .nothing("not given"), "Rent of compute, an index of 1 at `asOf`."),
    ] + quotedValues + [
      FieldRule("shortRate", .number(.shortRate), .nothing("not given"), "The short rate."),
      FieldRule(
        "regime", .reference(.regime), .nothing("not given"), "Regime from this date on."),
    ])

  static func positive(_ unit: String, as usual: NumberRange? = nil) -> NumberRange {
    var range = NumberRange(0...1e15, unit).above
    range.usual = usual?.usual
    range.slips = usual?.slips ?? []
    return range
  }
}

extension GivenPath {
  /// The rows of a table that has passed the rules.
  init(_ table: Settled, named name: String) {
    self.init()
    for (date, row) in table.named(name) {
      let years = table.years(date)
      if let regime = row.place("regime", in: .regime) {
        regimes.append(Row(date: years, value: regime))
      }
      // Up to the as-of date the scenario's own values hold.
      guard years > TimeGrid.dateTolerance else { continue }
      for driver in Driver.allCases {
        guard let value = row.optionalNumber(driver.key) else { continue }
        values[driver.rawValue].append(Row(date: years, value: value))
      }
    }
  }
}
