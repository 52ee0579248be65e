import CreditBasics
import Synchronization

/// A scenario that has passed every check.
public struct ReadScenario: Sendable {
  /// What the scenario means, in base units.
  public let scenario: Scenario
  /// The scenario as plain JSON, placeholders filled in, keys sorted; reading it gives an equal one.
  public var resolvedJSON: String { text.of(resolved) }
  package let resolved: Node
  private let text = TextWrittenOnce()
  /// What files have added to those that they extend.
  public let notes: [Warning]
  /// Warnings that reading finds: about single values, and about what tables and changes leave without effect.
  package let doubts: [Warning]

  /// Checks a merged document and fills its placeholders in.
  init(resolving root: Node, known: [Issue], notes: [Warning]) throws(ScenarioError) {
    var known = known
    let root = GivenTable.inlined(root, &known)
    var reader = RuleReader(root: root)
    reader.log.begin(with: known)
    resolved = Completion.complete(reader.scenario(root))
    try CrossChecks.run(resolved, reader.log).throwIfAny()
    guard let asOf = resolved["asOf"]?.text.flatMap({ CalendarDate($0) }) else {
      preconditionFailure("a scenario without asOf has passed the rules")
    }
    scenario = FieldRules.scenario.value(Settled(root: resolved, asOf: asOf))
    self.notes = notes.filter { $0.weight == .note }
    doubts = reader.log.warnings + notes.filter { $0.weight > .note }
  }

  /// The number at a path, its placeholder if the scenario does not give one.
  ///
  /// - Returns: nil when the path leads to no number.
  public func number(at path: String) -> Double? {
    (try? NodePath(parsing: path)).flatMap { resolved.node(at: $0)?.double }
  }
}

/// The text of a scenario, shared by its copies: identity, shards and results ask for it.
private final class TextWrittenOnce: Sendable {
  private let text = Mutex<String?>(nil)

  func of(_ node: Node) -> String {
    text.withLock { known in
      if let known { return known }
      let text = JSONText.write(node)
      known = text
      return text
    }
  }
}

/// Reads scenario files: the border between what users type and what the engine computes with.
public enum ScenarioReader {
  /// Reads a file with overrides of the form `PATH=VALUE`.
  ///
  /// - Throws: Every problem at once, sorted by position.
  public static func read(
    file: String, overrides: [String] = []
  ) throws(ScenarioError) -> ReadScenario {
    try ScenarioDocument.load(file, overrides: overrides).resolve()
  }

  /// Reads a text as if it were a file called `name`.
  ///
  /// - Throws: Every problem at once, sorted by position.
  public static func read(
    text: String, name: String, overrides: [String] = []
  ) throws(ScenarioError) -> ReadScenario {
    try ScenarioDocument.parse(text, name: name, overrides: overrides).resolve()
  }
}
