import Reporting
import ResultReading

/// The warnings of `check`: values that are valid, but probably not meant or flattering.
struct Warnings {
  let result: FinishedResult

  /// Kinds of warnings that a page has a line for.
  private static let mostKinds = 20
  /// Places that a line names.
  private static let named = 3
  /// Most further places of a kind in its fold.
  private static let mostFolded = 20

  /// Nil where there is no warning, or none were looked for.
  var section: PageSection? {
    guard let warnings = result.warnings, !warnings.isEmpty else { return nil }
    let kinds = WarningKind.all(of: warnings)
    let shown = kinds.prefix(Self.mostKinds)
    let rest = warnings.count - shown.reduce(0) { $0 + $1.warnings.count }
    let more: Markup? =
      rest > 0
      ? "<p class=\"note\">\(NumberWords.count(rest, "more warning")): minerstress check scenario.json</p>"
      : nil
    let grouped: Markup? =
      kinds.count < warnings.count ? " Those of one kind share a line." : nil
    let count = NumberWords.count(warnings.count, "warning")
    return PageSection(
      id: "warnings", title: "\(count) in force",
      shortTitle: "Warnings (\(NumberWords.count(warnings.count)))",
      lead: """
        The scenario is valid; the figures above mislead where these are mistakes. The gravest come \
        first.\(grouped)
        """, tail: "<ol class=\"warnings\">\(shown.map(item))</ol>\(more)")
  }

  private func item(_ kind: WarningKind) -> Markup {
    let line = line(kind.warnings[0])
    guard kind.warnings.count > 1 else { return "<li>\(line)</li>" }
    return "<li>\(line)<p>\(others(kind))</p>\(fold(kind))</li>"
  }

  private func line(_ warning: ScenarioWarning) -> Markup {
    let path: Markup? =
      warning.path.isEmpty ? nil : " <code>\(Markup(copying: warning.path))</code>"
    return "\(said(warning))\(path)"
  }

  private func said(_ warning: ScenarioWarning) -> Markup {
    let place = KeyWords.place(warning.keys)
    let subject: Markup? = place.isEmpty ? nil : "<strong>\(place)</strong> "
    return "\(subject)\(warning.message)"
  }

  /// How many there are of a kind, and where the next two are.
  private func others(_ kind: WarningKind) -> Markup {
    let next = kind.warnings[1..<min(Self.named, kind.warnings.count)].map {
      "<strong>\(KeyWords.place($0.keys))</strong>" as Markup
    }
    let rest = kind.warnings.count - 1 - next.count
    let more: Markup? = rest > 0 ? " and \(NumberWords.count(rest)) more" : nil
    return """
      \(NumberWords.count(kind.warnings.count)) of this kind: likewise \
      \(Markup.joined(next, separator: "; "))\(more).
      """
  }

  /// The places that the line does not name, with what is said of each.
  private func fold(_ kind: WarningKind) -> Markup? {
    let rest = kind.warnings.dropFirst(Self.named)
    guard !rest.isEmpty else { return nil }
    let items = rest.prefix(Self.mostFolded).map { "<li>\(said($0))</li>" as Markup }
    let left = rest.count - items.count
    let more: Markup? =
      left > 0
      ? "<p class=\"note\">\(NumberWords.count(left)) more: minerstress check scenario.json</p>"
      : nil
    let which: Markup = left > 0 ? "The next \(NumberWords.count(items.count))" : "The others"
    return "<details><summary>\(which)</summary><ul>\(items)</ul>\(more)</details>"
  }
}
