import CreditBasics

/// A type of property that a term can fill.
protocol TermValue: Sendable {
  /// The value at a key of a part that has passed the rules; nil when the key is absent.
  init?(_ part: Settled, _ key: String)
}

extension Double: TermValue {
  init?(_ part: Settled, _ key: String) {
    guard let node = part.node[key] else { return nil }
    // Dates are texts in files and years in a scenario.
    guard let value = node.text.map(part.years) ?? node.double else { return nil }
    self = value
  }
}

extension Bool: TermValue {
  init?(_ part: Settled, _ key: String) {
    guard let flag = part.node[key]?.flag else { return nil }
    self = flag
  }
}

extension Int: TermValue {
  init?(_ part: Settled, _ key: String) {
    guard part.node[key] != nil else { return nil }
    self = part.integer(key)
  }
}

extension UInt64: TermValue {
  init?(_ part: Settled, _ key: String) {
    guard part.node[key] != nil else { return nil }
    self = part.unsigned(key)
  }
}

extension String: TermValue {
  init?(_ part: Settled, _ key: String) {
    guard let text = part.node[key]?.text else { return nil }
    self = text
  }
}

extension Optional: TermValue where Wrapped: TermValue {
  init?(_ part: Settled, _ key: String) { self = Wrapped(part, key) }
}

extension Array: TermValue where Element == Double {
  init?(_ part: Settled, _ key: String) { self = part.dates(key) }
}

extension Dictionary: TermValue where Key == String, Value == String {
  init?(_ part: Settled, _ key: String) {
    self = (part.node[key]?.block?.members ?? [:]).compactMapValues(\.node.text)
  }
}

/// Closed sets of words.
protocol TermWord: TermValue, RawRepresentable<String> {}

extension TermWord {
  init?(_ part: Settled, _ key: String) {
    guard let value = Self(rawValue: part.text(key)) else { return nil }
    self = value
  }
}

extension TrancheKind: TermWord {}
extension MarginRemedy: TermWord {}
extension InsolvencyTest.Timing: TermWord {}

extension Amortisation: TermValue {
  init?(_ part: Settled, _ key: String) {
    switch part.node[key]?.text {
    case "straightLine": self = .straightLine
    case "annuity": self = .annuity
    case "bullet": self = .bullet
    default:
      self = .custom(
        part.named(key).map { date, share in
          PrincipalShare(date: part.years(date), share: share.node.double ?? 0)
        })
    }
  }
}
