import CreditBasics

/// The way from a document's root to one of its nodes, as in `miners.hy-pivot.tranches."GPU loan"`.
package struct NodePath: Sendable, Hashable, CustomStringConvertible {
  package enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  package var steps: [Step]

  /// Steps shown in messages; a scenario's paths have at most 7.
  private static let longestShown = 12

  package init(_ steps: [Step] = []) { self.steps = steps }

  func key(_ name: String) -> NodePath { NodePath(steps + [.key(name)]) }
  func index(_ number: Int) -> NodePath { NodePath(steps + [.index(number)]) }

  /// The path as messages show it, long names cut: for people to read, and not to be read back.
  package var description: String {
    let shown = Self.joined(steps.prefix(Self.longestShown), quoted: Excerpt.quoted) {
      $0.utf8.count <= Excerpt.longest
    }
    return steps.count > Self.longestShown ? shown + "…" : shown
  }

  /// The whole path as it can be typed, which reads back as the same path.
  package var typed: String { Self.joined(steps[...], quoted: QuotedText.quoted) { _ in true } }

  /// The names on the way.
  package var names: [String] {
    steps.compactMap { step in if case .key(let name) = step { name } else { nil } }
  }

  private static func joined(
    _ steps: ArraySlice<Step>, quoted: (String) -> String, isShort: (String) -> Bool
  ) -> String {
    var text = ""
    for step in steps {
      switch step {
      case .key(let name):
        text += text.isEmpty ? "" : "."
        text += QuotedText.isBare(name) && isShort(name) ? name : quoted(name)
      case .index(let number): text += "[\(number)]"
      }
    }
    return text
  }
}

extension NodePath {
  /// Splits a path as users type it; names with dots or spaces are quoted.
  ///
  /// - Throws: What is wrong, in words.
  package init(parsing text: String) throws(PathProblem) {
    self.init(try PathPattern(parsing: text).steps.map { .key($0.text) })
  }
}

/// Paths as users type them, where a step may stand for several names: `miners.*.cash`.
package struct PathPattern: Sendable, Equatable, CustomStringConvertible {
  enum Step: Sendable, Equatable {
    /// A name; one in quotes is a name whatever is in it.
    case name(String)
    /// `*`: every name that is there.
    case every
    /// `{a,b}`: each of these names.
    case each([String])
  }

  let steps: [Step]

  /// The path, where every step is a name.
  var path: NodePath? {
    let names = steps.compactMap { step in if case .name(let name) = step { name } else { nil } }
    return names.count == steps.count ? NodePath(names.map { .key($0) }) : nil
  }

  /// Splits a pattern; names with dots or spaces are quoted.
  ///
  /// - Throws: What is wrong, in words.
  package init(parsing text: String) throws(PathProblem) {
    var scanner = PathScanner(text)
    steps = try scanner.steps()
    if scanner.rest != nil { throw scanner.problem("\".\"") }
  }

  private init(_ steps: [Step]) { self.steps = steps }

  /// Splits `PATH=VALUE` at the first equals sign outside quotes.
  package static func parsingAssignment(
    _ text: String
  ) throws(PathProblem) -> (pattern: PathPattern, value: String) {
    var scanner = PathScanner(text)
    let steps = try scanner.steps()
    guard let value = scanner.valueAfterEquals() else {
      guard scanner.rest == nil else { throw scanner.problem("\".\" or \"=\"") }
      throw PathProblem("expected PATH=VALUE, found no \"=\" after the path")
    }
    return (PathPattern(steps), value)
  }

  /// The pattern as messages show it.
  package var description: String {
    steps.map { step in
      switch step {
      case .name(let name): "\(NodePath([.key(name)]))"
      case .every: "*"
      case .each(let names):
        "{" + names.map { "\(NodePath([.key($0)]))" }.joined(separator: ",") + "}"
      }
    }.joined(separator: ".")
  }
}

extension PathPattern {
  /// For each step of a text the names that it stands for, nil for every name; the text itself where it is no
  /// pattern.
  package static func names(of text: String) -> [[String]?] {
    (try? PathPattern(parsing: text))?.steps.map(\.names) ?? [[text]]
  }

  /// The keys of the first of the places that a text stands for.
  package static func keys(of text: String) -> [String] { names(of: text).map { $0?.first ?? "*" } }
}

extension PathPattern.Step {
  /// The names that the step stands for; nil is every name.
  var names: [String]? {
    switch self {
    case .name(let name): [name]
    case .every: nil
    case .each(let names): names
    }
  }

  /// The name, or what stands for several.
  fileprivate var text: String {
    switch self {
    case .name(let name): name
    case .every: "*"
    case .each(let names): "{" + names.joined(separator: ",") + "}"
    }
  }

  /// A step without quotes.
  fileprivate init(bare text: String) {
    guard text.hasPrefix("{"), text.hasSuffix("}") else {
      self = text == "*" ? .every : .name(text)
      return
    }
    let names = QuotedText.pieces(
      String(text.dropFirst().dropLast()), at: ",", countingBrackets: false
    ).map { piece in
      let start = piece.drop { $0 == " " }
      return String(start.reversed().drop { $0 == " " }.reversed())
    }
    self = .each(names.filter { !$0.isEmpty }.map(QuotedText.unquoted))
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

  /// What is wrong here: a quote that is not closed, or anything but what was expected.
  func problem(_ expected: String) -> PathProblem {
    PathProblem(
      QuotedText.unclosed(in: scalars, at: index)
        ?? "expected \(expected) in the path, found \(rest ?? "its end")")
  }

  mutating func steps() throws(PathProblem) -> [PathPattern.Step] {
    var steps = [try step()]
    while index < scalars.count, scalars[index] == "." {
      index += 1
      steps.append(try step())
      if steps.count > JSON5Parser.deepest { throw PathProblem("the path has too many names") }
    }
    return steps
  }

  mutating func valueAfterEquals() -> String? {
    guard index < scalars.count, scalars[index] == "=" else { return nil }
    return text(from: index + 1)
  }

  private mutating func step() throws(PathProblem) -> PathPattern.Step {
    if index < scalars.count, QuotedText.isQuote(scalars[index]) {
      guard let name = QuotedText.name(in: scalars, at: &index) else {
        throw problem("a name")
      }
      return .name(name)
    }
    let start = index
    while index < scalars.count, !".=\"'".unicodeScalars.contains(scalars[index]) {
      // Names of a list may be in quotes too.
      let isList = index == start && scalars[index] == "{"
      index = (isList ? list : nil) ?? index + 1
    }
    guard index > start else {
      throw problem("a name")
    }
    return PathPattern.Step(bare: text(scalars[start..<index]))
  }

  /// Where the list of names that begins here ends; nil where it does not.
  private var list: Int? {
    var end = index + 1
    while end < scalars.count, scalars[end] != "}" {
      if QuotedText.isQuote(scalars[end]) {
        guard QuotedText.name(in: scalars, at: &end) != nil else { return nil }
      } else if ".=".unicodeScalars.contains(scalars[end]) {
        return nil
      } else {
        end += 1
      }
    }
    return end < scalars.count ? end + 1 : nil
  }

  private func text(from start: Int) -> String { text(scalars[start...]) }

  private func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: part)
    return String(view)
  }
}
