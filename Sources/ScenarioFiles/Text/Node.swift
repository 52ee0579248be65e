import CreditBasics

/// A value as written, with its place; numbers keep their source text, so that nothing is lost.
package struct Node: Sendable {
  package enum Value: Sendable {
    case null
    case flag(Bool)
    case text(String)
    /// The number as written, sign included; may be hexadecimal, infinite or not a number.
    case number(String)
    case list([Node])
    case block(Block)
  }

  package var position: SourcePosition
  package var value: Value

  package init(_ value: Value, at position: SourcePosition) {
    self.value = value
    self.position = position
  }

  /// An object of these members.
  init(_ members: [String: Node], at position: SourcePosition) {
    var block = Block(capacity: members.count)
    for (name, node) in members { block.set(name, node) }
    self.init(.block(block), at: position)
  }
}

/// An object: members by name, in no order.
package struct Block: Sendable {
  package struct Member: Sendable {
    package var keyPosition: SourcePosition
    package var node: Node
  }

  package var members: [String: Member] = [:]
  /// Where a merge patch has removed a member, so that a complaint about its absence finds the place.
  package var removed: [String: SourcePosition] = [:]

  package init() {}

  /// An empty object with room for some members.
  init(capacity: Int) { members.reserveCapacity(capacity) }

  package subscript(name: String) -> Node? { members[name]?.node }

  mutating func set(_ name: String, _ node: Node, keyPosition: SourcePosition? = nil) {
    members[name] = Member(keyPosition: keyPosition ?? node.position, node: node)
    if !removed.isEmpty { removed[name] = nil }
  }

  /// The names in sorted order, in which everything is processed.
  package var names: [String] { members.keys.sorted() }
  /// The members in that order.
  var inOrder: [(name: String, member: Member)] {
    members.sorted { $0.key < $1.key }.map { (name: $0.key, member: $0.value) }
  }
}

extension Node {
  package var block: Block? { if case .block(let block) = value { block } else { nil } }
  package var list: [Node]? { if case .list(let list) = value { list } else { nil } }
  package var text: String? { if case .text(let text) = value { text } else { nil } }
  package var flag: Bool? { if case .flag(let flag) = value { flag } else { nil } }

  /// The nearest double, possibly infinite or not a number; nil when this is not a number.
  package var double: Double? {
    if case .number(let text) = value { NumberText.double(text) } else { nil }
  }

  /// The member of an object, or nil; to set it changes nothing but an object.
  package subscript(name: String) -> Node? {
    get { block?[name] }
    set {
      guard var block else { return }
      // With a second owner the object would be copied.
      value = .null
      if let newValue { block.set(name, newValue) } else { block.members[name] = nil }
      value = .block(block)
    }
  }

  /// The members of the object at a key, by name; none where there is no object.
  func named(_ key: String) -> [(name: String, node: Node)] {
    let block = self[key]?.block ?? Block()
    return block.names.compactMap { name in block[name].map { (name, $0) } }
  }

  /// The node at the end of a path of keys, or nil.
  package func node(at path: NodePath) -> Node? {
    var node = self
    for step in path.steps {
      guard case .key(let name) = step, let next = node[name] else { return nil }
      node = next
    }
    return node
  }

  /// The value as messages show it after «found».
  var found: String {
    switch value {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .text(let text): Excerpt.quoted(text)
    case .number(let text): Excerpt.number(text)
    case .list: "an array"
    case .block: "an object"
    }
  }
}
