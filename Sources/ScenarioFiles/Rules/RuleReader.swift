import CreditBasics

/// Reads a merged document by the table of rules: checks every value, fills every placeholder in.
///
/// The result has the shape of a scenario file; a key whose value is wrong is left out of it.
struct RuleReader {
  var log = IssueLog()
  private let asOf: CalendarDate?
  private let asOfText: String?

  /// What a value's rule may depend on besides the value.
  struct Context {
    var names: [NameSpace: [String]] = [:]
    /// The variant that the section, or one around it, has selected, and by which key.
    var variant: String?
    var selector: String?
  }

  init(root: Node) {
    asOfText = root["asOf"]?.text
    asOf = asOfText.flatMap { CalendarDate($0) }
  }

  /// The whole scenario with all placeholders.
  mutating func scenario(_ root: Node) -> Node {
    var context = Context()
    context.names[.regime] = root["market"]?["regimes"]?.block?.names ?? []
    context.names[.gpu] = root["market"]?["gpus"]?.block?.names ?? []
    context.names[.driver] = Driver.allCases.map(\.key)
    return section(root, FieldRules.scenario, NodePath(), context) ?? root
  }

  private mutating func section(
    _ node: Node, _ section: Section, _ path: NodePath, _ outer: Context
  ) -> Node? {
    guard let given = node.block else {
      wrong(node, "an object", path)
      return nil
    }
    var context = outer
    if section.path == FieldRules.miner.path {
      context.names[.tranche] = given["tranches"]?.block?.names ?? []
    }
    if let selector = section.selector {
      context.selector = selector.key
      context.variant = given[selector.key]?.text ?? selector.absent.fallback
    }
    noteUnknown(in: given, section, path, context)
    var filled = Block()
    for field in section.fields where applies(field, in: context) {
      let result = read(field, of: given, at: node.position, path, context)
      if let result { filled.set(field.key, result) }
    }
    return Node(.block(filled), at: node.position)
  }

  private func applies(_ field: FieldRule, in context: Context) -> Bool {
    field.variant == nil || field.variant == context.variant
  }

  private mutating func read(
    _ field: FieldRule, of given: Block, at place: SourcePosition, _ path: NodePath,
    _ context: Context
  ) -> Node? {
    let path = path.key(field.key)
    if let node = given[field.key] { return value(node, field.kind, path, context) }
    switch field.absent {
    case .required:
      let message = "expected \(field.kind.words), found nothing"
      log.note(given.removed[field.key] ?? place, path, message)
      return nil
    case .nothing, .computed: return nil
    case .value(let literal): return value(Node(literal, at: place), field.kind, path, context)
    case .byVariant(let values, let otherwise):
      return Node(values[context.variant ?? ""] ?? otherwise, at: place)
    }
  }

  private mutating func noteUnknown(
    in given: Block, _ section: Section, _ path: NodePath, _ context: Context
  ) {
    for (name, member) in given.members {
      let field = section.fields.first { $0.key == name }
      if let field, applies(field, in: context) { continue }
      if let field, let variant = field.variant, let selector = context.selector {
        log.note(
          member.keyPosition, path.key(name),
          "unknown key; it belongs to \(selector): \(Excerpt.quoted(variant))")
        continue
      }
      let known = section.fields.filter { applies($0, in: context) }.map(\.key)
      log.note(
        member.keyPosition, path.key(name),
        "unknown key" + Suggestion.hint(for: name, among: known))
    }
  }

  /// Notes that a value is not what was expected.
  mutating func wrong(_ node: Node, _ expected: String, _ path: NodePath, hint: String = "") {
    log.note(node.position, path, "expected \(expected), found \(node.found)\(hint)")
  }
}

extension RuleReader {
  /// Reads a value by its kind; nil when it is wrong, which has then been noted.
  private mutating func value(
    _ node: Node, _ kind: FieldKind, _ path: NodePath, _ context: Context
  ) -> Node? {
    switch kind {
    case .number(let range): return number(node, range, path)
    case .integer(let range): return integer(node, range, kind, path)
    case .seed: return seed(node, kind, path)
    case .flag: return accepted(node, node.flag != nil, kind, path)
    case .name: return accepted(node, node.text.map(Self.isName) ?? false, kind, path)
    case .choice(let words, _): return choice(node, words, kind, path)
    case .coins: return coins(node, kind, path)
    case .asOf: return accepted(node, asOf != nil, kind, path)
    case .date: return date(node, path)
    case .dates: return dates(node, kind, path)
    case .amortisation: return amortisation(node, kind, path)
    case .reference(let space): return reference(node, space, path, context)
    case .block(let section): return self.section(node, section, path, context)
    case .named(let section, let count, let reserved):
      return named(node, section, count, reserved, path, context)
    case .map(let space, let inner): return map(node, space, inner, path, context)
    }
  }

  private mutating func accepted(
    _ node: Node, _ holds: Bool, _ kind: FieldKind, _ path: NodePath
  ) -> Node? {
    if holds { return node }
    wrong(node, kind.words, path)
    return nil
  }

  private mutating func choice(
    _ node: Node, _ words: [String], _ kind: FieldKind, _ path: NodePath
  ) -> Node? {
    if let text = node.text, words.contains(text) { return node }
    wrong(
      node, kind.words, path, hint: node.text.map { Suggestion.hint(for: $0, among: words) } ?? "")
    return nil
  }

  private mutating func coins(_ node: Node, _ kind: FieldKind, _ path: NodePath) -> Node? {
    let keys = node.list?.map { element in Coin.allCases.first { $0.key == element.text } }
    let valid = keys.map { !$0.contains(nil) && Set($0).count == $0.count } ?? false
    return accepted(node, valid, kind, path)
  }

  private mutating func reference(
    _ node: Node, _ space: NameSpace, _ path: NodePath, _ context: Context
  ) -> Node? {
    let known = context.names[space] ?? []
    guard let text = node.text else {
      wrong(node, "the name of \(space.noun) in quotes", path)
      return nil
    }
    if known.contains(text) { return node }
    wrong(node, Self.one(of: known, space), path, hint: Suggestion.hint(for: text, among: known))
    return nil
  }

  private mutating func map(
    _ node: Node, _ space: NameSpace, _ inner: FieldKind, _ path: NodePath, _ context: Context
  ) -> Node? {
    guard let given = node.block else {
      wrong(node, "an object", path)
      return nil
    }
    let known = context.names[space] ?? []
    var filled = Block()
    for name in given.names {
      guard let member = given.members[name] else { continue }
      guard known.contains(name) else {
        let hint = Suggestion.hint(for: name, among: known)
        let found = "found \(Excerpt.quoted(name))\(hint)"
        log.note(
          member.keyPosition, path.key(name), "expected \(Self.one(of: known, space)), \(found)")
        continue
      }
      if let value = value(member.node, inner, path.key(name), context) { filled.set(name, value) }
    }
    return Node(.block(filled), at: node.position)
  }

  private mutating func named(
    _ node: Node, _ section: Section, _ count: ClosedRange<Int>, _ reserved: [String],
    _ path: NodePath, _ context: Context
  ) -> Node? {
    guard let given = node.block else {
      wrong(node, "an object", path)
      return nil
    }
    if !count.contains(given.members.count) {
      let limits =
        "\(NumberText.grouped(count.lowerBound)) to \(NumberText.grouped(count.upperBound))"
      let found = NumberText.grouped(given.members.count)
      log.note(node.position, path, "expected \(limits) named objects, found \(found)")
      if given.members.count > count.upperBound { return nil }
    }
    var filled = Block()
    for name in given.names {
      guard let member = given.members[name] else { continue }
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

  private static func one(of names: [String], _ space: NameSpace) -> String {
    guard (1...6).contains(names.count) else { return "the name of \(space.noun)" }
    let list = names.map(Excerpt.quoted).joined(separator: ", ")
    return "the name of \(space.noun) (\(list))"
  }

  private static let labelWords = "a name of 1 to 100 characters without control characters"

  /// Names go into tables and file names of every kind.
  private static func isLabel(_ name: String) -> Bool {
    (1...100).contains(name.unicodeScalars.count)
      && name.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: true
        }
      }
  }

  private static func isName(_ name: String) -> Bool {
    isLabel(name) && name != "." && name != ".." && !name.contains("/") && !name.contains("\\")
  }
}

extension RuleReader {
  private mutating func number(_ node: Node, _ range: NumberRange, _ path: NodePath) -> Node? {
    guard let value = node.double else {
      let looksNumeric = node.text.map { Double($0) != nil } ?? false
      wrong(node, "a number, \(range.words)", path, hint: looksNumeric ? "; remove the quotes" : "")
      return nil
    }
    guard value.isFinite else {
      wrong(node, "a finite number, \(range.words)", path)
      return nil
    }
    guard range.contains(value) else {
      wrong(node, range.words, path, hint: range.percentHint(for: value))
      return nil
    }
    return Node(.number(NumberText.shortest(value)), at: node.position)
  }

  private mutating func integer(
    _ node: Node, _ range: ClosedRange<Int>, _ kind: FieldKind, _ path: NodePath
  ) -> Node? {
    guard case .number(let text) = node.value, let value = NumberText.unsigned(text),
      value <= UInt64(range.upperBound), value >= UInt64(range.lowerBound)
    else {
      wrong(node, kind.words, path)
      return nil
    }
    return Node(.number(String(value)), at: node.position)
  }

  private mutating func seed(_ node: Node, _ kind: FieldKind, _ path: NodePath) -> Node? {
    guard case .number(let text) = node.value, let value = NumberText.unsigned(text) else {
      wrong(node, kind.words, path)
      return nil
    }
    return Node(.number(String(value)), at: node.position)
  }

  /// The day of a date that is not before `asOf`; nil when it is wrong, which has been noted.
  private mutating func day(_ text: String, _ found: Node, _ path: NodePath) -> CalendarDate? {
    guard let date = CalendarDate(text) else {
      let shaped = text.utf8.count == 10 && text.utf8.count { $0 == UInt8(ascii: "-") } == 2
      wrong(
        found, FieldKind.date.words, path, hint: shaped ? "; the calendar has no such day" : "")
      return nil
    }
    if let asOf, let asOfText, date.day < asOf.day {
      wrong(found, "a date on or after asOf (\(asOfText))", path)
      return nil
    }
    return date
  }

  private mutating func date(_ node: Node, _ path: NodePath) -> Node? {
    guard let text = node.text else {
      wrong(node, FieldKind.date.words, path)
      return nil
    }
    return day(text, node, path) == nil ? nil : node
  }

  private mutating func dates(_ node: Node, _ kind: FieldKind, _ path: NodePath) -> Node? {
    guard let list = node.list else {
      wrong(node, kind.words, path)
      return nil
    }
    guard list.count <= 1000 else {
      log.note(
        node.position, path, "expected at most 1,000 dates, found \(NumberText.grouped(list.count))"
      )
      return nil
    }
    var seen: [String: Node] = [:]
    for (index, element) in list.enumerated() {
      guard date(element, path.index(index)) != nil, let text = element.text else { continue }
      if seen.updateValue(element, forKey: text) != nil {
        wrong(element, "each date once", path.index(index))
      }
    }
    // Year, month, day: the order of the texts is that of the dates.
    let sorted = seen.keys.sorted().compactMap { seen[$0] }
    return Node(.list(sorted), at: node.position)
  }

  private mutating func amortisation(
    _ node: Node, _ kind: FieldKind, _ path: NodePath
  ) -> Node? {
    guard let given = node.block else {
      return choice(node, FieldKind.amortisations, kind, path)
    }
    guard given.members.count <= 1000 else {
      log.note(node.position, path, "expected at most 1,000 dates, found more")
      return nil
    }
    var filled = Block()
    for name in given.names {
      guard let member = given.members[name] else { continue }
      let path = path.key(name)
      let dated = day(name, Node(.text(name), at: member.keyPosition), path)
      let share = number(member.node, .share, path)
      if dated != nil, let share {
        filled.set(name, share, keyPosition: member.keyPosition)
      }
    }
    return Node(.block(filled), at: node.position)
  }
}

extension Absent {
  /// The word that stands for an absent selector.
  fileprivate var fallback: String? {
    if case .value(.text(let word)) = self { word } else { nil }
  }
}
