import CreditBasics

/// What a change does to names: things that it adds to a scenario, and removals of what is not there.
///
/// Where a scenario has things of a kind already, a name that is not among them is more often misspelt
/// than new.
struct NameChanges {
  /// A named thing that the change has and the scenario does not have.
  struct Addition {
    var path: NodePath
    var position: SourcePosition
    var name: String
    /// The thing's rules.
    var section: Section
    var node: Node
    /// Names of the same kind that are there.
    var known: [String]

    /// The issue for a change that may add nothing, or nothing incomplete; `more` ends its message.
    func issue(_ more: String) -> Issue {
      let hint = Suggestion.hint(for: name, among: known)
      let list =
        known.isEmpty || known.count > 6
        ? "" : " (\(known.map(Excerpt.quoted).joined(separator: ", ")))"
      let article = section.noun.first.map { "aeiou".contains($0) } ?? false ? "an" : "a"
      let found = "found \(Excerpt.quoted(name))\(hint)"
      return Issue(
        position, at: path,
        "expected the name of \(article) \(section.noun)\(list), \(found)"
          + (more.isEmpty || !hint.isEmpty ? "" : ";") + (more.isEmpty ? "" : " " + more))
    }
  }

  private(set) var additions: [Addition] = []
  /// Keys that no scenario has, which a null would remove.
  private(set) var unknown: [Issue] = []
  /// Names that a null would remove and that are not there.
  private(set) var idle: [Issue] = []

  /// Compares a change with the scenario that it is applied to.
  init(of patch: Node, to base: Node) {
    compare(patch, base, .block(FieldRules.scenario.section), NodePath())
  }

  private mutating func compare(
    _ patch: Node, _ base: Node?, _ kind: FieldKind, _ path: NodePath
  ) {
    guard let changes = patch.block else { return }
    for name in changes.names {
      guard let member = changes.members[name] else { continue }
      let path = path.key(name)
      if case .null = member.node.value {
        noteRemoval(of: name, at: member.keyPosition, base, kind, path)
      } else if case .named(let section, _, _) = kind, base?[name] == nil {
        additions.append(
          Addition(
            path: path, position: member.keyPosition, name: name, section: section,
            node: member.node, known: base?.block?.names ?? []))
      } else if let inner = kind.member(name) {
        compare(member.node, base?[name], inner, path)
      }
    }
  }

  private mutating func noteRemoval(
    of name: String, at position: SourcePosition, _ base: Node?, _ kind: FieldKind,
    _ path: NodePath
  ) {
    switch kind {
    case .block(let section) where kind.member(name) == nil:
      let keys = section.fields.map(\.key)
      unknown.append(
        Issue(position, at: path, "unknown key" + Suggestion.hint(for: name, among: keys)))
    case .named(let section, _, _) where base?[name] == nil:
      let hint = Suggestion.hint(for: name, among: base?.block?.names ?? [])
      idle.append(
        Issue(
          position, at: path, "removes nothing: there is no \(section.noun) of this name\(hint)"))
    default: break
    }
  }
}

extension NameChanges {
  /// The problems of a change on the command line, which must add nothing and may remove only what
  /// is there.
  var issuesOfOverride: [Issue] {
    additions.map { $0.issue($0.known.isEmpty ? "there is none yet: a file can add it" : "") }
      + unknown + idle
  }

  /// The effects of a file applied over another one, which may add only what is complete by itself:
  /// incomplete additions are refused.
  func outcome(in patch: Node) -> (issues: [Issue], refused: [NodePath], notes: [Warning]) {
    var issues = unknown
    var refused: [NodePath] = []
    var notes = idle.map { Warning(issue: $0, weight: .slight) }
    for addition in additions where !addition.known.isEmpty {
      let near = Suggestion.nearest(to: addition.name, among: addition.known)
      let missing = addition.section.missing(
        from: addition.node, addition.name, isNear: near != nil, in: patch)
      if missing.isEmpty {
        notes.append(
          Warning(
            issue: Issue(
              addition.position, at: addition.path,
              "adds the \(addition.section.noun) \(Excerpt.quoted(addition.name))"), weight: .note))
      } else {
        let words = missing.map(\.words).joined(separator: ", ")
        refused.append(addition.path)
        var issue = addition.issue(
          "a new \(addition.section.noun) must be complete, and it lacks \(words)")
        issue.missing = missing.compactMap(\.key).map { addition.path.key($0) }
        issues.append(issue)
      }
    }
    return (issues, refused, notes)
  }
}

extension Section {
  /// What a new thing of this kind lacks to be complete by itself: in words, with the key where one of its own keys is
  /// missing.
  fileprivate func missing(
    from node: Node, _ name: String, isNear: Bool, in patch: Node
  ) -> [(key: String?, words: String)] {
    let required = fields.filter { if case .required = $0.absent { true } else { false } }
    // Borrowers and tenants have no required keys: essential ones are asked for only where a name
    // looks misspelt.
    let optional = [FieldRules.miner.section.path, FieldRules.tenant.section.path].contains(path)
    let asked = optional && !isNear ? [] : essential
    var missing: [(key: String?, words: String)] = (required.map(\.key) + asked)
      .filter { node[$0] == nil }.map { ($0, $0) }
    if path == FieldRules.tranche.section.path, node["coupon"] == nil, node["floating"] == nil {
      missing.append(("coupon", "coupon or floating"))
    }
    if path == FieldRules.regime.section.path {
      let market = patch["market"]
      let ways = market?["switching"]?.block?.members.values.map(\.node) ?? []
      let isReached =
        market?["initialRegime"]?[name] != nil || ways.contains { $0[name] != nil }
      if !isReached {
        missing.append((nil, "a way into it (market.switching or market.initialRegime)"))
      }
    }
    return missing
  }
}
