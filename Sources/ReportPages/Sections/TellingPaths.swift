import Reporting
import ResultReading

/// A few paths from beginning to end, as `explain` tells them.
struct TellingPaths {
  let result: FinishedResult

  /// Defaults that a sentence lists.
  private static let most = 5

  /// Nil where no path was told.
  var section: PageSection? {
    guard let told = result.told, !told.paths.isEmpty else { return nil }
    let count = told.paths.count
    let words = ["One path", "Two paths", "Three paths"]
    return PageSection(
      id: "paths", title: "\(words[min(count, words.count) - 1]), step by step",
      shortTitle: "Paths",
      lead: """
        Each path told step by step: prices, cash, calls, breaches, sales and recoveries, computed \
        a second time by plain arithmetic that agrees with the run. \(Self.choice(told.among))
        """, tail: "\(told.paths.map(markup))")
  }

  private static func choice(_ among: Int) -> Markup {
    among == 1
      ? "It is the first one." : "Chosen among the first \(NumberWords.count(among, "path"))."
  }

  /// The id is inside the fold: a link to it opens the text.
  private func markup(_ path: ToldPath) -> Markup {
    let about: Markup? = path.miner.map { " to \($0)" }
    let part: Markup? = path.lastYears.map {
      " in the \(NumberWords.years($0)) before its default"
    }
    return """
      <h3>\(path.title): path \(String(path.number))</h3>
      <p>\(sentence(path))</p>
      <details><summary>What happens\(about)\(part) on path \(String(path.number))</summary>\
      <div class="code" id="\(Self.id(path))" role="region" tabindex="0" \
      aria-label="path \(String(path.number))">\(path.text)</div></details>
      <p class="note screen">Ask for more: <code>\(Markup(copying: command(path)))</code></p>

      """
  }

  private func sentence(_ path: ToldPath) -> Markup {
    let defaults = path.defaults.map {
      "\($0.miner) after \(NumberWords.time(years: $0.year))"
    }
    return """
      The lender loses <strong>\(NumberWords.dollars(path.lossUSD))</strong>. In default: \
      \(NumberWords.list(NumberWords.first(Self.most, of: defaults))).
      """
  }

  private func command(_ path: ToldPath) -> String {
    let miner = path.miner.map { " --miner \(ShellWord.quoted($0))" } ?? ""
    return "minerstress explain scenario.json --path \(path.number)\(miner)"
  }

  /// Where a path's text stands.
  static func id(_ path: ToldPath) -> String { "path-\(path.number)" }
}
