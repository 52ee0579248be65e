import CreditBasics

/// Reads a merged document by the table of rules: checks every value and fills in every
/// placeholder.
///
/// The result has the shape of a scenario file; a key whose value is wrong is left out of it.
struct RuleReader {
  var log = IssueLog()
  let asOf: CalendarDate?
  let asOfText: String?
  /// Whether figures outside their usual range are warned of one by one.
  var doubtsFigures = true

  /// What the reading of a value may depend on besides its rule.
  struct Context {
    var names: [NameSpace: [String]] = [:]
    /// The variant that the section, or one around it, has selected, and by which key.
    var variant: String?
    var selector: String?
    /// Whether the variant is unknown, so that no key can be said to belong to another one.
    var isOpen = false
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
    context.names[.tenant] = root["tenants"]?.block?.names ?? []
    context.names[.miner] = root["miners"]?.block?.names ?? []
    context.names[.driver] = Driver.allCases.map(\.key)
    return section(root, FieldRules.scenario.section, NodePath(), context) ?? root
  }

  mutating func section(
    _ node: Node, _ section: Section, _ path: NodePath, _ outer: Context
  ) -> Node? {
    guard let given = block(node, path) else { return nil }
    var context = outer
    if section.path == FieldRules.miner.section.path {
      context.names[.order] = given["orders"]?.block?.names ?? []
      context.names[.tranche] = given["tranches"]?.block?.names ?? []
    }
    if let selector = section.selector {
      context.selector = selector.key
      context.variant = given[selector.key]?.text ?? selector.absent.fallback
      context.isOpen = !selector.kind.isChoice(context.variant)
    }
    noteUnknown(in: given, section, path, context)
    var filled = Block(
      capacity: min(section.fields.count, section.filledCount + given.members.count))
    for field in section.fields where Self.applies(field, in: context) {
      let result = read(field, of: given, at: node.position, path, context)
      if let result { filled.set(field.key, result) }
    }
    if !given.removed.isEmpty {
      filled.removed = given.removed.filter { filled[$0.key] == nil }
    }
    return Node(.block(filled), at: node.position)
  }

  /// An object's members; nil, and a message, where something else stands.
  mutating func block(
    _ node: Node, _ path: NodePath, expected: String = "an object"
  ) -> Block? {
    if node.block == nil { wrong(node, expected, path) }
    return node.block
  }

  private static func applies(_ field: FieldRule, in context: Context) -> Bool {
    field.variant == nil || field.variant == context.variant
  }

  private mutating func read(
    _ field: FieldRule, of given: Block, at place: SourcePosition, _ path: NodePath,
    _ context: Context
  ) -> Node? {
    if let node = given[field.key] {
      return value(node, field.kind, path.key(field.key), context)
    }
    let place = given.removed[field.key] ?? place
    switch field.absent {
    case .required:
      let message = "expected \(field.kind.words), found nothing"
      log.note(place, path.key(field.key), message)
      return nil
    case .nothing, .computed: return nil
    case .value(let literal):
      if let settled = field.settled { return Node(settled, at: place) }
      return value(Node(literal, at: place), field.kind, path.key(field.key), context)
    case .byVariant(let values, let otherwise):
      return Node(values[context.variant ?? ""] ?? otherwise, at: place)
    }
  }

  private mutating func noteUnknown(
    in given: Block, _ section: Section, _ path: NodePath, _ context: Context
  ) {
    let isKnown = { (name: String) in
      section.fields.contains {
        $0.key == name && (context.isOpen || Self.applies($0, in: context))
      }
    }
    // Nearly every object has only known keys.
    if given.members.keys.allSatisfy(isKnown) { return }
    let known = section.fields.filter { Self.applies($0, in: context) }.map(\.key)
    let unknown = given.members.filter { !isKnown($0.key) }
      .sorted { $0.value.keyPosition.precedes($1.value.keyPosition) }
    for (name, member) in unknown {
      var message = "unknown key"
      if let variant = section.fields.first(where: { $0.key == name })?.variant,
        let selector = context.selector
      {
        message += "; it belongs to \(selector): \(Excerpt.quoted(variant))"
      } else {
        let meant = TermSheetWords.hint(for: name, among: known)
        message += meant.isEmpty ? hint(for: name, among: known) : meant
      }
      log.note(member.keyPosition, path.key(name), message)
    }
  }

  /// A suggestion for a misspelt name; empty once the log is full, as nobody would read it.
  func hint(for name: String?, among names: [String]) -> String {
    guard let name, !log.isFull else { return "" }
    return Suggestion.hint(for: name, among: names)
  }

  /// Notes that a value is not what was expected; nil, so that a reader can return it.
  @discardableResult
  mutating func wrong(
    _ node: Node, _ expected: String, _ path: NodePath, hint: String = ""
  ) -> Node? {
    log.note(node.position, path, "expected \(expected), found \(node.found)\(hint)")
    return nil
  }
}

extension RuleReader {
  /// Reads a value by its kind; nil when it is wrong, which has then been noted.
  mutating func value(
    _ node: Node, _ kind: FieldKind, _ path: NodePath, _ context: Context
  ) -> Node? {
    switch kind {
    case .number(let range): return number(node, range, path)
    case .integer(let range): return integer(node, range, kind, path)
    case .seed: return seed(node, kind, path)
    case .flag: return accepted(node, node.flag != nil, kind, path)
    case .name: return name(node, kind, path)
    case .choice(let words, _): return choice(node, words, kind, path)
    case .coins: return coins(node, kind, path)
    case .asOf: return date(node, path)
    case .date: return date(node, path)
    case .dates: return dates(node, kind, path)
    case .amortisation: return amortisation(node, kind, path)
    case .dated(let range): return dated(node, range, path)
    case .given(let section): return given(node, section, kind, path, context)
    case .reference(let space): return reference(node, space, path, context)
    case .references(let space): return references(node, space, path, context)
    case .block(let section): return self.section(node, section, path, context)
    case .named(let section, let count, let reserved):
      return named(node, section, count, reserved, path, context)
    case .map(let space, let inner): return map(node, space, inner, path, context)
    case .labelled(let inner): return labelled(node, inner, path, context)
    case .day: return accepted(node, node.text.flatMap { CalendarDate($0) } != nil, kind, path)
    case .text: return accepted(node, node.text.map(Self.isText) ?? false, kind, path)
    }
  }

  private mutating func name(_ node: Node, _ kind: FieldKind, _ path: NodePath) -> Node? {
    if let text = node.text, Self.isName(text) { return node }
    return wrong(node, kind.words, path, hint: node.text.map(Self.blankHint) ?? "")
  }

  private mutating func accepted(
    _ node: Node, _ holds: Bool, _ kind: FieldKind, _ path: NodePath
  ) -> Node? {
    if holds { return node }
    return wrong(node, kind.words, path)
  }

  mutating func choice(
    _ node: Node, _ words: [String], _ kind: FieldKind, _ path: NodePath
  ) -> Node? {
    if let text = node.text, words.contains(text) { return node }
    return wrong(node, kind.words, path, hint: hint(for: node.text, among: words))
  }

  private mutating func references(
    _ node: Node, _ space: NameSpace, _ path: NodePath, _ context: Context
  ) -> Node? {
    guard let list = node.list else { return reference(node, space, path, context) }
    var seen: Set<String> = []
    for (index, element) in list.enumerated() {
      guard let name = reference(element, space, path.index(index), context)?.text else {
        return nil
      }
      guard seen.insert(name).inserted else {
        return wrong(element, "each name once", path.index(index))
      }
    }
    return node
  }

  private mutating func reference(
    _ node: Node, _ space: NameSpace, _ path: NodePath, _ context: Context
  ) -> Node? {
    let known = context.names[space] ?? []
    guard let text = node.text else {
      return wrong(node, "the name of \(space.noun) in quotes", path)
    }
    if known.contains(text) { return node }
    return wrong(node, Self.one(of: known, space), path, hint: hint(for: text, among: known))
  }
}

extension RuleReader {
  /// A placeholder as reading leaves it, if it is a number, word or flag; nil for others, which may
  /// depend on the rest of the scenario.
  static func settled(_ absent: Absent, _ kind: FieldKind) -> Node.Value? {
    guard case .value(let literal) = absent else { return nil }
    switch kind {
    case .number, .integer, .seed, .flag, .choice, .text: break
    default: return nil
    }
    let place = SourcePosition(SourceText(name: ""))
    var reader = RuleReader(root: Node(.null, at: place))
    let found = reader.value(Node(literal, at: place), kind, NodePath(), Context())
    return reader.log.warnings.isEmpty ? found?.value : nil
  }
}

extension FieldKind {
  /// Whether a text is one of the words of a choice.
  fileprivate func isChoice(_ word: String?) -> Bool {
    guard case .choice(let words, _) = self, let word else { return true }
    return words.contains(word)
  }
}

extension Absent {
  /// The word that holds when a selector is absent.
  fileprivate var fallback: String? {
    if case .value(.text(let word)) = self { word } else { nil }
  }
}
