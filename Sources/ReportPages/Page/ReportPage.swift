import Reporting
import ResultReading

/// A result as one self-contained page: no network; no script but the search of a large book.
public enum ReportPage {
  /// The page's HTML in UTF-8.
  ///
  /// - Parameters:
  ///   - result: What the page is about.
  ///   - other: A result to compare it with.
  public static func render(
    _ result: FinishedResult, against other: FinishedResult? = nil
  ) -> String {
    let sections = sections(result, other)
    let verdict = Verdict(result: result)
    let first = FirstScreen(result: result)
    let date: Markup? = result.asOf.map { " as of \($0.text)" }
    let given: Markup? = result.given.map { _ in " · conditional on the given market" }
    return PageShell(
      title: "\(result.manifest.scenario): \(verdict.heading)",
      eyebrow: """
        \(result.manifest.scenario)\(date) · \
        \(NumberWords.count(result.manifest.paths, "path")) · seed \(result.manifest.seed)\(given)
        """,
      heading: "\(verdict.heading)", skip: "the verdict",
      main: """
        <p class="verdict">\(verdict.paragraph)</p>
        \(first.tiles)
        <div class="grid">\(first.figures.map(\.markup))</div>
        <nav aria-label="Contents"><ul>\(contents(sections))</ul></nav>
        \(sections.map(\.markup))
        """,
      footer: """
        Written by minerstress from the files of the result “\(result.name)”. A stress test \
        of assumptions, not a forecast. Losses are positive; PD is a probability of default \
        \(result.withinHorizon); ± and whiskers are 95 % intervals, s.e. is a standard error.
        """, script: EveryBorrower.isNeeded(by: result) ? EveryBorrower.script : nil
    ).markup.text
  }

  private static func sections(_ result: FinishedResult, _ other: FinishedResult?) -> [PageSection]
  {
    let book = EveryBorrower(result: result).section
    let groups = Groups(result: result).section
    let all: [PageSection?] = [
      other.map { Comparison(result: result, other: $0).section },
      book, book == nil ? nil : groups,
      TimeAndCause(result: result).section, TellingPaths(result: result).section,
      Losses(result: result).section,
      LenderView(result: result).section, Collateral(result: result).section,
      Pricing(result: result).section, Together(result: result).section,
      Entities(result: result).section, Rent(result: result).section,
      book == nil ? groups : nil, LimitUses(result: result).section,
      Inventory(result: result).section, Market(result: result).section,
      Warnings(result: result).section, Evidence(result: result).section,
    ]
    return all.compactMap { $0 }
  }

  private static func contents(_ sections: [PageSection]) -> [Markup] {
    sections.map { "<li><a href=\"#\($0.id)\">\($0.shortTitle)</a></li>" }
  }
}
