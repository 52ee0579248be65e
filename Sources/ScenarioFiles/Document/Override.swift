import CreditBasics

/// A change made beside the file: `--set PATH=VALUE`.
struct Override {
  private let pattern: PathPattern
  private let value: Node

  /// Reads `PATH=VALUE`; the value is JSON5 or else a bare string.
  ///
  /// - Parameter typed: The option as it was typed, for messages.
  init(parsing text: String, typed: String, order: Int) throws(Issue) {
    let source = SourceText(name: Excerpt.oneLine(typed), order: order)
    let assignment: (pattern: PathPattern, value: String)
    do {
      assignment = try PathPattern.parsingAssignment(text)
    } catch {
      throw Issue(SourcePosition(source), error.message)
    }
    pattern = assignment.pattern
    if pattern.steps.first == .name("extends") {
      throw Issue(
        SourcePosition(source), path: "extends",
        "expected a key of the scenario; what a file extends is set in the file")
    }
    value = try Self.value(assignment.value, path: "\(pattern)", source: source)
  }

  /// The root after this change, which is applied as a merge patch.
  ///
  /// - Throws: Names that the root does not have: a change beside the file creates nothing.
  func applied(to root: Node) throws(ScenarioError) -> Node {
    var changed = root
    for path in try paths(in: root) {
      try checkWay(to: path, in: root)
      var patch = value
      for case .key(let name) in path.steps.reversed() {
        patch = Node([name: patch], at: value.position)
      }
      let issues = NameChanges(of: patch, to: root).issuesOfOverride
      if !issues.isEmpty { throw ScenarioError(issues) }
      changed = MergePatch.apply(patch, to: changed)
    }
    return changed
  }

  /// Refuses to replace a value on the way that is no object: that would hide what is wrong there, or
  /// what may stand there.
  private func checkWay(to path: NodePath, in root: Node) throws(ScenarioError) {
    var kind: FieldKind? = .block(FieldRules.scenario.section)
    for (length, name) in path.names.dropLast().enumerated() {
      kind = kind?.member(name)
      let way = NodePath(Array(path.steps.prefix(length + 1)))
      guard let node = root.node(at: way), node.block == nil else { continue }
      if case .null = node.value { continue }
      let isWrong = kind?.isAlwaysObject != false
      let whole = node.list == nil ? "" : "; set it as a whole, as in \(way.typed)=[…]"
      let message =
        isWrong
        ? "expected an object, found \(node.found)"
        : "expected a path into an object, found one into \(node.found) (\(node.position))\(whole)"
      let place = isWrong ? node.position : value.position
      throw ScenarioError([Issue(place, at: way, message)])
    }
  }

  /// The paths that this change sets: one, or all that a pattern stands for.
  private func paths(in root: Node) throws(ScenarioError) -> [NodePath] {
    if let path = pattern.path { return [root.spelling(path)] }
    // Patterns see placeholders, as those of --vary do; what is wrong is reported later.
    var reader = RuleReader(root: root)
    do throws(PathProblem) {
      return try Completion.complete(reader.scenario(root)).paths(matching: pattern)
    } catch {
      throw ScenarioError(value.position, path: "\(pattern)", error.message)
    }
  }

  private static func value(
    _ text: String, path: String, source: SourceText
  ) throws(Issue) -> Node {
    let whole = SourcePosition(source)
    do throws(Issue) {
      var parser = try JSON5Parser(Array(text.utf8), source: source)
      let node = try parser.document()
      if var duplicate = parser.duplicates.first {
        duplicate.position = whole
        throw duplicate
      }
      return node.placed(at: whole)
    } catch {
      // A text that begins like an object, list or string was meant as one: its syntax error is
      // reported.
      guard let first = text.first(where: { $0 != " " }), "{[\"'".contains(first) else {
        return Node(.text(text), at: whole)
      }
      let inner = error.path.isEmpty ? path : "\(path).\(error.path)"
      throw Issue(whole, path: inner, error.message)
    }
  }
}

extension Node {
  /// The same value with every position replaced.
  func placed(at place: SourcePosition) -> Node {
    switch value {
    case .list(let nodes): return Node(.list(nodes.map { $0.placed(at: place) }), at: place)
    case .block(let block):
      return Node(block.members.mapValues { $0.node.placed(at: place) }, at: place)
    default: return Node(value, at: place)
    }
  }
}

extension FieldKind {
  /// Whether nothing but an object may stand here.
  fileprivate var isAlwaysObject: Bool {
    switch self {
    case .block, .named, .map, .labelled, .dated: true
    default: false
    }
  }
}
