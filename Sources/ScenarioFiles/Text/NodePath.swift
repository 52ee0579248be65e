/// The way from a document's root to one of its nodes, as in `miners.hy-pivot.tranches."GPU loan"`.
package struct NodePath: Sendable, Equatable, CustomStringConvertible {
  package enum Step: Sendable, Equatable {
    case key(String)
    case index(Int)
  }

  package var steps: [Step]

  /// Steps shown in messages; a scenario's paths have at most 7.
  private static let longestShown = 12

  package init(_ steps: [Step] = []) { self.steps = steps }

  func key(_ name: String) -> NodePath { NodePath(steps + [.key(name)]) }
  func index(_ number: Int) -> NodePath { NodePath(steps + [.index(number)]) }

  package var description: String {
    var text = ""
    for step in steps.prefix(Self.longestShown) {
      switch step {
      case .key(let name):
        text += text.isEmpty ? "" : "."
        text += Self.isBare(name) ? name : Excerpt.quoted(name)
      case .index(let number): text += "[\(number)]"
      }
    }
    return steps.count > Self.longestShown ? text + "…" : text
  }

  private static func isBare(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= Excerpt.longest
      && name.unicodeScalars.allSatisfy { scalar in
        scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
          || ("0"..."9").contains(scalar)
      }
  }
}

extension NodePath {
  /// Splits a path as users type it; names with dots or spaces are quoted.
  ///
  /// - Throws: What is wrong, in words.
  package init(parsing text: String) throws(PathProblem) {
    var scanner = PathScanner(text)
    self.init(try scanner.path().map { .key($0) })
    if let rest = scanner.rest { throw PathProblem("expected \".\" in the path, found \(rest)") }
  }

  /// Splits `PATH=VALUE` at the first equals sign outside quotes.
  package static func parsingAssignment(
    _ text: String
  ) throws(PathProblem) -> (path: NodePath, value: String) {
    var scanner = PathScanner(text)
    let keys = try scanner.path()
    guard let value = scanner.valueAfterEquals() else {
      throw PathProblem("expected PATH=VALUE, found no \"=\" after the path")
    }
    return (NodePath(keys.map { .key($0) }), value)
  }
}

/// What is wrong with a path.
package struct PathProblem: Error {
  package let message: String
  init(_ message: String) { self.message = message }
}

/// Reads dotted names, bare or quoted.
private struct PathScanner {
  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// What has not been read, quoted, or nil at the end.
  var rest: String? {
    index < scalars.count ? Excerpt.quoted(text(from: index)) : nil
  }

  mutating func path() throws(PathProblem) -> [String] {
    var keys = [try name()]
    while index < scalars.count, scalars[index] == "." {
      index += 1
      keys.append(try name())
      if keys.count > JSON5Parser.deepest { throw PathProblem("the path has too many names") }
    }
    return keys
  }

  mutating func valueAfterEquals() -> String? {
    guard index < scalars.count, scalars[index] == "=" else { return nil }
    return text(from: index + 1)
  }

  private mutating func name() throws(PathProblem) -> String {
    if index < scalars.count, scalars[index] == "\"" || scalars[index] == "'" {
      return try quotedName()
    }
    let start = index
    while index < scalars.count, !".=\"'".unicodeScalars.contains(scalars[index]) { index += 1 }
    guard index > start else {
      throw PathProblem("expected a name in the path, found \(rest ?? "its end")")
    }
    return text(scalars[start..<index])
  }

  private mutating func quotedName() throws(PathProblem) -> String {
    let quote = scalars[index]
    var name = String.UnicodeScalarView()
    index += 1
    while index < scalars.count, scalars[index] != quote {
      if scalars[index] == "\\", index + 1 < scalars.count { index += 1 }
      name.append(scalars[index])
      index += 1
    }
    guard index < scalars.count else { throw PathProblem("the path has an unfinished quote") }
    index += 1
    return String(name)
  }

  private func text(from start: Int) -> String { text(scalars[start...]) }

  private func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: part)
    return String(view)
  }
}
