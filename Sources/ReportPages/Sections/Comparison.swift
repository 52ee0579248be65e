import Reporting
import ResultReading

/// One result beside another: what the page of `compare` says of both, as a section of a report.
struct Comparison {
  let result: FinishedResult
  let other: FinishedResult

  /// The other result is the first of the two: changes are from it.
  private var names: [String] {
    let scenarios = [other.manifest.scenario, result.manifest.scenario]
    if scenarios[0] != scenarios[1] { return scenarios }
    return other.name != result.name ? [other.name, result.name] : ["the other", "this result"]
  }

  var section: PageSection {
    let reason =
      result.manifest.seed == other.manifest.seed
      ? "only compare repeats runs to pair their paths" : "their seeds differ"
    let compared = ComparedResults(
      [other, result], names: names, pairings: [.independent(reason)])
    let page = ComparisonPage(
      compared, title: "", changes: [], file: "the comparison.csv that compare writes")
    let borrowers = page.borrowers
    let figures = (borrowers?.figures ?? []).map { figure in
      var figure = figure
      figure.id = "against-\(figure.id)"
      figure.span = figure.id == "against-pd" ? 2 : 1
      return figure
    }
    return PageSection(
      id: "against", title: "Against \(page.first)", shortTitle: "Comparison",
      lead: "<strong>\(compared.finding).</strong> \(page.portfolio.lead) \(borrowers?.lead)",
      figures: figures,
      tail: """
        \(page.portfolio.tail)<details><summary>\(page.differences.title)</summary>
        <p class="note">\(page.differences.lead)</p>\(page.differences.tail)</details>
        """)
  }
}
