import CreditBasics

/// A scenario as typed: files merged, overrides applied, nothing checked yet.
///
/// Commands that vary a path keep the document and resolve it again for every value; the files are
/// read once.
public struct ScenarioDocument: Sendable {
  let root: Node
  /// Keys given twice and names misspelt in the files; reported with everything else.
  let known: [Issue]
  /// Notes of what files add to those that they extend, and what they remove without effect.
  let notes: [Warning]
  /// The table that the book was read from; nil when it is the scenario's own.
  let book: String?
  private let overrideCount: Int

  /// Reads a file, what it extends, and overrides in their order.
  ///
  /// - Parameters:
  ///   - file: Path of the scenario, also its name in messages.
  ///   - overrides: Texts of the form `PATH=VALUE`.
  /// - Throws: Files that cannot be read, syntax errors, overrides that cannot be applied.
  public static func load(
    _ file: String, overrides: [String] = []
  ) throws(ScenarioError) -> ScenarioDocument {
    let bytes: [UInt8]
    do {
      bytes = try FileText.read(file)
    } catch {
      throw ScenarioError(
        SourcePosition(SourceText(name: file)), "expected a readable file: \(error.reason)")
    }
    return try parse(bytes, name: file, overrides: overrides)
  }

  /// Reads a text as if it were a file called `name`; what it extends is looked for beside it.
  ///
  /// - Throws: Syntax errors, extended files that cannot be read, overrides that cannot be applied.
  public static func parse(
    _ text: String, name: String, overrides: [String] = []
  ) throws(ScenarioError) -> ScenarioDocument {
    try parse(Array(text.utf8), name: name, overrides: overrides)
  }

  /// Reads the bytes of a text, which need not be valid UTF-8.
  ///
  /// - Throws: Syntax errors, extended files that cannot be read, overrides that cannot be applied.
  public static func parse(
    _ bytes: [UInt8], name: String, overrides: [String] = []
  ) throws(ScenarioError) -> ScenarioDocument {
    let merged = try Inheritance.merged(bytes, name: name)
    let document = ScenarioDocument(
      root: merged.root, known: merged.issues, notes: merged.notes, book: nil, overrideCount: 0)
    return try document.applying(overrides: overrides)
  }

  /// This document with overrides of the form `PATH=VALUE`, in their order.
  ///
  /// - Throws: Overrides that cannot be applied, with everything else that is wrong.
  func applying(overrides: [String]) throws(ScenarioError) -> ScenarioDocument {
    var document = self
    var issues: [Issue] = []
    for text in overrides {
      do throws(ScenarioError) {
        document = try document.applying(override: text)
      } catch {
        issues += error.issues
      }
    }
    if issues.isEmpty { return document }
    do throws(ScenarioError) {
      _ = try document.resolve()
    } catch {
      throw ScenarioError(issues + error.issues, unlisted: error.unlisted)
    }
    throw ScenarioError(issues)
  }

  /// This document with one path set, as by a further `--set PATH=VALUE`.
  ///
  /// - Throws: A path that the document does not have, a value that cannot be read.
  public func setting(
    _ path: String, to value: String
  ) throws(ScenarioError) -> ScenarioDocument {
    try applying(override: "\(path)=\(value)")
  }

  /// This document with one path set, whatever its names are, by an option that messages show as it
  /// was typed.
  package func setting(
    _ path: NodePath, to value: String, typed option: String
  ) throws(ScenarioError) -> ScenarioDocument {
    try applying(override: "\(path.typed)=\(value)", typed: option)
  }

  /// This document with a number at a path.
  ///
  /// - Throws: A path that the document does not have, a value that cannot be read.
  public func setting(
    _ path: String, to value: Double
  ) throws(ScenarioError) -> ScenarioDocument {
    try setting(path, to: JSONScalar.shortest(value))
  }

  /// The number written at a path; nil when none is written there.
  ///
  /// `ReadScenario.number(at:)` knows the placeholders too.
  public func number(at path: String) -> Double? {
    (try? NodePath(parsing: path)).flatMap { root.node(at: $0)?.double }
  }

  /// Checks everything and fills the placeholders in.
  ///
  /// - Throws: Every problem, sorted by position.
  public func resolve() throws(ScenarioError) -> ReadScenario {
    try ReadScenario(resolving: root, known: known, notes: notes)
  }

  /// Overrides come after all files in the order of messages.
  private var nextOrder: Int { Inheritance.longestChain + 1 + overrideCount }

  /// This document with another root, after one more change.
  func replacing(
    root: Node, known more: [Issue] = [], notes added: [Warning] = [], book table: String? = nil
  ) -> ScenarioDocument {
    ScenarioDocument(
      root: root, known: known + more, notes: notes + added, book: table ?? book,
      overrideCount: overrideCount + 1)
  }

  private func applying(
    override text: String, typed option: String? = nil
  ) throws(ScenarioError) -> ScenarioDocument {
    let change: Override
    do throws(Issue) {
      change = try Override(parsing: text, typed: option ?? "--set \(text)", order: nextOrder)
    } catch {
      throw ScenarioError([error])
    }
    return replacing(root: try change.applied(to: root))
  }
}
