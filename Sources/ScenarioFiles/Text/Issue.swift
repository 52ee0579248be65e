import CreditBasics

/// One problem of a scenario, as one line: `file:line:column: path.to.key: what was expected`.
public struct Issue: Error, Sendable, CustomStringConvertible {
  /// Where the problem is.
  public var position: SourcePosition
  /// Path of the key that it concerns, empty for the text as a whole.
  public var path: String
  /// What was expected, what was found and, where one is known, the way out.
  public var message: String
  /// The way to that key; nil where only its words are known.
  package var way: NodePath?
  /// Ways to keys that the message says are missing.
  var missing: [NodePath] = []

  /// The line that users see.
  public var description: String {
    path.isEmpty ? "\(position): \(message)" : "\(position): \(path): \(message)"
  }
}

extension Issue {
  /// The names on the way to the key that it concerns, none where it is not known: the path as
  /// messages show it may be cut.
  package var keys: [String] { way?.names ?? [] }

  /// A problem of the text as a whole, or of the key that `path` shows.
  init(_ position: SourcePosition, path: String = "", _ message: String) {
    self.init(position: position, path: path, message: message)
  }

  /// A problem of the key at a path.
  package init(_ position: SourcePosition, at way: NodePath, _ message: String) {
    self.init(position: position, path: way.description, message: message, way: way)
  }
}

/// Everything that is wrong with a scenario, sorted by position.
public struct ScenarioError: Error, Sendable, CustomStringConvertible {
  /// The problems; never empty.
  public let issues: [Issue]
  /// Number of further problems that were found and not kept.
  public let unlisted: Int

  /// Sorts problems into an error, drops repeated ones, and only counts those that nobody would read.
  public init(_ issues: [Issue], unlisted: Int = 0) {
    let sorted = issues.stablySorted { $0.position.precedes($1.position) }
    var seen: Set<String> = []
    let all = sorted.filter { seen.insert($0.description).inserted }
    self.issues = Array(all.prefix(IssueLog.capacity))
    self.unlisted = unlisted + all.count - self.issues.count
  }

  /// The error for one problem.
  init(_ position: SourcePosition, path: String = "", _ message: String) {
    self.init([Issue(position, path: path, message)])
  }

  /// One line for each problem.
  public var description: String {
    let lines = issues.map(\.description)
    return (unlisted == 0 ? lines : lines + ["and \(unlisted) more"]).joined(separator: "\n")
  }
}

/// Collects problems while a scenario is read, so that all are reported at once.
struct IssueLog {
  /// More than anybody reads; what follows is only counted.
  static let capacity = 1000

  private(set) var issues: [Issue] = []
  private(set) var unlisted = 0
  private(set) var warnings: [Warning] = []
  /// Places in tables at which a problem is known, and paths of keys that are known to be missing: what
  /// rules find there is dropped.
  private var settled: (positions: Set<String>, ways: Set<NodePath>) = ([], [])

  /// Whether further problems are only counted, so that their messages are never read.
  var isFull: Bool { issues.count >= Self.capacity }

  /// Notes a problem of the key at `path`.
  mutating func note(_ position: SourcePosition, _ path: NodePath, _ message: String) {
    note(Issue(position, at: path, message))
  }

  mutating func note(_ issue: Issue) {
    if let way = issue.way, settled.ways.contains(way) { return }
    if !settled.positions.isEmpty, settled.positions.contains(issue.position.description) { return }
    if isFull { unlisted += 1 } else { issues.append(issue) }
  }

  /// Notes what was found while files were read.
  ///
  /// What rules find later at the same place of a table, or of a key said to be missing, only follows
  /// from these problems, and is dropped.
  mutating func begin(with issues: [Issue]) {
    for issue in issues { note(issue) }
    settled = (
      Set(issues.filter(\.path.isEmpty).map(\.position.description)),
      Set(issues.flatMap(\.missing))
    )
  }

  /// Notes a warning about a value that is accepted and probably not meant.
  mutating func warn(
    _ position: SourcePosition, _ path: NodePath, _ message: String, _ weight: Warning.Weight
  ) {
    warnings.append(Warning(issue: Issue(position, at: path, message), weight: weight))
  }

  /// Throws what has been noted, if anything.
  func throwIfAny() throws(ScenarioError) {
    if !issues.isEmpty { throw ScenarioError(issues, unlisted: unlisted) }
  }
}
