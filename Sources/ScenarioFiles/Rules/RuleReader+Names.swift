import CreditBasics

/// Objects keyed by names, free ones or names that are defined elsewhere.
extension RuleReader {
  mutating func coins(_ node: Node, _ kind: FieldKind, _ path: NodePath) -> Node? {
    guard let list = node.list else {
      wrong(node, kind.words, path)
      return nil
    }
    let keys = Coin.allCases.map(\.key)
    var seen: Set<String> = []
    for (index, element) in list.enumerated() {
      if let key = element.text, keys.contains(key), seen.insert(key).inserted { continue }
      wrong(element, "each of \"btc\" and \"eth\" at most once", path.index(index))
      return nil
    }
    return node
  }

  mutating func map(
    _ node: Node, _ space: NameSpace, _ inner: FieldKind, _ path: NodePath, _ context: Context
  ) -> Node? {
    guard let given = block(node, path) else { return nil }
    let known = context.names[space] ?? []
    var filled = Block()
    for (name, member) in given.inOrder {
      guard known.contains(name) else {
        let hint = hint(for: name, among: known)
        let found = "found \(Excerpt.quoted(name))\(hint)"
        log.note(
          member.keyPosition, path.key(name), "expected \(Self.one(of: known, space)), \(found)")
        continue
      }
      if let value = value(member.node, inner, path.key(name), context) { filled.set(name, value) }
    }
    return Node(.block(filled), at: node.position)
  }

  mutating func named(
    _ node: Node, _ section: Section, _ count: ClosedRange<Int>, _ reserved: [String],
    _ path: NodePath, _ context: Context
  ) -> Node? {
    guard let given = block(node, path) else { return nil }
    if !count.contains(given.members.count) {
      let limits =
        "\(NumberText.grouped(count.lowerBound)) to \(NumberText.grouped(count.upperBound))"
      let found = NumberText.grouped(given.members.count)
      log.note(node.position, path, "expected \(limits) named objects, found \(found)")
      if given.members.count > count.upperBound { return nil }
    }
    var filled = Block()
    for (name, member) in given.inOrder {
      if !Self.isLabel(name) || reserved.contains(name) {
        let expected = reserved.contains(name) ? "a name that results do not use" : Self.labelWords
        let message = "expected \(expected), found \(Excerpt.quoted(name))"
        log.note(member.keyPosition, path.key(name), message)
      }
      if let value = self.section(member.node, section, path.key(name), context) {
        filled.set(name, value)
      }
    }
    return Node(.block(filled), at: node.position)
  }

  mutating func labelled(
    _ node: Node, _ inner: FieldKind, _ path: NodePath, _ context: Context
  ) -> Node? {
    guard let given = block(node, path) else { return nil }
    guard given.members.count <= Self.mostLabels else {
      let found = NumberText.grouped(given.members.count)
      log.note(node.position, path, "expected at most \(Self.mostLabels) names, found \(found)")
      return nil
    }
    var filled = Block()
    for (name, member) in given.inOrder {
      let path = path.key(name)
      if !Self.isLabel(name) {
        let message = "expected \(Self.labelWords), found \(Excerpt.quoted(name))"
        log.note(member.keyPosition, path, message)
      }
      if let value = value(member.node, inner, path, context) { filled.set(name, value) }
    }
    return Node(.block(filled), at: node.position)
  }

  static let mostLabels = 100

  static func one(of names: [String], _ space: NameSpace) -> String {
    guard (1...6).contains(names.count) else { return "the name of \(space.noun)" }
    let list = names.map(Excerpt.quoted).joined(separator: ", ")
    return "the name of \(space.noun) (\(list))"
  }

  private static let labelWords = "a name of 1 to 100 characters without control characters"

  /// Names go into tables and file names of every kind.
  static func isLabel(_ name: String) -> Bool {
    (1...100).contains(name.unicodeScalars.count)
      && name.unicodeScalars.allSatisfy { scalar in
        switch scalar.value {
        // Control characters, and the separators of lines and paragraphs.
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: false
        default: true
        }
      }
  }

  static func isName(_ name: String) -> Bool {
    isLabel(name) && name != "." && name != ".." && !name.contains("/") && !name.contains("\\")
  }
}
