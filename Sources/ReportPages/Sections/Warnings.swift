/// What `check` says of the scenario: valid, and probably not meant or flattering.
struct Warnings {
  let result: FinishedResult

  /// Warnings that a page shows.
  private static let most = 20

  /// Nil where nothing is in force, or nobody looked.
  var section: PageSection? {
    guard let warnings = result.warnings, !warnings.isEmpty else { return nil }
    let items = warnings.prefix(Self.most).map { warning -> Markup in
      let place = KeyWords.place(warning.keys)
      let subject: Markup? = place.isEmpty ? nil : "<strong>\(place)</strong> "
      let path: Markup? = warning.path.isEmpty ? nil : " <code>\(warning.path)</code>"
      return "<li>\(subject)\(warning.message)\(path)</li>"
    }
    let rest = warnings.count - items.count
    let more: Markup? =
      rest > 0
      ? "<p class=\"note\">\(NumberWords.count(rest, "more warning")): minerstress check scenario.json</p>"
      : nil
    let count = NumberWords.count(warnings.count, "warning")
    return PageSection(
      id: "warnings", title: "\(count) in force",
      shortTitle: "Warnings (\(NumberWords.count(warnings.count)))",
      lead: """
        The scenario is valid; the figures above say less than they seem to where these were not \
        meant. The gravest come first.
        """, tail: "<ol class=\"warnings\">\(items)</ol>\(more)")
  }
}
