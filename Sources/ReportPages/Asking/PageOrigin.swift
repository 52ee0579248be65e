import CreditBasics
import Reporting
import ResultReading

/// Where a page's figures are from, for the line at its foot.
///
/// No clock is in it: the same question gives the same bytes.
package struct PageOrigin: Sendable {
  private let parts: [String]
  /// Which part of the market a table gives, for a page to say before all figures; nil where none
  /// does.
  private(set) var given: String?

  /// Figures of a scenario's runs.
  ///
  /// - Parameters:
  ///   - paths: Paths of a run, where they are not the scenario's own.
  ///   - answer: The file beside the page that has every figure.
  package init(_ scenario: Scenario, paths: Int? = nil, answer: String) {
    self.init(
      asOf: scenario.asOf, seed: "\(scenario.simulation.seed)",
      paths: paths ?? scenario.simulation.paths, answer: answer)
    given = GivenMarket(scenario)?.line
  }

  /// Figures as of a day, with what is known of their draws.
  package init(asOf: String?, seed: String? = nil, paths: Int? = nil, answer: String) {
    parts = Self.draws(asOf: asOf, seed: seed, paths: paths) + Self.program(answer)
  }

  /// Figures of results: draws are said once where all results have the same, else for each result.
  init(_ results: [(name: String, result: FinishedResult)], answer: String) {
    let each = results.map { name, result -> (name: String, words: String) in
      let manifest = result.manifest
      let words =
        Self.draws(asOf: result.asOf?.text, seed: manifest.seed, paths: manifest.paths)
        + ["run by minerstress \(manifest.version)"]
      return (name, words.joined(separator: " · "))
    }
    let isOne = each.allSatisfy { $0.words == each.first?.words }
    let said =
      isOne
      ? each.prefix(1).map(\.words)
      : each.prefix(Limits.rows).map { "“\($0.name)”: \($0.words)" }
    parts = said + Self.program(answer)
  }

  private static func draws(asOf: String?, seed: String?, paths: Int?) -> [String] {
    let day = asOf.map { "as of " + (CalendarDate($0).map(CalendarWords.day) ?? $0) }
    return [day, seed.map { "seed \($0)" }, paths.map { NumberWords.count($0, "path") }]
      .compactMap(\.self)
  }

  private static func program(_ answer: String) -> [String] {
    ["page by \(ProgramVersion.words)", "figures in \(answer)"]
  }

  /// The line: `as of 31 Dec 2025 · seed 42 · 1,000 paths · page by minerstress 0.1.0 · figures in sweep.csv`.
  package var words: String { parts.joined(separator: " · ").asSentence }

  /// The line as a paragraph before the rest of a footer, which is a paragraph itself.
  var markup: Markup { "\(words).</p>\n<p>" }
}
