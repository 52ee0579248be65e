import ReportPages
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
            name: "power", low: .init(value: "×0.8", effect: -2e6, error: 1e5),
            high: .init(value: "×1.2", effect: 3e6, error: 1e5)),
          .init(
            name: "rent", low: .init(value: "−10 %", effect: 1e6, error: 1e5),
            high: .init(value: "+10 %", effect: 0.5e6, error: 1e5)),
        ])))

  private func page(_ charts: [AskedChart]) -> String {
    AskedPage(
      title: "A <question>", eyebrow: "sweep", note: "Note.", charts: charts,
      tables: [
        AskedTable("All", texts: ["a"], numbers: ["b"], rows: [["<x>", "1"]], file: "sweep.csv")
      ]
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
          values: [[0.1, 0.2], [nil, 0.5]], unit: .share, base: (row: 0, column: 1))))
    let svg = chart.svg.replacing("\u{A0}", with: " ")
    // 0.05 for the least, 0.55 for the greatest, 0.05 + 0.5 · 1/4 between.
    let strengths = svg.matches(of: #/cell positive"[^>]*fill-opacity="([^"]+)"/#).map { $0.1 }
    #expect(strengths == ["0.05", "0.18", "0.55"])
    #expect(svg.contains("rent 1, power b: 20 %, the scenario itself"))
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
            .init(name: "pd(b)", points: [(1, 0.3, 0)], isLine: false),
          ])))
    let svg = chart.svg.replacing("\u{A0}", with: " ")
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(svg.contains("pd(a), 1: 10 % ± 2.0 %"))
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
          series: [.init(name: "spread", points: [(0, 100, 5), (1, 250, 5)], isLine: false)],
          labels: ["offered", "needed"])))
    let svg = chart.svg.replacing("\u{A0}", with: " ")
    #expect(svg.contains(">offered</text>") && svg.contains(">needed</text>"))
    #expect(svg.contains("spread, needed: 250 bp ± 5 bp"))
  }
}
