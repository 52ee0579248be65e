import CreditBasics
import Questions
import ReportPages
import Reporting
import RiskMeasures
import ScenarioFiles

/// An input's values as people say them: `$38.4m`, `46.6 %`, `+10 points`, `×0.8`, `30 Jun 2026`.
package struct InputWords: Sendable {
  private let change: Lever.Change
  private let unit: InputUnit?
  /// Whether values are words of the format's own.
  private let isWord: Bool
  /// Whether values are yes or no.
  private let isFlag: Bool

  /// Words for the values of a lever.
  init(_ lever: Lever) {
    self.init(lever.change, at: lever.keys)
  }

  /// Words for a value of the scenario at a path.
  package init(path: String) {
    self.init(.set, at: PathPattern.keys(of: path))
  }

  private init(_ change: Lever.Change, at keys: [String]) {
    self.change = change
    unit = InputUnit(of: keys)
    isWord = InputUnit.isWord(at: keys)
    isFlag = InputUnit.isFlag(at: keys)
  }

  /// How axes write the values, where they are numbers.
  var figures: FigureUnit {
    guard change != .scale else { return .number }
    return switch unit?.form {
    case .share: .share
    case .dollars: .dollars
    case .plain, nil: .number
    }
  }

  /// The unit behind every value, with its blank; empty where there is none.
  private var suffix: String {
    guard change != .scale, let suffix = unit?.suffix, !suffix.isEmpty else { return "" }
    return suffix == "×" ? suffix : " " + suffix
  }

  /// The unit behind a number, in the singular behind 1: `year` for `years`.
  private func suffix(behind number: Double) -> String {
    abs(number) == 1 && suffix.hasSuffix("s") && !suffix.contains("/")
      ? String(suffix.dropLast()) : suffix
  }

  /// Significant digits of values that somebody chose.
  private static let digits = 6

  /// A value as it was typed, in words.
  package func value(_ text: String) -> String {
    if change == .overlay { return Self.file(text) }
    if isFlag, let known = ["1": "yes", "0": "no"][text] { return known }
    if let number = Double(text) { return value(number) }
    if let date = CalendarDate(text) { return CalendarWords.day(date) }
    if let known = ["true": "yes", "false": "no", "none": "none"][text] { return known }
    return isWord ? KeyWords.words(KindWords.name(text)) : QuotedText.unquoted(text)
  }

  /// A number in words.
  func value(_ number: Double) -> String {
    switch change {
    case .scale where number == 1, .add where number == 0: return "as it is"
    case .scale: return "×" + NumberWords.plain(number, significant: Self.digits)
    case .add:
      let text =
        figures == .share
        ? NumberWords.plain(100 * number, significant: Self.digits) + " points"
        : figures.words(number, significant: Self.digits) + suffix(behind: number)
      return number < 0 ? text : "+" + text
    case .set, .overlay:
      return figures.words(number, significant: Self.digits)
        + suffix(behind: number)
    }
  }

  /// A value that was found, with its 95 % interval.
  package func found(_ x: Double, standardError: Double?, scale: InputScale) -> String {
    switch scale {
    case .number:
      guard Confidence.shownHalf(standardError) != nil else {
        return value(x) + ", no interval"
      }
      let estimate = Estimate(value: x, standardError: standardError)
      switch change {
      case .scale: return "×" + figures.words(estimate)
      case .add: return figures.difference(estimate) + suffix
      case .set, .overlay: return figures.words(estimate) + suffix
      }
    case .whole, .date, .years:
      let half = Confidence.half(standardError)
      return value(scale.shown(x, error: nil))
        + (half.map { " ± " + scale.shown(error: $0) } ?? ", no interval")
    }
  }

  /// `scenarios/vintages/2024.json5` as `2024`.
  private static func file(_ path: String) -> String {
    if path == "none" { return "as it is" }
    let name = path.split(separator: "/").last.map { String($0) } ?? path
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }
}

extension Lever {
  /// Words for its values.
  package var inputs: InputWords { InputWords(self) }
}
