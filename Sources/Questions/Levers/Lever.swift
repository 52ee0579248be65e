import CreditBasics
import ScenarioFiles

/// One way to change a scenario, with the values to try: `PATH=…`, `PATH+=…`, `PATH*=…` or `overlay=…`.
package struct Lever: Sendable, Equatable {
  /// What is done with a value.
  package enum Change: String, Sendable {
    /// The value replaces what is there.
    case set = "="
    /// A number is added to the number there, a number of years to the date there.
    case add = "+="
    /// The number there is multiplied.
    case scale = "*="
    /// The value is a file, applied over the scenario.
    case overlay = "overlay="
  }

  /// How the values are written.
  package enum Form: Sendable {
    /// `FROM:TO:STEP`, or a list `A,B,C`.
    case grid
    /// `LOW:HIGH`, of any values; numbers and dates ascend.
    case ends
    /// `LOW:HIGH`, of numbers or dates.
    case bracket
  }

  /// The pattern of paths, as typed.
  package let pattern: String
  package let change: Change
  /// The values in their order, as text.
  package let values: [String]

  static let mostValues = 1000

  package init(pattern: String, change: Change, values: [String]) {
    self.pattern = pattern
    self.change = change
    self.values = values
  }

  /// How tables name it: the pattern, and the change unless it is `=`.
  package var name: String {
    switch change {
    case .set: pattern
    case .add: pattern + " +"
    case .scale: pattern + " *"
    case .overlay: "overlay"
    }
  }

  /// The values as numbers; nil if one of them is not a number.
  package var numbers: [Double]? {
    let numbers = values.compactMap { Double($0) }
    return numbers.count == values.count ? numbers : nil
  }

  /// Keys of the first of the places that the pattern stands for.
  package var keys: [String] { PathPattern.keys(of: pattern) }
}

extension Lever.Change {
  /// The change as a column of a table calls it.
  package var word: String {
    switch self {
    case .set: "set"
    case .add: "add"
    case .scale: "multiply"
    case .overlay: "overlay"
    }
  }
}

extension Lever {
  /// Reads what follows `--vary`.
  ///
  /// - Throws: What was expected and found.
  package init(parsing text: String, form: Form) throws(QuestionError) {
    let parts = try Self.assignment(text)
    pattern = parts.pattern
    change = parts.change
    switch form {
    case .grid: values = try Self.grid(parts.values, text)
    case .ends, .bracket: values = try Self.ends(parts.values, change, form, text)
    }
    if change == .add || change == .scale,
      let wrong = values.first(where: { Double($0)?.isFinite != true })
    {
      throw QuestionError(
        "--vary \(text): expected numbers after \(change.rawValue), found \"\(wrong)\"")
    }
  }

  private static func assignment(
    _ text: String
  ) throws(QuestionError) -> (pattern: String, change: Change, values: String) {
    if let index = QuotedText.first("=", in: text) {
      var pattern = String(text[..<index])
      let rest = String(text.unicodeScalars[index...].dropFirst())
      if pattern == "overlay" { return (pattern, .overlay, rest) }
      var change = Change.set
      // A sign at the end is that of a change, except the `*` of a last step `.*`, which stands for
      // names.
      if pattern.hasSuffix("+") { change = .add }
      if pattern.hasSuffix("*") && !pattern.hasSuffix(".*") { change = .scale }
      if change != .set { pattern.removeLast() }
      if !pattern.isEmpty { return (pattern, change, rest) }
    } else {
      do throws(PathProblem) { _ = try PathPattern(parsing: text) } catch {
        throw QuestionError("--vary \(text): \(error.message)")
      }
    }
    throw QuestionError(
      "--vary \(text): expected PATH=VALUES, such as "
        + "market.btc.spot=60000:90000:10000")
  }

  private static func grid(
    _ text: String, _ whole: String
  ) throws(QuestionError) -> [String] {
    let range = TextPieces.split(text, at: ":")
    let ends = range.compactMap { Double($0) }
    if range.count == 3 && ends.count == 3 {
      return try steps(ends[0], ends[1], ends[2], whole)
    }
    let list = TextPieces.split(text, at: ",")
    guard !list.contains("") else {
      throw QuestionError(
        "--vary \(whole): expected FROM:TO:STEP or a list such as 0.1,0.2,0.4, found \"\(text)\"")
    }
    return list
  }

  private static func steps(
    _ from: Double, _ to: Double, _ step: Double, _ whole: String
  ) throws(QuestionError) -> [String] {
    guard step != 0, (to - from) / step >= 0, from.isFinite, to.isFinite, step.isFinite else {
      throw QuestionError(
        "--vary \(whole): expected a step that leads from \(JSONScalar.shortest(from)) to "
          + "\(JSONScalar.shortest(to)), found \(JSONScalar.shortest(step))")
    }
    let count = ((to - from) / step + 1e-9).rounded(.down) + 1
    guard count <= Double(mostValues) else {
      throw QuestionError(
        "--vary \(whole): expected at most \(mostValues) values, found \(Int(min(count, 1e15)))")
    }
    // Twelve digits take off what binary fractions add to decimal steps.
    return (0..<Int(count)).map { RoundedNumber.text(from + Double($0) * step, 12) }
  }

  private static func ends(
    _ text: String, _ change: Change, _ form: Form, _ whole: String
  ) throws(QuestionError) -> [String] {
    let ends = TextPieces.split(text, at: ":")
    guard ends.count == 2, !ends.contains("") else {
      throw QuestionError("--vary \(whole): expected LOW:HIGH, found \"\(text)\"")
    }
    let isAscending = change == .overlay ? nil : ascends(ends[0], ends[1], change)
    // Only numbers and dates have an order; a tornado's ends may be other values.
    guard isAscending ?? (form == .ends) else {
      let kind = form == .bracket ? "two numbers or dates " : ""
      throw QuestionError(
        "--vary \(whole): expected \(kind)LOW:HIGH with LOW below HIGH, found \"\(text)\"")
    }
    return ends
  }

  /// Whether two numbers or dates ascend; nil for other values.
  private static func ascends(_ low: String, _ high: String, _ change: Change) -> Bool? {
    if change == .set, let low = CalendarDate(low), let high = CalendarDate(high) {
      return low.day < high.day
    }
    guard let low = Double(low), let high = Double(high), low.isFinite, high.isFinite else {
      return nil
    }
    return low < high
  }
}
