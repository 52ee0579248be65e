import CreditBasics

/// Reads a lender's limits.
public enum LimitsReader {
  /// Reads a file, a path that is also its name in messages.
  ///
  /// - Throws: Every problem at once, sorted by position.
  public static func read(file: String) throws(ScenarioError) -> BookLimits {
    try read(ScenarioDocument.load(file))
  }

  /// Reads a text as if it were a file called `name`.
  ///
  /// - Throws: Every problem at once, sorted by position.
  public static func read(text: String, name: String) throws(ScenarioError) -> BookLimits {
    try read(ScenarioDocument.parse(text, name: name))
  }

  private static func read(_ document: ScenarioDocument) throws(ScenarioError) -> BookLimits {
    var reader = RuleReader(root: document.root)
    for issue in document.known { reader.log.note(issue) }
    let terms = FieldRules.limits
    let filled = reader.section(document.root, terms.section, NodePath(), RuleReader.Context())
    try reader.log.throwIfAny()
    // Nothing in a file of limits is dated.
    guard let filled, let asOf = CalendarDate("2000-01-01") else { return BookLimits() }
    return terms.value(Settled(node: filled, asOf: asOf))
  }
}
