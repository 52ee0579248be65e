import ReportPages
import Reporting
import RiskMeasures
import Testing

/// Pages of questions are made of the kit of the report.
@Suite("Pages of questions")
struct AskedPageTests {
  private static func tornado(
    _ title: String, note: String? = nil, measure: String, unit: FigureUnit,
    bars: [AskedTornado.Bar]
  ) -> AskedChart {
    AskedChart(
      title: title, description: "Effects.", note: note,
      AskedTornado(measure: measure, unit: unit, bars: bars))
  }

  private static let tornado = tornado(
    "What moves <el>", measure: "el(portfolio)", unit: .dollars,
    bars: [
      (name: "power", low: ("×0.8", -2e6, 2e5), high: ("×1.2", 3e6, 2e5)),
      (name: "rent", low: ("−10 %", 1e6, 2e5), high: ("+10 %", 0.5e6, 2e5)),
    ])

  private func page(_ charts: [AskedChart]) -> String {
    AskedPage(
      title: "A <question>", eyebrow: "sweep", verdict: "Take <it>.", note: "Note.", charts: charts,
      tables: [
        DataTable.limited("All", [.text("a"), .number("b")], [["<x>", "1"]], file: "sweep.csv"),
        DataTable.limited(
          "Levels", [.number("level"), .number("loss")], [["99 %", "$1m"]],
          under: ["of <all>"], file: "sweep.csv"),
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

  @Test(
    "on paper a drawing that needs a sheet of its own comes after the tables", arguments: [2, 21])
  func tall(count: Int) {
    let bars = (0..<count).map { number -> AskedTornado.Bar in
      ("assumption \(number)", low: ("−1", -1e6, 1e5), high: ("+1", 1e6, 1e5))
    }
    let page = page([Self.tornado("What moves it", measure: "el", unit: .dollars, bars: bars)])
    #expect(page.contains("<div class=\"grid pairs tall\">") == (count == 21))
    #expect(page.contains("main:has(>.tall){display:flex;flex-direction:column}.tall{order:1}"))
  }

  @Test("a verdict stands first, what was typed last and once, in the letters of code")
  func verdictAndTyped() {
    let page = page([Self.tornado])
    #expect(page.contains("<p class=\"verdict\">Take &lt;it&gt;.</p>\n<p class=\"lead\">Note."))
    let typed = "PD of a &amp; b <code>pd(a&amp;b,1)</code>."
    #expect(page.ranges(of: typed).count == 1)
  }

  /// The first cell of a row is its heading: a number there stands under its column's heading all the same.
  @Test("numbers stand to the right in a table's first column too")
  func firstColumn() {
    let page = page([Self.tornado])
    #expect(page.contains("<th scope=\"col\" class=\"n\">level</th>"))
    #expect(page.contains("<th scope=\"row\">&lt;x&gt;</th>"))
    #expect(page.contains("<th scope=\"row\" class=\"two\">99 %<small>of &lt;all&gt;</small></th>"))
  }

  @Test("a page says how it is read: losses on common draws, or what it is told")
  func reading() {
    #expect(page([]).contains("Losses are positive, and the warm colour is the worse."))
    let own = AskedPage(title: "A", eyebrow: "b", note: "", charts: [], reading: "Small p is bad.")
    #expect(own.text.contains("not a forecast. Small p is bad.</p></footer>"))
    #expect(!own.text.contains("Losses are positive"))
  }

  @Test("the foot has as-of date, seed, paths, version and the file of the figures")
  func origin() {
    let origin = PageOrigin(asOf: "2025-12-31", seed: "42", paths: 1000, answer: "sweep.csv")
    let page = AskedPage(title: "A", eyebrow: "b", note: "", charts: [], origin: origin).text
    let line =
      "<footer><p>As of 31 Dec 2025 · seed 42 · 1,000 paths · page by minerstress "
      + "\(ProgramVersion.text) · figures in sweep.csv.</p>\n<p>Written by minerstress."
    #expect(page.contains(line))
    // What is not known is left out.
    let bare = PageOrigin(asOf: nil, answer: "a.csv").words
    #expect(bare == "Page by minerstress \(ProgramVersion.text) · figures in a.csv")
  }

  @Test("what makes a measure worse is warm, what makes it better calm, whichever end it is")
  func warmth() {
    let svg = Self.tornado.svg.replacing("\u{A0}", with: " ")
    let bars = svg.matches(of: #/class="mark bar end (c\d)"[^>]*><title>([^:]*):/#).map {
      "\($0.2) \($0.1)"
    }
    // c2 is the warm colour of the palette; the low end comes first.
    #expect(bars == ["power ×0.8 c1", "power ×1.2 c2", "rent −10 % c2", "rent +10 % c2"])
  }

  /// The bar of ×0.7 falls by 0.8 points, that of ×1.5 by 18.4: both are written left of 0.
  @Test("an effect is written at its own bar's tip, what is assumed on the other side of no change")
  func tornadoLabels() throws {
    let chart = Self.tornado(
      "PD", note: "How to <read> it.", measure: "PD", unit: .share,
      bars: [
        ("spot power price", low: ("×0.7", -0.008, 0.018), high: ("×1.5", -0.184, 0.035))
      ])
    let svg = chart.svg
    let zero = try #require(
      svg.firstMatch(of: #/mark reference" d="M([0-9.]+) ([0-9.]+)V/#).flatMap { Double($0.1) })
    let places = svg.matches(of: #/class="(e|s)( a)?" x="([0-9.]+)" y="[0-9.]+">([^<]+)</#)
    for (label, anchor) in [
      ("−0.8 points", "e"), ("−18.4 points", "e"), ("×0.7", "s"), ("×1.5", "s"),
    ] {
      let place = try #require(places.first { $0.4 == label }, "\(label)")
      #expect(place.1 == anchor)
      #expect((Double(place.3) ?? 0 < zero) == (anchor == "e"), "\(label)")
    }
    // The line of no change begins below the name.
    let name = try #require(svg.firstMatch(of: #/y="([0-9.]+)">spot power price/#))
    let line = try #require(svg.firstMatch(of: #/mark reference" d="M[0-9.]+ ([0-9.]+)V/#))
    #expect(try #require(Double(line.1)) > (try #require(Double(name.1))))
    #expect(page([chart]).contains("<p>How to &lt;read&gt; it.</p></figcaption>"))
    // −0.8 ± 1.8 may be none, −18.4 ± 3.5 is not; two halves of the legend are pale too.
    let bars = svg.matches(of: #/<rect class="mark bar end[^>]*>/#).map { String($0.0) }
    #expect(bars.map { $0.contains("fill-opacity=\"0.35\"") } == [true, false])
    #expect(svg.ranges(of: "fill-opacity=\"0.35\"").count == 3)
    #expect(svg.contains(">pale: the interval contains 0</text>"))
    #expect(!Self.tornado.svg.contains("pale:"))
  }

  private func grid(_ levels: [[Int]]) -> String {
    AskedChart(
      title: "pd", description: "PD.",
      AskedGrid(
        rowTitle: "rent", rows: ["1", "2"], columnTitle: "power", columns: ["a", "b"],
        values: [
          [
            Estimate(value: 0.1, standardError: 0.01), Estimate(value: 0, standardError: 0),
          ], [nil, Estimate(value: 0.5, standardError: 0.02)],
        ], levels: levels, unit: .share, base: (row: 0, column: 1))
    ).svg.replacing("\u{A0}", with: " ")
  }

  /// Levels 0 and 1 of 0 to 0.5: their means lie at (0.1 + 0) / 2 / 0.5 = 0.1 and at 1 of the range.
  @Test("in a grid cells of one level have one colour, the greatest the warmest; the base a frame")
  func grid() {
    let svg = grid([[0, 0], [0, 1]])
    // Of the legend two steps; then 0.05 + 0.5 · 0.1 twice, and 0.55 for the greatest.
    let strengths = svg.matches(of: #/cell positive"[^>]*fill-opacity="([^"]+)"/#).map { $0.1 }
    #expect(strengths == ["0.1", "0.55", "0.1", "0.1", "0.55"])
    #expect(svg.contains("rent 1, power b: none seen, the scenario itself"))
    // 1.96 · 1 and 1.96 · 2 points.
    #expect(svg.contains(">± 2.0</text>") && svg.contains(">± 3.9</text>"))
    #expect(svg.contains("rent 1, power a: 10.0 ± 2.0 %<"))
    // The value has the digits of its interval and no more.
    #expect(svg.contains(">10.0 %</text>") && !svg.contains("as in the scenario"))
    #expect(svg.contains(">better: none seen</text>") && svg.contains(">worse: 50.0 %</text>"))
    #expect(svg.contains(">one colour: not told apart</text>"))
    #expect(svg.contains(">none seen</text>") && !svg.contains("no interval"))
    #expect(svg.contains("rent 2, power a: –"))
    #expect(svg.ranges(of: "class=\"chosen\"").count == 1)
  }

  @Test("the legend has every shade of the cells and no other", arguments: [2, 6, 7, 30])
  func shades(count: Int) throws {
    let values = (0..<count).map { Estimate(value: Double($0), standardError: 0.1) }
    let svg = AskedChart(
      title: "loss", description: "Loss.",
      AskedGrid(
        rowTitle: "rent", rows: ["1"], columnTitle: "power", columns: values.map { "\($0.value)" },
        values: [values], levels: [Array(0..<count)], unit: .share)
    ).svg
    let cells = try #require(svg.firstRange(of: "<g class=\"mark\">")).lowerBound
    let shades = { (part: Substring) in
      Set(part.matches(of: #/cell positive"[^>]*fill-opacity="([^"]+)"/#).map { String($0.1) })
    }
    #expect(shades(svg[..<cells]) == shades(svg[cells...]))
    #expect(shades(svg[cells...]).count == count)
    // However many there are, they take the same room.
    let widths = svg[..<cells].matches(of: #/cell positive" x="[^"]+" y="3" width="([^"]+)"/#)
      .compactMap { Double($0.1) }
    #expect(widths.count == count && widths.reduce(0, +) <= 84.2)
  }

  @Test("a grid whose cells do not differ has no colour")
  func greyGrid() {
    let svg = grid([[0, 0], [0, 0]])
    #expect(!svg.contains("cell positive"))
    #expect(svg.contains(">no two cells are told apart: no colour</text>"))
  }

  private func drawing(
    _ title: String, xTitle: String = "", yTitle: String, unit: FigureUnit,
    series: [AskedCurves.Series], labels: [String]? = nil
  ) -> AskedChart {
    AskedChart(
      title: title, description: "A drawing.",
      AskedCurves(
        xTitle: xTitle, yTitle: yTitle, unit: unit, series: series, labels: labels))
  }

  @Test("series that are neither better nor worse are never warm")
  func neutralSeries() {
    let chart = drawing(
      "PDs", xTitle: "x", yTitle: "y", unit: .number,
      series: (0..<7).map { .init(name: "s\($0)", points: [(0, Double($0), 0), (1, 1, 0)]) })
    let lines = chart.svg.matches(of: #/class="mark line ([^"]+)"/#).map { String($0.1) }
    #expect(Set(lines).count == 7)
    #expect(!lines.contains { $0.hasPrefix("c2") })
  }

  @Test("curves have dots with errors; a drawing alone carries its style and its title")
  func curves() {
    let chart = drawing(
      "PD & more", xTitle: "depth", yTitle: "PD", unit: .share,
      series: [
        .init(name: "pd(a)", points: [(1, 0.1, 0.02), (2, 0.2, 0)]),
        .init(name: "pd(b)", points: [(1, 0.3, 0)], drawing: .dots),
      ])
    let svg = chart.svg.replacing("\u{A0}", with: " ")
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(svg.contains("pd(a), 1: 10.0 ± 2.0 %"))
    #expect(svg.contains("PD &amp; more"))
    #expect(svg.ranges(of: "mark whisker").count == 1)
    #expect(svg.ranges(of: "mark line").count == 1)
    #expect(!svg.contains("var("))
  }

  @Test("what has no interval is a ring, which the legend names; what is exact is a dot")
  func hollow() {
    let chart = { (half: Double?) in
      drawing(
        "Spreads", yTitle: "spread", unit: .basisPoints,
        series: [.init(name: "spread", points: [(0, 368, half), (1, 830, 0)], drawing: .dots)],
        labels: ["asked", "offered"]
      ).svg.replacing("\u{A0}", with: " ")
    }
    let svg = chart(nil)
    #expect(svg.contains("<title>spread, asked: 368 bp, no interval</title>"))
    #expect(svg.contains("<title>spread, offered: 830 bp</title>"))
    #expect(svg.ranges(of: "class=\"mark ring c1\"").count == 1)
    #expect(svg.ranges(of: "class=\"mark dot c1\"").count == 1)
    #expect(svg.contains(">no interval</text>") && svg.contains("circle.ring{fill:#fff"))
    #expect(!chart(20).contains("ring c") && !chart(20).contains("no interval"))
  }

  /// −3.3 to 9.4: steps of 2 make −4 to 10, whose marks are 5 apart, of which none is at −4.
  @Test("the lowest mark of an axis is its end, and 0 above it has a line of its own")
  func ends() throws {
    let svg = { (low: Double) in
      drawing(
        "Tails", xTitle: "x", yTitle: "loss", unit: .dollars,
        series: [.init(name: "es", points: [(0, low, 0), (1, 9.4e6, 0)])]
      ).svg
    }
    let below = svg(-3.3e6)
    let bottom = try #require(
      below.firstMatch(of: #/class="frame"[^>]* y="([0-9.]+)"[^>]* height="([0-9.]+)"/#).flatMap {
        match in Double(match.1).flatMap { top in Double(match.2).map { top + $0 } }
      })
    let labels = below.matches(of: #/class="e" x="[0-9.]+" y="([0-9.]+)">([^<]+)</#)
    let lowest = try #require(labels.max { Double($0.1) ?? 0 < Double($1.1) ?? 0 })
    #expect(lowest.2 == "−$5m")
    #expect(abs((Double(lowest.1) ?? 0) - 4 - bottom) < 0.02)
    let zero = try #require(labels.first { $0.2 == "$0" }.flatMap { Double($0.1) }) - 4
    let axes = below.matches(of: #/class="axis" d="M[0-9.]+ ([0-9.]+)H/#).compactMap {
      Double($0.1)
    }
    #expect(axes.contains { abs($0 - zero) < 0.02 } && axes.count == 2)
    #expect(svg(1e6).ranges(of: #/class="axis" d="M[0-9.]+ [0-9.]+H/#).count == 1)
  }

  @Test("the axis of a probability that is 100 % everywhere ends there, and has a length")
  func certainty() {
    let chart = drawing(
      "PD", xTitle: "price", yTitle: "PD", unit: .share,
      series: [.init(name: "pd(any)", points: [(1, 1, 0), (2, 1, 0)])])
    let svg = chart.svg.replacing("\u{A0}", with: " ")
    #expect(svg.contains(">100 %</text>") && svg.contains(">80 %</text>"))
    #expect(!svg.contains(">110 %</text>") && !svg.contains(">120 %</text>"))
  }

  @Test("names of places stand under their points")
  func labels() {
    let chart = drawing(
      "Spreads", yTitle: "spread", unit: .basisPoints,
      series: [.init(name: "spread", points: [(0, 100, 5), (1, 250, 5)], drawing: .dots)],
      labels: ["offered", "needed"])
    let svg = chart.svg.replacing("\u{A0}", with: " ")
    #expect(svg.contains(">offered</text>") && svg.contains(">needed</text>"))
    #expect(svg.contains("spread, needed: 250.0 ± 5.0 bp"))
  }

  /// Two series at one place: their whiskers are 14 units apart, 7 to either side of the place.
  @Test("whiskers of two series over one name do not cover each other")
  func whiskersApart() throws {
    let chart = drawing(
      "Tails", yTitle: "loss", unit: .dollars,
      series: [
        .init(name: "es", points: [(0, 5e6, 3e6)], drawing: .dots),
        .init(name: "var", points: [(0, 4e6, 3e6)], drawing: .dots),
      ], labels: ["99 %"])
    let places = chart.svg.matches(of: #/mark whisker" d="M([0-9.]+) /#).compactMap {
      Double($0.1)
    }
    #expect(places.count == 2)
    #expect(abs(places[1] - places[0] - 14) < 0.02)
  }

  @Test("what others are held against is a dashed line without points, and the legend names it")
  func reference() {
    let chart = drawing(
      "Quantiles", xTitle: "x", yTitle: "y", unit: .number,
      series: [
        .init(name: "history", points: [(0, 0, 0), (1, 2, 0)], drawing: .dots),
        .init(name: "where both agree", points: [(0, 0, 0), (2, 2, 0)], drawing: .reference),
      ])
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
