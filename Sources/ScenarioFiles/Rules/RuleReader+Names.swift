import CreditBasics
import Foundation

/// Objects keyed by names, free ones or names that are defined elsewhere.
extension RuleReader {
  mutating func coins(_ node: Node, _ kind: FieldKind, _ path: NodePath) -> Node? {
    guard let list = node.list else { return wrong(node, kind.words, path) }
    let keys = Coin.allCases.map(\.key)
    var seen: Set<String> = []
    for (index, element) in list.enumerated() {
      if let key = element.text, keys.contains(key), seen.insert(key).inserted { continue }
      return wrong(element, "each of \"btc\" and \"eth\" at most once", path.index(index))
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
        "\(Thousands.grouped(count.lowerBound)) to \(Thousands.grouped(count.upperBound))"
      let found = Thousands.grouped(given.members.count)
      log.note(node.position, path, "expected \(limits) named objects, found \(found)")
      if given.members.count > count.upperBound { return nil }
    }
    noteLookalikes(among: given, section, path)
    var filled = Block()
    for (name, member) in given.inOrder {
      if !Self.isLabel(name) || reserved.contains(name) {
        let expected = reserved.contains(name) ? "a name that results do not use" : Self.labelWords
        let message =
          "expected \(expected), found \(Excerpt.quoted(name))" + Self.blankHint(name)
        log.note(member.keyPosition, path.key(name), message)
      }
      if section.path == FieldRules.miner.section.path {
        noteReserved(name, like: reserved, at: member.keyPosition, path.key(name))
      }
      if let value = self.section(member.node, section, path.key(name), context) {
        filled.set(name, value)
      }
    }
    return Node(.block(filled), at: node.position)
  }

  /// What people see of a name, in letters of one case.
  private static func look(_ name: String) -> String {
    let shown = name.unicodeScalars.filter { $0.properties.generalCategory != .format }
    return shown.split(whereSeparator: isBlank).map { String($0).lowercased() }
      .joined(separator: " ")
  }

  /// Warns of a borrower whose name people would take for that of the whole book.
  private mutating func noteReserved(
    _ name: String, like reserved: [String], at place: SourcePosition, _ path: NodePath
  ) {
    let look = Self.look(name)
    guard !reserved.contains(name), let other = reserved.first(where: { Self.look($0) == look })
    else { return }
    log.warn(
      place, path,
      "\(Excerpt.quoted(name)) looks like \(Excerpt.quoted(other)), which results use for something "
        + "else: rename it", .grave)
  }

  /// Warns of names that people would take for the same one, while the program takes them for two.
  private mutating func noteLookalikes(among given: Block, _ section: Section, _ path: NodePath) {
    var seen: [String: String] = [:]
    for name in given.names {
      guard let other = seen.updateValue(name, forKey: Self.look(name)),
        let member = given.members[name]
      else { continue }
      log.warn(
        member.keyPosition, path.key(name),
        "\(Excerpt.quoted(name)) is another \(section.noun) than \(Excerpt.quoted(other)): they differ "
          + "by case, blanks or characters that do not show", .grave)
    }
  }

  mutating func labelled(
    _ node: Node, _ inner: FieldKind, _ path: NodePath, _ context: Context
  ) -> Node? {
    guard let given = block(node, path) else { return nil }
    guard given.members.count <= Self.mostLabels else {
      let found = Thousands.grouped(given.members.count)
      log.note(node.position, path, "expected at most \(Self.mostLabels) names, found \(found)")
      return nil
    }
    var filled = Block()
    for (name, member) in given.inOrder {
      let path = path.key(name)
      if !Self.isLabel(name) {
        let message =
          "expected \(Self.labelWords), found \(Excerpt.quoted(name))" + Self.blankHint(name)
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
    isText(name) && name.unicodeScalars.contains { !isBlank($0) }
  }

  /// Characters of a name in composed form: it is the same name however its accents are written.
  private static func length(of name: String) -> Int {
    let count = name.unicodeScalars.count
    return count <= 100 ? count : name.precomposedStringWithCanonicalMapping.unicodeScalars.count
  }

  static func isText(_ name: String) -> Bool {
    (1...100).contains(length(of: name))
      && name.unicodeScalars.allSatisfy { scalar in
        switch scalar.value {
        // Control characters, and the separators of lines and paragraphs.
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: false
        default: true
        }
      }
  }

  /// A hint for a name of blanks only; empty for others.
  static func blankHint(_ name: String) -> String {
    !name.isEmpty && name.unicodeScalars.allSatisfy(isBlank) ? "; it shows nothing" : ""
  }

  /// Whether a character shows nothing.
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .format: true
    default: false
    }
  }

  static func isName(_ name: String) -> Bool {
    isLabel(name) && name != "." && name != ".." && !name.contains("/") && !name.contains("\\")
  }
}
