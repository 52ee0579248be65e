import CreditBasics

/// A part of a scenario that has passed every check: values are there and have their type.
///
/// Asking for a key that the table of rules does not have is a mistake in this program and traps.
struct Settled {
  private(set) var node: Node
  let asOf: CalendarDate
  /// Index of each name in its list, by name space; tranches and orders are those of the miner that
  /// this is a part of.
  var places: [NameSpace: [String: Int]] = [:]
  /// Short rate at the as-of date; 0 without one.
  var shortRate = 0.0

  /// The whole of a scenario.
  init(root: Node, asOf: CalendarDate) {
    self.init(node: root, asOf: asOf)
    let market = root["market"]
    places[.regime] = Self.places(market?["regimes"]?.block?.names ?? [])
    places[.gpu] = Self.places(market?["gpus"]?.block?.names ?? [])
    places[.tenant] = Self.places(root["tenants"]?.block?.names ?? [])
    places[.miner] = Self.places(root["miners"]?.block?.names ?? [])
    shortRate = market?["shortRate"]?["initial"]?.double ?? 0
  }

  /// A part without names around it.
  init(node: Node, asOf: CalendarDate) {
    (self.node, self.asOf) = (node, asOf)
  }

  func number(_ key: String) -> Double { require(node[key]?.double, key) }
  func optionalNumber(_ key: String) -> Double? { node[key]?.double }
  func text(_ key: String) -> String { require(node[key]?.text, key) }
  func part(_ key: String) -> Settled { require(optionalPart(key), key) }
  func integer(_ key: String) -> Int { Int(clamping: unsigned(key)) }

  /// The index of the thing that a key names; nil when the key is absent.
  func place(_ key: String, in space: NameSpace) -> Int? {
    node[key]?.text.flatMap { places[space]?[$0] }
  }

  func unsigned(_ key: String) -> UInt64 {
    guard case .number(let text)? = node[key]?.value else { return require(nil, key) }
    return require(NumberText.unsigned(text), key)
  }

  func optionalPart(_ key: String) -> Settled? {
    node[key].map(inner)
  }

  /// A part below this one with the same names; inside a miner also those of its tranches and
  /// orders.
  private func inner(_ node: Node) -> Settled {
    var part = self
    part.node = node
    if let own = node["tranches"]?.block?.names { part.places[.tranche] = Self.places(own) }
    if let own = node["orders"]?.block?.names { part.places[.order] = Self.places(own) }
    return part
  }

  private static func places(_ names: [String]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  /// Dates in ascending order, as the rules have sorted them.
  func dates(_ key: String) -> [Double] { list(key).map(years) }
  func list(_ key: String) -> [String] { (node[key]?.list ?? []).compactMap(\.text) }

  /// Years from the as-of date to another one.
  func years(_ date: String) -> Double { require(CalendarDate(date), date).years(since: asOf) }

  /// The named parts of an object in name order.
  func named(_ key: String) -> [(name: String, part: Settled)] {
    let block = node[key]?.block ?? Block()
    return block.names.compactMap { name in
      block[name].map { (name, inner($0)) }
    }
  }

  /// One number for each thing of a list, 0 where none is given.
  func numbers(_ key: String, by space: NameSpace) -> [Double] {
    let places = places[space] ?? [:]
    var numbers = places.map { _ in 0.0 }
    for (name, place) in places { numbers[place] = node[key]?[name]?.double ?? 0 }
    return numbers
  }

  private func require<Value>(_ value: Value?, _ key: String) -> Value {
    guard let value else { preconditionFailure("the table of rules has no \(key) here") }
    return value
  }
}
