import CreditBasics
import ScenarioFiles

/// The value of a varied input in the scenario without changes.
package enum OwnValue: Sendable, Equatable {
  /// One value, as users type it.
  case one(String)
  /// Several places with different numbers: the least and the greatest.
  case between(String, String)
  /// Several values without an order, or a value that cannot be typed.
  case other

  /// The scenario's value at the places of a lever; where the lever changes what is there, the
  /// value that changes nothing.
  init(of lever: Lever, in varied: VariedScenario) {
    switch lever.change {
    case .add: self = .one("0")
    case .scale: self = .one("1")
    case .overlay: self = .one("none")
    case .set:
      let paths = (try? varied.paths(of: lever)) ?? []
      self.init(paths.map { varied.base.value(at: $0) })
    }
  }

  private init(_ values: [VariedValue?]) {
    let numbers = values.compactMap { if case .number(let number)? = $0 { number } else { nil } }
    if numbers.count == values.count, let low = numbers.min(), let high = numbers.max() {
      let (least, most) = (JSONScalar.shortest(low), JSONScalar.shortest(high))
      self = low == high ? .one(least) : .between(least, most)
      return
    }
    guard let first = values.first, values.allSatisfy({ $0 == first }) else {
      self = .other
      return
    }
    switch first {
    case .date(let date)?: self = .one(date.text)
    case .word(let word)?: self = .one(word)
    default: self = .other
    }
  }

  /// Its position among a lever's values: the index of an equal value, half a step after the first
  /// of two neighbours that it lies between; nil elsewhere.
  package func place(among values: [String]) -> Double? {
    guard case .one(let own) = self else { return nil }
    if let same = values.firstIndex(where: { Self.isSame($0, own) }) { return Double(same) }
    guard let size = Self.size(own) else { return nil }
    let sizes = values.map(Self.size)
    return zip(sizes, sizes.dropFirst()).enumerated().first { _, pair in
      guard let low = pair.0, let high = pair.1 else { return false }
      return (low < size && size < high) || (high < size && size < low)
    }.map { Double($0.offset) + 0.5 }
  }

  /// Whether a text that somebody typed is this value.
  package func isSame(as text: String) -> Bool {
    if case .one(let own) = self { Self.isSame(text, own) } else { false }
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    guard let first = size(one), let second = size(other) else {
      return QuotedText.unquoted(one) == QuotedText.unquoted(other)
    }
    return first == second
  }

  /// A number, or a date in days.
  package static func size(_ text: String) -> Double? {
    Double(text) ?? CalendarDate(text).map { Double($0.day) }
  }
}
