import Reporting

/// A chart of a question with its title.
package struct AskedChart {
  var title: String
  var description: String
  var note: String?
  var chart: any Chart & Sendable

  /// A chart with a title, a sentence for those who cannot see it, and its numbers.
  ///
  /// - Parameter note: A line under the title, such as what is odd about the numbers.
  package init(
    title: String, description: String, note: String? = nil, _ chart: any Chart & Sendable
  ) {
    (self.title, self.description, self.note) = (title, description, note)
    self.chart = chart
  }

  func figure(_ number: Int) -> Figure {
    Figure(
      id: "chart-\(number)", title: title, description: description, chart: chart, span: 2,
      note: note.map { "\($0)" })
  }

  /// Units of a drawing that a sheet of paper has no room for below a heading.
  private static let tall = 800.0

  /// Whether the chart needs a sheet of its own.
  var isTall: Bool {
    chart.drawing(width: Figure.narrow, hasPointer: false).height > Self.tall
  }

  /// The chart alone as a drawing that carries its own style.
  package var svg: String {
    let width = 760.0
    let drawing = chart.drawing(width: width, hasPointer: true)
    let markup: Markup = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -40 \(width + 24) \
      \(drawing.height + 52)" width="\(width + 24)" role="img" aria-labelledby="t d">\
      <title id="t">\(title)</title><desc id="d">\(description)</desc>
      <style>\(Markup(raw: PageStyle.alone))</style>
      <rect class="paper" x="-12" y="-40" width="\(width + 24)" height="\(drawing.height + 52)"/>
      <text class="s head" x="0" y="-16">\(title)</text>
      \(drawing.marks)</svg>

      """
    return markup.text
  }
}

/// A page about one question: what was found, charts with their numbers, tables, and what was typed.
package struct AskedPage {
  /// Words of a page, and what users type for them.
  package typealias Typed = (words: String, code: String)

  private let title: String
  private let eyebrow: String
  private let verdict: String
  private let note: String
  private let charts: [AskedChart]
  private let tables: [DataTable]
  private let typed: [Typed]
  private let reading: String
  private let summary: DataTable?
  private let origin: PageOrigin?

  /// How to read losses from runs on common draws.
  package static let commonDraws =
    "Losses are positive, and the warm colour is the worse. Runs are on common draws, so that "
    + "differences are those of the inputs; ± and whiskers are 95\u{A0}% intervals."

  /// A page of charts and of tables after them.
  ///
  /// - Parameters:
  ///   - title: What was found, with numbers and an error.
  ///   - verdict: A paragraph that a reader in haste can act on; empty where the title says it all.
  ///   - typed: What users type for the page's words, said once, below everything.
  ///   - reading: Signs, colours and intervals, for the foot.
  ///   - summary: A small table that stands before the charts.
  ///   - origin: As-of date, seed, paths, version and the file of all figures, for the foot.
  package init(
    title: String, eyebrow: String, verdict: String = "", note: String, charts: [AskedChart],
    tables: [DataTable] = [], typed: [Typed] = [], reading: String = AskedPage.commonDraws,
    summary: DataTable? = nil, origin: PageOrigin? = nil
  ) {
    (self.title, self.eyebrow, self.note) = (title, eyebrow, note)
    (self.charts, self.tables, self.typed) = (charts, tables, typed)
    (self.verdict, self.reading) = (verdict, reading)
    (self.summary, self.origin) = (summary, origin)
  }

  /// A number of paths for the line above the heading: `10,000 paths`.
  package static func words(paths: Int) -> String { NumberWords.count(paths, "path") }

  /// The page's HTML in UTF-8.
  package var text: String {
    let figures = charts.enumerated().map { $1.figure($0).markup }
    // On paper charts that need a sheet of their own come after the tables: otherwise the title would stand alone on
    // the first sheet.
    let tall: Markup = charts.contains(where: \.isTall) ? " tall" : ""
    let grid: Markup? =
      figures.isEmpty ? nil : "<div class=\"grid pairs\(tall)\">\(figures)</div>\n"
    return PageShell(
      title: "\(title)", eyebrow: "\(eyebrow)", heading: "\(title)", skip: "the answer",
      main: """
        \(paragraph)<p class="lead">\(note)</p>
        \(summary?.markup)\(grid)\(tables.map(\.markup))\(asTyped)
        """,
      footer:
        "\(origin?.markup)Written by minerstress. A stress test of assumptions, not a forecast. \(reading)"
    ).markup.text
  }

  private var paragraph: Markup? {
    let given = origin?.given.map { "<strong>\($0).</strong>" as Markup }
    let answer: Markup? = verdict.isEmpty ? nil : "\(verdict)"
    let parts = [given, answer].compactMap(\.self)
    guard !parts.isEmpty else { return nil }
    return "<p class=\"verdict\">\(Markup.joined(parts, separator: " "))</p>\n"
  }

  private var asTyped: Markup? {
    guard !typed.isEmpty else { return nil }
    let words = typed.map { one -> Markup in
      "\(one.words) <code>\(Markup(copying: one.code))</code>"
    }
    return "<p class=\"note\">As typed: \(Markup.joined(words, separator: "; ")).</p>\n"
  }
}
