import CreditBasics

/// The value of a scenario at one path, by the ways in which it can be varied.
package enum VariedValue: Sendable, Equatable {
  case number(Double)
  /// A day of the calendar.
  case date(CalendarDate)
  /// A word or name, or `true` or `false`, as users type them.
  case word(String)
  case other
}

extension ReadScenario {
  /// The paths that a pattern stands for, in sorted order of names.
  ///
  /// A step `*` stands for every name that is there, a step `{a,b}` for each of these names. From
  /// such a step on, paths are kept only where the objects on the way are there.
  ///
  /// - Throws: What is wrong with the pattern, in words.
  package func paths(matching pattern: String) throws(PathProblem) -> [NodePath] {
    try resolved.paths(matching: PathPattern(parsing: pattern))
  }

  /// What the scenario says at a path, placeholders included; nil where it says nothing.
  package func value(at path: NodePath) -> VariedValue? {
    resolved.node(at: path).map(VariedValue.init)
  }
}

extension VariedValue {
  fileprivate init(_ node: Node) {
    if let number = node.double {
      self = .number(number)
    } else if let text = node.text {
      self = CalendarDate(text).map(VariedValue.date) ?? .word(text)
    } else if let flag = node.flag {
      self = .word(flag ? "true" : "false")
    } else {
      self = .other
    }
  }
}

extension Node {
  /// The paths from this node that a pattern stands for, in sorted order of names.
  func paths(matching pattern: PathPattern) throws(PathProblem) -> [NodePath] {
    let steps = pattern.steps
    var found: [(path: NodePath, node: Node?)] = [(NodePath(), self)]
    var isPattern = false
    for (place, step) in steps.enumerated() {
      let names = step.names
      if case .name = step {} else { isPattern = true }
      let filters = isPattern
      let parents = found
      found = found.flatMap { parent -> [(path: NodePath, node: Node?)] in
        let known = parent.node?.block?.names ?? []
        return (names ?? known).map { typed in
          let name = parent.node?.spelling(typed) ?? typed
          return (parent.path.key(name), parent.node?[name])
        }
      }
      if let twice = Self.repeated(found.map(\.path)) {
        throw PathProblem(
          "expected each name of a list once, found \(Excerpt.quoted(twice)) twice")
      }
      // The last name may be absent: then its placeholder is varied.
      guard filters && place < steps.count - 1 else { continue }
      let there = found.filter { $0.node?.block != nil }
      if !there.isEmpty { try Self.checkEach(of: names, in: there.map(\.path), of: parents) }
      found = there
    }
    guard !found.isEmpty else { throw PathProblem("it stands for nothing in the scenario") }
    return found.map(\.path)
  }

  /// The last name of the first of some paths that is there twice.
  private static func repeated(_ paths: [NodePath]) -> String? {
    var seen: Set<NodePath> = []
    return paths.first { !seen.insert($0).inserted }?.names.last
  }

  /// Every name of a `{a,b}` step must exist somewhere: one that does not is misspelt.
  private static func checkEach(
    of names: [String]?, in found: [NodePath], of parents: [(path: NodePath, node: Node?)]
  ) throws(PathProblem) {
    guard let names, names.count > 1 else { return }
    let last = Set(found.compactMap(\.names.last))
    let isMissing = { (typed: String) in
      !parents.contains { last.contains($0.node?.spelling(typed) ?? typed) }
    }
    if let wrong = names.first(where: isMissing) {
      let known = Set(parents.flatMap { $0.node?.block?.names ?? [] })
      throw PathProblem(
        "\(Excerpt.quoted(wrong)) stands for nothing in the scenario"
          + Suggestion.hint(for: wrong, among: known))
    }
  }

  /// The typed path with the document's spelling of each name.
  func spelling(_ path: NodePath) -> NodePath {
    var (spelt, node) = (NodePath(), Optional(self))
    for typed in path.names {
      let name = node?.spelling(typed) ?? typed
      (spelt, node) = (spelt.key(name), node?[name])
    }
    return spelt
  }

  /// The name of this object that a typed one means; the typed one where there is none.
  fileprivate func spelling(_ typed: String) -> String {
    guard self[typed] == nil else { return typed }
    let names = block?.names ?? []
    return TypedName.place(of: typed, among: names).map { names[$0] } ?? typed
  }
}

extension ScenarioDocument {
  /// This document with a file, and what it extends, applied over it as merge patches.
  ///
  /// The file's `simulation` is left out, and a note says so where it differs: results that are compared
  /// share their draws.
  ///
  /// - Throws: Files that cannot be read, syntax errors, duplicate keys.
  package func overlaying(file: String) throws(ScenarioError) -> ScenarioDocument {
    let overlay = try Self.load(file)
    if let book, let miners = overlay.root["miners"]?.block, !miners.members.isEmpty {
      throw Self.refusal(of: overlay.root, over: book)
    }
    return try overlaid(by: overlay).keepingDraws(of: self)
  }

  /// This document with paths and seed of the one that it was made from.
  private func keepingDraws(of other: ScenarioDocument) -> ScenarioDocument {
    let key = "simulation"
    guard var block = root.block, let mine = block.members[key] else { return self }
    let theirs = other.root.block?.members[key]
    block.members[key] = theirs
    let own = ["paths", "seed"].filter { mine.node[$0]?.found != theirs?.node[$0]?.found }
    let note = Warning(
      issue: Issue(
        mine.keyPosition, path: key,
        "\(own.joined(separator: " and ")) of an overlay are left out, so that draws are shared"),
      weight: .note)
    return replacing(
      root: Node(.block(block), at: root.position), notes: own.isEmpty ? [] : [note])
  }

  /// This document with another applied over it, which may add only what is complete.
  func overlaid(by overlay: ScenarioDocument) throws(ScenarioError) -> ScenarioDocument {
    let outcome = NameChanges(of: overlay.root, to: root).outcome(in: overlay.root)
    if !outcome.issues.isEmpty { throw ScenarioError(outcome.issues) }
    return replacing(
      root: MergePatch.apply(overlay.root, to: root), known: overlay.known,
      notes: overlay.notes + outcome.notes)
  }
}
