/// The unit of a number of a scenario, for showing it to people.
package struct InputUnit: Sendable, Equatable {
  /// How the number is written.
  package enum Form: Sendable { case share, dollars, plain }

  /// How the number is written.
  package var form: Form
  /// The text after the number: `per MWh`, `PH/s`, `×`; empty for a bare number.
  package var suffix: String

  /// The unit of the number at a path of keys, in which names may be patterns.
  ///
  /// For a date it is years, which can be added to it. Nil for anything else.
  package init?(of keys: [String]) {
    switch FieldRules.kind(of: keys) {
    case .number(let range): self.init(range)
    // Dates are changed by adding years.
    case .date, .day: self.init(NumberRange(0...1, "years"))
    default: return nil
    }
  }

  /// Whether the value at a path is one of the format's own words, not a user's name or number.
  package static func isWord(at keys: [String]) -> Bool {
    switch FieldRules.kind(of: keys) {
    case .choice, .amortisation: true
    default: false
    }
  }

  /// Whether the value at a path is yes or no, which resolved scenarios may write as 1 or 0.
  package static func isFlag(at keys: [String]) -> Bool {
    if case .flag? = FieldRules.kind(of: keys) { true } else { false }
  }

  private init(_ range: NumberRange) {
    if range.unit.hasPrefix("dollars") {
      form = .dollars
      suffix = range.unit.replacing("dollars per ", with: "a ").replacing("dollars", with: "")
    } else if range.unit.hasPrefix("$/") {
      form = .dollars
      suffix = "per " + range.unit.dropFirst(2)
    } else if range.multiple {
      form = .plain
      suffix = "×"
    } else {
      form = range.percent ? .share : .plain
      suffix = range.unit.replacing("per year", with: "a year").replacing("per √year", with: "")
    }
  }
}

extension NumberRange {
  /// The range of the number at a path of keys; nil where there is no number.
  package init?(of keys: [String]) {
    guard case .number(let range)? = FieldRules.kind(of: keys) else { return nil }
    self = range
  }
}

extension FieldRules {
  /// The kind of the value at a path of keys; nil where there is no such key.
  static func kind(of keys: [String]) -> FieldKind? {
    keys.reduce(.block(scenario.section)) { $0?.member($1) }
  }
}
