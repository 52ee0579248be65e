import CreditBasics

/// What a property of a term can be.
protocol TermValue: Sendable {
  /// The value at a key of what has passed the rules; nil when nothing is said.
  init?(_ part: Settled, _ key: String)
  /// The value as a file would write it; nil when a file would say nothing.
  func written(_ kind: FieldKind, _ writing: Writing) -> Node.Value?
}

extension Double: TermValue {
  init?(_ part: Settled, _ key: String) {
    // Dates are texts, and years in a scenario.
    guard let value = part.optionalDate(key) ?? part.optionalNumber(key) else { return nil }
    self = value
  }

  func written(_ kind: FieldKind, _ writing: Writing) -> Node.Value? {
    if self == .infinity { return nil }
    if case .date = kind { return writing.date(self) }
    return .number(isNaN ? "NaN" : NumberText.shortest(self))
  }
}

extension Int: TermValue {
  init?(_ part: Settled, _ key: String) {
    guard part.node[key] != nil else { return nil }
    self = part.integer(key)
  }

  func written(_ kind: FieldKind, _ writing: Writing) -> Node.Value? { .number(String(self)) }
}

extension Optional: TermValue where Wrapped: TermValue {
  init?(_ part: Settled, _ key: String) { self = Wrapped(part, key) }

  func written(_ kind: FieldKind, _ writing: Writing) -> Node.Value? {
    self?.written(kind, writing) ?? nil
  }
}

extension Array: TermValue where Element == Double {
  init?(_ part: Settled, _ key: String) { self = part.dates(key) }

  func written(_ kind: FieldKind, _ writing: Writing) -> Node.Value? {
    .list(compactMap { writing.date($0).map(writing.node) })
  }
}

extension Dictionary: TermValue where Key == String, Value == String {
  init?(_ part: Settled, _ key: String) { self = part.texts(key) }

  func written(_ kind: FieldKind, _ writing: Writing) -> Node.Value? {
    if isEmpty { return nil }
    var block = Block()
    for (name, text) in self { block.set(name, writing.node(.text(text))) }
    return .block(block)
  }
}

/// Closed sets of words.
protocol TermWord: TermValue, RawRepresentable<String> {}

extension TermWord {
  init?(_ part: Settled, _ key: String) {
    guard let value = Self(rawValue: part.text(key)) else { return nil }
    self = value
  }

  func written(_ kind: FieldKind, _ writing: Writing) -> Node.Value? { .text(rawValue) }
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

  func written(_ kind: FieldKind, _ writing: Writing) -> Node.Value? {
    switch self {
    case .bullet: return .text("bullet")
    case .straightLine: return .text("straightLine")
    case .annuity: return .text("annuity")
    case .custom(let shares):
      var block = Block()
      for share in shares {
        guard case .text(let date)? = writing.date(share.date) else { continue }
        writing.set(date, writing.node(.number(NumberText.shortest(share.share))), in: &block)
      }
      return .block(block)
    }
  }
}

/// How a scenario that was made in Swift would be written: the calendar, and names for indices.
struct Writing {
  var asOf: CalendarDate
  /// Names of GPU classes, in the order of the market's list.
  var gpus: [String] = []
  /// Names of the tenants, in their order.
  var tenants: [String] = []
  /// Names of the miners, in their order.
  var miners: [String] = []
  /// Names of the miner's orders, in their order.
  var orders: [String] = []
  /// Names of the miner's tranches, in their order.
  var tranches: [String] = []
  let place = SourcePosition(SourceText(name: "scenario"))

  func node(_ value: Node.Value) -> Node { Node(value, at: place) }

  /// The day that lies so many years after the as-of date.
  func date(_ years: Double) -> Node.Value? {
    if years == .infinity { return nil }
    return .text(asOf.adding(years: years)?.text ?? "\(years) years after asOf")
  }

  /// The name at an index; an index out of range is a name that nothing has.
  func name(_ index: Int, of names: [String]) -> Node.Value {
    .text(names.indices.contains(index) ? names[index] : "index \(index)")
  }

  /// Sets a name; one that is there already stays, under a name that says so.
  func set(_ name: String, _ node: Node, in block: inout Block) {
    block.set(block[name] == nil ? name : name + " (twice)", node)
  }
}
