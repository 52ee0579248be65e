/// What a scenario says at one place, as far as it can be varied.
package enum VariedValue: Sendable, Equatable {
  case number(Double)
  /// Days since 1 January 1970.
  case date(CalendarDate)
  case other
}

extension ReadScenario {
  /// The paths that a pattern stands for, in sorted order of names.
  ///
  /// A step `*` is every name that is there, a step `{a,b}` each of these names. With either, only places
  /// whose object is there are taken.
  ///
  /// - Throws: What is wrong with the pattern, in words.
  package func paths(matching pattern: String) throws(PathProblem) -> [String] {
    let steps = try NodePath(parsing: pattern).steps.map(Self.name)
    var found: [(path: NodePath, node: Node?)] = [(NodePath(), resolved)]
    var isPattern = false
    for (place, step) in steps.enumerated() {
      let names = Self.alternatives(step)
      isPattern = isPattern || names != [step]
      let filters = isPattern
      found = found.flatMap { place -> [(path: NodePath, node: Node?)] in
        let known = place.node?.block?.names ?? []
        return (names ?? known).map { (place.path.key($0), place.node?[$0]) }
      }
      // The last name may be absent: its placeholder is being varied.
      if filters && place < steps.count - 1 { found = found.filter { $0.node?.block != nil } }
    }
    guard !found.isEmpty else { throw PathProblem("it stands for nothing in the scenario") }
    return found.map(\.path.description)
  }

  /// What the scenario says at a path, placeholders included; nil where it says nothing.
  package func value(at path: String) -> VariedValue? {
    guard let path = try? NodePath(parsing: path), let node = resolved.node(at: path) else {
      return nil
    }
    if let number = node.double { return .number(number) }
    if let date = node.text.flatMap({ CalendarDate($0) }) { return .date(date) }
    return .other
  }

  private static func name(_ step: NodePath.Step) -> String {
    if case .key(let name) = step { name } else { "" }
  }

  /// The names that a step stands for; nil is every name.
  private static func alternatives(_ step: String) -> [String]? {
    if step == "*" { return nil }
    guard step.hasPrefix("{"), step.hasSuffix("}") else { return [step] }
    return step.dropFirst().dropLast().split(separator: ",").map { part in
      let start = part.drop { $0 == " " }
      return String(start.reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension ScenarioDocument {
  /// This document with a file, and what it extends, applied over it as merge patches.
  ///
  /// - Throws: Files that cannot be read, syntax errors, duplicate keys.
  package func overlaying(file: String) throws(ScenarioError) -> ScenarioDocument {
    let overlay = try Self.load(file)
    return replacing(
      root: MergePatch.apply(overlay.root, to: root), duplicates: overlay.duplicates)
  }

  /// This document with an object applied over it as a merge patch.
  package func merging(_ patch: Node) throws(ScenarioError) -> ScenarioDocument {
    replacing(root: MergePatch.apply(patch, to: root))
  }
}

extension CalendarDate {
  /// The day some days later, within the years that a scenario can name.
  package func adding(days: Int) -> CalendarDate? { CalendarDate(day: day + days) }

  /// The day as `YYYY-MM-DD`.
  package var text: String {
    // Days are counted in eras of 400 years from 1 March of year 0: leap days then come last.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let inEra = shifted - era * 146_097
    let year = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
    let inYear = inEra - (365 * year + year / 4 - year / 100)
    let month = (5 * inYear + 2) / 153
    let date = inYear - (153 * month + 2) / 5 + 1
    let number = month < 10 ? month + 3 : month - 9
    let full = year + era * 400 + (number <= 2 ? 1 : 0)
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    return "\(full)-\(padded(number))-\(padded(date))"
  }
}
