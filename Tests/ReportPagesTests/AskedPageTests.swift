import ReportPages
import RiskMeasures
import Testing

/// Pages of questions are made of the kit of the report.
@Suite("Pages of questions")
struct AskedPageTests {
  private static let tornado = AskedChart(
    title: "What moves <el>", description: "Effects.",
    .tornado(
      AskedTornado(
        measure: "el(portfolio)", unit: .dollars,
        bars: [
          .init(
            name: "power", low: .init(value: "×0.8", effect: -2e6, half: 2e5),
            high: .init(value: "×1.2", effect: 3e6, half: 2e5)),
          .init(
            name: "rent", low: .init(value: "−10 %", effect: 1e6, half: 2e5),
            high: .init(value: "+10 %", effect: 0.5e6, half: 2e5)),
        ])))

  private func page(_ charts: [AskedChart]) -> String {
    AskedPage(
      title: "A <question>", eyebrow: "sweep", verdict: "Take <it>.", note: "Note.", charts: charts,
      tables: [
        AskedTable("All", texts: ["a"], numbers: ["b"], rows: [["<x>", "1"]], file: "sweep.csv"),
        AskedTable(
          "Keys", [.number("level"), .code("key")], rows: [["99 %", "es(0.99)"]],
          file: "sweep.csv"),
      ], typed: [("PD of a & b", "pd(a&b,1)")]
    ).text
  }

  @Test("a page has the report's shell: skip link, main, tables with scopes, no network")
  func shell() {
    let page = page([Self.tornado])
    for part in [
      "<a class=\"skip\" href=\"#main\">", "<main id=\"main\">", "<p class=\"eyebrow\">sweep",
      "<h1>A &lt;question&gt;</h1>", "<caption>All</caption>", "<th scope=\"row\">&lt;x&gt;</th>",
      "default-src 'none'", "prefers-color-scheme:dark", "forced-colors:active", "@media print",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(!page.contains("<script"))
  }

  @Test("a verdict stands first, what was typed last and once, in the letters of code")
  func verdictAndTyped() {
    let page = page([Self.tornado])
    #expect(page.contains("<p class=\"verdict\">Take &lt;it&gt;.</p>\n<p class=\"lead\">Note."))
    let typed = "PD of a &amp; b <code>pd(a&amp;b,1)</code>."
    #expect(page.ranges(of: typed).count == 1)
    #expect(page.contains("<td class=\"typed\"><code>es(0.99)</code></td>"))
  }

  /// The first cell of a row is its heading: a number there stands under its column's heading all the same.
  @Test("numbers stand to the right in a table's first column too")
  func firstColumn() {
    let page = page([Self.tornado])
    #expect(page.contains("<th scope=\"col\" class=\"n\">level</th>"))
    #expect(page.contains("<th scope=\"row\" class=\"n\">99 %</th>"))
    #expect(page.contains("<th scope=\"row\">&lt;x&gt;</th>"))
  }

  @Test("what makes a measure worse is warm, what makes it better calm, whichever end it is")
  func warmth() {
    let svg = Self.tornado.svg.replacing("\u{A0}", with: " ")
    let bars = svg.matches(of: #/class="mark bar end (c\d)"[^>]*><title>([^:]*):/#).map {
      "\($0.2) \($0.1)"
    }
    // c2 is the warm colour of the palette; the longer bar of a row is drawn first.
    #expect(bars == ["power ×1.2 c2", "power ×0.8 c1", "rent −10 % c2", "rent +10 % c2"])
  }

  @Test("in a grid the greatest value has the most of the warm colour, and the base a frame")
  func grid() throws {
    let chart = AskedChart(
      title: "pd", description: "PD.",
      .grid(
        AskedGrid(
          rowTitle: "rent", rows: ["1", "2"], columnTitle: "power", columns: ["a", "b"],
          values: [
            [
              Estimate(value: 0.1, standardError: 0.01), Estimate(value: 0.2, standardError: nil),
            ], [nil, Estimate(value: 0.5, standardError: 0.02)],
          ], unit: .share, base: (row: 0, column: 1))))
    let svg = chart.svg.replacing("\u{A0}", with: " ")
    // Of the legend five steps; then 0.05 for the least, 0.55 for the greatest, 0.05 + 0.5 · 1/4 between.
    let strengths = svg.matches(of: #/cell positive"[^>]*fill-opacity="([^"]+)"/#).map { $0.1 }
    #expect(strengths == ["0.05", "0.18", "0.3", "0.43", "0.55", "0.05", "0.18", "0.55"])
    #expect(svg.contains("rent 1, power b: 20 %, no interval, the scenario itself"))
    // 1.96 · 1 and 1.96 · 2 points.
    #expect(svg.contains(">± 2.0</text>") && svg.contains(">± 3.9</text>"))
    #expect(svg.contains("rent 1, power a: 10.0 ± 2.0 % (s.e. 1.0 points)"))
    #expect(svg.contains(">better: 10 %</text>") && svg.contains(">worse: 50 %</text>"))
    #expect(svg.contains("rent 2, power a: –"))
    #expect(svg.ranges(of: "class=\"chosen\"").count == 1)
  }

  @Test("curves have dots with errors; a drawing alone carries its style and its title")
  func curves() {
    let chart = AskedChart(
      title: "PD & more", description: "PD.",
      .curves(
        AskedCurves(
          xTitle: "depth", yTitle: "PD", unit: .share,
          series: [
            .init(name: "pd(a)", points: [(1, 0.1, 0.02), (2, 0.2, 0)]),
            .init(name: "pd(b)", points: [(1, 0.3, 0)], drawing: .dots),
          ])))
    let svg = chart.svg.replacing("\u{A0}", with: " ")
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(svg.contains("pd(a), 1: 10.0 ± 2.0 %"))
    #expect(svg.contains("PD &amp; more"))
    #expect(svg.ranges(of: "mark whisker").count == 1)
    #expect(svg.ranges(of: "mark line").count == 1)
    #expect(!svg.contains("var("))
  }

  @Test("names of places stand under their points")
  func labels() {
    let chart = AskedChart(
      title: "Spreads", description: "Spreads.",
      .curves(
        AskedCurves(
          xTitle: "", yTitle: "spread", unit: .basisPoints,
          series: [.init(name: "spread", points: [(0, 100, 5), (1, 250, 5)], drawing: .dots)],
          labels: ["offered", "needed"])))
    let svg = chart.svg.replacing("\u{A0}", with: " ")
    #expect(svg.contains(">offered</text>") && svg.contains(">needed</text>"))
    #expect(svg.contains("spread, needed: 250.0 ± 5.0 bp"))
  }

  /// Two series at one place: their whiskers are 14 units apart, 7 to either side of the place.
  @Test("whiskers of two series over one name do not cover each other")
  func whiskersApart() throws {
    let chart = AskedChart(
      title: "Tails", description: "Tails.",
      .curves(
        AskedCurves(
          xTitle: "", yTitle: "loss", unit: .dollars,
          series: [
            .init(name: "es", points: [(0, 5e6, 3e6)], drawing: .dots),
            .init(name: "var", points: [(0, 4e6, 3e6)], drawing: .dots),
          ], labels: ["99 %"])))
    let places = chart.svg.matches(of: #/mark whisker" d="M([0-9.]+) /#).compactMap {
      Double($0.1)
    }
    #expect(places.count == 2)
    #expect(abs(places[1] - places[0] - 14) < 0.02)
  }

  @Test("what others are held against is a dashed line without points, and the legend names it")
  func reference() {
    let chart = AskedChart(
      title: "Quantiles", description: "Quantiles.",
      .curves(
        AskedCurves(
          xTitle: "x", yTitle: "y", unit: .number,
          series: [
            .init(name: "history", points: [(0, 0, 0), (1, 2, 0)], drawing: .dots),
            .init(name: "where both agree", points: [(0, 0, 0), (2, 2, 0)], drawing: .reference),
          ])))
    #expect(chart.svg.ranges(of: "class=\"mark reference\"").count == 1)
    #expect(chart.svg.ranges(of: "<circle").count == 2)
    #expect(chart.svg.contains("<path class=\"reference\" d=\"M"))
    #expect(chart.svg.contains(">where both agree</text>"))
  }

  @Test("names of places are broken at blanks and after hyphens, and none is cut that has room")
  func wrapping() {
    #expect(Lettering.wrapped("break-even", to: 67) == ["break-", "even"])
    #expect(Lettering.wrapped("break-even", to: 200) == ["break-even"])
    #expect(Lettering.wrapped("for the return", to: 60) == ["for the", "return"])
    #expect(Lettering.wrapped("unbreakable", to: 40).allSatisfy { $0.hasSuffix("…") })
  }
}
